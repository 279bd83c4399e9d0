"""Whether pages of figures are a board's: for its members, and for who sees them so.

Whoever makes releases may see every page as a board will, of a release or of the draft:
the address says which, and it holds for the session.
"""

from __future__ import annotations

import streamlit as st

from domain.access import Role, Screen, Viewer, may
from ui.kit import state, viewing
from ui.kit.links import DRAFT, SEE

LIVE, OF_A_BOARD = "figures", "board"  # folders of pages/
RELEASE, PERIOD, GROUPED = (
    "release",
    "days",
    "groups",
)  # the lists, and names in the address
KEPT = (SEE, RELEASE, PERIOD, GROUPED)  # what the address carries from page to page


def asked() -> str:
    """Return which release the address says to see, or the draft; empty for neither."""
    found = st.query_params.get(SEE, "") or state.value(SEE)
    if found:
        state.keep(SEE, found)
    return found


def is_draft() -> bool:
    """Say whether the draft is to be seen."""
    return asked() == DRAFT


def as_board(viewer: Viewer | None) -> bool:
    """Say whether somebody is shown what a board is."""
    if viewer is None or not may(viewer, Screen.RELEASED):
        return False
    return viewer.role is Role.BOARD or bool(asked())


def file(name: str) -> str:
    """Return the file of a page of figures that stands at its address now."""
    return f"{OF_A_BOARD if as_board(viewing.viewer()) else LIVE}/{name}"


def leave() -> None:
    """See live figures again."""
    state.drop(SEE)
