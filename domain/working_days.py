"""Working days in England: Monday to Friday, bank holidays left out.

Day 0 is the anchor, which is never counted: the first working day after it is day 1,
also when the anchor itself falls on a weekend or a bank holiday.
Source of the holidays: the `holidays` package, England (gov.uk/bank-holidays).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

import holidays
import numpy as np

FIRST_YEAR = 1990
LAST_YEAR = 2060
DAYS_KEPT = 1 << 14  # answers kept: many children share a day


@lru_cache(maxsize=1)
def calendar() -> np.busdaycalendar:
    """Return England's working days as a numpy calendar, FIRST_YEAR to LAST_YEAR."""
    england = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1)
    )
    return np.busdaycalendar(holidays=sorted(england))


@lru_cache(maxsize=DAYS_KEPT)
def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days after `day`; a negative count goes back."""
    roll: Literal["backward", "forward"] = "backward" if count >= 0 else "forward"
    moved = np.busday_offset(day, count, roll=roll, busdaycal=calendar())
    return moved.astype(object)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days after `start` the day `end` is; never below 0."""
    if end <= start:
        return 0
    after, last = np.datetime64(start) + 1, np.datetime64(end) + 1
    return int(np.busday_count(after, last, busdaycal=calendar()))
