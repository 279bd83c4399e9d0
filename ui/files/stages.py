"""The most cases for a full-time post of somebody who is new: what a council wants."""

from __future__ import annotations

import streamlit as st

from domain.workload import CaseloadRules

MOST_CASES = 200
SAID = (
    "The most cases for a full-time post of somebody who is new; 0 is no other than the "
    "council's own most. Caseloads by name shows it beside what they hold."
)


def ask(kept: CaseloadRules) -> tuple[int | None, int | None]:
    """Ask for the most of somebody on probation, and of somebody in the first year."""
    st.markdown(SAID)
    probation, year = st.columns(2)
    with probation:
        first = _cases("Most cases on probation", kept.on_probation)
    with year:
        second = _cases("Most cases in the first year", kept.first_year)
    return first or None, second or None


def _cases(label: str, kept: int | None) -> int:
    return int(
        st.number_input(label, min_value=0, max_value=MOST_CASES, value=kept or 0)
    )
