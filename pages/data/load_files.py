"""Which files are in, what do they change, and what was left out?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from domain.access import Screen
from ui.files import load, rules
from ui.kit import data, frame, viewing

viewer = frame.opened(
    Screen.FILES,
    "Drop a council's own returns here. Nothing is kept until you have seen what "
    "would change and said so. You can undo it afterwards.",
)
now = datetime.now(UTC)
if closed := viewing.may_load():
    st.info(closed)
else:
    asked = load.questions(viewer, now)
    files = load.drop()
    if asked and files:
        load.meanings(files, asked)
        load.try_and_load(files, asked)
load.offer_template()
for la, name, invented in data.councils(viewer, data.version()):
    look = data.look(viewer, la, now.date())
    load.show_loaded(look, name, invented)
    load.offer_filled(look, name)
    if not invented:
        rules.edit(la, name)
