"""What chance alone gives: exact limits of a share, and on which side points fall."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

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
        sure[round(rate) * cases] = 1.0
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
    number = np.arange(1, int(mean + 10 * math.sqrt(mean)) + 10)
    logs = np.cumsum(math.log(mean) - np.log(number)) - mean
    chances = np.concatenate(([math.exp(-mean)], np.exp(logs)))
    number = np.concatenate(([0], number))
    return float(chances[number > mean].sum()), float(chances[number < mean].sum())
