"""Which files are in, what do they change, and what was left out?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from data_access.access import Screen
from ui import council_rules, data, frame, loaded, loading, registers, viewing

viewer = viewing.require(Screen.FILES)
frame.heading(
    "Load files",
    "Drop a council's own returns here. Nothing is kept until you have seen what "
    "would change and said so. You can undo it afterwards.",
)
now = datetime.now(UTC)
if closed := viewing.may_load():
    st.info(closed)
else:
    asked = loading.questions(viewer, now)
    files = loading.drop()
    if asked and files:
        loading.meanings(files, asked)
        loading.try_and_load(files, asked)
registers.offer_template()
for la, name, invented in data.councils(viewer, data.version()):
    loaded.show(viewer, la, name, invented, now)
    registers.offer_filled(viewer, la, name, now)
    if not invented:
        council_rules.edit(la, name)
