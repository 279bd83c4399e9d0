"""The published rules by another hand: plain lists, no line shared with metrics/spc.py."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod

RUN, TREND = 7, 7


def xmr(values: Sequence[float], low: float, high: float) -> tuple[float, float, float]:
    """Return mean, lower and upper limit by moving ranges, clipped to what can be."""
    mean = sum(values) / len(values)
    reach = 2.66 * usual_range(values)
    return mean, max(low, mean - reach), min(high, mean + reach)


def usual_range(values: Sequence[float]) -> float:
    """Return the mean moving range, those beyond 3.267 of them left out."""
    ranges = [abs(b - a) for a, b in pairwise(values)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each <= 3.267 * average]
    return sum(kept) / len(kept)


def p(
    passed: Sequence[float], cases: Sequence[float]
) -> tuple[float, list[float], list[float]]:
    """Return mean, lower and upper limits in percent: p, or p' where points differ more."""
    mean = sum(passed) / sum(cases)
    if mean in (0, 1):
        return 100 * mean, [100 * mean] * len(cases), [100 * mean] * len(cases)
    sigma = [(mean * (1 - mean) / each) ** 0.5 for each in cases]
    z = [(a / c - mean) / s for a, c, s in zip(passed, cases, sigma, strict=True)]
    wide = 3 * max(1.0, usual_range(z) / 1.128)
    lower = [max(0.0, 100 * (mean - wide * each)) for each in sigma]
    upper = [min(100.0, 100 * (mean + wide * each)) for each in sigma]
    return 100 * mean, lower, upper


def u(
    events: Sequence[float], of: Sequence[float], scale: float
) -> tuple[float, list[float], list[float]]:
    """Return mean, lower and upper limits of a rate: u, wider where points differ more."""
    mean = sum(events) / sum(of)
    sigma = [(mean / each) ** 0.5 for each in of]
    z = [(e / o - mean) / s for e, o, s in zip(events, of, sigma, strict=True)]
    wide = 3 * max(1.0, usual_range(z) / 1.128)
    lower = [max(0.0, scale * (mean - wide * each)) for each in sigma]
    upper = [scale * (mean + wide * each) for each in sigma]
    return scale * mean, lower, upper


def fires_last(values: Sequence[float], above: float, below: float) -> int:
    """Return whether a rule fires on the last point: 1 upwards, -1 downwards, 0 not.

    `above` and `below` are how likely a point lies on either side of the mean.
    """
    mean = sum(values) / len(values)
    reach = 2.66 * usual_range(values)
    apart = [value - mean for value in values]
    last = apart[-1]
    side = 1 if last > 0 else -1
    if abs(last) > reach:
        return side
    steps = [b - a for a, b in pairwise(values[-TREND:])]
    if all(each > 0 for each in steps) or all(each < 0 for each in steps):
        return 1 if steps[0] > 0 else -1
    near = [each * side > 2 / 3 * reach for each in apart[-3:]]
    if near[-1] and sum(near) > 1:
        return side
    length = 0
    for each in reversed(apart):
        if each * side <= 0:
            break
        length += 1
    chance = prod([above if side > 0 else below] * length)
    return side if length >= RUN and chance <= 0.5**RUN else 0


def by_chance_above(chances: Sequence[float], mean: float) -> float:
    """Return how likely a number is more than the mean."""
    return sum(chance for number, chance in enumerate(chances) if number > mean)


def by_chance_below(chances: Sequence[float], mean: float) -> float:
    """Return how likely a number is less than the mean."""
    return sum(chance for number, chance in enumerate(chances) if number < mean)
