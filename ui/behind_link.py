"""The way from a figure to the rows it counts, for those who may see children."""

from __future__ import annotations

import streamlit as st

from metrics.behind import Side, counts_children, worst_first
from metrics.figure import Figure
from ui import filters, state, viewing, words
from ui.filters import Selection

PAGE = "children/behind.py"
FIGURE, PART = "figure", "part"  # the names in the address
PARTS = {
    Side.REST: "The others",
    Side.COUNTED: "Counted",
    Side.CASES: "All it is out of",
    Side.ASIDE: "Not known",
}


def draw(now: Figure, chosen: Selection) -> None:
    """Draw a link to the rows that need something done; to all where there are none."""
    if not chosen.leads_on or not now.covered or not counts_children(now.metric):
        return
    for side in worst_first(now.metric):
        number = amount(now, side)
        if number:
            st.page_link(
                PAGE,
                label=_label(side, number),
                query_params=_address(now, side),
            )
            return


def amount(now: Figure, side: Side) -> float:
    """Return how many rows a figure says that there are on a side."""
    below = now.denominator or 0
    return {
        Side.COUNTED: now.numerator,
        Side.REST: below - now.numerator,
        Side.CASES: below,
        Side.ASIDE: now.aside,
    }[side]


def _label(side: Side, number: float) -> str:
    other = "other " if side is Side.REST else ""
    return f"The {other}{words.number(number)} behind this figure"


def _address(now: Figure, side: Side) -> dict[str, str]:
    kept = {name: state.value(name) for name in filters.KEPT}
    kept = {name: said for name, said in kept.items() if said != filters.ALL}
    kept[viewing.ADDRESS] = st.query_params.get(viewing.ADDRESS, "")
    return {
        FIGURE: now.metric.key,
        PART: PARTS[side],
        **{name: said for name, said in kept.items() if said},
    }
