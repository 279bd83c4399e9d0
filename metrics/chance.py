"""What chance alone gives: exact limits of a share, and on which side points fall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from metrics.kernel import Numbers


@dataclass(frozen=True)
class Limits:
    """The fewest and the most passes of some cases that are within the limits."""

    cases: int
    low: int
    high: int

    @property
    def shares(self) -> tuple[float, float]:
        """The same as percentages."""
        return 100 * self.low / self.cases, 100 * self.high / self.cases


@lru_cache(maxsize=8192)
def limits(cases: int, passed: int, of: int, kept: float) -> Limits:
    """Return which numbers of passes chance alone gives, of `cases`.

    Each case passes, by itself, with the chance `passed` / `of`. A number is outside
    where it and all numbers further out are together rarer than (1 - kept) / 2.

    Raises:
        ValueError: there are no cases, or more passed than there are.
    """
    if cases < 1 or not 0 <= passed <= of or of < 1:
        raise ValueError(f"{passed} of {of} gives no limits for {cases} cases.")
    chances = _chances(cases, passed / of)
    tail = (1 - kept) / 2
    up_to = np.cumsum(chances)
    from_there = np.cumsum(chances[::-1])
    low = int(np.searchsorted(up_to, tail))
    high = cases - int(np.searchsorted(from_there, tail))
    return Limits(cases, low, high)


def _chances(cases: int, rate: float) -> Numbers:
    """Return the chance of each number of passes from 0 to `cases`."""
    if rate in (0.0, 1.0):
        sure = np.zeros(cases + 1)
        sure[cases if rate else 0] = 1.0
        return sure
    number = np.arange(1, cases + 1)
    ways = np.concatenate(([0.0], np.cumsum(np.log((cases - number + 1) / number))))
    passes = np.arange(cases + 1)
    return np.exp(ways + passes * np.log(rate) + (cases - passes) * np.log1p(-rate))


@lru_cache(maxsize=4096)
def sides_of_share(cases: tuple[int, ...], rate: float) -> tuple[Numbers, Numbers]:
    """Return the chances that more, and that fewer, than the mean of cases pass.

    Where most shares are 100%, so are most points above the mean, by chance alone.
    """
    most = max(cases)
    ways = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1)))))
    of = np.array(cases)[:, np.newaxis]
    passed = np.arange(most + 1)[np.newaxis, :]
    left = np.maximum(of - passed, 0)
    logs = ways[of] - ways[passed] - ways[left]
    logs = logs + passed * math.log(rate) + left * math.log1p(-rate)
    chances = np.where(passed <= of, np.exp(logs), 0.0)
    apart = passed - of * rate
    return (chances * (apart > 0)).sum(1), (chances * (apart < 0)).sum(1)


@lru_cache(maxsize=4096)
def sides_of_count(mean: float) -> tuple[float, float]:
    """Return the chances that a count is more than its mean, and that it is fewer."""
    chances = _chances_of_count(mean)
    number = np.arange(len(chances))
    return float(chances[number > mean].sum()), float(chances[number < mean].sum())


@lru_cache(maxsize=4096)
def most_of_count(mean: float, kept: float) -> int:
    """Return the most that chance alone gives of what is so many on average.

    More than that are together rarer than (1 - kept) / 2.
    """
    beyond = 1 - np.cumsum(_chances_of_count(mean))
    return int(np.argmax(beyond < (1 - kept) / 2))


def _chances_of_count(mean: float) -> Numbers:
    """Return the chance of each count from 0 to beyond all that chance gives."""
    number = np.arange(1, int(mean + 10 * math.sqrt(mean)) + 10)
    logs = np.cumsum(math.log(mean) - np.log(number)) - mean
    return np.concatenate(([math.exp(-mean)], np.exp(logs)))


# Two shares, and how far apart they are at the least and at the most.


SURE = 0.95  # how often bounds hold the true share, or difference


class Interval(NamedTuple):
    """A difference of two shares and its bounds, from -1 to 1."""

    difference: float
    low: float
    high: float

    @property
    def holds_none(self) -> bool:
        """Whether there may be no difference at all."""
        return self.low <= 0.0 <= self.high


@dataclass(frozen=True)
class Difference:
    """How much the first of two shares is above the second, in percentage points.

    `low` and `high` hold the true difference nineteen times in twenty.
    """

    points: float
    low: float
    high: float

    @property
    def by_chance(self) -> bool:
        """Whether chance alone may have made it."""
        return self.low <= 0 <= self.high


def wilson(passed: float, cases: float, sure: float = SURE) -> tuple[float, float]:
    """Return Wilson's bounds of a share, from 0 to 1.

    Source: Wilson (1927).

    Raises:
        ValueError: there are no cases, or more passed than there are.
    """
    if not cases or not 0 <= passed <= cases:
        raise ValueError(f"{passed} of {cases} is no share.")
    z = NormalDist().inv_cdf((1 + sure) / 2)
    middle = passed + z * z / 2
    wide = z * math.sqrt(passed * (cases - passed) / cases + z * z / 4)
    low, high = (middle - wide) / (cases + z * z), (middle + wide) / (cases + z * z)
    return max(0.0, low), min(1.0, high)


def newcombe(
    passed: float,
    cases: float,
    others_passed: float,
    others_cases: float,
    sure: float = SURE,
) -> Interval:
    """Return one share less another with Newcombe's interval, made of two of Wilson's.

    Source: Newcombe (1998), method 10.

    Raises:
        ValueError: there are no cases, or more passed than there are.
    """
    low, high = wilson(passed, cases, sure)
    others_low, others_high = wilson(others_passed, others_cases, sure)
    share, others = passed / cases, others_passed / others_cases
    return Interval(
        share - others,
        share - others - math.sqrt((share - low) ** 2 + (others_high - others) ** 2),
        share - others + math.sqrt((high - share) ** 2 + (others - others_low) ** 2),
    )


def difference(
    passed: float, cases: float, other_passed: float, other_cases: float
) -> Difference:
    """Return how far one share is above another, in percentage points; see newcombe.

    Raises:
        ValueError: one of them has no cases, or more passed than there are.
    """
    found = newcombe(passed, cases, other_passed, other_cases)
    return Difference(*(100 * each for each in found))


def rarity(
    passed: float, cases: float, other_passed: float, other_cases: float
) -> float:
    """Return how often chance alone sets two shares at least so far apart (0 to 1)."""
    both = (passed + other_passed) / (cases + other_cases)
    wide = math.sqrt(both * (1 - both) * (1 / cases + 1 / other_cases))
    if not wide:
        return 1.0
    apart = abs(passed / cases - other_passed / other_cases)
    return math.erfc(apart / wide / math.sqrt(2))


def rarity_of_counts(
    now: float,
    before: float,
    of: tuple[float, float] = (1.0, 1.0),
    *,
    both_sides: bool = False,
) -> float:
    """Return how often chance alone sets two counts at least so far apart (0 to 1).

    `of` is what each is counted for, the later one first: days, children or posts.
    `both_sides` says that chance makes that too, as who comes and goes makes posts.
    """
    cases, whole = now + before, sum(of)
    if not cases or not all(of):
        return 1.0
    expected = of[0] / whole
    spread = cases * expected * (1 - expected)
    if both_sides:
        spread *= 1 + cases / whole
    return math.erfc(abs(now - cases * expected) / math.sqrt(2 * spread))
