"""A form that changes the store: done and told, or refused with what was typed kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.errors import DashboardError
from ui.kit import state, words


@dataclass(frozen=True)
class Forms:
    """The forms of one part of a page, for one council; `name` tells its keys apart."""

    name: str
    la: str

    def key(self, what: str) -> str:
        """Return the key of what is kept here."""
        return f"{self.name}-{what}-{self.la}"

    def turned(self, what: str) -> str:
        """Return a key that is another after each change, so that forms begin empty."""
        return f"{self.key(what)}-{state.value(self.key('turn'), '0')}"

    def do(self, change: Callable[[], None], said: str, undo: str = "") -> None:
        """Make a change and begin the page anew; refused, what was typed stays."""
        try:
            change()
        except DashboardError as refusal:
            st.error(words.plain(str(refusal)))
            return
        state.keep(self.key("said"), said)
        state.keep(self.key("undo"), undo)
        turn = int(state.value(self.key("turn"), "0")) + 1
        state.keep(self.key("turn"), str(turn))
        st.rerun()

    def opened(self, label: str, what: str) -> DeltaGenerator | None:
        """Draw a closed line; return what is in it once it was opened, None before.

        From then on it is there, so that closing it loses nothing that was typed.
        """
        part = st.expander(label, key=self.key(f"{what}-part"), on_change="rerun")
        was_open = self.key(f"{what}-opened")
        if part.open:
            state.keep(was_open, "yes")
        return part if state.value(was_open) else None

    def tell(self) -> str:
        """Say what was done last; return what undoes it, empty where nothing does."""
        place = st.container()  # there always: what opens below it stays open
        if said := state.value(self.key("said")):
            place.success(words.plain(said))
            state.keep(self.key("said"), "")
        return state.value(self.key("undo"))
