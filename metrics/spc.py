"""Statistical process control: which points of a series chance does not explain.

Rules and limits are those published for NHS boards ("Making data count"), but for what
ADR 0035 says. All arrays are of shape (points,), in order of time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from itertools import pairwise

import numpy as np

from domain.rounding import rounded
from metrics.chance import limits, most_of_count, sides_of_count, sides_of_share
from metrics.kernel import Numbers
from metrics.measure import Shape

TO_LIMITS = 2.66  # mean moving ranges from the mean to a limit: 3 / 1.128
OF_A_RANGE = 3.267  # mean moving ranges: a longer one is no ordinary one
SIGMAS, NEAR = 3.0, 2 / 3  # to a limit, and what part of that to the near limit
FEWEST, ENOUGH = 10, 13  # points: for limits at all, and for more than trial limits
RUN, TREND = 7, 7  # points
BY_CHANCE = 0.5**RUN  # that so many points lie on one side by chance
SWING = (
    0.5  # of the most cases; where they swing more, each point has limits of its own
)
PERCENT = 100.0
FOR_NORMAL = 5  # cases that pass, and that do not: with fewer, limits are exact
WITHIN = 0.9973  # how often chance stays within limits three sigmas away
OF_THREE = 3
ROUNDING = 1e-9
RARE_POWER = 1 / 3.6  # makes times between rare events symmetrical (Nelson 1994)


class Method(Enum):
    """How wide chance is taken to be."""

    XMR = "by how much one point differs from the next"
    SHARES = "by how many cases each point has"
    RATES = "by how much each point is counted for"
    STOCK = "by how many there are, as what is there stays from point to point"
    BETWEEN = "by the days from one to the next"


class Rule(StrEnum):
    """What says that a point is more than chance; the first that does, in this order."""

    OUTSIDE = "outside the limits"
    TREND = f"{TREND} in a row, each further than the one before"
    TWO_OF_THREE = "two of three near the same limit"
    ONE_SIDE = f"{RUN} or more in a row on one side of the mean"


@dataclass(frozen=True, eq=False)
class Control:
    """A series with its mean and limits at each point, and the rule that fired there.

    A point without a value is NaN. Limits are NaN where a phase has too few points.
    `towards` is 1 where the rule fired upwards, -1 downwards, 0 where none fired.
    `first` gives the first point of the pattern that a fired rule saw. A phase is what
    lies between two rebases.
    """

    values: Numbers
    mean: Numbers
    lower: Numbers
    upper: Numbers
    rules: tuple[Rule | None, ...]
    towards: tuple[int, ...]
    first: tuple[int, ...]
    phases: tuple[int, ...]
    method: Method

    @property
    def last(self) -> int | None:
        """The last point that has a value; None where none has."""
        there = np.flatnonzero(~np.isnan(self.values))
        return int(there[-1]) if len(there) else None

    @property
    def in_phase(self) -> int:
        """How many points with a value the last phase has."""
        return int((~np.isnan(self.values[self.phases[-1] :])).sum())

    @property
    def enough(self) -> bool:
        """Whether the last phase has limits."""
        return self.in_phase >= FEWEST

    @property
    def bare(self) -> Control:
        """The points alone: no limits, and so no rule that fired."""
        size = len(self.values)
        nothing = np.full(size, np.nan)
        return replace(
            self,
            lower=nothing,
            upper=nothing,
            rules=(None,) * size,
            towards=(0,) * size,
        )

    @property
    def trial(self) -> bool:
        """Whether the last phase has so few points that its limits are a first try."""
        return FEWEST <= self.in_phase < ENOUGH


WHOLE = (Rule.TREND, Rule.ONE_SIDE)  # rules of which each point in between is one


def method_of_share(cases: Numbers) -> Method:
    """Return how limits of percentages are made: of each point where cases swing."""
    there = cases[cases > 0]
    if not len(there) or there.min() >= SWING * there.max():
        return Method.XMR
    return Method.SHARES


def control(
    values: Numbers,
    method: Method,
    cases: Numbers | None = None,
    *,
    shape: Shape = Shape.COUNT,
    scale: float = PERCENT,
    phases: Sequence[int] = (0,),
    trend: int = TREND,
) -> Control:
    """Return a series with its mean, its limits and the rules that fired.

    `cases` are what each value is out of, `scale` what a value is of one case; they are
    needed for all methods but XMR. A share lies between 0 and `scale`, anything else is
    at least 0, and so are their limits. Days have limits of their logarithms, as they
    are far more often short than long. `phases` are where limits begin anew.
    """
    if shape is Shape.DAYS:
        return _of_days(values, phases, trend)
    size = len(values)
    found = _Found(size)
    bounds = (*phases, size)
    for start, end in pairwise(bounds):
        of_phase = None if cases is None else cases[start:end]
        phase = _Phase(values[start:end], of_phase, method, shape, scale, trend)
        phase.into(found, start)
    return Control(
        values=values,
        mean=found.mean,
        lower=found.lower,
        upper=found.upper,
        rules=tuple(found.rules),
        towards=tuple(found.towards),
        first=tuple(found.first),
        phases=tuple(phases),
        method=method,
    )


class _Found:
    """What is found of all phases."""

    def __init__(self, size: int) -> None:
        self.mean, self.lower, self.upper = (np.full(size, np.nan) for _ in range(3))
        self.rules: list[Rule | None] = [None] * size
        self.towards, self.first = [0] * size, list(range(size))


@dataclass(frozen=True, eq=False)
class _Phase:
    values: Numbers
    cases: Numbers | None
    method: Method
    shape: Shape
    scale: float
    trend: int

    @property
    def share(self) -> bool:
        """Whether its points are shares."""
        return self.shape is Shape.SHARE

    def into(self, found: _Found, start: int) -> None:
        """Write what is found of this phase."""
        there = np.flatnonzero(~np.isnan(self.values))
        if not len(there):
            return
        end = start + len(self.values)
        values = self.values[there]
        cases = None if self.cases is None else self.cases[there]
        centre = self._centre(values, cases)
        found.mean[start:end] = centre
        if len(there) < FEWEST:
            return
        down, up = self._reach(values, cases, centre)
        high = self.scale if self.share else math.inf
        found.lower[start + there] = np.maximum(centre - down, 0.0)
        found.upper[start + there] = np.minimum(centre + up, high)
        above, below = self._sides(values, cases, centre)
        rules = _Rules(values, centre, down, up, above, below, self.trend)
        for position, rule, towards, first in rules.fired(
            only_outside=self.method is Method.STOCK
        ):
            at = start + int(there[position])
            found.rules[at], found.towards[at] = rule, towards
            found.first[at] = start + int(there[first])

    def _centre(self, values: Numbers, cases: Numbers | None) -> float:
        if self.method is Method.XMR or cases is None:
            return float(values.mean())
        return float((values * cases).sum() / cases.sum())

    def _reach(
        self, values: Numbers, cases: Numbers | None, centre: float
    ) -> tuple[Numbers, Numbers]:
        """Return how far the limits lie below the mean and above it, for each point.

        Of few cases chance is not symmetrical: there limits are exact, as in a funnel.
        """
        reach = SIGMAS * self._sigma(values, cases, centre)
        if self.method is Method.STOCK and self.shape is Shape.COUNT:
            return reach, self._above_few(reach, centre)
        if self.method is not Method.SHARES or cases is None or not self.share:
            return reach, reach
        passed = int(rounded(float((values * cases).sum() / self.scale), 0))
        of = cases.sum()
        least = np.minimum(passed, of - passed) / of * cases
        down, up = reach.copy(), reach.copy()
        for place in np.flatnonzero(least < FOR_NORMAL):
            exact = limits(int(cases[place]), passed, int(of), WITHIN)
            low, high = (self.scale * side / 100 for side in exact.shares)
            down[place] = max(reach[place], centre - low)
            up[place] = max(reach[place], high - centre)
        return down, up

    def _above_few(self, reach: Numbers, centre: float) -> Numbers:
        """Return how far above the mean chance takes a count; exact of a few."""
        if not 0 < centre < FOR_NORMAL:
            return reach
        return np.maximum(reach, most_of_count(rounded(centre, 2), WITHIN) - centre)

    def _sigma(self, values: Numbers, cases: Numbers | None, centre: float) -> Numbers:
        """Return how far one point lies from the mean by chance, for each point.

        Who comes and goes moves both sides of a caseload: posts as much as they did.
        """
        if self.method is Method.XMR:
            return np.full(len(values), _mean_range(values) * TO_LIMITS / SIGMAS)
        of_each = np.ones(len(values)) if cases is None else cases
        left = self.scale - centre if self.share else self.scale
        by_chance = np.sqrt(centre * left / of_each)
        if self.method is Method.STOCK and self.shape is Shape.RATE:
            return np.hypot(by_chance, centre * of_each.std() / of_each)
        if self.method is Method.STOCK or not by_chance.all():
            return by_chance
        apart = _mean_range((values - centre) / by_chance) * TO_LIMITS / SIGMAS
        return by_chance * max(1.0, apart)

    def _sides(
        self, values: Numbers, cases: Numbers | None, centre: float
    ) -> tuple[Numbers, Numbers]:
        """Return how likely each point lies above the mean by chance, and below it."""
        half = np.full(len(values), 0.5)
        if self.share and cases is not None and 0 < centre < self.scale:
            of = tuple(np.rint(cases).astype(int).tolist())
            return sides_of_share(of, centre / self.scale)
        if self.method is Method.XMR and self.shape is Shape.COUNT and centre > 0:
            above, below = sides_of_count(rounded(centre, 2))
            return np.full(len(values), above), np.full(len(values), below)
        return half, half


def _mean_range(values: Numbers) -> float:
    """Return the mean moving range, without those too long to be ordinary."""
    ranges = np.abs(np.diff(values))
    mean = float(ranges.mean())
    return float(ranges[ranges <= OF_A_RANGE * mean].mean())


def _of_days(values: Numbers, phases: Sequence[int], trend: int) -> Control:
    """Return a series of days with limits of their logarithms."""
    even = control(
        np.log1p(values),
        Method.XMR,
        shape=Shape.SHARE,
        phases=phases,
        trend=trend,
        scale=math.inf,
    )
    mean, lower, upper = (
        np.expm1(each) for each in (even.mean, even.lower, even.upper)
    )
    return replace(even, values=values, mean=mean, lower=lower, upper=upper)


@dataclass(frozen=True, eq=False)
class _Rules:
    """The rules over the points of one phase that have a value."""

    values: Numbers
    centre: float
    down: Numbers
    up: Numbers
    above: Numbers
    below: Numbers
    trend: int

    def fired(
        self, *, only_outside: bool = False
    ) -> Iterator[tuple[int, Rule, int, int]]:
        """Yield each point at which a rule fired: place, rule, way, first of pattern."""
        apart = self.values - self.centre
        least = ROUNDING * max(1.0, abs(self.centre))
        apart = np.where(np.abs(apart) < least, 0.0, apart)
        edge = np.where(apart < 0, self.down, self.up) + least
        outside = np.where(np.abs(apart) > edge, np.sign(apart), 0)
        if only_outside:
            yield from self._one_by_one({Rule.OUTSIDE: _spans_of(outside)})
            return
        near = np.where(np.abs(apart) > NEAR * edge, np.sign(apart), 0)
        yield from self._one_by_one(
            {
                Rule.OUTSIDE: _spans_of(outside),
                Rule.TREND: _steps(self.values, self.trend),
                Rule.TWO_OF_THREE: _two_of_three(near),
                Rule.ONE_SIDE: self._one_side(np.sign(apart)),
            }
        )

    def _one_by_one(
        self, spans: dict[Rule, list[tuple[int, int, int]]]
    ) -> Iterator[tuple[int, Rule, int, int]]:
        told: set[int] = set()
        for rule, found in spans.items():
            for first, last, towards in found:
                every = last - first + 1 if rule in WHOLE else 1
                for place in range(last + 1 - every, last + 1):
                    if place not in told:
                        told.add(place)
                        yield place, rule, towards, first

    def _one_side(self, side: Numbers) -> list[tuple[int, int, int]]:
        """Return the runs on one side that are longer than chance gives."""
        return [
            (first, last, towards)
            for first, last, towards in _runs(side)
            if last - first + 1 >= RUN
            and math.prod((self.above if towards > 0 else self.below)[first : last + 1])
            <= BY_CHANCE
        ]


def _runs(side: Numbers) -> list[tuple[int, int, int]]:
    """Return each run of one sign other than 0: first, last and sign."""
    found: list[tuple[int, int, int]] = []
    for place, sign in enumerate(side.tolist()):
        if found and found[-1][1] == place - 1 and found[-1][2] == sign:
            found[-1] = found[-1][0], place, int(sign)
        elif sign:
            found.append((place, place, int(sign)))
    return found


def _spans_of(side: Numbers) -> list[tuple[int, int, int]]:
    return [(at, at, int(side[at])) for at in np.flatnonzero(side).tolist()]


def _steps(values: Numbers, points: int) -> list[tuple[int, int, int]]:
    """Return the stretches of so many points or more that all go one way."""
    return [
        (first, last + 1, towards)
        for first, last, towards in _runs(np.sign(np.diff(values)))
        if last - first + 2 >= points
    ]


def _two_of_three(near: Numbers) -> list[tuple[int, int, int]]:
    """Return the points that are two of three beyond one and the same near limit."""
    found = []
    for sign in (-1, 1):
        places = np.flatnonzero(near == sign)
        for one, other in pairwise(places.tolist()):
            if other - one < OF_THREE:
                found += [(one, one, sign), (one, other, sign)]
    return found


def between(days: Sequence[int], until: int) -> Control:
    """Return the days from each rare event to the next, and to `until`, with limits.

    `days` are day numbers in order; several on one day are no time apart, which counts
    as half a day. Limits are those of times between events that come by chance, of which
    a power is nearly normal; they stand on the events, so the last wait, which is not
    over, is judged but makes no limits.
    """
    gaps = np.diff(np.array(days, np.float64))
    waits = np.maximum(np.append(gaps, until - days[-1]), 0.5)
    even = waits**RARE_POWER
    made = control(even[:-1], Method.XMR, shape=Shape.SHARE, scale=math.inf)
    mean, lower, upper = (
        np.append(side, side[-1]) ** (1 / RARE_POWER)
        for side in (made.mean, made.lower, made.upper)
    )
    waiting = bool(made.enough and waits[-1] > upper[-1])
    return Control(
        values=waits,
        mean=mean,
        lower=lower,
        upper=upper,
        rules=(*made.rules, Rule.OUTSIDE if waiting else made.rules[-1]),
        towards=(*made.towards, 1 if waiting else made.towards[-1]),
        first=(*made.first, len(gaps) if waiting else made.first[-1]),
        phases=(0,),
        method=Method.BETWEEN,
    )
