"""What surrounds every page: its title in the browser, focus rings, what data it is."""

from __future__ import annotations

import logging

import streamlit as st

from data_access.store.database import StoreError
from domain.access import Screen, Viewer, may
from domain.errors import DashboardError
from domain.tables import Columns
from ui.kit import filters, keeping, printed, state, viewing, words
from ui.kit.filters import Selection

LOG = logging.getLogger(__name__)
SERVICE = "IRO quality assurance"
PRINTED = "printed"  # what stands at the head of each printed page
TITLE = "title"  # what the session keeps of the page being drawn


def begin(title: str) -> None:
    """Set the browser's title; the page that follows has this title."""
    st.set_page_config(page_title=f"{title}, {SERVICE}", layout="wide")
    state.keep(TITLE, title)


def refused(why: DashboardError) -> None:
    """Say why a page, or the rest of it, is not shown; the administrator's log too."""
    if isinstance(why, StoreError):
        LOG.error("%s", why)
    st.error(str(why))


def opened(screen: Screen, question: str) -> Viewer:
    """Write the page's one title and the question it answers; return who is looking.

    Stops the page where they may not see its screen.
    """
    viewer = viewing.require(screen)
    st.title(state.value(TITLE), anchor=False)
    st.markdown(question)
    return viewer


def loaded(viewer: Viewer) -> Columns:
    """Return the rows of the viewer's council.

    Stops the page, with what to do, when the store holds nothing.
    """
    columns = filters.council(viewer)
    if columns is None or columns.data_to is None:
        nothing_yet(viewer)
        st.stop()
    return columns


def filtered(viewer: Viewer) -> tuple[Columns, Selection]:
    """Draw the filters; return the rows of the viewer's council and what is chosen.

    Stops the page, with what to do or why, when there is nothing to show.
    """
    columns = loaded(viewer)
    chosen = filters.bar(columns, leads_on=may(viewer, Screen.BEHIND, columns.la))
    printed.offer()
    keeping.offer()
    _whose(columns)
    with st.container(key=PRINTED):
        st.markdown(words.plain(f"{columns.council}. {chosen.sentence}"))
    return columns, chosen


def nothing_yet(viewer: Viewer) -> None:
    """Say that the store holds nothing, and what to do."""
    if not may(viewer, Screen.FILES):
        st.info(
            "There is nothing to show yet. A performance analyst loads files; a board "
            "then reads what the quality assurance group signs."
        )
        return
    st.info(
        "There is nothing in the store yet. Go to Load files and drop your SSDA903 "
        "return, CIN census, Annex A or dispute log there."
    )
    st.page_link("data/load_files.py", label="Load files")


def _whose(columns: Columns) -> None:
    if columns.invented:
        st.info(
            f"{columns.council}: every child, member of staff and figure here is "
            "invented."
        )
    if left_out := words.left_out(columns):
        st.warning(
            f"{left_out} Performance analysts find them, with the reasons, on Load "
            "files."
        )
