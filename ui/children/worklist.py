"""The worklist on screen: how much there is of what, the lines, and what to take away."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_access.casework import worklist
from domain.access import Viewer
from domain.errors import DashboardError
from domain.periods import say_day
from ui.children import children, worklist_marks
from ui.kit import data, state, tables

RULE, TEAM, PAGE = "week-rule", "week-team", "week-page"
EVERYTHING, ALL = "Everything", "All"
ON_A_PAGE = 25
LATE = "Days late"
SHOWN = ("Child", "Due", LATE, "What", "What to do", "Team", "IRO or chair")
TAKEN = ("Code", *SHOWN[1:])
NOTHING = (
    "There is nothing to do: no line of the worklist is open for the children you may "
    "see, in the files that are loaded."
)


def shown(viewer: Viewer, la: str, as_at: date, now: datetime) -> None:
    """Draw what there is to do, what waited longest first."""
    try:
        found = worklist.lines(data.engine(), viewer, la, as_at, now)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.info(NOTHING)
        page = found
    else:
        page = _lines(found, viewer, la, as_at, now)
    worklist_marks.told()
    worklist_marks.ask(page, viewer, la, as_at, now)
    worklist_marks.put_away(viewer, la, as_at, now)


def _lines(
    found: pd.DataFrame, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Draw a page of the lines that are chosen, and return it."""
    some = _narrowed(found)
    st.markdown(
        f"{len(some):,} of {len(found):,} things to do, as at {say_day(as_at)}, the "
        "last day loaded. Those that are due first come first."
    )
    page = tables.page_of(some, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(_named(page)[list(SHOWN)]),
        "Things to do",
        links=[children.link(code) for code in page["Code"]],
    )
    _downloads(viewer, la, as_at, now)
    return page


def _narrowed(found: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of the rule and the team that are chosen."""
    counts = found["Key"].value_counts()
    names = {EVERYTHING: f"{EVERYTHING}: {len(found):,}"}
    names |= {
        rule.key: f"{rule.words}: {counts[rule.key]:,}"
        for rule in worklist.rules()
        if rule.key in counts
    }
    state.hold(RULE, list(names))
    state.keep(RULE, state.value(RULE, EVERYTHING))  # on screen too: counts change
    rule = st.radio("Show", list(names), format_func=names.__getitem__, key=RULE)
    teams = [ALL, *sorted({team for team in found["Team"] if team})]
    state.hold(TEAM, teams)
    team = st.selectbox("Team", teams, key=TEAM)
    keep = pd.Series(data=True, index=found.index)
    if rule != EVERYTHING:
        keep &= found["Key"] == rule
    if team != ALL:
        keep &= found["Team"] == team
    return found[keep]


def _named(found: pd.DataFrame) -> pd.DataFrame:
    """Return lines under the names that readers read, with no days before the due."""
    late = [str(days) if days > 0 else "" for days in found["Days"]]
    return found.rename(columns={"Rule": "What"}).assign(**{LATE: late})


def _downloads(viewer: Viewer, la: str, as_at: date, now: datetime) -> None:
    def everything() -> pd.DataFrame:
        found = worklist.exported(data.engine(), viewer, la, as_at, now)
        return tables.said(_named(found)[list(TAKEN)])

    tables.download(everything, {"As at": say_day(as_at)}, "my-week")
    st.download_button(
        "Download reviews to come, for a calendar (ICS)",
        lambda: worklist.calendar(data.engine(), viewer, la, as_at, now),
        file_name="reviews-to-come.ics",
        mime="text/calendar",
        key="week-calendar",
        on_click="ignore",
    )
    st.markdown(
        "Both have codes in place of the council's own ids, and hold everything, "
        "whatever is shown above. That somebody took one is written to the access "
        "ledger."
    )
