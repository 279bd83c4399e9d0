"""The dashboard with one empty page more, to measure the others against."""

from __future__ import annotations

import streamlit as st

import app as dashboard

app = st.App("router.py", lifespan=dashboard.started)
