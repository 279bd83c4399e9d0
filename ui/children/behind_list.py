"""The list behind a figure: its lines in an order that is chosen, and what is taken."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data_access.casework.behind import CODE, Behind
from data_access.casework.behind_cells import LATE
from domain.tables import UNKNOWN, Columns, day_of
from metrics.behind import Found, Side
from ui.children import children
from ui.kit import state, tables

ORDER, PAGE = "behind-order", "behind-page"
ON_A_PAGE = 50
LATE_OR_OWED, NOT_KNOWN = "Late or owed", "Due day not known"
LONGEST_FIRST = (LATE, "Working days")


def draw(rows: Behind, title: str) -> None:
    """Draw the lines, with a link where a child's own page is open to the viewer."""
    ordered = _ordered(rows.lines)
    page = tables.page_of(ordered, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(page.drop(columns=[CODE])),
        title,
        links=[
            children.link(code) if code in rows.open_now else "" for code in page[CODE]
        ],
    )
    if not rows.open_now.issuperset(page[CODE]):
        st.markdown(
            "A child without a link is not in care or on a plan any more, or is with "
            "somebody else."
        )


def events(columns: Columns, found: Found, side: Side) -> list[dict[str, str]]:
    """Return, for children of whom all events count, which decided; none for others."""
    if not found.event_rows:
        return []
    rows = getattr(columns, found.event_rows)
    title = LATE_OR_OWED if side is Side.REST else NOT_KNOWN
    return [
        {title: "; ".join(_event(rows.due[at], rows.held[at]) for at in places)}
        for places in found.events
    ]


def _event(due: int, held: int) -> str:
    said = [
        f"{name} {day_of(day):%d/%m/%Y}"
        for name, day in (("due", due), ("held", held))
        if day != UNKNOWN
    ]
    return ", ".join(said if held != UNKNOWN else [*said, "not held"])


def download(
    export: Callable[[], pd.DataFrame], notes: dict[str, str], key: str
) -> None:
    """Offer the lines as CSV, and say what is in it."""
    tables.download(lambda: tables.said(export()), notes, f"behind-{key}")
    st.markdown(
        "The download has codes in place of the council's own ids. That somebody took "
        "it is written to the access ledger, as is opening this list."
    )


def _ordered(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines in the order chosen: the longest wait first, or A to Z."""
    offered = [name for name in lines.columns if name != CODE]
    offered.sort(key=lambda name: name not in LONGEST_FIRST)
    state.at_hand(ORDER, offered)
    by = st.selectbox("Order by", offered, key=ORDER)
    return lines.sort_values(
        by,
        ascending=by not in LONGEST_FIRST,
        kind="stable",
        na_position="last",
        key=lambda cells: cells.map(lambda cell: None if cell == "" else cell),
    )
