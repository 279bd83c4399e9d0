"""The people who were given a role: listed, given one, and their roles ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pandas as pd
import streamlit as st

from data_access.access.people import plain
from domain.access import EVERY_TEAM, Role, Viewer
from domain.errors import DashboardError
from ui.kit import data, state, tables, viewing, words

SAID = "people-said"
EVERY, EVERY_COUNCIL = "Every team", "Every council"
FROM_ELSEWHERE = (
    "Roles that the sign-in service gives by its groups are not listed here; they are "
    "given and ended there."
)
NOT_HERE = (
    "Nobody signs in here, so a role given here would be nobody's. Roles are given "
    "where signing in is set up."
)


def listed(viewer: Viewer) -> pd.DataFrame:
    """List every role given, with a download; return what is listed."""
    said = state.value(SAID)
    if said:
        st.success(said)
        state.keep(SAID, "")
    found = data.roles_given(viewer)
    table = found.drop(columns=["id"]).assign(
        Given=_days(found["Given"]), Ended=_days(found["Ended"])
    )
    st.header("Roles given", anchor=False)
    st.markdown(FROM_ELSEWHERE)
    if table.empty:
        st.markdown("Nobody was given a role here yet.")
    else:
        tables.show(table.astype(str), "Roles given", stacked=True)
        tables.download(table, {}, "people-and-roles")
    return found


def _days(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments).dt.strftime("%d/%m/%Y").fillna("")


def give(viewer: Viewer, now: datetime) -> None:
    """Ask for a person and a role, and give it."""
    st.header("Give a role", anchor=False)
    if not viewing.signs_in():
        st.markdown(NOT_HERE)
        return
    who = st.text_input(
        "E-mail address, as the person signs in with it", key="person-who"
    )
    words_of = {role.words: role for role in Role}
    role = words_of[st.selectbox("Role", list(words_of), key="person-role")]
    la = _council(viewer)
    teams = _teams(la) if role is Role.MANAGER else ()
    staff_id = _staff_id(la) if role is Role.IRO else ""
    if st.button("Give this role", type="primary"):
        person = Viewer(plain(who), role, la, teams, staff_id)
        _do(
            lambda: data.give_role(viewer, person, now),
            f"{person.who} now has a role: {role.words}.",
        )


def _council(viewer: Viewer) -> str | None:
    apart = words.told_apart({la: name for la, name, _ in data.councils(viewer)})
    names: dict[str, str | None] = {name: la for la, name in apart.items()}
    if viewer.la is None:
        names = {EVERY_COUNCIL: None, **names}
    if not names:
        return viewer.la
    return names[st.selectbox("Council", list(names), key="person-council")]


def _teams(la: str | None) -> tuple[str, ...]:
    offered = [EVERY, *data.teams(la)]
    chosen = st.multiselect("Teams", offered, key="person-teams")
    return (EVERY_TEAM,) if EVERY in chosen else tuple(chosen)


def _staff_id(la: str | None) -> str:
    posts = data.chairs(la)
    names = {f"{name} ({number})": number for _, number, name in posts}
    found = st.selectbox("Which IRO or chair", list(names), key="person-staff")
    return names.get(found, "")


def end(viewer: Viewer, found: pd.DataFrame, now: datetime) -> None:
    """Ask which role to end, and end it once that is sure."""
    standing = found[found["Ended"].isna()]
    if standing.empty:
        return
    st.header("End a role", anchor=False)
    names = {
        f"{row.Who}: {row.Role}, {row.Council} (number {row.id})": int(row.id)
        for row in standing.itertuples()
    }
    chosen = st.selectbox("Role to end", list(names), key="person-end")
    sure = st.checkbox("I am sure: this person loses this role", key="person-sure")
    if st.button("End this role", disabled=not sure):
        _do(
            lambda: data.end_role(viewer, names[chosen], now),
            "The role is ended.",
        )


def _do(change: Callable[[], None], said: str) -> None:
    try:
        change()
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    state.keep(SAID, words.plain(said))
    st.rerun()
