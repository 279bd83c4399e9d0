"""What is aimed at, since when, and who said so?"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from domain.access import Screen
from ui.files import targets
from ui.kit import data, frame, words

viewer = frame.opened(
    Screen.TARGETS,
    "What the council aims at in each measure, since when, and who agreed it. Set or "
    "change it here; it can be undone.",
)
councils = data.councils(viewer)
apart = words.told_apart({la: name for la, name, _ in councils})
for la, _, _ in councils:
    st.header(words.plain(apart[la]), anchor=False)
    targets.edit(data.look(viewer, la, datetime.now(UTC).date()))
if not councils:
    st.info("There is nothing in the store yet. A performance analyst loads files.")
