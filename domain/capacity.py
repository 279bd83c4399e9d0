"""How many reviews a service has time for: posts filled, days worked, its own pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.periods import ONE_DAY, Period
from domain.working_days import calendar

WORKING_WEEK = 5  # days
A_YEAR = 52  # weeks
BUSY = 75  # of a hundred weeks, three quarters were no busier
FEWEST_WEEKS = 26  # of work, before a pace is told of them
PANELS = (15, 24)  # months on a plan: local practice in many councils, no law
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class CapacityRules:
    """What one council says of the time its reviews take.

    `per_week` is how many reviews a full-time post can hold in a working week, None
    where the service's own past is taken. `leave_weeks` are those of a full-time post
    in a year, spread evenly. No review is held in `school_holidays`. `panels` are the
    months on a plan at which a panel looks at it.
    """

    per_week: float | None = None
    leave_weeks: float = 0.0
    school_holidays: tuple[Period, ...] = ()
    panels: tuple[int, ...] = PANELS

    @property
    def there(self) -> float:
        """The part of the year in which somebody in post is not on leave."""
        return max(0.0, 1 - self.leave_weeks / A_YEAR)


@dataclass(frozen=True)
class Employed:
    """An IRO or chair and the days they are in post, up to and not with `ended`."""

    staff_id: str
    fte: float | None
    started: date | None = None
    ended: date | None = None


def weeks_from(first: date, count: int) -> tuple[Period, ...]:
    """Return weeks that end on Sundays; the first begins on the day given.

    It is shorter where that is no Monday; a weekend alone goes with the week after.
    """
    weekend = first.weekday() >= WORKING_WEEK
    sunday = first + timedelta(days=6 - first.weekday() + 7 * weekend)
    ends = [sunday + timedelta(weeks=number) for number in range(count)]
    starts = [first, *(end - timedelta(days=6) for end in ends[1:])]
    return tuple(Period(*days) for days in zip(starts, ends, strict=True))


def working(days: Period, rules: CapacityRules) -> list[date]:
    """Return the days on which reviews are held: no bank and no school holiday."""
    first, last = np.datetime64(days.start), np.datetime64(days.end)
    every = np.arange(first, last + 1)
    open_days = every[np.is_busday(every, busdaycal=calendar())]
    return [
        day
        for day in open_days.astype(object)
        if not any(away.holds(day) for away in rules.school_holidays)
    ]


def posts(
    staff: Sequence[Employed], weeks: Sequence[Period], rules: CapacityRules
) -> Numbers:
    """Return full-time weeks of work, shape (staff, weeks): 1 is a full week of a post.

    A post whose full-time part is not known gives none.
    """
    found = np.zeros((len(staff), len(weeks)))
    for place, week in enumerate(weeks):
        days = working(week, rules)
        for row, person in enumerate(staff):
            there = sum(_in_post(person, day) for day in days)
            found[row, place] = there / WORKING_WEEK * (person.fte or 0.0)
    return found * rules.there


def _in_post(person: Employed, day: date) -> bool:
    begun = person.started is None or person.started <= day
    return begun and (person.ended is None or person.ended > day)


@dataclass(frozen=True)
class Pace:
    """Reviews held in a week for each full-time post: of busy weeks, and of all."""

    busy: float
    mean: float
    weeks: int


def pace(held: Numbers, worked: Numbers) -> Pace | None:
    """Return the pace of past weeks; None where too few had anybody at work, or reviews.

    `busy` is what one week in four reached: half of all weeks lie above the mean, so
    a mean would call half of them too full in any service.
    """
    there = worked > 0
    weeks = int(there.sum())
    if weeks < FEWEST_WEEKS:
        return None
    each = held[there] / worked[there]
    mean = float(held[there].sum() / worked[there].sum())
    busy = float(np.percentile(each, BUSY))
    return Pace(busy, mean, weeks) if busy else None


def past_weeks(last: date, count: int = A_YEAR) -> tuple[Period, ...]:
    """Return weeks of seven days, the last of which ends on a day."""
    ends = [last - timedelta(weeks=number) for number in range(count)][::-1]
    return tuple(Period(end - timedelta(weeks=1) + ONE_DAY, end) for end in ends)
