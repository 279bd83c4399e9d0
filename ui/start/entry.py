"""What stands before a page: who is looking; and what those see who may see nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError
from streamlit.navigation.page import StreamlitPage

from data_access.access.people import say_teams
from data_access.store.settings import settings
from domain.access import EVERY_TEAM, NotAllowedError, Role, Screen, Viewer, may
from domain.errors import DashboardError
from ui.kit import frame, seen, state, viewing, words
from ui.kit.viewing import ADDRESS, AS, AS_STAFF, How, Standing
from ui.start.sign_in import FAILED

DEMONSTRATION = (
    "This is a demonstration: every child and member of staff is invented, and nobody "
    "signs in."
)
OWN_MACHINE = (
    "This is one person's own machine: nobody signs in, and whoever sits at it sees "
    "everything that is loaded."
)
CLOSED = (
    "The store has a council's own files, and nobody signs in here, so nothing is "
    "shown. Set up signing in; or, on one person's own machine, start the dashboard "
    "with IRO_OWN_MACHINE=true."
)
TRY_AGAIN = (
    "You could not be signed in. Try again. If it goes on, tell the dashboard's "
    "administrator."
)


FIRST = "overview"  # the page that the bare address leads to
ASTRAY = "asked-for"  # what the session keeps of an address that is no page


@dataclass(frozen=True)
class Entry:
    """A page in the router's list.

    `file` lies under pages/, and its name is the page's address; `title` stands in the
    menu, the browser and on the page; `screen` is what the page shows, by which
    `domain.access` decides who has it. Those of `by_link` reach it from another page,
    not from the menu. `board` is the file that a board is given at the same address:
    what it reads is of a release.
    """

    file: str
    title: str
    screen: Screen
    by_link: frozenset[Role] = frozenset()
    board: str = ""

    def as_board(self) -> Entry:
        """Return the page that a board is given in its place."""
        return replace(self, file=self.board, screen=Screen.RELEASED, board="")

    @property
    def address(self) -> str:
        """What follows the server's name: children/my_week.py is at my-week."""
        return PurePath(self.file).stem.replace("_", "-")


def of_figures(file: str, title: str) -> Entry:
    """Return a page of live figures, in whose place a board reads a release."""
    board = f"{seen.OF_A_BOARD}/{file}"
    return Entry(f"{seen.LIVE}/{file}", title, Screen.FIGURES, board=board)


def looking(pages: Iterable[Entry]) -> tuple[Standing, Viewer]:
    """Return who is looking, and as what; stop where nothing may be shown to them."""
    addresses = [each.address for each in pages]
    try:
        here = viewing.standing()
        viewer = here.viewer
    except DashboardError as error:
        unwell(error, addresses)
    if viewer is None:
        instead(here, addresses)
    return here, viewer


def instead(here: Standing, addresses: Iterable[str]) -> NoReturn:
    """Draw, at whichever address, why nothing is shown; and stop."""
    _everywhere("Sign in", addresses)
    if here.how is How.CLOSED:
        frame.begin("Closed")
        st.title("Nothing is shown here", anchor=False)
        st.error(CLOSED)
    elif here.who:
        frame.begin("No role")
        _no_role(here)
    else:
        frame.begin("Sign in")
        _sign_in(here)
    st.stop()


def unwell(why: DashboardError, addresses: Iterable[str]) -> NoReturn:
    """Draw, at whichever address, that the store cannot tell who may see what; stop."""
    _everywhere("Not now", addresses)
    frame.begin("Not now")
    st.title("Nothing can be shown now", anchor=False)
    frame.refused(why)
    st.stop()


def _everywhere(title: str, addresses: Iterable[str]) -> None:
    """Have every address lead here, without a menu."""
    pages = [st.Page(_nothing, title=title, default=True)]
    pages += [st.Page(_nothing, title=title, url_path=path) for path in addresses]
    st.navigation(pages, position="hidden")


def _nothing() -> None:
    """Stand for a page that is never run."""


