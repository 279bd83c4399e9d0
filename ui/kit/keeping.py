"""The way from a page, with what is chosen on it, to where a reader keeps it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from ui.kit import filters, seen, state, tables, viewing

PAGE, KEEP = "my-views", "keep"  # the page's address, and the name in it
CHOICES = (*filters.KEPT, *seen.KEPT)  # what a kept view may say
LABEL = "Keep this view"


def offer() -> None:
    """Lead, in the sidebar, to where this page is kept as it is now."""
    with st.sidebar:
        st.html(tables.leading(LABEL, viewing.link(PAGE, KEEP, quote(address()))))


def address() -> str:
    """Return this page's address with what is chosen on it."""
    kept = [
        (name, said)
        for name in CHOICES
        for said in st.query_params.get_all(name)
        if said
    ]
    page = state.value(state.PAGE)
    return f"{page}?{urlencode(kept)}" if kept else page
