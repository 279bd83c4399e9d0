"""The board's first page: is it better, is it good enough, and what should I ask."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domain.access import Viewer
from metrics.release.declared import TILES
from reports.released import ReleasedMeasure
from ui.board import actions, reading, tiles
from ui.board.reading import Reading
from ui.kit import words

CHANGED = "What changed"
NOTHING_CHANGED = "Nothing that could be compared changed by more than chance gives."
QUESTIONS = "Questions you might ask"
MOST = 6  # questions
ASK_FIRST = "Ask first:"


def shown(viewer: Viewer) -> None:
    """Draw the headlines, what changed, what to ask and what was decided."""
    read = reading.read(viewer, TILES)
    headlines = read.measures(TILES)
    _first(headlines)
    tiles.rows(headlines, read)
    _changed(read)
    _ask(headlines)
    actions.shown(read)


def _first(headlines: Sequence[ReleasedMeasure]) -> None:
    """Say in one line which way the headlines go, and what to ask first."""
    asked = questions(headlines)[:1]
    ask = "".join(f" {ASK_FIRST} {words.plain(each)}" for _, each in asked)
    st.markdown(f"**{words.plain(tiles.verdict(headlines))}**{ask}")


def _changed(read: Reading) -> None:
    st.header(CHANGED, anchor=False)
    said = read.release.changed
    if not said:
        st.markdown(NOTHING_CHANGED)
        return
    latest = words.period(read.release.latest)
    st.markdown(f"In {latest}, beside the four quarters before.")
    st.markdown("\n".join(f"- {words.plain(each)}" for each in said))


def _ask(headlines: Sequence[ReleasedMeasure]) -> None:
    st.header(QUESTIONS, anchor=False)
    st.markdown(
        "\n".join(
            f"- **{words.plain(name)}.** {words.plain(question)}"
            for name, question in questions(headlines)
        )
    )


def questions(headlines: Sequence[ReleasedMeasure]) -> list[tuple[str, str]]:
    """Return questions by measure: of those that get worse or miss their target first.

    Each measure asks its first question before any asks its second.
    """
    order = sorted(headlines, key=lambda each: not tiles.calls_for_a_question(each))
    turns = max((len(each.words.ask) for each in order), default=0)
    found = [
        (each.words.name, each.words.ask[turn])
        for turn in range(turns)
        for each in order
        if turn < len(each.words.ask)
    ]
    return found[:MOST]
