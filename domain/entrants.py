"""Reviews of children who are not here yet: an estimate, from those who came before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.due import Kind, Rung, coming, owed
from domain.periods import ONE_DAY, Period
from domain.timescales import Timescales

LOW, HIGH = 0.1, 0.9  # eight weeks in ten lie between
STEPS = 5  # more dues than 26 weeks can hold of one child
Numbers = NDArray[np.float64]


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
