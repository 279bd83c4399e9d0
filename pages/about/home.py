"""The bare address: goes on to the overview, and hands on the filters it is given."""

from __future__ import annotations

import streamlit as st

from ui.kit import seen

asked = {name: st.query_params.get_all(name) for name in st.query_params}
st.switch_page(seen.file("overview.py"), query_params=asked)
