"""The shapes of measure: proportion, split, count, rate and median."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from domain.periods import Period
from domain.tables import Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Numbers, When, tally
from metrics.metric import EVERYTHING, Counting, Counts, Metric, Where, share


def everyone(rows: Rows) -> Bools:
    """Return True for every row."""
    return np.ones(rows.size, dtype=np.bool_)


def nobody(rows: Rows) -> Bools:
    """Return False for every row."""
    return ~everyone(rows)


@dataclass(frozen=True, kw_only=True)
class Proportion(Metric):
    """The share of cases that pass a test, as a percentage.

    `passes` is asked of the population's own rows, so the numerator never exceeds
    the denominator. Rows of `unknown` are in neither, and counted aside.
    """

    when: When
    population: Mask = everyone
    passes: Mask
    unknown: Mask = nobody
    unknown_when: When | None = None  # where the unknown lack the day of `when`
    kind: ClassVar[str] = "percentage"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count cases and passes; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        rows = self.rows_of(columns)
        chosen = counting.chosen(rows) & self.population(rows)
        unknown = chosen & self.unknown(rows)
        known = chosen & ~unknown
        passed, cases = _pass_and_all(
            counting, rows, known, self.passes(rows), self.when
        )
        aside = _count(counting, rows, unknown, self.unknown_when or self.when)
        return counting.result(passed, cases, aside=aside)


@dataclass(frozen=True, kw_only=True)
class Split(Metric):
    """How cases divide over the groups of one grouping: each group's share of all.

    The denominator is every case of the period, so the shares sum to 100. Grouped
    by anything else, it is the share of cases that have a group recorded. Rows of
    `unknown` are in neither, and counted aside; `only` names the groups that its
    cases can be in, where those are not all there are.
    """

    when: When
    population: Mask = everyone
    unknown: Mask = nobody
    only: tuple[str, ...] = ()
    kind: ClassVar[str] = "split"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count each group's cases out of all; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        rows = self.rows_of(columns)
        chosen = counting.chosen(rows) & self.population(rows)
        unknown = chosen & self.unknown(rows)
        known = chosen & ~unknown
        recorded = rows.groups[self.natural] > 0
        found, cases = _pass_and_all(counting, rows, known, recorded, self.when)
        aside = _count(counting, rows, unknown, self.when)
        if by != self.natural:
            return counting.result(found, cases, aside=aside)
        labels = self.only or counting.labels
        shown = [counting.labels.index(label) for label in labels]

        def whole(counts: Numbers) -> Numbers:
            return np.broadcast_to(counts.sum(axis=0), (len(shown), len(periods)))

        return counting.result(
            cases[shown], whole(cases), aside=whole(aside), labels=labels
        )


@dataclass(frozen=True)
class Part:
    """Something counted, for one side of a rate say; `weight` sums a column instead."""

    rows: str
    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth


@dataclass(frozen=True, kw_only=True)
class Count(Metric):
    """How many cases there are; `weight` sums a column instead."""

    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth
    kind: ClassVar[str] = "count"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count cases; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        part = Part(self.rows, self.when, self.population, self.weight, self.per)
        return counting.result(_part(counting, part))


@dataclass(frozen=True, kw_only=True)
class Rate(Metric):
    """Cases for each so many of something else: children, or full-time posts."""

    top: tuple[Part, ...]
    bottom: Part
    scale: float = 1.0
    kind: ClassVar[str] = "rate"
    joined: ClassVar[str] = "for"

    def dimensions(self, columns: Columns) -> tuple[str, ...]:
        """Return the groupings that both sides carry."""
        sides = (*self.top, self.bottom)
        carried = [getattr(columns, part.rows).groups for part in sides]
        found = super().dimensions(columns)
        return tuple(name for name in found if all(name in each for each in carried))

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count both sides; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        top = sum(_part(counting, part) for part in self.top)
        bottom = _part(counting, self.bottom)
        value = share(np.asarray(top, float), np.asarray(bottom, float), self.scale)
        return counting.result(top, bottom, value=value)


@dataclass(frozen=True, kw_only=True)
class Median(Metric):
    """The middle value of the cases; the numerator is the number of cases."""

    when: When
    population: Mask = everyone
    measured: Column
    kind: ClassVar[str] = "median"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Take the median in each group and period; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        rows = self.rows_of(columns)
        chosen = counting.chosen(rows) & self.population(rows)
        run = self.when.run(rows, chosen, counting.window)
        width = np.intp(len(periods))
        group = counting.group(rows, run.row) * width
        cell, order = run.places(group, np.arange(len(run.row)) * width)
        values = self.measured(rows)[run.row][order // width]
        shape = len(counting.labels), len(periods)
        cases = np.bincount(cell, minlength=math.prod(shape))
        middle = _medians(values, cell, cases)
        return counting.result(cases.reshape(shape), value=middle.reshape(shape))


def _medians(values: Ints, cell: Ints, cases: Ints) -> Numbers:
    """Return the middle value of each cell, NaN where it has none."""
    order = np.lexsort((values, cell))
    ranked = values[order]
    before = np.cumsum(cases) - cases
    middle = np.full(len(cases), np.nan)
    held = np.flatnonzero(cases)
    low = ranked[before[held] + (cases[held] - 1) // 2]
    high = ranked[before[held] + cases[held] // 2]
    middle[held] = (low + high) / 2
    return middle


def _count(counting: Counting, rows: Rows, chosen: Bools, when: When) -> Numbers:
    shape = len(counting.labels), len(counting.periods)
    run = when.run(rows, chosen, counting.window)
    found: Numbers = tally(run, counting.group(rows, run.row), *shape)
    return found


def _pass_and_all(
    counting: Counting, rows: Rows, chosen: Bools, passes: Bools, when: When
) -> tuple[Numbers, Numbers]:
    """Return how many of the chosen rows pass, and how many there are."""
    groups = len(counting.labels)
    run = when.run(rows, chosen, counting.window)
    side = counting.group(rows, run.row) + np.int16(groups) * ~passes[run.row]
    sides = tally(run, side, 2 * groups, len(counting.periods))
    return sides[:groups], sides[:groups] + sides[groups:]


def _part(counting: Counting, part: Part) -> Numbers:
    rows = getattr(counting.columns, part.rows)
    chosen = counting.chosen(rows) & part.population(rows)
    run = part.when.run(rows, chosen, counting.window)
    weights = None if part.weight is None else part.weight(rows)[run.row]
    shape = len(counting.labels), len(counting.periods)
    found: Numbers = tally(run, counting.group(rows, run.row), *shape, weights)
    return found * part.per
