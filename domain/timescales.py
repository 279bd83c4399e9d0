"""When each review, conference and dispute falls due.

Sources: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33
(reviews of children in care); Working Together to Safeguard Children (conferences);
IRO Handbook 6.2 (disputes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.periods import add_months
from domain.working_days import add_working_days

FIRST_REVIEW = 20  # working days after the period of care starts
ICPC_LIMIT = 15  # working days after the section 47 enquiry starts
DISPUTE_LIMIT = 20  # working days for the whole dispute, all stages together
SOONER_MONTHS, LATER_MONTHS = 3, 6
SOONER_DAYS, LATER_DAYS = 91, 183


class IntervalMode(StrEnum):
    """How the three and six months between reviews are counted."""

    CALENDAR_MONTHS = "calendar_months"
    FIXED_DAYS = "fixed_days"

    @property
    def words(self) -> str:
        """The rule in force, as the pages print it."""
        if self is IntervalMode.FIXED_DAYS:
            return f"{SOONER_DAYS} and {LATER_DAYS} days"
        return f"{SOONER_MONTHS} and {LATER_MONTHS} calendar months"

    @property
    def sooner(self) -> str:
        """The shorter of the two, in words."""
        if self is IntervalMode.FIXED_DAYS:
            return f"{SOONER_DAYS} days"
        return f"{SOONER_MONTHS} calendar months"

    @property
    def later(self) -> str:
        """The longer of the two, in words."""
        if self is IntervalMode.FIXED_DAYS:
            return f"{LATER_DAYS} days"
        return f"{LATER_MONTHS} calendar months"


def dispute_due(raised: date) -> date:
    """Return the last day for a whole dispute, all stages together."""
    return add_working_days(raised, DISPUTE_LIMIT)


@dataclass(frozen=True)
class Timescales:
    """One council's way of counting, and every due date that follows from it.

    `review_series_days`: reviews of one period of care at most this many days after
    the first meeting are parts of one review, dated by that first meeting; 0 joins
    only reviews held on one day. Which meeting dates a series is a local rule.
    """

    interval_mode: IntervalMode = IntervalMode.CALENDAR_MONTHS
    review_series_days: int = 7

    def first_review_due(self, started: date) -> date:
        """Return the last day for the first review of a period of care."""
        return add_working_days(started, FIRST_REVIEW)

    def next_review_due(self, held: date, number: int) -> date:
        """Return when the review after review `number` (1 is the first) is due."""
        return self._sooner(held) if number == 1 else self._later(held)

    def icpc_due(self, s47_started: date) -> date:
        """Return the last day for the initial child protection conference."""
        return add_working_days(s47_started, ICPC_LIMIT)

    def first_plan_review_due(self, icpc: date) -> date:
        """Return the last day for a plan's first review conference."""
        return self._sooner(icpc)

    def next_plan_review_due(self, held: date) -> date:
        """Return the last day for the review conference after one held."""
        return self._later(held)

    def _sooner(self, day: date) -> date:
        if self.interval_mode is IntervalMode.FIXED_DAYS:
            return day + timedelta(days=SOONER_DAYS)
        return add_months(day, SOONER_MONTHS)

    def _later(self, day: date) -> date:
        if self.interval_mode is IntervalMode.FIXED_DAYS:
            return day + timedelta(days=LATER_DAYS)
        return add_months(day, LATER_MONTHS)
