"""The dashboard's own pages, and one that only has a title."""

from __future__ import annotations

import streamlit as st

from benchmarks.page import EMPTY, MEASURED, OF_A_BOARD
from ui.kit import frame


def empty() -> None:
    """Draw a title."""
    st.title("Empty", anchor=False)


pages = [
    st.Page(f"../../pages/{each.file}", title=each.title, url_path=each.address)
    for each in MEASURED
]
pages += [
    st.Page(f"../../pages/{each.file}", title=each.title, url_path=address)
    for address, each in OF_A_BOARD.items()
]
page = st.navigation([st.Page(empty, url_path=EMPTY, default=True), *pages])
frame.begin(page.title)
page.run()
