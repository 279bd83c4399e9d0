"""What a council says of the time its reviews take: asked, and read from what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from domain.capacity import CapacityRules
from domain.errors import DashboardError
from domain.periods import Period

MOST_A_WEEK, MOST_LEAVE = 50.0, 26.0
LONGEST_PLAN = 120  # months
DAY, SAID = "%d/%m/%Y", "DD/MM/YYYY"
BETWEEN = " to "


@dataclass(frozen=True)
class Asked:
    """What was typed, before anybody knows whether it can be read."""

    per_week: float
    leave_weeks: float
    school_holidays: str
    panels: str


def ask(kept: CapacityRules) -> Asked:
    """Ask for the time reviews take, beginning with what is kept."""
    st.markdown("**Time for reviews.** The page Forecast counts with these.")
    first, second = st.columns(2)
    with first:
        per_week = st.number_input(
            "Reviews a full-time post can hold in a week; 0 takes the service's own pace",
            min_value=0.0,
            max_value=MOST_A_WEEK,
            value=float(kept.per_week or 0.0),
            step=0.5,
        )
    with second:
        leave = st.number_input(
            "Weeks of leave a year for a full-time post; 0 counts none",
            min_value=0.0,
            max_value=MOST_LEAVE,
            value=float(kept.leave_weeks),
            step=0.5,
        )
    holidays = st.text_area(
        f"School holidays in which no review is held, one a line: {SAID} to {SAID}",
        value="\n".join(
            f"{away.start:{DAY}}{BETWEEN}{away.end:{DAY}}"
            for away in kept.school_holidays
        ),
    )
    panels = st.text_input(
        "Months on a plan at which a panel looks at it, such as 15, 24; empty if none",
        value=", ".join(str(months) for months in kept.panels),
    )
    return Asked(float(per_week), float(leave), holidays, panels)


def read(asked: Asked) -> CapacityRules:
    """Return the rules that were typed.

    Raises:
        DashboardError: a line of the holidays, or a number of months, cannot be read.
    """
    lines = (line.strip() for line in asked.school_holidays.splitlines())
    months = (each.strip() for each in asked.panels.split(","))
    return CapacityRules(
        asked.per_week or None,
        asked.leave_weeks,
        tuple(sorted({_holiday(line) for line in lines if line})),
        tuple(sorted({_months(each) for each in months if each})),
    )


def _holiday(line: str) -> Period:
    first, _, last = line.partition(BETWEEN)
    try:
        return Period(_day(first), _day(last or first))
    except ValueError:
        raise DashboardError(
            f"'{line}' is no school holiday that can be read. Write the first and the "
            f"last day, such as 21/12/2026 to 01/01/2027. Nothing is kept."
        ) from None


def _day(text: str) -> date:
    return datetime.strptime(text.strip(), DAY).date()  # noqa: DTZ007


def _months(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= LONGEST_PLAN:
        return int(text)
    raise DashboardError(
        f"'{text}' is no number of months from 1 to {LONGEST_PLAN}. Write whole numbers "
        "with commas between, such as 15, 24. Nothing is kept."
    )
