"""By when a council expects a plan for a lasting home: asked for."""

from __future__ import annotations

import streamlit as st

from domain.permanence import CarePlanRules

MOST_MONTHS = 24


def ask(kept: CarePlanRules) -> CarePlanRules:
    """Ask for it, beginning with what is kept."""
    months = st.number_input(
        "Months in care by which a lasting home is planned",
        min_value=1,
        max_value=MOST_MONTHS,
        value=kept.months,
    )
    return CarePlanRules(int(months))
