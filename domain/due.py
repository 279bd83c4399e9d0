"""When something falls due: working days, statutory timescales, the ladder of reviews.

The ladder says what each next due date counts from. The store derives due dates of
reviews held and owed by it, the forecast walks on with it, so no date can be worked
out in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Literal

import holidays
import numpy as np
from numpy.typing import NDArray

from domain.periods import Period, add_months, birthday

# Working days in England: Monday to Friday, bank holidays left out.


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


def working_days_after(days: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return the day `count` working days after each, as days since 1970-01-01."""
    moved = np.busday_offset(
        days.astype("datetime64[D]"), count, roll="backward", busdaycal=calendar()
    )
    return moved.astype(np.int32)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days after `start` the day `end` is; never below 0."""
    if end <= start:
        return 0
    after, last = np.datetime64(start) + 1, np.datetime64(end) + 1
    return int(np.busday_count(after, last, busdaycal=calendar()))


# When each review, conference and dispute falls due.


FIRST_REVIEW = 20  # working days after the period of care starts
ICPC_LIMIT = 15  # working days after the section 47 enquiry starts
DISPUTE_LIMIT = 20  # working days for the whole dispute, all stages together
RECORD_LIMIT = 20  # working days until the record of a review is sent
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


class Answers(StrEnum):
    """Which section 47 enquiry a conference answers, where several lead to it."""

    LATEST = "latest"
    EARLIEST = "earliest"

    @property
    def words(self) -> str:
        """The rule in force, as the pages print it."""
        return f"the {self.value} section 47 enquiry that led to it"


def dispute_due(raised: date) -> date:
    """Return the last day for a whole dispute, all stages together."""
    return add_working_days(raised, DISPUTE_LIMIT)


@dataclass(frozen=True)
class Timescales:
    """One council's way of counting, and every due date that follows from it.

    `review_series_days`: reviews of one period of care at most this many days after
    the first meeting are parts of one review, dated by that first meeting; 0 joins
    only reviews held on one day. Which meeting dates a series is a local rule.
    `conference_answers`: one conference answers one enquiry. `earlier_stays_overdue`:
    an earlier enquiry without a conference stays overdue once a later one has led to a
    conference. `breaks_count`: where short breaks turn into care, the first review
    counts from the first day of the short breaks, not from that of care.
    """

    interval_mode: IntervalMode = IntervalMode.CALENDAR_MONTHS
    review_series_days: int = 7
    conference_answers: Answers = Answers.LATEST
    earlier_stays_overdue: bool = True
    breaks_count: bool = False

    @property
    def enquiry_words(self) -> str:
        """How conferences and enquiries are matched, as the pages print it."""
        stays = "stays" if self.earlier_stays_overdue else "does not stay"
        return (
            f"A conference counts from {self.conference_answers.words}; an earlier "
            f"enquiry without one {stays} overdue once it was held"
        )

    @property
    def first_words(self) -> str:
        """From which day the first review counts after short breaks, as printed."""
        day = "they began" if self.breaks_count else "care began"
        return (
            "Where short breaks turn into care, the first review counts from the day "
            f"{day}"
        )

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


LATER = 3  # the third review, and every one after it
GROWN_UP = 18


class Kind(StrEnum):
    """What falls due: a review of a child in care, or a review conference of a plan."""

    REVIEW = "Review"
    PLAN_REVIEW = "Plan review"


@dataclass(frozen=True)
class Rung:
    """Where a child stands: the day that the next due date counts from.

    `number` is that of the last review held: 0 where none was, LATER from the third
    on, None where it cannot be known (ADR 0005). `since` is then the start of care,
    the initial conference, or the day of that review.
    """

    kind: Kind
    since: date
    number: int | None = 0

    @property
    def next_number(self) -> int | None:
        """The number of the review that is due next."""
        return None if self.number is None else min(self.number + 1, LATER)

    def due(self, timescales: Timescales) -> date | None:
        """Return the last day for the next review, None where it cannot be known."""
        if self.number is None:
            return None
        if self.kind is Kind.PLAN_REVIEW:
            if self.number == 0:
                return timescales.first_plan_review_due(self.since)
            return timescales.next_plan_review_due(self.since)
        if self.number == 0:
            return timescales.first_review_due(self.since)
        return timescales.next_review_due(self.since, self.number)

    def held(self, day: date) -> Rung:
        """Return where the child stands once the next review was held on a day."""
        return Rung(self.kind, day, self.next_number)


def owed(due: date, leaves: date | None) -> bool:
    """Say whether a review is owed: not to a child who has left by the day it is due."""
    return leaves is None or leaves > due


# After a first review on 28 June 2024 the second is due on 28 September. Asked of the
# year from 14 October it is late already, so it is taken as held on 14 October; what is
# due in that year is then 14 April 2025 alone, as 14 October 2025 is past its end.
def coming(
    rung: Rung, timescales: Timescales, window: Period, leaves: date | None = None
) -> Iterator[date]:
    """Return every due date in some days, as if each review were held as it fell due.

    A review due before the window is taken to be held on its first day. `leaves` is
    the day the child leaves care or the plan, where one is known.
    """
    due = rung.due(timescales)
    while due is not None and due <= window.end and owed(due, leaves):
        if due >= window.start:
            yield due
        rung = rung.held(max(due, window.start))
        due = rung.due(timescales)


def leaves_care(ceased: date | None, born: date | None) -> date | None:
    """Return when a child leaves care: the day known, or else the 18th birthday."""
    days = [ceased, birthday(born, GROWN_UP) if born else None]
    return min((day for day in days if day), default=None)
