"""One child's timeline on screen: what is due next, the drawing, the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from data_access.casework import timeline
from data_access.casework.timeline import Event, Lane, Timeline
from domain.periods import MONTHS, add_months, say_day
from ui.children import timeline_drawing
from ui.kit import panels, state, tables, words

WINDOW, KIND = "child-years", "child-kind"
YEARS = 3
LATEST, EVERYTHING = f"The last {YEARS} years", "Everything"
NO_VISITS = "No visits to this child are in the files that are loaded."
NOT_KNOWN = "Not known"


def due(found: Timeline) -> None:
    """Say what falls due next, and by which rule."""
    st.header("What is due next", anchor=False)
    rows = [
        (each.what, each.day or NOT_KNOWN, each.when, each.rule) for each in found.due
    ]
    named = pd.DataFrame(rows, columns=["What", "Day", "When", "How it is worked out"])
    tables.show(tables.said(named), "What is due next")


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
    drawing = timeline_drawing.drawn(events, start, found.as_at)
    panels.draw(drawing, "timeline", _alt(found, events, start))
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
    tables.show(tables.said(timeline.table(reversed(some))), "Events, the latest first")


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
