"""Putting a line of the worklist aside, marking it done, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from data_access.casework import worklist
from data_access.casework.worklist import LONGEST, LONGEST_REASON, Line
from domain.access import Viewer
from domain.errors import DashboardError
from domain.periods import say_day
from ui.kit import data, state, tables, words

SAID, WHY = "week-said", "week-why"
A_WEEK = 6  # where the list of days, from tomorrow on, is a week from now
SHOWN = ("Child", "What", "Due", "Put aside until", "Why", "By")


def told() -> None:
    """Say what was done with a line just now."""
    said = state.value(SAID)
    if said:
        st.success(words.plain(said))
        state.reset({SAID: "", WHY: ""})


def ask(
    page: pd.DataFrame, viewer: Viewer, la: str, as_at: date, now: datetime
) -> None:
    """Ask which of the lines on a page to put aside or mark done, and why."""
    st.header("Put aside, or mark as done", anchor=False)
    st.markdown(
        "A line put aside is hidden until its day, for everybody who may see the "
        "child. Another day due makes another line. Keep the child's details out of "
        "the reason."
    )
    if page.empty:
        st.markdown("No line is shown above.")
        return
    lines = _lines(page)
    days = _days(now.date())
    state.hold("week-line", list(lines))
    state.hold("week-until", list(days))
    with st.form("week-mark"):
        line = st.selectbox("Line, of those shown above", list(lines), key="week-line")
        why = st.text_input("Why", max_chars=LONGEST_REASON, key=WHY)
        day = st.selectbox("Put aside until", list(days), A_WEEK, key="week-until")
        aside = st.form_submit_button("Put aside")
        done = st.form_submit_button("Mark as done")
    whose = data.engine(), viewer, la, lines[line]
    if aside:
        _do(
            lambda: worklist.put_aside(*whose, days[day], why, as_at, now),
            f"Put aside until {day}: {line}.",
        )
    if done:
        _do(
            lambda: worklist.done(*whose, why, as_at, now),
            f"Marked as done: {line}.",
        )


def put_away(viewer: Viewer, la: str, as_at: date, now: datetime) -> None:
    """List what is put aside or done, once asked to, and let it be taken back."""
    st.header("What was put aside or done", anchor=False)
    if not st.checkbox("Show what is put aside or done", key="week-put-away"):
        return
    try:
        found = worklist.marked(data.engine(), viewer, la, as_at, now)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.markdown("Nothing is put aside or done.")
        return
    until = found["Put aside until"].fillna("Done")
    named = found.rename(columns={"Rule": "What"}).assign(**{"Put aside until": until})
    tables.show(tables.said(named[list(SHOWN)]), "Put aside or done")
    lines = _lines(found)
    state.hold("week-back", list(lines))
    line = st.selectbox("Line to take back", list(lines), key="week-back")
    if st.button("Take back"):
        _do(
            lambda: worklist.take_back(
                data.engine(), viewer, la, lines[line], as_at, now
            ),
            f"Taken back: {line}.",
        )


def _days(today: date) -> dict[str, date]:
    """Return the days that a line may be put aside until, as a reader says them."""
    found = [today + timedelta(days=number) for number in range(1, LONGEST + 1)]
    return {f"{day:%A} {say_day(day)}": day for day in found}


def _lines(found: pd.DataFrame) -> dict[str, Line]:
    return {
        f"{child_id}: {rule}, due {say_day(due)}": Line(code, key, due)
        for child_id, rule, due, code, key in found[
            ["Child", "Rule", "Due", "Code", "Key"]
        ].itertuples(index=False, name=None)
    }


def _do(change: Callable[[], None], said: str) -> None:
    try:
        change()
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    state.keep(SAID, said)
    st.rerun()
