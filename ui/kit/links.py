"""The ways from one page to another: to a child, a year, the rows behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from data_access.access.pseudonyms import staff_pseudonym
from domain.periods import Period
from metrics import said
from metrics.figure import Figure
from metrics.kernel import Numbers
from metrics.measure import Metric
from metrics.sides import Side
from ui.kit import filters, state, viewing, words
from ui.kit.filters import Selection

PAGE = "children/behind.py"
FIGURE, PART = "figure", "part"  # the names in the address
BY, GROUP = "by", "group"
SEE, DRAFT = "see", "draft"  # a release as its board does; what is not signed yet
CHILD, STAFF = "child", "staff"  # of a child's code and of a member of staff's
NOTHING_MORE: Mapping[str, str] = {}
PARTS = {
    Side.REST: "The others",
    Side.COUNTED: "Counted",
    Side.CASES: "All it is out of",
    Side.ASIDE: "Not known",
}


def to_child(code: str) -> str:
    """Return the address of a child's page; a demonstration's role stays chosen."""
    return viewing.link("child", CHILD, code)


def to_year(la: str, staff_id: str) -> str:
    """Return the address of somebody's year; a demonstration's role stays chosen."""
    return viewing.link("iro", STAFF, staff_pseudonym(la, staff_id))


def to_board(see: str) -> str:
    """Return the address of the board's pages from a release's number, or the draft.

    Council and a demonstration's role stay chosen.
    """
    address = viewing.link("overview", SEE, see)
    council = state.value("council")
    return f"{address}&{urlencode({'council': council})}" if council else address


def to_rows_behind(now: Figure, chosen: Selection) -> tuple[str, str]:
    """Return the address of the rows that need something done, and what it is called.

    It is of all rows where there are none, and empty where nobody is led to any.
    """
    if not now.covered or not leads_on(now.metric, chosen):
        return "", ""
    for side in now.metric.worst_first:
        number = amount(now, side)
        if number:
            address = urlencode(_address(now.metric, side))
            return f"behind?{address}", _label(now.metric, side, number)
    return "", ""


def leads_on(metric: Metric, chosen: Selection) -> bool:
    """Say whether a measure's figures lead the viewer to rows."""
    return chosen.leads_on and metric.counts_children


def of_groups(
    metric: Metric, chosen: Selection, by: str, labels: Sequence[str]
) -> list[str]:
    """Return the address of the rows behind a measure for each of some groups."""
    if not leads_on(metric, chosen):
        return []
    return [_href(metric, {BY: by, GROUP: label}) for label in labels]


def of_months(
    metric: Metric, chosen: Selection, months: Sequence[Period], cases: Numbers
) -> list[str]:
    """Return the address of the rows behind a measure in each month that has cases.

    Where nothing is filtered, what other pages filter is not kept.
    """
    if not leads_on(metric, chosen):
        return []
    whole = {} if chosen.where else dict.fromkeys(filters.FILTERED, "")
    return [
        _href(metric, whole | chosen.month(month)) if there else ""
        for month, there in zip(months, cases, strict=True)
    ]


def of_month(now: Figure, chosen: Selection) -> str:
    """Return the address of the rows behind a month's figure; empty if it has none."""
    cases = now.denominator or now.numerator
    (address,) = of_months(now.metric, chosen, [now.period], [cases]) or [""]
    return address


def of_figures(shown: Sequence[Figure], chosen: Selection) -> list[str]:
    """Return the address of the rows behind each of some figures of one period."""
    if not chosen.leads_on:
        return []
    return [
        _href(now.metric, {})
        if now.metric.counts_children and (now.denominator or now.numerator)
        else ""
        for now in shown
    ]


def amount(now: Figure, side: Side) -> float:
    """Return how many rows a figure says that there are on a side."""
    below = now.denominator or 0
    return {
        Side.COUNTED: now.numerator,
        Side.REST: below - now.numerator,
        Side.CASES: below,
        Side.ASIDE: now.aside,
    }[side]


def _label(metric: Metric, side: Side, number: float) -> str:
    """Return `See the 138 reviews that were late`; of one, the number comes last."""
    cases = said.cases_of(metric, side)
    if number == 1:
        return f"See the {cases} (1)"
    return f"See the {words.number(number)} {cases}"


def _href(metric: Metric, more: Mapping[str, str]) -> str:
    address = _address(metric, metric.worst_first[0], more)
    return f"behind?{urlencode(address)}"


def _address(
    metric: Metric, side: Side, more: Mapping[str, str] = NOTHING_MORE
) -> dict[str, str]:
    """Return what the address says: the figure, which rows, the filters as they are."""
    dropped = filters.OF_PERIODS if "period" in more else ()
    kept = {
        name: said
        for name in filters.KEPT
        if name not in dropped and (said := state.value(name)) not in ("", filters.ALL)
    }
    looked_at_as = st.query_params.get(viewing.ADDRESS, "")
    if looked_at_as:
        kept[viewing.ADDRESS] = looked_at_as
    found = {FIGURE: metric.key, PART: PARTS[side], **kept, **more}
    return {name: said for name, said in found.items() if said}
