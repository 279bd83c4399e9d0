"""What one council decides for itself: its name, how days count, stages, themes."""

from __future__ import annotations

import streamlit as st
from sqlmodel import Session

from data_access import council, door
from domain.timescales import IntervalMode, Timescales
from ui import data

MOST_DAYS = 28


def edit(la: str, name: str) -> None:
    """Let the council's own rules be changed; every due date is worked out again."""
    rules, mapping = data.timescales(la), data.dispute_mapping(la)
    modes = list(IntervalMode)
    with st.expander("This council's own rules"), st.form(f"rules-{la}"):
        called = st.text_input("Council's name", value=name)
        mode = st.radio(
            "Reviews fall due after",
            modes,
            index=modes.index(rules.interval_mode),
            format_func=_words,
        )
        days = st.number_input(
            "Review meetings this many days apart or fewer are parts of one review",
            min_value=0,
            max_value=MOST_DAYS,
            value=rules.review_series_days,
        )
        stages = st.text_area(
            "Dispute stages, in order, one a line", value="\n".join(mapping.stages)
        )
        themes = st.text_area(
            "Dispute themes, one a line", value="\n".join(mapping.themes)
        )
        if st.form_submit_button("Keep these rules"):
            lists = {"stages": _lines(stages), "themes": _lines(themes)}

            def change(session: Session) -> None:
                council.save_name(session, la, called.strip() or la)
                council.save_timescales(session, la, Timescales(mode, int(days)))
                kept = mapping.model_copy(update=lists)
                council.save_dispute_mapping(session, la, kept)

            door.derive_again(data.engine(), la, change)
            st.success("Kept. Every due date, stage and theme was worked out again.")


def _words(mode: IntervalMode) -> str:
    return mode.words


def _lines(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    )
