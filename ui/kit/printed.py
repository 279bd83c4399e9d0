"""What a reader who prints a page may ask for: every table of it, open."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.kit import state

OFFER = "Open every table, for printing"
TICKED, ASKED = "every-table", "every-table-asked"
YES = "yes"


def offer() -> None:
    """Draw the offer in the sidebar; what is ticked holds for the session."""
    ticked = st.sidebar.checkbox(OFFER, value=asked(), key=TICKED)
    state.keep(ASKED, YES if ticked else "")


def asked() -> bool:
    """Say whether every table is to be open."""
    return state.value(ASKED) == YES


def opened(
    label: str, name: str, kind: str = "table", *, at_first: bool = False
) -> DeltaGenerator | None:
    """Draw a line that opens; return what is in it while it is open, else None."""
    part = st.expander(
        label,
        expanded=at_first or asked(),
        key=key(name, kind),
        on_change="rerun",
    )
    return part if part.open else None


def key(table: str, kind: str = "table") -> str:
    """Return the key of a table's box: opened for printing, it is one of its own.

    So what a reader had opened, or closed, is as it was once the pages are printed.
    """
    return f"{kind}-{table}-printed" if asked() else f"{kind}-{table}"
