"""The forecast on screen: weeks to come, each IRO's, what could move, and a year ago."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import forecast
from domain.access import Screen
from domain.errors import DashboardError
from domain.forecast import BackTest, Estimate, Forecast, Line
from domain.periods import Period, say_day
from metrics.forecast import CAPACITY, EARLIER, ESTIMATE, OVERDUE
from ui.forecast import chart
from ui.forecast import words as said
from ui.kit import charts, data, links, state, tables, words

WHOSE, PAGE = "forecast-whose", "forecast-page"
ON_A_PAGE = 25
FOUR_WEEKS = 4
NOT_KNOWN, YES = "Not known", "Yes"
TOO_FULL = "Too full"
WEEK = "Week from"
NAME = "IRO or chair"
NOTHING_EARLIER = (
    "No review can be held earlier: no IRO or chair of the children you may see has "
    "more reviews due in a week than time, and room in one of the four weeks before."
)
TAKEN = (
    "The download has codes in place of the council's own ids. That somebody took it "
    "is written to the access ledger, as is opening this list."
)


def shown(look: Look, version: int) -> None:
    """Draw the weeks to come, as much of them as somebody may see."""
    try:
        found = data.expected(look, version)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    _write(said.children(found))
    _weeks(found, _chosen(found))
    if found.lines:
        _by_name(found)
    if look.may(Screen.EARLIER_REVIEWS):
        _earlier(look)
    if not found.own:
        _a_year_ago(found)


def _write(lines: Sequence[str]) -> None:
    st.markdown("\n\n".join(line for line in lines if line))


def _chosen(found: Forecast) -> Line:
    """Ask whose weeks are shown, where there is a choice."""
    lines = {each.staff_id: each for each in (found.whole, *found.lines)}
    if len(lines) == 1:
        return found.whole
    names = {key: each.name for key, each in lines.items()}
    state.hold(WHOSE, list(names))
    chosen = st.selectbox(
        "Whose weeks", list(names), format_func=names.__getitem__, key=WHOSE
    )
    return lines[chosen]


def _weeks(found: Forecast, line: Line) -> None:
    """Draw one line's weeks: chart, table, CSV, and how they are counted."""
    estimate = found.estimate if line is found.whole else None
    heading = said.finding(line, found.weeks)
    st.header(words.plain(heading), anchor=False)
    if line is not found.whole or found.own:
        st.markdown(f"**{words.plain(line.name)}**")
    charts.draw(
        chart.weeks(line, found.weeks, estimate),
        "forecast-weeks",
        f"Reviews due by week, {say_day(found.weeks[0].start)} to "
        f"{say_day(found.weeks[-1].end)}. {heading}.",
    )
    if line is found.whole:
        _write([said.estimate(found), said.panels(found)])
    _opened(
        charts.TABLE,
        "forecast-weeks",
        lambda: _table(found, line),
        found.as_at,
        [*said.capacity(found), *said.definitions(_days(found.weeks), *said.WEEKS_SAY)],
    )


def _days(weeks: Sequence[Period]) -> Period:
    return Period(weeks[0].start, weeks[-1].end)


def _opened(
    title: str,
    key: str,
    table: Callable[[], pd.DataFrame],
    as_at: date,
    lines: Sequence[str],
) -> None:
    """Offer a table, its CSV and its calculation, made once it is opened."""
    expander = st.expander(title, key=f"table-{key}", on_change="rerun")
    if not expander.open:
        return
    with expander:
        made = table()
        tables.show(made, title)
        tables.download(made, {"As at": say_day(as_at)}, key)
        _write(lines)


def _table(found: Forecast, line: Line) -> pd.DataFrame:
    over = set(line.over)
    columns: dict[str, list[object]] = {
        WEEK: [_day(week) for week in found.weeks],
        chart.REVIEWS: list(line.reviews),
        chart.PLAN_REVIEWS: list(line.plan_reviews),
        OVERDUE.name: [line.overdue, *(0 for _ in found.weeks[1:])],
        "To be held": list(line.load),
        CAPACITY.name: _times(line, found.weeks),
        TOO_FULL: [YES if place in over else "" for place in range(len(found.weeks))],
    }
    if line is found.whole:
        columns |= _more(found)
    return pd.DataFrame(columns)


def _day(week: Period) -> str:
    return f"{week.start:%d/%m/%Y}"


