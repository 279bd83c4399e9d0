"""Is a measure better, is it good enough: one verdict, wherever it is told.

A card, a heading, a grid, a report and the shell all have it from `verdict`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from domain.periods import (
    Period,
)
from domain.rounding import rounded
from domain.tables import Columns
from domain.targets import target_on
from metrics import spc
from metrics.kernel import Numbers
from metrics.measure import (
    EVERYTHING,
    Good,
    Metric,
    Shape,
    Unit,
    Where,
)
from metrics.said import between, briefly
from metrics.series import FEW_CASES, Grain, Series, series_of
from metrics.spc import Control, Method, Rule

NEARLY_ALL, FEW = 99.0, 10.0  # percent: shares beyond are said with a decimal


class Variation(StrEnum):
    """Which way a measure goes, as far as it is more than chance."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    TOO_FEW = "too few"


class Assurance(StrEnum):
    """Whether a measure will meet its target, by its limits."""

    MEETS = "meets"
    FAILS = "fails"
    HIT_AND_MISS = "hit and miss"
    NO_TARGET = "no target"


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a statistician signs and a councillor reads aloud.

    `series` is None where there are too few points, or cases, to judge. `target` is the
    one in force on the last day judged.
    """

    metric: Metric
    series: Series | None
    variation: Variation
    assurance: Assurance
    target: float | None = None

    @property
    def rule(self) -> Rule | None:
        """The rule that says so; None where nothing is more than chance."""
        found = self.series and self.series.control
        last = found.last if found else None
        return found.rules[last] if found and last is not None else None

    @property
    def mean(self) -> float | None:
        """The mean that the latest point is judged by."""
        found = self.series and self.series.control
        last = found.last if found else None
        return float(found.mean[last]) if found and last is not None else None

    @property
    def finding(self) -> str:
        """The trend as a heading of at most fifteen words."""
        return f"{self.metric.short_name}: {self.trend}"

    @property
    def line(self) -> str:
        """The verdict and what it says of the target, as two short sentences."""
        return f"{self.trend[0].upper()}{self.trend[1:]}. {self.of_target}"

    @property
    def trend(self) -> str:
        """The variation in words, without the measure's name."""
        return _trend(self)

    @property
    def of_target(self) -> str:
        """The assurance in words."""
        return _of_target(self)

    @property
    def why(self) -> str:
        """What the points do that says so, for whoever asks; empty where nothing is."""
        return _why(self)


def verdict(
    metric: Metric,
    columns: Columns,
    months: tuple[Period, ...],
    where: Where = EVERYTHING,
) -> Verdict:
    """Return the verdict on a measure by its months, as far as files speak for them.

    Quarters are judged where months have too few cases, rare events by the days from one
    to the next. It is kept with the
    rows that it is of.

    Raises:
        MeasureError: `where` names a grouping or group that is not there.
    """
    asked = "verdict", metric, months, tuple(where.items())
    if asked not in columns.answers:
        columns.answers[asked] = _verdict(metric, columns, months, where)
    found: Verdict = columns.answers[asked]
    return found


def _verdict(
    metric: Metric, columns: Columns, months: tuple[Period, ...], where: Where
) -> Verdict:
    series = series_of(metric, columns, months, where)
    return verdict_of(metric, series, target_of(metric, columns, months[-1].end))


def verdict_of(metric: Metric, series: Series | None, target: float | None) -> Verdict:
    """Return the verdict on a measure by a series; none is of points partly withheld."""
    if series is not None and series.is_part:
        series = replace(series, control=series.control.bare)
    if series is None or series.is_part or not series.control.enough:
        aim = _unjudged(metric, target)
        return Verdict(metric, series, Variation.TOO_FEW, aim, target)
    return Verdict(
        metric,
        series,
        variation(metric.good, series),
        assurance(metric.good, series.control, target),
        target,
    )


def target_of(metric: Metric, columns: Columns, day: date) -> float | None:
    """Return a council's target for a measure on a day; None where there is none."""
    found = target_on(columns.targets, metric.key, day)
    return None if found is None else found.value


# What they say.


def variation(good: Good, series: Series) -> Variation:
    """Return which way the latest point goes, by the rule that fired on it."""
    control = series.control
    if control.last is None:
        return Variation.TOO_FEW
    towards = control.towards[control.last]
    if series.grain is Grain.EVENT:
        towards = -towards  # a longer wait is fewer events
    return way(good, towards)


def way(good: Good, towards: int) -> Variation:
    """Return what a point is whose rule fired upwards (1), downwards (-1) or not (0)."""
    if not towards:
        return Variation.STEADY
    if good is Good.NEUTRAL:
        return Variation.RISING if towards > 0 else Variation.FALLING
    better = (towards > 0) == (good is Good.HIGH)
    return Variation.IMPROVING if better else Variation.WORSENING


def assurance(good: Good, control: Control, target: float | None) -> Assurance:
    """Return whether chance alone keeps the latest point on one side of a target."""
    last = control.last
    if target is None or good is Good.NEUTRAL or last is None:
        return Assurance.NO_TARGET
    if control.method is Method.BETWEEN:
        return Assurance.HIT_AND_MISS
    lower, upper = control.lower[last], control.upper[last]
    if good is Good.LOW:
        meets, fails = upper <= target, lower > target
    else:
        meets, fails = lower >= target, upper < target
    if meets:
        return Assurance.MEETS
    return Assurance.FAILS if fails else Assurance.HIT_AND_MISS


