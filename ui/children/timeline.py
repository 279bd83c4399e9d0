"""One child's timeline on screen: what is due next, the drawing, the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data_access.casework import timeline
from data_access.casework.timeline import Event, Lane, Mark, Timeline
from domain import rulebook
from domain.periods import MONTHS, Period, add_months, say_day
from ui.kit import charts, palette, state, tables, words
from ui.kit.drawings import AXIS, FONT, Drawing

WINDOW, KIND = "child-years", "child-kind"
YEARS = 3
LATEST, EVERYTHING = f"The last {YEARS} years", "Everything"
NO_VISITS = "No visits to this child are in the files that are loaded."
NOT_KNOWN = "Not known"
DUE = (rulebook.REVIEWS_DUE, rulebook.PLAN_REVIEWS_DUE, rulebook.DISPUTE_SETTLED)


def due(found: Timeline) -> None:
    """Say what falls due next, and by which rule."""
    st.header("What is due next", anchor=False)
    rows = [
        (each.what, each.day or NOT_KNOWN, each.when, each.rule) for each in found.due
    ]
    named = pd.DataFrame(rows, columns=["What", "Day", "When", "How it is worked out"])
    tables.show(tables.said(named), "What is due next", stacked=True)
    st.markdown(words.plain(rulebook.on(DUE, Period(found.as_at, found.as_at))))


def shown(found: Timeline) -> None:
    """Draw the timeline, with every mark of it as a row of the table below."""
    st.header(words.plain(found.finding), anchor=False)
    first = add_months(found.as_at, -YEARS * MONTHS)
    events, window = found.events, EVERYTHING
    if any(each.day < first for each in events):
        window = st.radio("Show", (LATEST, EVERYTHING), key=WINDOW, horizontal=True)
        if window == LATEST:
            events = tuple(each for each in events if each.reaches(first))
    start = min(each.day for each in events)
    if window == LATEST:
        start = max(start, first)
    drawing = drawn(events, start, found.as_at)
    charts.draw(drawing, "timeline", _alt(found, events, start))
    if left_out := _left_out(found.events, events):
        st.markdown(left_out)
    _table(events)


def _table(events: Sequence[Event]) -> None:
    lanes = [lane for lane in Lane if any(each.lane is lane for each in events)]
    kinds = [EVERYTHING, *(str(lane) for lane in lanes)]
    state.hold(KIND, kinds)
    kind = st.selectbox("Which events", kinds, key=KIND)
    some = [each for each in events if kind in (EVERYTHING, each.lane)]
    st.markdown(f"{len(some):,} of {len(events):,} events. The latest come first.")
    tables.show(
        tables.said(timeline.table(reversed(some))),
        "Events, the latest first",
        stacked=True,
    )


def _alt(found: Timeline, events: Sequence[Event], start: date) -> str:
    return (
        f"Timeline of one child, {say_day(start)} to {say_day(found.as_at)} and what is "
        f"due after it, {len(events)} events. {found.finding}."
    )


def _left_out(every: Sequence[Event], events: Sequence[Event]) -> str:
    """Return what has no line on the drawing, because there is nothing of it."""
    there = {each.lane for each in events}
    gone = [str(lane).lower() for lane in Lane if lane not in there]
    said = f"Nothing is recorded in this time of: {'; '.join(gone)}." if gone else ""
    visited = any(each.lane is Lane.VISITS for each in every)
    return f"{said} {'' if visited else NO_VISITS}".strip()


# The drawing of a timeline: a lane for each kind of event, marks told by shape.


A_DAY = 86_400_000  # milliseconds
TITLE, ROW, BAR, GAP = 24, 32, 26, 10  # pixels, as the vertical axis counts
TOP = 30  # pixels for the words at today's line
MARGIN = {"t": 8, "r": 16, "b": 8, "l": 8}
AXIS_AND_KEY = 120  # pixels
AFTER = timedelta(days=45)
A_YEAR = 365.25  # days
LARGE, SMALL, CROWDED = 13, 9, 7  # pixels of a mark; small over so many years
TICKS = ((3.6, 6), (6, 12), (12, 24), (18, 36))  # years up to which; months apart
FAR_APART = 60  # months
SHAPES: dict[Mark, tuple[str, str]] = {
    Mark.ON_TIME: ("circle", palette.BLUE),
    Mark.LATE: ("square", palette.PINK),
    Mark.UNKNOWN: ("circle-open", palette.GREY),
    Mark.OWED: ("diamond-open", palette.PINK),
    Mark.PLANNED: ("triangle-up-open", palette.BLUE),
    Mark.POINT: ("cross", palette.GREY),
}
BENEATH = frozenset({Mark.PLANNED, Mark.POINT})  # on a row of their own, if need be


@dataclass(frozen=True)
class Placed:
    """An event, and how far down it is drawn."""

    event: Event
    y: float


def drawn(events: Sequence[Event], start: date, as_at: date) -> Drawing:
    """Return the drawing of events from a day on; bars begun before it are cut."""
    end = max([as_at, *(each.day for each in events)]) + AFTER
    placed: list[Placed] = []
    titles: dict[str, float] = {}
    bottom = float(TOP)
    for lane in Lane:
        of_lane = [each for each in events if each.lane is lane]
        if of_lane:
            titles[lane] = bottom
            found, rows = _rows(of_lane, bottom + TITLE)
            placed += found
            bottom += TITLE + rows * ROW + GAP
    bars = [each for each in placed if each.event.mark is Mark.SPAN]
    size = LARGE if (end - start).days < CROWDED * A_YEAR else SMALL
    traces = [_bars(bars, start, as_at)] if bars else []
    for mark in SHAPES:
        points = [each for each in placed if each.event.mark is mark]
        traces += [_points(mark, points, size)] if points else []
    return {"data": traces, "layout": _layout(titles, bottom, (start, end), as_at)}


def _rows(events: Sequence[Event], top: float) -> tuple[list[Placed], int]:
    """Place the events of a lane in rows, so that no two bars lie on each other."""
    ends: list[date] = []
    rows: list[tuple[Event, int]] = []
    split = len({each.mark in BENEATH for each in events}) > 1
    for event in events:
        if event.mark is Mark.SPAN:
            rows.append((event, _free(ends, event)))
        else:
            rows.append((event, int(split and event.mark in BENEATH)))
    count = max(row for _, row in rows) + 1
    return [Placed(each, top + ROW * (row + 0.5)) for each, row in rows], count


def _free(ends: list[date], event: Event) -> int:
    """Return the first row that is free when a bar begins, and take it."""
    until = event.until or date.max
    for row, end in enumerate(ends):
        if end <= event.day:
            ends[row] = until
            return row
    ends.append(until)
    return len(ends) - 1


def _bars(placed: Sequence[Placed], start: date, as_at: date) -> dict[str, Any]:
    firsts = [max(each.event.day, start) for each in placed]
    lasts = [each.event.until or max(as_at, each.event.day) for each in placed]
    lengths = [
        max((last - first).days, 1) * A_DAY
        for first, last in zip(firsts, lasts, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": str(Mark.SPAN),
        "showlegend": False,
        "base": [first.isoformat() for first in firsts],
        "x": lengths,
        "y": [each.y for each in placed],
        "width": BAR,
        "text": [escape(each.event.text) for each in placed],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "textfont": {"size": FONT, "color": palette.INK},
        "marker": {
            "color": palette.PALE,
            "line": {"color": palette.BLUE, "width": 1},
        },
        "hovertext": [_said(each.event) for each in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _points(mark: Mark, placed: Sequence[Placed], size: int) -> dict[str, Any]:
    symbol, colour = SHAPES[mark]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": str(mark),
        "x": [each.event.day.isoformat() for each in placed],
        "y": [each.y for each in placed],
        "marker": {
            "symbol": symbol,
            "color": colour,
            "size": size,
            "line": {"width": 2, "color": colour},
        },
        "cliponaxis": False,
        "hovertext": [_said(each.event) for each in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _said(event: Event) -> str:
    """Return an event as its mark says it: no words that somebody typed freely."""
    day = say_day(event.day)
    if event.mark is Mark.SPAN:
        day += f" to {say_day(event.until)}" if event.until else ", goes on"
    what = f"{event.what}, {event.text}" if event.text else event.what
    return escape(": ".join(each for each in (day, what, event.on_time) if each))


def _layout(
    titles: dict[str, float], bottom: float, span: tuple[date, date], as_at: date
) -> dict[str, Any]:
    start, end = span
    years = (end - start).days / A_YEAR
    apart = next((step for most, step in TICKS if years <= most), FAR_APART)
    today = as_at.isoformat()
    line = {"color": palette.GREY, "width": 2, "dash": "dot"}
    return {
        "height": int(bottom) + AXIS_AND_KEY,
        "margin": MARGIN,
        "font": {"size": FONT, "color": palette.WORDS, "family": "sans-serif"},
        "paper_bgcolor": palette.CLEAR,
        "plot_bgcolor": palette.CLEAR,
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "font": {"size": FONT},
        },
        "barmode": "overlay",
        "uniformtext": {"mode": "hide", "minsize": FONT},
        "xaxis": {
            **AXIS,
            "type": "date",
            "range": [start.isoformat(), end.isoformat()],
            "tick0": "2000-01-01",
            "dtick": f"M{apart}",
            "tickformat": "%b<br>%Y" if apart < MONTHS else "%Y",
            "tickangle": 0,
            "automargin": True,
        },
        "yaxis": {**AXIS, "range": [bottom, 0], "visible": False},
        "shapes": [
            {
                "type": "line",
                "x0": today,
                "x1": today,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": line,
            }
        ],
        "annotations": [
            *(_title(words, y) for words, y in titles.items()),
            {
                **_title(f"Last day loaded, {say_day(as_at)}", 0),
                "xref": "x",
                "x": today,
                "xanchor": "right",
            },
        ],
        "transition": {"duration": 0},
        "hoverlabel": {"font": {"size": FONT}},
        "dragmode": False,
    }


def _title(words: str, y: float) -> dict[str, Any]:
    return {
        "text": words,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": y,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": FONT, "color": palette.WORDS},
    }
