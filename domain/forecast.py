"""Reviews due week by week, of children who are here and an estimate of those who come.

Whose they are, which could be held earlier, and how an earlier forecast did.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from domain.due import Kind, Rung, Timescales, coming, owed
from domain.periods import ONE_DAY, Period
from domain.workload import CapacityRules, Numbers, Pace, working

# Reviews of children who are not here yet: an estimate, from those who came before.


LOW, HIGH = 0.1, 0.9  # eight weeks in ten lie between
STEPS = 5  # more dues than 26 weeks can hold of one child


@dataclass(frozen=True)
class Entry:
    """A child who came into care, or whose plan began: what the first due counts from."""

    kind: Kind
    since: date
    ended: date | None = None


@dataclass(frozen=True)
class Inflow:
    """How children of one kind came in: for each week, how unevenly, and who stayed.

    `spread` is the variance of the weeks over their mean, at least 1. `stayed` are the
    shares of children who were still there as their first, second ... review was due.
    """

    per_week: float
    spread: float
    stayed: tuple[float, ...]


@dataclass(frozen=True)
class Estimate:
    """Reviews to expect of children to come, week by week, within an interval."""

    expected: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    per_week: dict[Kind, float]
    past: Period


def inflow(
    entries: Sequence[Entry], kind: Kind, past: Period, timescales: Timescales
) -> Inflow:
    """Return how children came in over some past days, whole weeks of them."""
    there = [
        entry
        for entry in entries
        if entry.kind is kind and past.start <= entry.since <= past.end
    ]
    weeks = ((past.end - past.start).days + 1) // 7
    places = [(entry.since - past.start).days // 7 for entry in there]
    counts = np.bincount(places, minlength=weeks)[:weeks]
    mean = float(counts.mean())
    spread = max(1.0, float(counts.var(ddof=1)) / mean) if mean else 1.0
    return Inflow(mean, spread, _stayed(there, past.end, timescales))


def _stayed(
    entries: Sequence[Entry], day: date, timescales: Timescales
) -> tuple[float, ...]:
    """Return the shares still there; a step nobody came to is taken as the one before."""
    came, stayed = np.zeros(STEPS), np.zeros(STEPS)
    for entry in entries:
        until = Period(entry.since, max(day, entry.since))
        for step, due in enumerate(
            coming(Rung(entry.kind, entry.since), timescales, until)
        ):
            came[step] += 1
            stayed[step] += owed(due, entry.ended)
    shares: list[float] = []
    for all_of_them, some in zip(came, stayed, strict=True):
        before = shares[-1] if shares else 1.0
        shares.append(float(some / all_of_them) if all_of_them else before)
    return tuple(shares)


def estimate(
    flows: dict[Kind, Inflow],
    past: Period,
    weeks: Sequence[Period],
    timescales: Timescales,
) -> Estimate:
    """Return what children to come add to some weeks that follow the past days.

    Each day to come brings as many children as a day of the past did. The interval
    is that of a Poisson count whose variance is `spread` times its mean.
    """
    mean, variance = np.zeros(len(weeks)), np.zeros(len(weeks))
    for kind, flow in flows.items():
        found = _expected(kind, flow, weeks, timescales)
        mean += found
        variance += flow.spread * found
    spread = np.divide(variance, mean, out=np.ones_like(mean), where=mean > 0)
    ends = list(zip(mean, spread, strict=True))
    return Estimate(
        tuple(float(each) for each in mean),
        tuple(math.floor(wide * quantile(each / wide, LOW)) for each, wide in ends),
        tuple(math.ceil(wide * quantile(each / wide, HIGH)) for each, wide in ends),
        {kind: flow.per_week for kind, flow in flows.items()},
        past,
    )


def _expected(
    kind: Kind, flow: Inflow, weeks: Sequence[Period], timescales: Timescales
) -> Numbers:
    window = Period(weeks[0].start, weeks[-1].end)
    starts = np.array([week.start.toordinal() for week in weeks])
    found = np.zeros(len(weeks))
    since = window.start
    while since <= window.end:
        for step, due in enumerate(coming(Rung(kind, since), timescales, window)):
            place = int(np.searchsorted(starts, due.toordinal(), side="right")) - 1
            found[place] += flow.per_week / 7 * flow.stayed[step]
        since += ONE_DAY
    return found


def quantile(mean: float, share: float) -> int:
    """Return the least count that a Poisson count of a mean reaches with a chance."""
    count, chance = 0, math.exp(-mean)
    total = chance
    while total < share:
        count += 1
        chance *= mean / count
        total += chance
    return count


def whole_weeks(last: date, first: date, most: int) -> Period | None:
    """Return the whole weeks, `most` at the most, that end on a day; None if none."""
    weeks = min(((last - first).days + 1) // 7, most)
    if weeks < 1:
        return None
    return Period(last - timedelta(weeks=weeks) + ONE_DAY, last)


WEEKS = 26
UNEVEN = 1.25  # times the mean: too full, where no capacity is known
MOST_EARLIER = 4  # weeks that a review is brought forward
NOT_IN_WEEKS = -1


@dataclass(frozen=True)
class Due:
    """A review that falls due: whose, when, and where the child stands before it.

    `week` is its place among the weeks; an overdue one is work of the first. `first`
    says that it is the child's next, so that its date hangs on no other review.
    Brothers and sisters are of one `family`, where that is known.
    """

    child_id: str
    kind: Kind
    due: date
    week: int
    rung: Rung
    first: bool = True
    overdue: bool = False
    family: str | None = None


@dataclass(frozen=True)
class Line:
    """Reviews due by week: of the whole service, or of one IRO or chair.

    `limit` is what there is time for in each week; empty where nobody knows.
    """

    name: str
    staff_id: str
    reviews: tuple[int, ...]
    plan_reviews: tuple[int, ...]
    overdue: int = 0
    limit: tuple[float, ...] = ()

    @property
    def load(self) -> tuple[int, ...]:
        """What is to be held in each week, what is overdue in the first."""
        both = [sum(pair) for pair in zip(self.reviews, self.plan_reviews, strict=True)]
        return (both[0] + self.overdue, *both[1:])

    @property
    def bar(self) -> tuple[float, ...]:
        """What no week should pass: the time there is, or a quarter above the mean."""
        if self.limit:
            return self.limit
        mean = sum(self.load) / len(self.load)
        return (UNEVEN * mean,) * len(self.load)

    @property
    def over(self) -> tuple[int, ...]:
        """The places of the weeks that hold more than there is time for."""
        pairs = zip(self.load, self.bar, strict=True)
        return tuple(place for place, (due, bar) in enumerate(pairs) if due > bar)


def line(
    name: str,
    staff_id: str,
    dues: Sequence[Due],
    weeks: int,
    limit: Numbers | None,
) -> Line:
    """Return the reviews of one line, counted by week."""
    counts = Counter((due.kind, due.week) for due in dues if not due.overdue)
    return Line(
        name,
        staff_id,
        tuple(counts[Kind.REVIEW, week] for week in range(weeks)),
        tuple(counts[Kind.PLAN_REVIEW, week] for week in range(weeks)),
        sum(due.overdue for due in dues),
        () if limit is None else tuple(float(each) for each in limit),
    )


@dataclass(frozen=True)
class Move:
    """A review that could be held earlier: by when, and what that does to the next."""

    due: Due
    by: date
    next_due: date | None
    next_then: date | None


@dataclass(frozen=True)
class Diary:
    """The weeks that reviews can be moved between, by one council's rules."""

    weeks: tuple[Period, ...]
    rules: CapacityRules
    timescales: Timescales
    last_days: tuple[date | None, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the last day of each week on which a review can be held."""
        last = (working(week, self.rules) for week in self.weeks)
        found = tuple(days[-1] if days else None for days in last)
        object.__setattr__(self, "last_days", found)

    def moves(self, full: Line, dues: Sequence[Due]) -> list[Move]:
        """Return how too full weeks of a line empty into earlier ones that have room.

        Of a week too full, those due first go to the nearest earlier week with room,
        MOST_EARLIER weeks at the most; brothers and sisters due on one day go
        together. Only a child's next review is moved: when a later one is due hangs
        on the one before.
        """
        load = np.array(full.load)
        found: list[Move] = []
        for together in _together(dues):
            week = together[0].week
            if load[week] <= full.bar[week]:
                continue
            earlier = self._room(load, full.bar, week, len(together))
            if earlier is not None:
                load[week] -= len(together)
                load[earlier] += len(together)
                found.extend(self._move(due, earlier) for due in together)
        return found

    def _room(
        self, load: Numbers, bar: Sequence[float], week: int, number: int
    ) -> int | None:
        for place in range(week - 1, max(week - MOST_EARLIER, 0) - 1, -1):
            if load[place] + number <= bar[place] and self.last_days[place]:
                return place
        return None

    def _move(self, due: Due, week: int) -> Move:
        by = self.last_days[week] or due.due
        return Move(
            due,
            by,
            due.rung.held(due.due).due(self.timescales),
            due.rung.held(by).due(self.timescales),
        )


def _together(dues: Sequence[Due]) -> list[list[Due]]:
    """Return the reviews that could move, those of one family and day in one list."""
    found: dict[tuple[date, Kind, str], list[Due]] = {}
    for due in sorted(dues, key=lambda due: (due.due, due.child_id)):
        if due.first and not due.overdue:
            family = f"family {due.family}" if due.family else f"child {due.child_id}"
            found.setdefault((due.due, due.kind, family), []).append(due)
    return list(found.values())


@dataclass(frozen=True)
class BackTest:
    """A forecast made of what was known on an earlier day, beside what then happened.

    `forecast` and `fell_due` are reviews by week of the children then there;
    `newcomers` those of children who came later. `checked` are all due dates of those
    weeks, worked out again from the days on which the reviews before were held;
    `right` those that came out the same. Of the dates of children then there,
    `assumed` had the review before held on the day assumed, or known by then.
    """

    day: date
    weeks: tuple[Period, ...]
    forecast: tuple[int, ...]
    fell_due: tuple[int, ...]
    newcomers: tuple[int, ...]
    estimate: Estimate | None
    checked: int
    right: int
    assumed: int
    assumed_right: int
    others: int
    others_right: int

    @property
    def error(self) -> float:
        """How far a week was out on the mean, of the children then there."""
        return _apart(self.forecast, self.fell_due)

    @property
    def all_due(self) -> tuple[int, ...]:
        """What fell due in each week, of everybody."""
        both = zip(self.fell_due, self.newcomers, strict=True)
        return tuple(sum(pair) for pair in both)

    @property
    def error_of_all(self) -> float | None:
        """How far a week was out, of everybody, with the estimate added."""
        if self.estimate is None:
            return None
        both = zip(self.forecast, self.estimate.expected, strict=True)
        return _apart([sum(pair) for pair in both], self.all_due)

    @property
    def inside(self) -> int:
        """In how many weeks the newcomers lay within the interval of the estimate."""
        if self.estimate is None:
            return 0
        ends = zip(self.estimate.low, self.newcomers, self.estimate.high, strict=True)
        return sum(low <= came <= high for low, came, high in ends)


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    return float(np.abs(np.asarray(one) - np.asarray(other)).mean())


@dataclass(frozen=True)
class Forecast:
    """What falls due in the weeks to come, as much of it as somebody may see.

    `whole` are the weeks of the service, or of the one IRO who asks (`own`); `lines`
    those of each, by name. `children` are the times in care and on plans looked at,
    `unknown` those whose next date nobody can know, `grown` those of children who
    turn 18 first. `pace` is the service's own, which `rate` is unless the council
    set one. `no_fte` are people in post whose full-time part is not known. From
    `led_from` on lead practitioners chair, and conferences are in no number.
    """

    as_at: date
    weeks: tuple[Period, ...]
    whole: Line
    children: dict[Kind, int]
    unknown: int
    grown: int
    panels: dict[int, tuple[int, ...]]
    rules: CapacityRules
    pace: Pace | None
    loaded_to: dict[Kind, date]
    own: bool = True
    lines: tuple[Line, ...] = ()
    nobodys: int = 0
    no_fte: int = 0
    estimate: Estimate | None = None
    backtest: BackTest | None = None
    led_from: date | None = None

    @property
    def rate(self) -> float | None:
        """Reviews that a full-time post can hold in a full working week."""
        if self.rules.per_week is not None:
            return self.rules.per_week
        return self.pace.busy if self.pace else None
