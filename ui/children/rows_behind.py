"""The rows behind a figure on screen: what it counts, in words, and how many are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import rows_behind as fetched
from data_access.casework.rows_behind import (
    CODE,
    IN_CARE,
    LATE,
    ON_PLAN,
    WORKING_DAYS,
    RowsAsked,
    RowsBehind,
)
from domain.access import Role, Viewer
from domain.errors import DashboardError
from domain.tables import DIMENSIONS, UNKNOWN, Columns, day_of
from metrics import catalogue
from metrics.figure import Figure, figure, figure_of_group
from metrics.measure import MeasureError, Metric, Where
from metrics.rows import sourced
from metrics.rows_behind import sides, sides_of_group
from metrics.sides import Found, Side, Sides
from ui.kit import led, links, seen, state, tables, words
from ui.kit.filters import Selection
from ui.kit.links import BY, FIGURE, GROUP, PART, PARTS

NO_FIGURE = (
    "Choose a figure first. On Overview and the pages after it, each figure about "
    "children has a link to the rows behind it."
)
UNKNOWN_FIGURE = (
    "There is no figure of this name. The link may be mistyped, or older than a change "
    "of names. Choose the figure again on Overview or on one of the pages after it."
)
ONLY_STAFF = (
    "This figure counts IROs and chairs, so there are no children behind it. Caseloads "
    "says who they are."
)
UNKNOWN_GROUP = (
    "There is no such group of this figure with the filters as they are. Change the "
    "filters, or choose the figure again on its page."
)
SHOWN = "part-shown"
Group = tuple[str, str]  # a grouping and one of its groups; two empty words if none


def shown(look: Look, columns: Columns, chosen: Selection) -> None:
    """Draw the rows behind the figure that is in the address."""
    metric = _asked()
    if metric is None:
        return
    chosen = _side_of_the_day(metric, columns, chosen)
    group = st.query_params.get(BY, ""), st.query_params.get(GROUP, "")
    where = dict(chosen.on(metric, columns))
    try:
        shown_figure = _told(metric, columns, chosen, where, group)
    except MeasureError:
        st.info(UNKNOWN_GROUP)
        return
    _say(shown_figure, columns, chosen, group)
    rows_of = metric, columns, chosen.period, where
    found = sides_of_group(*rows_of, group) if group[0] else sides(*rows_of)
    side = _side(metric, found)
    asked = [
        RowsAsked(each.rows, each.row, events(columns, each, side), chosen.period.end)
        for each in found[side]
    ]
    try:
        rows = fetched.listed(look, columns, asked)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    counted = (
        f"**{_rows(rows.counted)}:** {words.plain(_which(shown_figure, side, group))}"
    )
    st.markdown(f"{counted} {words.plain(_whose(look.viewer, rows))}".strip())
    if rows.lines.empty:
        return
    title = f"{_name(metric, group)}: {PARTS[side].lower()}"
    order = draw(rows, title)
    if metric.rows.name in NOT_RECORDED:
        st.markdown(f"No file that is read records {NOT_RECORDED[metric.rows.name]}.")
    download(
        lambda: fetched.listed(look, columns, asked, taken=True).lines.loc[order],
        {
            "Measure": _name(metric, group),
            "Rows": PARTS[side],
            "Filters": chosen.sentence,
            "Source": sourced([metric.source], chosen.period, with_fields=True),
        },
        metric.key,
    )


def _side_of_the_day(metric: Metric, columns: Columns, chosen: Selection) -> Selection:
    """Ask which side of the day is wanted on which lead practitioners began to chair."""
    offered = {half.period.label: half for half in led.each(metric, columns, chosen)}
    if len(offered) == 1:
        return chosen
    st.markdown("Lead practitioners began to chair in this period: it is read as two.")
    names = list(offered)
    return offered[st.radio("Which days", names, horizontal=True) or names[0]]


def _told(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    where: Where,
    group: Group,
) -> Figure:
    """Return the figure that the link was on.

    Raises:
        MeasureError: the group is not there, or not among those that filters keep.
    """
    by, label = group
    if not by:
        return figure(metric, columns, chosen.period, where)
    if label not in where.get(by, (label,)):
        raise MeasureError(f"The filters leave out '{label}'.")
    return figure_of_group(metric, columns, chosen.period, where, group)


def _asked() -> Metric | None:
    """Return the measure in the address; say what to do where there is none."""
    key = st.query_params.get(FIGURE, "")
    if not key:
        st.info(NO_FIGURE)
        st.page_link(seen.file("overview.py"), label="Overview")
        return None
    try:
        metric = catalogue.get(key)
    except MeasureError:
        st.info(UNKNOWN_FIGURE)
        st.page_link(seen.file("overview.py"), label="Overview")
        return None
    if not metric.counts_children:
        st.header(words.plain(metric.name), anchor=False)
        st.info(ONLY_STAFF)
        st.page_link(seen.file("caseloads.py"), label="Caseloads")
        return None
    return metric


def _name(metric: Metric, group: Group) -> str:
    """Return what a measure is called, of one group where there is one."""
    return f"{metric.name}, {words.label(group[1])}" if group[0] else metric.name


def _of_its_days(shown: Figure) -> str:
    """Return `87.0% in 2024-25`, or why there is no value."""
    if shown.value is None:
        said = "withheld" if shown.withheld else words.figure(shown).lower()
        return f"{said} {words.when(shown.metric, shown.period)}"
    return f"{words.figure(shown)} {words.when_counted(shown)}"


def _say(
    shown_figure: Figure, columns: Columns, chosen: Selection, group: Group
) -> None:
    """Write the figure as its card or chart has it, and what it means."""
    metric = replace(shown_figure.metric, name=_name(shown_figure.metric, group))
    ignored = chosen.ignored(metric, columns)
    heading = f"{metric.name}: {_of_its_days(shown_figure)}"
    st.header(words.plain(heading), anchor=False)
    lines = [
        metric.definition,
        _sentence(words.fraction(shown_figure)),
        words.aside(shown_figure),
        words.days_counted(shown_figure),
        f"Not filtered by {' or '.join(ignored).lower()}." if ignored else "",
    ]
    st.markdown("\n\n".join(words.plain(line) for line in lines if line))


def _side(metric: Metric, found: Sides) -> Side:
    """Ask which part of the figure is wanted; the first needs something done.

    The address says which is shown, so that a part that the session remembers never
    comes in place of the one a link names. Nothing is called back: of a session that a
    server started again has just begun, Streamlit knows no part that was drawn.
    """
    offered = {PARTS[side]: side for side in metric.worst_first if side in found}
    if len(offered) == 1:
        return next(iter(offered.values()))
    names = list(offered)
    named = st.query_params.get(PART, "")
    asked = named if named in offered else names[0]
    if state.value(SHOWN, asked) != asked:  # another link
        state.keep(PART, asked)
    shown = st.radio("Show", names, names.index(asked), horizontal=True, key=PART)
    if shown != asked:
        st.query_params[PART] = shown
    state.keep(SHOWN, shown)
    return offered[shown]


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:].removesuffix('.')}."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _which(shown_figure: Figure, side: Side, group: Group) -> str:
    """Return what the rows of a side are, as a sentence without its beginning."""
    metric = shown_figure.metric
    passed = metric.numerator
    if metric.natural and not group[0]:
        passed = f"with {DIMENSIONS[metric.natural].lower()} recorded"
    counted, cases = (
        words.number(shown_figure.numerator),
        words.number(shown_figure.denominator or 0),
    )
    if side is Side.ASIDE:
        return f"{metric.aside_words}."
    if side is Side.CASES:
        return f"{metric.denominator}."
    if Side.REST not in metric.worst_first:
        return f"{passed}."
    if side is Side.REST:
        return f"the {cases} {metric.denominator}, without the {counted} {passed}."
    return f"of the {cases} {metric.denominator}, those {passed}."


def _whose(viewer: Viewer, rows: RowsBehind) -> str:
    """Return how many of the rows somebody may see, where it is not all."""
    seen = len(rows.lines)
    if seen == rows.counted:
        return ""
    whose = "your" if viewer.role is Role.IRO else "your teams'"
    are = "is" if seen == 1 else "are"
    if not seen:
        return f"None of them is about {whose} children, then or now, so none is shown."
    return (
        f"{seen:,} of the {rows.counted:,} {are} about {whose} children, then or now; "
        "the rest are not shown."
    )


# The list behind a figure: its lines in an order that is chosen, and what is taken.


ORDER, PAGE = "behind-order", "behind-page"
ON_A_PAGE = 50
LATE_OR_OWED, NOT_KNOWN = "Late or owed", "Due day not known"
LONGEST_FIRST = (LATE, WORKING_DAYS, ON_PLAN, IN_CARE)
NOT_RECORDED = {
    "conferences": "why a conference is late, or what came of it",
    "plan_reviews": "why a review conference is late",
}
ENDS = ("Held", "Conference held", "Resolved")  # blank while somebody still has to act


def draw(rows: RowsBehind, title: str) -> pd.Index:
    """Draw the lines in an order that is asked for, and return it: their places.

    Each has a link where a child's own page is open to the viewer.
    """
    ordered = _ordered(rows.lines)
    page = tables.page_of(ordered, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(page.drop(columns=[CODE])),
        title,
        links=[
            links.to_child(code) if code in rows.open_now else "" for code in page[CODE]
        ],
        stacked=True,
    )
    if not rows.open_now.issuperset(page[CODE]):
        st.markdown(
            "A child without a link is not in care or on a plan any more, or is with "
            "somebody else."
        )
    return ordered.index


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
    """Return the lines in the order chosen: the longest wait first, or A to Z.

    Of those that wait, what is still to be done comes before what has been done since.
    """
    offered = [name for name in lines.columns if name != CODE]
    offered.sort(key=lambda name: name not in LONGEST_FIRST)
    state.at_hand(ORDER, offered)
    by = st.selectbox("Order by", offered, key=ORDER)
    ordered = lines.sort_values(
        by,
        ascending=by not in LONGEST_FIRST,
        kind="stable",
        na_position="last",
        key=lambda cells: cells.map(lambda cell: None if cell == "" else cell),
    )
    if by not in (LATE, WORKING_DAYS):
        return ordered
    done = ordered[[name for name in ENDS if name in ordered]].notna().any(axis=1)
    waits = ordered[by].notna() & ~done
    return pd.concat([ordered[waits], ordered[~waits]])
