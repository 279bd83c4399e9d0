"""What a service holds, and what it has time for: caseloads and capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from domain.due import calendar
from domain.periods import ONE_DAY, Period
from domain.rounding import rounded

LOW, HIGH = 50, 70  # children in care for a full-time IRO: IRO Handbook (2010)
HANDBOOK = (
    "The IRO Handbook, statutory guidance of 2010, holds 50 to 70 children in care to "
    "be right for a full-time IRO."
)


@dataclass(frozen=True)
class Weights:
    """What each child adds to a weighted load, and what some children add to that.

    Each further brother or sister with the same IRO takes `siblings` off. No guidance
    gives such weights: these are a start, for a council to replace.
    """

    each: float = 1.0
    out_of_area: float = 0.5
    open_dispute: float = 0.5
    under_four: float = 0.25
    first_year: float = 0.5
    siblings: float = 0.25


class Stage(StrEnum):
    """How far somebody is in the work, by the staff list."""

    PROBATION = "on probation"
    FIRST_YEAR = "in the first year"
    LATER = "after that"


@dataclass(frozen=True)
class CaseloadRules:
    """One council's band of children in care and its own most, and its weights.

    `target` is the most cases, in care and on plans, that it wants for a full-time
    post, `on_probation` and `first_year` the same of somebody at that stage, `posts`
    how many full-time posts it has agreed, filled or vacant; None where it has not said.
    """

    low: int = LOW
    high: int = HIGH
    target: int | None = None
    weights: Weights = Weights()
    posts: float | None = None
    on_probation: int | None = None
    first_year: int | None = None

    @property
    def by_stage(self) -> bool:
        """Whether it wants fewer cases of somebody at some stage."""
        return self.on_probation is not None or self.first_year is not None

    def most(self, stage: Stage | None) -> int | None:
        """Return the most cases it wants for a full-time post at a stage.

        Where it has not said, its own most holds; None where it has none, and where
        the stage is not known.
        """
        if stage is None:
            return None
        own = {Stage.PROBATION: self.on_probation, Stage.FIRST_YEAR: self.first_year}
        found = own.get(stage)
        return self.target if found is None else found

    @property
    def source(self) -> str:
        """Where the band comes from, as the pages print it."""
        if (self.low, self.high) == (LOW, HIGH):
            return HANDBOOK
        return f"{self.low} to {self.high} is this council's own band. {HANDBOOK}"

    def place(self, value: float) -> str:
        """Return where a number lies beside the band."""
        shown = rounded(value)
        if shown < self.low:
            return "below"
        return "above" if shown > self.high else "within"


@dataclass(frozen=True)
class Reallocation:
    """What a council calls a mass re-allocation.

    A day on which so many children of one IRO, or more, went to other IROs; to one
    other alone where `to_one` says so.
    """

    children: int = 10
    to_one: bool = False


@dataclass(frozen=True)
class Load:
    """What one IRO or chair holds on a day.

    `in_care` are children whose IRO they are, `on_plans` those whose conferences they
    chair; a child can be both, and is one of `children`. The next five are parts of
    `children`, `siblings` those with a brother or sister counted before them;
    `families` are the cases of each family, one child or several. `disputes` are those they raised that are open. `records` are those of
    reviews not sent in time, None where no day of sending is kept. `role` is that of
    the staff list: iro, cp_chair, dual or lcpp; empty for somebody who has left.
    """

    staff_id: str
    name: str
    fte: float | None
    children: int = 0
    in_care: int = 0
    on_plans: int = 0
    out_of_area: int = 0
    open_dispute: int = 0
    under_four: int = 0
    first_year: int = 0
    siblings: int = 0
    families: tuple[int, ...] = ()
    due_soon: int = 0
    overdue: int = 0
    disputes: int = 0
    records: int | None = None
    role: str = ""
    probation_until: date | None = None
    stage: Stage | None = None

    @property
    def post(self) -> Post:
        """Their cases and their post."""
        cases = self.in_care + self.on_plans
        return Post(self.staff_id, cases, self.fte or 0.0, self.families)

    def weighted(self, weights: Weights) -> float:
        """Return the load with each child counted by what it adds."""
        return (
            weights.each * self.children
            + weights.out_of_area * self.out_of_area
            + weights.open_dispute * self.open_dispute
            + weights.under_four * self.under_four
            + weights.first_year * self.first_year
            - weights.siblings * self.siblings
        )


@dataclass(frozen=True)
class Post:
    """Cases and full-time posts of one IRO or chair; an FTE of 0 is one not known.

    `families` are the cases of each family, which stay together; where they are not
    given, every case can go by itself.
    """

    staff_id: str
    cases: int
    fte: float
    families: tuple[int, ...] = ()

    @property
    def per_post(self) -> float | None:
        """Cases for a full-time post, None where the post is not known."""
        return self.cases / self.fte if self.fte else None


@dataclass(frozen=True)
class Spread:
    """The fewest and the most cases for a full-time post, and those of all together."""

    fewest: float
    most: float
    together: float


def spread(posts: Sequence[Post]) -> Spread | None:
    """Return how cases spread over the posts that are known; None where none is."""
    known = [post for post in posts if post.fte]
    each = [post.cases / post.fte for post in known]
    if not each:
        return None
    together = sum(post.cases for post in known) / sum(post.fte for post in known)
    return Spread(min(each), max(each), together)


def moved(
    posts: Sequence[Post], giver: str, taker: str, number: int
) -> tuple[Post, ...]:
    """Return the posts with some cases moved; no more than the giver has.

    Brothers and sisters go together, so fewer may go than were asked for.
    """
    given = sum(
        whole_families(post, number) for post in posts if post.staff_id == giver
    )
    change = {giver: -given}
    change[taker] = change.get(taker, 0) + given
    return tuple(
        replace(post, cases=post.cases + change.get(post.staff_id, 0)) for post in posts
    )


def whole_families(post: Post, number: int) -> int:
    """Return the most cases, up to a number, that go without parting a family."""
    most = min(max(number, 0), post.cases)
    if not post.families:
        return most
    within = {0}
    for cases in post.families:
        within |= {sofar + cases for sofar in within if sofar + cases <= most}
    return max(within)


def with_more(posts: Sequence[Post], staff_id: str, fte: float) -> tuple[Post, ...]:
    """Return the posts with some full-time post added to one of them."""
    return tuple(
        replace(post, fte=post.fte + fte) if post.staff_id == staff_id else post
        for post in posts
    )


# How many reviews a service has time for: posts filled, days worked, its own pace.


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