def _guessed(estimate: Estimate) -> dict[str, list[object]]:
    """Return the columns of an estimate: about how many, and its interval."""
    ends = zip(estimate.low, estimate.high, strict=True)
    return {
        ESTIMATE.name: [f"about {words.whole(each)}" for each in estimate.expected],
        "Interval": [f"{low} to {high}" for low, high in ends],
    }


def _times(line: Line, weeks: Sequence[Period]) -> list[object]:
    if not line.limit:
        return [NOT_KNOWN for _ in weeks]
    return [words.number(each) for each in line.limit]


def _more(found: Forecast) -> dict[str, list[object]]:
    """Return what is counted apart: the estimate, and panels."""
    columns: dict[str, list[object]] = {}
    if found.estimate is not None:
        columns |= _guessed(found.estimate)
    for months, counts in found.panels.items():
        columns[f"Panels at {months} months"] = list(counts)
    return columns


def _by_name(found: Forecast) -> None:
    title = "Reviews due by name"
    st.header(said.by_name(found), anchor=False)
    st.markdown(
        "In order of name: a number by itself says nothing about how well somebody "
        "works. Weeks of one person differ much; a week too full is one to look at."
    )
    table = pd.DataFrame(_row(line) for line in found.lines)
    tables.show(table, title)
    tables.download(
        lambda: _every_week(found), {"As at": say_day(found.as_at)}, "forecast-by-name"
    )
    st.markdown("The download has every week of each.")


def _row(line: Line) -> dict[str, object]:
    known = bool(line.limit)
    return {
        NAME: line.name,
        "Due in 4 weeks": sum(line.load[:FOUR_WEEKS]) - line.overdue,
        "Due in 26 weeks": sum(line.load) - line.overdue,
        OVERDUE.name: line.overdue,
        "Time for in 26 weeks": words.whole(sum(line.limit)) if known else NOT_KNOWN,
        "Weeks too full": len(line.over) if known else NOT_KNOWN,
    }


def _every_week(found: Forecast) -> pd.DataFrame:
    return pd.DataFrame(
        {
            NAME: line.name,
            WEEK: _day(week),
            "To be held": due,
            CAPACITY.name: time,
        }
        for line in found.lines
        for week, due, time in zip(
            found.weeks, line.load, _times(line, found.weeks), strict=True
        )
    )


def _earlier(look: Look) -> None:
    """Offer the reviews that could move; the ledger is written once it is opened."""
    st.header(EARLIER.name, anchor=False)
    expander = st.expander(
        "Show these reviews, child by child", key="table-earlier", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        try:
            found = forecast.earlier(look)
        except DashboardError as refusal:
            st.error(str(refusal))
            return
        _movable(found, look)


def _movable(found: pd.DataFrame, look: Look) -> None:
    if found.empty:
        st.info(NOTHING_EARLIER)
        return
    st.markdown(
        f"{len(found):,} reviews could be held in an earlier week without going late. "
        "Moving a review earlier also moves the next one: the table says from which day "
        "to which."
    )
    page = tables.page_of(found, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(page.drop(columns=["Code"])),
        EARLIER.name,
        links=[links.to_child(code) for code in page["Code"]],
    )
    tables.download(
        lambda: tables.said(forecast.earlier(look, taken=True)),
        {"As at": say_day(look.as_at)},
        "reviews-that-could-be-earlier",
    )
    _write([TAKEN, *said.definitions(Period(look.as_at, look.as_at), EARLIER)])


def _a_year_ago(found: Forecast) -> None:
    test = found.backtest
    if test is None:
        st.header("A year ago: there is nothing to compare with", anchor=False)
        st.markdown("The files that are loaded do not speak for all of those weeks.")
        return
    st.header(words.plain(said.backtested(test)), anchor=False)
    _write(said.backtest(test))
    _opened(
        "View the weeks of a year ago as a table, and how this is calculated",
        "forecast-a-year-ago",
        lambda: _test_table(test),
        found.as_at,
        said.definitions(_days(test.weeks), *said.BACKTEST_SAYS),
    )


def _test_table(test: BackTest) -> pd.DataFrame:
    columns: dict[str, list[object]] = {
        WEEK: [_day(week) for week in test.weeks],
        "Forecast": list(test.forecast),
        "Fell due": list(test.fell_due),
        "Fell due of children who came later": list(test.newcomers),
    }
    if test.estimate is not None:
        columns |= _guessed(test.estimate)
    return pd.DataFrame(columns)
