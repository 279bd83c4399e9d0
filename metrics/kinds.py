"""The shapes of measure: proportion, split, count, rate and median."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from domain.periods import Period
from domain.tables import Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Numbers, Run, When, tally
from metrics.measure import EVERYTHING, Counting, Counts, Metric, Where, share
from metrics.part import Part, everyone, nobody


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
        known, unknown = runs(self, counting)
        passed, cases = _pass_and_all(counting, rows, known, self.passes(rows))
        aside = _count(counting, rows, unknown)
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
    unknown_when: ClassVar[None] = None
    kind: ClassVar[str] = "split"

    def passes(self, rows: Rows) -> Bools:
        """Return which rows have a group recorded."""
        return rows.groups[self.natural] > 0

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
        known, unknown = runs(self, counting)
        found, cases = _pass_and_all(counting, rows, known, self.passes(rows))
        aside = _count(counting, rows, unknown)
        if by != self.natural:
            return counting.result(found, cases, aside=aside)
        labels = self.only or counting.labels
        shown = [counting.labels.index(label) for label in labels]

        def whole(counts: Numbers) -> Numbers:
            return np.broadcast_to(counts.sum(axis=0), (len(shown), len(periods)))

        return counting.result(
            cases[shown], whole(cases), aside=whole(aside), labels=labels
        )


@dataclass(frozen=True, kw_only=True)
class Count(Metric):
    """How many cases there are; `weight` sums a column instead."""

    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth
    kind: ClassVar[str] = "count"

    @property
    def part(self) -> Part:
        """What it counts."""
        return Part(self.rows, self.when, self.population, self.weight, self.per)

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count cases; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        return counting.result(self.part.count(counting))


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
        top = sum(part.count(counting) for part in self.top)
        bottom = self.bottom.count(counting)
        value = share(np.asarray(top, float), np.asarray(bottom, float), self.scale)
        return counting.result(top, bottom, value=value)


@dataclass(frozen=True, kw_only=True)
class Median(Metric):
    """The middle value of the cases; the numerator is the number of cases."""

    when: When
    population: Mask = everyone
    measured: Column
    kind: ClassVar[str] = "median"

    @property
    def part(self) -> Part:
        """What it takes the middle of."""
        return Part(self.rows, self.when, self.population)

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
        run = self.part.run(counting)
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


def runs(metric: Proportion | Split, counting: Counting) -> tuple[Run, Run]:
    """Return where the rows of a share belong: its cases, and those not known."""
    rows = metric.rows_of(counting.columns)
    chosen = counting.chosen(rows) & metric.population(rows)
    unknown = chosen & metric.unknown(rows)
    aside_when = metric.unknown_when or metric.when
    return (
        metric.when.run(rows, chosen & ~unknown, counting.window),
        aside_when.run(rows, unknown, counting.window),
    )


def _count(counting: Counting, rows: Rows, run: Run) -> Numbers:
    shape = len(counting.labels), len(counting.periods)
    found: Numbers = tally(run, counting.group(rows, run.row), *shape)
    return found


def _pass_and_all(
    counting: Counting, rows: Rows, run: Run, passes: Bools
) -> tuple[Numbers, Numbers]:
    """Return how many of the rows of a run pass, and how many there are."""
    groups = len(counting.labels)
    side = counting.group(rows, run.row) + np.int16(groups) * ~passes[run.row]
    sides = tally(run, side, 2 * groups, len(counting.periods))
    return sides[:groups], sides[:groups] + sides[groups:]
