"""The one module that touches Streamlit's session state; it holds plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

PAGE = "page"


def value(key: str, default: str = "") -> str:
    """Return a kept value as text."""
    return str(st.session_state.get(key, default))


def there(key: str) -> bool:
    """Tell if a value is kept, or a field of this name stands on the page."""
    return key in st.session_state


def keep(key: str, words: str) -> None:
    """Keep a value for this session."""
    st.session_state[key] = words


def reset(defaults: Mapping[str, str]) -> None:
    """Put each named choice back to its default."""
    for key, words in defaults.items():
        st.session_state[key] = words
        with suppress(KeyError, StreamlitAPIException):
            del st.query_params[key]  # which a session that begins would heed instead


def drop(key: str) -> None:
    """Forget a value, and take it out of the address."""
    with suppress(KeyError):
        del st.session_state[key]
    with suppress(KeyError, StreamlitAPIException):
        del st.query_params[key]


def at_hand(key: str, options: list[str]) -> None:
    """Drop a kept choice that is not among the options any more."""
    try:
        kept = st.session_state[key]
    except KeyError:
        return
    if kept not in options:
        del st.session_state[key]


def hold(key: str, options: list[str]) -> None:
    """Put the first option in place of a kept choice that is not there any more.

    A list that stays on the screen would go on showing a choice that was dropped.
    """
    if key in st.session_state and value(key) not in options:
        keep(key, options[0])


def carry(page: str, keys: tuple[str, ...]) -> None:
    """Take choices along when the reader goes to another page.

    Streamlit by itself drops, at the first change of page, a choice that came with
    the address and was never touched.
    """
    if value(PAGE) == page:
        return
    keep(PAGE, page)
    for key in keys:
        if key in st.session_state:
            keep(key, value(key))
            with suppress(StreamlitAPIException):  # at its default: not in the address
                st.query_params[key] = value(key)
