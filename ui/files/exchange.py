"""Whose keys are trusted on files of other councils: told, added, taken away."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import exchange
from domain import councils
from ui.kit import state, tables
from ui.kit.forms import Forms

HOW = (
    "Another council can send you figures of a release that it signed. Its file is read "
    "only where it is signed with a key that you trust for that council. A key is known "
    "by its fingerprint. Ask somebody whom you know there to read it to you, by "
    "telephone: what comes with the file proves nothing. A new key of a council takes "
    "the place of the one before."
)
NOBODY = "No key is trusted, so no file of another council is read."
NO_MORE = (
    "Its files are refused from now on. To take away what was read, undo its import."
)


def edit(look: Look) -> None:
    """List the keys that are trusted; let one be added, and one be taken away."""
    forms = Forms("exchange", look.la)
    with st.expander("Other councils whose signed figures are read"):
        forms.tell()
        st.markdown(HOW)
        kept = exchange.trusted(look)
        if kept:
            tables.show(
                _table(kept), "Keys of other councils that are trusted", stacked=True
            )
        else:
            st.markdown(NOBODY)
        _ask(look, forms)
        if kept:
            _ask_no_more(look, forms, list(kept))


def _table(kept: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {"Council": councils.said(la), "Fingerprint of its key": key}
        for la, key in kept.items()
    )


def _ask(look: Look, forms: Forms) -> None:
    with st.form(forms.turned("trust")):
        of = st.text_input(
            "Code of the other council",
            placeholder="For example 390",
            key=forms.turned("of"),
        )
        key = st.text_input(
            "Fingerprint of its key, as it was read to you",
            placeholder="Eight groups of four letters and digits",
            key=forms.turned("key"),
        )
        pressed = st.form_submit_button("Trust this key")
    if pressed:
        said = f"The key is trusted for council {of.strip()}. Load its file now."
        forms.do(lambda: exchange.trust(look, of, key), said)


def _ask_no_more(look: Look, forms: Forms, codes: list[str]) -> None:
    key = forms.key("which")
    state.hold(key, codes)
    of = st.selectbox("Council", codes, format_func=councils.said, key=key)
    if st.button("Trust its key no more", key=forms.key("no-more")):
        said = f"No key of council {of} is trusted. {NO_MORE}"
        forms.do(lambda: exchange.distrust(look, of), said)
