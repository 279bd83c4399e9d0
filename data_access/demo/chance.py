"""Chance that repeats: named random streams, seasons, and days drawn from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Final, TypeVar

from domain.due import add_working_days
from domain.periods import ONE_DAY, Period, add_months

SEASONS: Final = (1.04, 1.0, 1.12, 0.97, 1.03, 1.06, 1.08, 0.8, 1.02, 1.08, 1.06, 0.74)
SPREAD = 0.7  # of the square root of the month's mean: a little calmer than Poisson
MONTHS_A_YEAR = 12

T = TypeVar("T")
LAST_SURE_DAY = 28  # nobody is born on 29 February


def stream(seed: int, *names: object) -> Random:
    """Return the random stream of these names.

    Each month and each child has a stream of its own, so that what happens in one
    does not depend on how many others were drawn, nor on the day the council is made.
    """
    return Random(":".join(map(str, (seed, *names))))  # noqa: S311  # no secret


def pick(rng: Random, weights: Mapping[T, float]) -> T:
    """Return one of the keys, as often as its weight says."""
    mark = rng.random() * sum(weights.values())
    marks = zip(weights, accumulate(weights.values()), strict=True)
    return next(key for key, upto in marks if mark < upto)


def monthly(rng: Random, yearly: float, month: Period) -> int:
    """Return a count for the month: seasonal, and noisy as counts are."""
    mean = yearly / MONTHS_A_YEAR * SEASONS[month.start.month - 1]
    return max(0, round(rng.gauss(mean, SPREAD * mean**0.5)))


def day_within(rng: Random, start: date, end: date) -> date:
    """Return a day from `start` to `end`, both included; `start` if it is later."""
    return start + timedelta(days=rng.randint(0, max(0, (end - start).days)))


@lru_cache(maxsize=8192)
def working_day_before(day: date) -> date:
    """Return `day`, or the last working day before it."""
    return add_working_days(day, 0)


@lru_cache(maxsize=8192)
def working_day_after(day: date) -> date:
    """Return `day`, or the first working day after it."""
    return add_working_days(day - ONE_DAY, 1)


def birthday(born: date, age: int) -> date:
    """Return the day on which somebody becomes `age`."""
    return add_months(born, MONTHS_A_YEAR * age)


def years_old(born: date, day: date) -> float:
    """Return an age in years and parts of them; below zero before birth."""
    return (day - born).days / 365.25


def born_at(day: date, age: float) -> date:
    """Return a day of birth that makes somebody about `age` on `day`."""
    born = day - timedelta(days=round(age * 365.25))
    return born.replace(day=min(born.day, LAST_SURE_DAY))
