"""What is written of a measure in a month, in the box that several people write in."""

from __future__ import annotations

import streamlit as st

from data_access.access.look import Look
from data_access.casework.commentary import About
from domain.periods import Period
from metrics.measure import Metric
from ui.kit import writing

LABEL = "What do you say of this month?"
HELP = (
    "What you type is kept as your draft when you leave the box. It is yours alone "
    "until you save it. Name no child."
)
NOBODY = "Nobody has written of this month yet."
ASKED = writing.Asked(LABEL, HELP, "Save this commentary", NOBODY)


def ask(look: Look, metric: Metric, month: Period) -> None:
    """Show what is written of a measure in a month, and let it be written anew."""
    st.subheader("Commentary", anchor=False)
    here = f"commentary-{look.la}-{metric.key}-{month.start:%Y-%m}"
    writing.ask(look, About(metric.key, month.start), here, ASKED)
