"""Which files are in, what do they change, and what was left out?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from domain.access import Screen
from ui.files import answers, disputes, exchange, load, rules, targets
from ui.kit import data, frame, viewing, words

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
councils = data.councils(viewer)
apart = words.told_apart({la: name for la, name, _ in councils})
for la, name, invented in councils:
    look = data.look(viewer, la, now.date())
    load.show_loaded(look, apart[la], invented)
    load.offer_filled(look, apart[la])
    targets.edit(look)
    disputes.edit(look)
    answers.edit(look)
    exchange.edit(look)
    if not invented:
        rules.edit(la, name)
