"""What a council calls the answers of the sheets that it records: asked, kept, undone."""

from __future__ import annotations

import json

import streamlit as st

from data_access.access.look import Look
from data_access.casework import answers
from domain.recorded import SHEETS
from domain.sheets import Column, Sheet
from ui.kit import data, state
from ui.kit.forms import Forms

WORDED = {
    f"{sheet.name}: {column.heading}": (sheet, column)
    for sheet in SHEETS.values()
    for column in sheet.columns
    if column.answers
}


def edit(look: Look) -> None:
    """Let the words of one list of answers be changed; a change is undone."""
    forms = Forms("answers", look.la)
    with st.expander("Words of the answers on Record and in the register"):
        _said(look, forms)
        which = st.selectbox("Which answers", list(WORDED), key=forms.key("which"))
        sheet, column = WORDED[which]
        seen = _seen(look, forms, sheet, column)
        with st.form(forms.turned(f"words-{which}")):
            typed = {
                code: st.text_input(
                    usual,
                    value="" if seen[code] == usual else seen[code],
                    key=forms.turned(f"{sheet.group_of(column)}-{code}"),
                )
                for code, usual in column.answers
            }
            st.markdown("An empty line keeps the word above it.")
            pressed = st.form_submit_button("Keep these words")
        if pressed:
            key = forms.turned(f"seen-{which}")
            state.keep(key, json.dumps(_now(look, sheet, column)))
            state.keep(forms.key("undo"), "")
            forms.do(
                lambda: answers.keep(look, sheet, column, typed, seen),
                f"Kept: the words of {which}.",
                undo=json.dumps([which, seen]),
            )


def _seen(look: Look, forms: Forms, sheet: Sheet, column: Column) -> dict[str, str]:
    """Return the words as they were when their form was first drawn."""
    key = forms.turned(f"seen-{sheet.name}: {column.heading}")
    if not state.value(key):
        state.keep(key, json.dumps(_now(look, sheet, column)))
    found: dict[str, str] = json.loads(state.value(key))
    return found


def _now(look: Look, sheet: Sheet, column: Column) -> dict[str, str]:
    return data.recorded_words(look.la).of(sheet, column)


def _said(look: Look, forms: Forms) -> None:
    """Say what was done last, and offer to undo it; not over what others did since."""
    if not (undo := forms.tell()):
        return
    which, before = json.loads(undo)
    sheet, column = WORDED[which]
    seen = _seen(look, forms, sheet, column)
    if st.button("Undo: have the words of before again", key=forms.key("put-back")):
        forms.do(lambda: answers.keep(look, sheet, column, before, seen), "Put back.")
