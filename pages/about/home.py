"""The bare address: goes on to the overview, which has an address of its own."""

from __future__ import annotations

import streamlit as st

st.switch_page("board/overview.py")
