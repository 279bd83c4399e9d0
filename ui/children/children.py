"""Children by name on screen: the list, with what is owed, and one child's file."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import children
from data_access.casework.children import ChildFile
from domain.errors import DashboardError
from domain.periods import say_day
from ui.children import timeline
from ui.kit import links, tables, words

EVERYBODY, OVERDUE, SOON = "Everybody", "Something overdue", "Something due in 28 days"
SHOWN = (EVERYBODY, OVERDUE, SOON)
DUE = ("Next review due", "Next plan review due")
LATE = ("Days overdue", "Plan days overdue")
SOON_DAYS = 28
ON_A_PAGE = 50
NOBODY = (
    "There is no child to show: no child in care or on a plan is allocated to you, or "
    "to your team, in the files that are loaded."
)


def listed(look: Look) -> None:
    """Draw the children somebody may see, those who waited longest first."""
    try:
        found = children.listed(look)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.info(NOBODY)
        return
    some = _narrowed(found, look.as_at)
    st.markdown(
        f"{len(some):,} of {len(found):,} children, as at {say_day(look.as_at)}, "
        "the last day loaded. Those who have waited longest come first."
    )
    page = tables.page_of(some, "children-page", ON_A_PAGE)
    tables.show(
        _narrow(tables.said(page)),
        "Children, and what is due for each",
        links=[links.to_child(code) for code in page["Code"]],
        stacked=True,
    )
    tables.download(
        lambda: tables.said(children.listed(look, taken=True)),
        {"As at": say_day(look.as_at)},
        "children",
    )
    st.markdown(
        "The download has codes in place of the council's own ids. That somebody took "
        "it is written to the access ledger, as is opening this list."
    )


def one(look: Look) -> None:
    """Draw the file of the child whose code is in the address."""
    code = st.query_params.get(links.CHILD, "")
    if not code:
        st.info("Choose a child from the list.")
        return
    try:
        file = children.one(look, code)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    _who(file)
    timeline.due(file.timeline)
    timeline.shown(file.timeline)
    tables.download(
        lambda: tables.said(children.one_taken(look, code)),
        {"As at": say_day(look.as_at)},
        "child",
    )
    st.markdown(
        "The download holds everything, whatever is shown above, with a code in place "
        "of the council's own id. That somebody took it is written to the access ledger."
    )


def _who(file: ChildFile) -> None:
    st.header(f"Child {words.plain(file.child_id)}", anchor=False)
    known = {"Team": file.team, "IRO": file.iro, "Chair": file.chair}
    known_words = [
        f"{name}: {words.plain(said)}" for name, said in known.items() if said
    ]
    st.markdown(
        ". ".join(known_words) + "."
        if known_words
        else "No team and no IRO are recorded."
    )


def _narrowed(found: pd.DataFrame, as_at: date) -> pd.DataFrame:
    left, right = st.columns(2)
    with left:
        shown = st.selectbox("Show", SHOWN, key="children-shown")
    with right:
        teams = sorted({team for team in found["Team"] if team})
        team = st.selectbox("Team", ["All", *teams], key="children-team")
    late = found[list(LATE)].max(axis=1)
    due = found[list(DUE)].apply(pd.to_datetime).min(axis=1)
    if shown == OVERDUE:
        keep = late.notna()
    elif shown == SOON:
        until = pd.Timestamp(as_at) + pd.Timedelta(days=SOON_DAYS)
        keep = (due >= pd.Timestamp(as_at)) & (due <= until)
    else:
        keep = pd.Series(data=True, index=found.index)
    if team != "All":
        keep &= found["Team"] == team
    order = due.sort_values(kind="stable", na_position="last").index
    return found.loc[[place for place in order if keep[place]]]


def _narrow(said: pd.DataFrame) -> pd.DataFrame:
    """Return the list with its two names in one column, to fit a screen."""
    names = [
        "; ".join(dict.fromkeys(name for name in pair if name))
        for pair in zip(said["IRO"], said["Chair"], strict=True)
    ]
    said = said.drop(columns=["Code", "IRO", "Chair"])
    said.insert(2, "IRO or chair", names)
    return said
