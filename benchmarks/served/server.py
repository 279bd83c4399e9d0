"""The dashboard with one empty page more, to measure the others against."""

from __future__ import annotations

import streamlit as st

import app as _started  # noqa: F401 - the store is prepared

app = st.App("router.py")
