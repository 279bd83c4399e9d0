"""The clinic's queue: disputes resolved of which nobody has recorded what came."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import impact
from data_access.casework.impact import LOOKS_BACK, Unrecorded
from domain.errors import DashboardError
from domain.periods import say_day
from domain.recorded import FOLLOW_UP
from domain.sheets import Values
from ui.kit import links, state, tables, words

PAGE, CHOSEN = "record-waiting-page", "record-waiting"
ON_A_PAGE = 25
NONE_OF_THEM = "Another"
NOTHING: Values = {}
NOBODY_WAITS = (
    "Every dispute resolved in the last 12 months, of the children you may see, has "
    "its impact recorded."
)


def ask(look: Look) -> Values:
    """List what waits, and return what the form of the one chosen begins with."""
    st.header("Without their impact", anchor=False)
    try:
        found = impact.waiting(look)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return NOTHING
    if not found:
        st.markdown(NOBODY_WAITS)
        return NOTHING
    st.markdown(
        f"{len(found):,} disputes resolved in the {LOOKS_BACK} days to "
        f"{say_day(look.as_at)}, of the children you may see, have no impact recorded. "
        "Those resolved first come first. Choose one and its form opens."
    )
    _list(found)
    offered = {f"{code} {each.raised} {each.number}": each for code, each in found}
    _begin(offered)
    names = {NONE_OF_THEM: NONE_OF_THEM}
    names |= {key: _name(each) for key, each in offered.items()}
    chosen = st.selectbox(
        "Which dispute",
        list(names),
        format_func=names.__getitem__,
        key=CHOSEN,
    )
    return offered[chosen].begun if chosen in offered else NOTHING


def _begin(offered: Mapping[str, Unrecorded]) -> None:
    """Choose the one that the address names, once; hold what is still there."""
    asked = " ".join(
        st.query_params.get(name, "") for name in (links.CHILD, links.DAY)
    ).strip()
    if asked and state.value(f"{CHOSEN}-asked") != asked:
        state.keep(f"{CHOSEN}-asked", asked)
        named = next((key for key in offered if key.startswith(asked)), None)
        if named:
            state.keep(CHOSEN, named)
    state.hold(CHOSEN, [NONE_OF_THEM, *offered])


def _list(found: tuple[tuple[str, Unrecorded], ...]) -> None:
    listed = pd.DataFrame(
        {
            "Child": each.child_id,
            "Raised": each.raised,
            "Resolved": each.resolved,
            "Code": code,
        }
        for code, each in found
    )
    page = tables.page_of(listed, PAGE, ON_A_PAGE)
    tables.show(
        tables.said(page.drop(columns="Code")),
        "Disputes without their impact",
        links=[
            links.to_record(FOLLOW_UP.key, code, raised)
            for code, raised in zip(page["Code"], page["Raised"], strict=True)
        ],
    )


def _name(each: Unrecorded) -> str:
    number = f", number {each.number}" if each.number > 1 else ""
    return f"{each.child_id}, raised {say_day(each.raised)}{number}"
