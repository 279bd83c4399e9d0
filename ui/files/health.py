"""What a council expects of the health of children in care: asked for."""

from __future__ import annotations

import streamlit as st

from domain.health import HealthRules

MOST_MONTHS, MOST_DAYS = 36, 60


def ask(kept: HealthRules) -> HealthRules:
    """Ask for it, beginning with what is kept."""
    months = st.number_input(
        "Months in which a child in care should see a dentist",
        min_value=1,
        max_value=MOST_MONTHS,
        value=kept.dental_months,
    )
    days = st.number_input(
        "Working days in care by which a first health assessment is due",
        min_value=1,
        max_value=MOST_DAYS,
        value=kept.initial_days,
    )
    return HealthRules(int(months), int(days))
