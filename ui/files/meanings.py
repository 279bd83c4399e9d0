"""Asking what somebody's own words mean, one list of choices for each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

IN_A_ROW = 3


def choices(
    asked: Sequence[tuple[str, str]], options: list[str], kind: str
) -> dict[str, str]:
    """Return what is chosen for each wording, beginning with what is proposed."""
    answers: dict[str, str] = {}
    places = st.columns(IN_A_ROW)
    for number, (words, proposed) in enumerate(asked):
        with places[number % IN_A_ROW]:
            answers[words] = st.selectbox(
                words,
                options,
                index=options.index(proposed),
                key=f"{kind}-{number}-{words}",
            )
    return answers
