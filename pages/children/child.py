"""What has happened for one child, and what is due?"""

from __future__ import annotations

import streamlit as st

from domain.access import Screen
from ui.children import children
from ui.kit import data, filters, frame, viewing

viewer = viewing.require(Screen.CHILD)
frame.heading(
    "One child",
    "What the files that are loaded say of one child. Each opening is written to the "
    "access ledger.",
)
st.page_link("children/children.py", label="Back to the list of children")
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    children.one(data.look(viewer, columns.la, columns.data_to))
