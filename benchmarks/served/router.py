"""The dashboard's own pages, and one that only has a title."""

from __future__ import annotations

import streamlit as st

from benchmarks.page import BOARD_PAGES, EMPTY
from ui.kit import frame


def empty() -> None:
    """Draw a title."""
    st.title("Empty", anchor=False)


pages = [
    st.Page(f"../../pages/board/{name.replace('-', '_')}.py", url_path=name)
    for name in BOARD_PAGES
]
page = st.navigation([st.Page(empty, url_path=EMPTY, default=True), *pages])
frame.begin(page.title)
page.run()
