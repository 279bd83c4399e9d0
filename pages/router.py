"""Which pages there are, in which order; every request comes through here."""

from __future__ import annotations

import streamlit as st

from ui import filters, frame, state

PAGES = (  # the file, its title, its address
    ("board/overview.py", "Overview", "overview"),
    ("board/reviews_on_time.py", "Reviews on time", "reviews-on-time"),
    ("board/participation.py", "Participation", "participation"),
    ("board/child_protection.py", "Child protection", "child-protection"),
    ("board/disputes.py", "Disputes", "disputes"),
    ("data/load_files.py", "Load files", "load-files"),
    ("about/about_the_figures.py", "About the figures", "about-the-figures"),
)

home = st.Page("about/home.py", title="Home", default=True, visibility="hidden")
listed = [st.Page(file, title=title, url_path=path) for file, title, path in PAGES]
page = st.navigation([home, *listed])
state.carry(page.url_path, filters.KEPT)
frame.begin(page.title)
page.run()
