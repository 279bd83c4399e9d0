"""The figures a real service published for 2023-24, which the invented one repeats.

Source: Gateshead IRO annual report 2023/24, and the Department for Education's
local authority tables for the same year.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.periods import financial_year

YEAR = financial_year(2024)
YEAR_BEFORE = financial_year(2023)
SECOND_HALF_FROM = date(2023, 10, 1)
YEAR_END = YEAR.end


def in_year(day: date) -> bool:
    """Return whether the day is in the published year."""
    return YEAR.start <= day <= YEAR.end


CHILDREN_IN_CARE = 528
CHILDREN_ON_PLANS = 239
CHILDREN_REVIEWED = 614

REVIEWS_ON_TIME: Final = {YEAR_BEFORE: 81.6, YEAR: 83.9}  # percent of those held
PARTICIPATION: Final = {  # percent, by the last review of each child and by review
    "PN1": 29,
    "PN6": 40,  # with PN5
    "PN0": 15,
    "PN3": 11,
    "PN7": 3,
    "PN4": 1,
    "PN2": 1,
}

CONFERENCES_ON_TIME: Final = {YEAR_BEFORE: 87.5, YEAR: 89.0}  # percent of those held
PLANS_REACHING_15_MONTHS = 9
LATE_PLAN_REVIEWS = 1
REPEAT_PLANS: Final = {YEAR_BEFORE: 21.0, YEAR: 20.6}  # percent of those started
REPEAT_PLANS_SECOND_HALF = 17.0  # the plain mean of six monthly percentages

DISPUTES: Final[
    dict[str, dict[str | None, int]]
] = {  # stage entered at, then theme as typed
    "Stage 1": {
        "Care planning": 19,
        "Practice": 42,
        "Drift and delay": 15,
        None: 1,  # the three themes published come to 76 of 77
    },
    "Stage 2": {
        "Care planning": 7,
        "Safety": 3,
        "Practice": 12,
        "Drift and delay": 9,
        "Placement and resources": 4,
        "Health and education": 2,
        "Participation": 1,
    },
    "Stage 3": {
        "Care planning": 15,
        "Drift and delay": 4,
        "Practice": 3,
        "Placement and resources": 1,
    },
}
