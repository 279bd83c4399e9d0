"""The ladder of reviews: what each next due date counts from, and those to come.

The store derives due dates of reviews held and owed by it, the forecast walks on with
it, so no date can be worked out in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.periods import Period, birthday
from domain.timescales import Timescales

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
