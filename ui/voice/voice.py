"""What children and families said, by month and theme, and what was done."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.casework.voice import QUOTE, YOU_SAID, Heard, heard
from domain.access import Viewer
from domain.periods import Period
from ui.kit import data, tables

SAID, DONE = "What children and families said", "What was said, and what was done"
NONE = "Nothing that may be shown is recorded for these months."


def shown(viewer: Viewer, la: str, period: Period) -> None:
    """Write down what was said in a period; only what may be shown."""
    look = data.look(viewer, la, period.end)
    there = [each for each in heard(look) if period.start <= each.month <= period.end]
    _list(SAID, [each for each in there if each.kind == QUOTE])
    _list(DONE, [each for each in there if each.kind == YOU_SAID])
    st.markdown("Quotes are shown only with consent, and never with a name.")


def _list(heading: str, there: Sequence[Heard]) -> None:
    st.header(heading, anchor=False)
    if not there:
        st.markdown(NONE)
        return
    lines = [
        {"Month": f"{each.month:%B %Y}", "Theme": each.theme, "Words": each.words}
        for each in there
    ]
    tables.show(pd.DataFrame(lines), heading)