def _sign_in(here: Standing) -> None:
    st.title("Sign in", anchor=False)
    if here.over:
        hours = words.number(settings().session_hours)
        st.info(f"You have to sign in again: a sign-in lasts {hours} hours.")
    if st.query_params.get(FAILED):
        st.error(TRY_AGAIN)
    st.markdown("This dashboard is for people who were given a role in it.")
    if st.button("Sign in", type="primary"):
        try:
            st.login()
        except (StreamlitAuthError, StreamlitMissingAuthlibError):
            st.error(TRY_AGAIN)


def _no_role(here: Standing) -> None:
    st.title("You have no role here yet", anchor=False)
    st.markdown(
        f"You are signed in as {words.plain(here.who)}. Ask the dashboard's "
        "administrator for a role if you need one for your work."
    )
    _sign_out()


def page(entry: Entry, viewer: Viewer) -> StreamlitPage:
    """Return what stands at a page's address: the page, or why it is not for them."""
    if entry.board and seen.as_board(viewer):
        entry = entry.as_board()
    allowed = may(viewer, entry.screen)
    in_menu = allowed and viewer.role not in entry.by_link
    return st.Page(
        entry.file if allowed else _not_included,
        title=entry.title,
        url_path=entry.address,
        visibility="visible" if in_menu else "hidden",
    )


def astray(pages: Iterable[Entry]) -> list[StreamlitPage]:
    """Return a page for the address asked for where it is none of these: it leads to the first.

    Streamlit's own words for it are lost where the page after them comes fast.
    """
    known = {st.get_option("server.baseUrlPath").strip("/"), ""}
    known |= {each.address for each in pages}
    asked = unquote(urlsplit(st.context.url or "").path).strip("/").rpartition("/")[2]
    if asked.strip() in known:
        return []

    def lead_on() -> None:
        state.keep(ASTRAY, asked)
        st.switch_page(seen.file(f"{FIRST}.py"))

    return [st.Page(lead_on, title="Home", url_path=asked, visibility="hidden")]


def _say_astray(address: str) -> None:
    """Say, on the page that came instead, that the one asked for is none."""
    asked = state.value(ASTRAY)
    if asked and address == FIRST:
        st.info(f"There is no page called {words.plain(asked)}. This is the overview.")
    else:
        state.drop(ASTRAY)


def _not_included() -> None:
    st.title("Not for your role", anchor=False)
    st.info(str(NotAllowedError()))


def above(here: Standing, address: str) -> None:
    """Draw what stands above every page: who is looking, and what was not found."""
    _who(here)
    _say_astray(address)


def _who(here: Standing) -> None:
    """Say who is looking and as what; let them choose, and sign out."""
    if here.how is How.OWN_MACHINE:
        st.warning(OWN_MACHINE)
    with st.sidebar:
        if here.how is How.DEMONSTRATION:
            st.markdown(DEMONSTRATION)
        if here.how is How.SIGN_IN:
            st.markdown(f"Signed in as {words.plain(here.who)}")
        if len(here.roles) > 1:
            _choose(here)
        else:
            st.markdown(words.plain(_label(here.roles[here.first])))
        if here.how is How.SIGN_IN:
            _sign_out()


def _sign_out() -> None:
    if st.button("Sign out", width="stretch"):
        viewing.sign_out()


def _choose(here: Standing) -> None:
    """Offer the roles; the address carries the one chosen, unless it is the first."""
    chosen = here.key
    state.keep(AS, chosen)
    labels = {key: _label(viewer) for key, viewer in here.roles.items()}
    st.selectbox("See this as", list(labels), key=AS, format_func=labels.get)
    if here.everybody and here.roles[chosen].role is Role.IRO:
        chosen = f"{chosen}:{_choose_iro()}"
    asked = "" if chosen == here.first else chosen
    if st.query_params.get(ADDRESS, "") == asked:
        return
    if asked:
        st.query_params[ADDRESS] = asked
    else:
        del st.query_params[ADDRESS]


def _choose_iro() -> str:
    names = viewing.iros()
    chosen = viewing.iro(names)
    state.keep(AS_STAFF, chosen)
    st.selectbox("Which IRO", list(names), key=AS_STAFF, format_func=names.get)
    return chosen


def _label(viewer: Viewer) -> str:
    teams = say_teams(viewer.teams).lower() if EVERY_TEAM in viewer.teams else ""
    parts = (viewer.role.words, teams or ", ".join(viewer.teams), viewer.la)
    return ", ".join(part for part in parts if part)
