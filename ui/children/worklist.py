"""The worklist on screen: how much there is of what, the lines, and what to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import worklist
from data_access.casework.worklist import LONGEST, LONGEST_REASON, TaskLine
from domain import rulebook
from domain.access import Screen
from domain.errors import DashboardError
from domain.periods import Period, say_day
from domain.recorded import FOLLOW_UP, READY
from domain.rulebook import RULEBOOK
from ui.kit import downloads, links, state, tables, words

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


def shown(look: Look) -> None:
    """Draw what there is to do, what waited longest first."""
    try:
        found = worklist.lines(look)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.info(NOTHING)
        page = found
    else:
        page = _lines(found, look)
    say_what_was_done()
    ask(page, look)
    put_away(look)


def _lines(found: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Draw a page of the lines that are chosen, and return it."""
    some = _narrowed(found)
    st.markdown(
        f"{len(some):,} of {len(found):,} things to do, as at {say_day(look.as_at)}, "
        "the last day loaded. Those that are due first come first."
    )
    page = tables.page_of(some, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(_named(page)[list(SHOWN)]),
        "Things to do",
        links=[links.to_child(code) for code in page["Code"]],
        stacked=True,
    )
    if look.may(Screen.RECORDED):
        st.page_link(
            "children/record.py",
            label="Record what came of a dispute",
            query_params={links.SHEET: FOLLOW_UP.key},
        )
        st.page_link(
            "children/record.py",
            label="Record what is ready for a review",
            query_params={links.SHEET: READY.key},
        )
    today = Period(look.as_at, look.as_at)
    st.markdown(words.plain(rulebook.on(RULEBOOK, today)))
    _downloads(look)
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


def _downloads(look: Look) -> None:
    def everything() -> pd.DataFrame:
        found = worklist.lines(look, taken=True)
        return tables.said(_named(found)[list(TAKEN)])

    tables.download(everything, {"As at": say_day(look.as_at)}, "my-week")
    downloads.offer(
        "Download reviews to come, for a calendar (ICS)",
        lambda: worklist.calendar(look),
        file_name="reviews-to-come.ics",
        mime="text/calendar",
        key="week-calendar",
    )
    st.markdown(
        "Both have codes in place of the council's own ids, and hold everything, "
        "whatever is shown above. That somebody took one is written to the access "
        "ledger."
    )


# Putting a line of the worklist aside, marking it done, and taking that back.


SAID, WHY = "week-said", "week-why"
A_WEEK = 6  # where the list of days, from tomorrow on, is a week from now
SHOWN_PUT_ASIDE = ("Child", "What", "Due", "Put aside until", "Why", "By")


def say_what_was_done() -> None:
    """Say what was done with a line just now."""
    said = state.value(SAID)
    if said:
        st.success(words.plain(said))
        state.reset({SAID: "", WHY: ""})


def ask(page: pd.DataFrame, look: Look) -> None:
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
    lines = _lines_put_aside(page)
    days = _days(look.now.date())
    state.hold("week-line", list(lines))
    state.hold("week-until", list(days))
    with st.form("week-mark"):
        line = st.selectbox("Line, of those shown above", list(lines), key="week-line")
        why = st.text_input("Why", max_chars=LONGEST_REASON, key=WHY)
        day = st.selectbox("Put aside until", list(days), A_WEEK, key="week-until")
        aside = st.form_submit_button("Put aside")
        done = st.form_submit_button("Mark as done")
    if aside:
        _do(
            lambda: worklist.put_aside(look, lines[line], days[day], why),
            f"Put aside until {day}: {line}.",
        )
    if done:
        _do(
            lambda: worklist.done(look, lines[line], why),
            f"Marked as done: {line}.",
        )


def put_away(look: Look) -> None:
    """List what is put aside or done, once asked to, and let it be taken back."""
    st.header("What was put aside or done", anchor=False)
    if not st.checkbox("Show what is put aside or done", key="week-put-away"):
        return
    try:
        found = worklist.marked(look)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.markdown("Nothing is put aside or done.")
        return
    until = found["Put aside until"].fillna("Done")
    named = found.rename(columns={"Rule": "What"}).assign(**{"Put aside until": until})
    tables.show(
        tables.said(named[list(SHOWN_PUT_ASIDE)]), "Put aside or done", stacked=True
    )
    lines = _lines_put_aside(found)
    state.hold("week-back", list(lines))
    line = st.selectbox("Line to take back", list(lines), key="week-back")
    if st.button("Take back"):
        _do(
            lambda: worklist.take_back(look, lines[line]),
            f"Taken back: {line}.",
        )


def _days(today: date) -> dict[str, date]:
    """Return the days that a line may be put aside until, as a reader says them."""
    found = [today + timedelta(days=number) for number in range(1, LONGEST + 1)]
    return {f"{day:%A} {say_day(day)}": day for day in found}


def _lines_put_aside(found: pd.DataFrame) -> dict[str, TaskLine]:
    return {
        f"{child_id}: {rule}, due {say_day(due)}": TaskLine(code, key, due)
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
