"""Bands of working days and of time on a plan, as the Department publishes them."""

from __future__ import annotations

from datetime import date, timedelta

from domain.periods import add_months
from domain.tables import DURATION_BANDS, WORKING_DAY_BANDS

WORKING_DAY_LIMITS = (10, 15, 20)
LONG_PLAN = 729  # days: over this is two years or longer (DfE, CPPs2yrs)
UNDER_TWO_YEARS_AFTER = 12  # months


def working_days(taken: int | None) -> str | None:
    """Return the band of a count of working days; None where there is no count."""
    if taken is None:
        return None
    over = sum(taken > limit for limit in WORKING_DAY_LIMITS)
    return WORKING_DAY_BANDS[1 + over]


def birthdays(started: date) -> tuple[date, ...]:
    """Return the days on which a plan moves into its second and later bands."""
    day = timedelta(days=1)
    return (
        add_months(started, 3) + day,
        add_months(started, 6) + day,
        add_months(started, UNDER_TWO_YEARS_AFTER),
        started + timedelta(days=LONG_PLAN + 1),
    )


def duration(started: date, on: date) -> str:
    """Return the band of the time from a plan's start to a day."""
    return after(birthdays(started), on)


def after(days: tuple[date, ...], on: date) -> str:
    """Return the band of a plan on a day, given its `birthdays`."""
    return DURATION_BANDS[1 + sum(on >= day for day in days)]