def _unjudged(metric: Metric, target: float | None) -> Assurance:
    if target is None or metric.good is Good.NEUTRAL:
        return Assurance.NO_TARGET
    return Assurance.HIT_AND_MISS


# The same in words.


WAYS = {
    Variation.IMPROVING: "better",
    Variation.WORSENING: "worse",
    Variation.RISING: "higher",
    Variation.FALLING: "lower",
}
SEVERAL = {each: f"{each}s" for each in (Grain.MONTH, Grain.QUARTER, Grain.YEAR)}
REASONS = {
    Rule.OUTSIDE: "It is further from the average than chance explains.",
    Rule.TREND: f"{spc.TREND} or more in a row each went further the same way.",
    Rule.TWO_OF_THREE: "Two of the last three were almost as far as chance can explain.",
    Rule.ONE_SIDE: f"{spc.RUN} or more in a row lie on one side of the average.",
}


def _trend(found: Verdict) -> str:
    series = found.series
    if series is not None and series.is_part:
        return f"no trend is told, as {SEVERAL[series.grain]} are withheld"
    if series is None or found.variation is Variation.TOO_FEW:
        few = (
            f" {SEVERAL[series.grain]} yet"
            if series and series.grain in SEVERAL
            else ""
        )
        return f"too few{few} to say which way it goes"
    if series.grain is Grain.EVENT:
        return _trend_of_events(found)
    control = series.control
    if found.variation is Variation.STEADY:
        first = _first(control, control.phases[-1])
        there = control.values[first:]
        return f"{_level(found, there)} since {series.periods[first].start:%B %Y}"
    last = control.last or 0
    began = series.periods[control.first[last]].start
    return (
        f"{WAYS[found.variation]} "
        + {
            Rule.OUTSIDE: f"than chance explains in {_named(series, last)}",
            Rule.TREND: f"each {series.grain} since {began:%B %Y}",
            Rule.TWO_OF_THREE: f"in two of three {SEVERAL[series.grain]}",
            Rule.ONE_SIDE: f"since {began:%B %Y}",
        }[control.rules[last] or Rule.OUTSIDE]
    )


def _trend_of_events(found: Verdict) -> str:
    often = f"about one in {_days(found.mean or 0)}"
    if found.variation is Variation.STEADY:
        return f"steady at {often}"
    control = found.series.control if found.series else None
    rarer = control is not None and control.towards[control.last or 0] > 0
    return f"{'rarer' if rarer else 'more often'} of late than {often}"


def _of_target(found: Verdict) -> str:
    if found.target is None or found.assurance is Assurance.NO_TARGET:
        return "No target is set."
    aim = briefly(found.metric, found.target)
    if found.series is None or found.variation is Variation.TOO_FEW:
        return f"Too few to say whether the target of {aim} is met."
    if found.assurance is Assurance.MEETS:
        return f"Meets the target of {aim}, whatever chance does."
    if found.assurance is Assurance.FAILS:
        return f"Misses the target of {aim}, whatever chance does."
    some = (
        f"some {SEVERAL[found.series.grain]}" if found.series.grain in SEVERAL else ""
    )
    return f"Meets the target of {aim} in {some or 'part'}, by chance."


def _why(found: Verdict) -> str:
    series = found.series
    if series is None:
        return ""
    said_of = [REASONS[found.rule]] if found.rule else []
    if series.control.trial:
        said_of.append(
            f"Limits are a first try: they stand on {series.control.in_phase} points."
        )
    return " ".join(said_of)


def _first(control: Control, start: int) -> int:
    """Return the first point with a value from a place on."""
    return start + int(np.flatnonzero(~np.isnan(control.values[start:]))[0])


def _named(series: Series, place: int) -> str:
    days = series.periods[place]
    if series.grain is Grain.MONTH:
        return f"{days.start:%B %Y}"
    return f"{days.start:%B}-{days.end:%B %Y}"


def _level(found: Verdict, values: Numbers) -> str:
    """Return where a measure lies that is steady.

    What there is on a day may drift and be no more than chance: it is told from where
    to where it went.
    """
    least, most = (
        briefly(found.metric, each(values)) for each in (np.nanmin, np.nanmax)
    )
    if least == most:
        return f"steady at {least}"
    if not found.metric.is_stock:
        return f"steady at about {_mean(found)}"
    return between(least, most)


def _mean(found: Verdict) -> str:
    """Return the mean as a reader wants it: whole, but for what is near 0 or 100%."""
    mean, series = found.mean or 0.0, found.series
    about = briefly(found.metric, _roughly(found.metric, mean))
    grows = found.metric.plain_count or found.metric.shape is Shape.RATE
    grows &= found.metric.unit is not Unit.A_MONTH
    flow = grows and not found.metric.is_stock
    return f"{about} a {series.grain}" if flow and series else about


def _roughly(metric: Metric, mean: float) -> float:
    exact = {
        Shape.SHARE: not FEW <= mean <= NEARLY_ALL,
        Shape.RATE: True,
        Shape.COUNT: mean < FEW_CASES,
    }
    return rounded(mean, 1 if exact.get(metric.shape) else 0)


def _days(days: float) -> str:
    number = max(1, int(rounded(days, 0)))
    return "a day" if number == 1 else f"{number} days"
