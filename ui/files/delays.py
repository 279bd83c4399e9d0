"""What a council says of late reviews and of mass re-allocations: asked, and read."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data_access.importers.late_reasons import LateReasons
from domain.codes import LATE_KINDS
from domain.errors import DashboardError
from domain.workload import Reallocation

KINDS = LATE_KINDS[1:]
FEWEST, MOST = 6, 200  # children: fewer would be a small number on a board's chart
BETWEEN = "="


@dataclass(frozen=True)
class DelaysAsked:
    """What was typed, before anybody knows whether it can be read."""

    reasons: str
    moved: Reallocation


def ask(kept: LateReasons, moved: Reallocation) -> DelaysAsked:
    """Ask for both, beginning with what is kept."""
    reasons = st.text_area(
        f"Reasons for late reviews, one a line, each with {BETWEEN} and its kind: "
        f"{'; '.join(KINDS)}",
        value="\n".join(
            f"{each} {BETWEEN} {kind}" for each, kind in kept.kinds.items()
        ),
    )
    children = st.number_input(
        "Children of one IRO who go to others on one day, from which trends mark it",
        min_value=FEWEST,
        max_value=MOST,
        value=max(FEWEST, moved.children),
    )
    to_one = st.checkbox(
        "Only where all of them go to one other IRO", value=moved.to_one
    )
    return DelaysAsked(reasons, Reallocation(int(children), to_one))


def read(asked: DelaysAsked) -> LateReasons:
    """Return the reasons that were typed.

    Raises:
        DashboardError: a line has no reason, or no kind that there is.
    """
    lines = (line.strip() for line in asked.reasons.splitlines())
    return LateReasons(kinds=dict(_reason(line) for line in lines if line))


def _reason(line: str) -> tuple[str, str]:
    reason, _, typed = (part.strip() for part in line.rpartition(BETWEEN))
    kind = next((each for each in KINDS if each.lower() == typed.lower()), None)
    if not reason or kind is None:
        raise DashboardError(
            f"'{line}' is no reason with a kind of delay. Write the reason, {BETWEEN}, "
            f"and one of: {'; '.join(KINDS)}. Nothing is kept."
        )
    return reason, kind
