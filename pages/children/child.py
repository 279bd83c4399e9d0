"""What has happened for one child, and what is due?"""

from __future__ import annotations

import streamlit as st

from domain.access import Screen
from ui.children import children
from ui.kit import data, frame

viewer = frame.opened(
    Screen.CHILD,
    "What the files that are loaded say of one child. Each opening is written to the "
    "access ledger.",
)
st.page_link("children/children.py", label="Back to the list of children")
columns = frame.loaded(viewer)
children.one(data.look(viewer, columns.la, columns.data_to))
