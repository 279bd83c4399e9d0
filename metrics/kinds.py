"""The shapes of measure: proportion, split, count, rate and median.

Each says what it counts, which rows are on each side of it, and what else is asked of a
measure: nobody else asks which kind one is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from domain.tables import Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Numbers, Run, When, tally
from metrics.measure import (
    CountedPart,
    Counting,
    Counts,
    Good,
    Metric,
    Shape,
    everyone,
    nobody,
    share,
)
from metrics.rows import STAFF, RowKind
from metrics.sides import Found, Side, Sides


@dataclass(frozen=True, kw_only=True)
class Share(Metric):
    """A part of cases: those counted, the rest, and those of which nobody knows."""

    shape: ClassVar[Shape] = Shape.SHARE

    @property
    def has_unknown(self) -> bool:
        """Whether there can be cases of which nobody knows."""
        raise NotImplementedError

    @property
    def worst_first(self) -> tuple[Side, ...]:
        """The sides that a reader is offered; see Metric.worst_first."""
        first = [Side.COUNTED, Side.REST]
        if self.good is Good.HIGH:
            first.reverse()
        return (*first, Side.CASES, *([Side.ASIDE] if self.has_unknown else []))

    def sides_of(self, row: Ints, passed: Bools, unknown: Ints) -> dict[Side, Found]:
        """Return the rows of each side, of cases that passed or not, and of others."""
        found = {Side.COUNTED: row[passed], Side.REST: row[~passed], Side.CASES: row}
        if self.has_unknown:
            found[Side.ASIDE] = unknown
        return {
            side: Found(self.rows.name, rows, float(len(rows)))
            for side, rows in found.items()
        }


@dataclass(frozen=True, kw_only=True)
class ShareOfRows(Share):
    """A share whose cases are rows, each of which passes, does not, or is unknown."""

    when: When
    population: Mask = everyone
    unknown: Mask = nobody
    unknown_when: When | None = None  # where the unknown lack the day of `when`

    def passed(self, rows: Rows) -> Bools:
        """Return which rows are counted."""
        raise NotImplementedError

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rule of its cases; see Metric.counted_when."""
        return (self.when,)

    @property
    def has_unknown(self) -> bool:
        """Whether there can be cases of which nobody knows."""
        return self.unknown is not nobody

    def sides(self, counting: Counting) -> Sides:
        """Return those that pass, the rest, all and those not known."""
        known, unknown = self._runs(counting)
        passed = self.passed(self.rows_of(counting.columns))[known.row]
        found = self.sides_of(known.row, passed, unknown.row)
        return {side: (one,) for side, one in found.items()}

    def event_days(self, counting: Counting) -> Ints | None:
        """Return the days of cases that passed; see Metric.event_days."""
        rows = self.rows_of(counting.columns)
        row = self._runs(counting)[0].row
        days = self.when.days(rows)
        return None if days is None else np.sort(days[row[self.passed(rows)[row]]])

    def tallied(self, counting: Counting) -> tuple[Numbers, Numbers, Numbers]:
        """Return how many pass, are cases and are not known, by group and period."""
        rows = self.rows_of(counting.columns)
        known, unknown = self._runs(counting)
        groups, periods = len(counting.labels), len(counting.periods)
        failed = np.int16(groups) * ~self.passed(rows)[known.row]
        side = counting.group(rows, known.row) + failed
        both = tally(known, side, 2 * groups, periods)
        aside = tally(unknown, counting.group(rows, unknown.row), groups, periods)
        return both[:groups], both[:groups] + both[groups:], aside

    def _runs(self, counting: Counting) -> tuple[Run, Run]:
        """Return where its rows belong: its cases, and those not known."""
        rows = self.rows_of(counting.columns)
        chosen = counting.chosen(rows) & self.population(rows)
        unknown = chosen & self.unknown(rows)
        aside_when = self.unknown_when or self.when
        return (
            self.when.run(rows, chosen & ~unknown, counting.window),
            aside_when.run(rows, unknown, counting.window),
        )


@dataclass(frozen=True, kw_only=True)
class Proportion(ShareOfRows):
    """The share of cases that pass a test, as a percentage.

    `passes` is asked of the population's own rows, so the numerator never exceeds
    the denominator. Rows of `unknown` are in neither, and counted aside. Where an
    answer is more easily known if it is yes (`yes_sooner`), there is no percentage as
    long as every known answer is yes and others are not known.
    """

    passes: Mask
    yes_sooner: bool = False

    @property
    def bounded(self) -> bool:
        """Whether rows tell of every case, and the unknown too have the day of theirs."""
        return self.unknown_when is None and self.rows.whole

    def passed(self, rows: Rows) -> Bools:
        """Return which rows pass."""
        return self.passes(rows)

    def counts(self, counting: Counting) -> Counts:
        """Count cases and passes; see Metric.counts."""
        passed, cases, aside = self.tallied(counting)
        value = share(passed, cases, 100.0)
        if self.yes_sooner:
            value = np.where((aside > 0) & (passed == cases), np.nan, value)
        return counting.result(passed, cases, value=value, aside=aside)


@dataclass(frozen=True, kw_only=True)
class Split(ShareOfRows):
    """How cases divide over the groups of one grouping: each group's share of all.

    The denominator is every case of the period, so the shares sum to 100. Grouped
    by anything else, it is the share of cases that have a group recorded. Rows of
    `unknown` are in neither, and counted aside; `only` names the groups that its
    cases can be in, where those are not all there are.
    """

    only: tuple[str, ...] = ()

    def passed(self, rows: Rows) -> Bools:
        """Return which rows have a group recorded."""
        return rows.groups[self.natural] > 0

    def counts(self, counting: Counting) -> Counts:
        """Count each group's cases out of all; see Metric.counts."""
        found, cases, aside = self.tallied(counting)
        if counting.by != self.natural:
            return counting.result(found, cases, aside=aside)
        labels = self.only or counting.labels
        shown = [counting.labels.index(label) for label in labels]

        def whole(counts: Numbers) -> Numbers:
            return np.broadcast_to(counts.sum(axis=0), cases[shown].shape)

        return counting.result(
            cases[shown], whole(cases), aside=whole(aside), labels=labels
        )


@dataclass(frozen=True, kw_only=True)
class ShareOfSums(Share):
    """A share of what rows say: the sum of `counted` of the sum of `out_of`.

    Rows of `unknown`, which say not both, are in neither sum, and counted aside. A row
    never counts more than it is out of. `per` is what one unit of either is worth.
    """

    when: When
    population: Mask = everyone
    counted: Column
    out_of: Column
    unknown: Mask
    per: float = 1.0

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rule of its rows; see Metric.counted_when."""
        return (self.when,)

    @property
    def counts_rows(self) -> bool:
        """It sums what rows say; see Metric.counts_rows."""
        return False

    @property
    def counts_things(self) -> bool:
        """Whether it sums things, not posts; see Metric.counts_things."""
        counted, out_of, _ = self.parts
        return counted.sums_things and out_of.sums_things

    @property
    def has_unknown(self) -> bool:
        """Whether rows can say not both numbers."""
        return True

    @property
    def worst_first(self) -> tuple[Side, ...]:
        """The sides that it has: one row may be on either side of it."""
        return (Side.COUNTED, Side.CASES, Side.ASIDE)

    @property
    def parts(self) -> tuple[CountedPart, CountedPart, CountedPart]:
        """What it counts, what that is out of, and the rows that are not known."""

        def known(rows: Rows) -> Bools:
            return self.population(rows) & ~self.unknown(rows)

        def aside(rows: Rows) -> Bools:
            return self.population(rows) & self.unknown(rows)

        return (
            CountedPart(self.rows, self.when, known, self.counted, self.per),
            CountedPart(self.rows, self.when, known, self.out_of, self.per),
            CountedPart(self.rows, self.when, aside),
        )

    def counts(self, counting: Counting) -> Counts:
        """Sum both sides; see Metric.counts."""
        counted, cases, aside = (part.count(counting) for part in self.parts)
        return counting.result(counted, cases, aside=aside)

    def sides(self, counting: Counting) -> Sides:
        """Return the rows that say both, and those that do not."""
        found = (part.found(counting) for part in self.parts)
        return {side: (one,) for side, one in zip(self.worst_first, found, strict=True)}


def denominator_of(counts: Counts) -> Numbers:
    """Return what counts are out of.

    Raises:
        ValueError: they are out of nothing.
    """
    if counts.denominator is None:
        raise ValueError("There must be something that these counts are out of.")
    return counts.denominator


@dataclass(frozen=True, kw_only=True)
class Count(Metric):
    """How many cases there are; `weight` sums a column instead."""

    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth
    plain_count: ClassVar[bool] = True
    shape: ClassVar[Shape] = Shape.COUNT

    @property
    def part(self) -> CountedPart:
        """What it counts."""
        return CountedPart(self.rows, self.when, self.population, self.weight, self.per)

    @property
    def counts_rows(self) -> bool:
        """Whether it sums no column of rows, but posts; see Metric.counts_rows."""
        return self.weight is None or self.rows == STAFF

    @property
    def counts_things(self) -> bool:
        """Whether it sums things, if any; see Metric.counts_things."""
        return self.counts_rows or self.part.sums_things

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rule of its cases; see Metric.counted_when."""
        return (self.when,)

    def counts(self, counting: Counting) -> Counts:
        """Count cases; see Metric.counts."""
        return counting.result(self.part.count(counting))

    def event_days(self, counting: Counting) -> Ints | None:
        """Return the days of its cases; see Metric.event_days."""
        days = self.when.days(self.rows_of(counting.columns))
        if days is None or self.weight is not None:
            return None
        return np.sort(days[self.part.run(counting).row])

    def sides(self, counting: Counting) -> Sides:
        """Return what it counts."""
        return {Side.COUNTED: (self.part.found(counting),)}


@dataclass(frozen=True, kw_only=True)
class _TwoRules:
    """The other rule of what is counted by two."""

    before: When


@dataclass(frozen=True)
class MeanOfTwo(CountedPart, _TwoRules):
    """The mean of what two rules count, of a day and of one before it say."""

    @property
    def halves(self) -> tuple[CountedPart, CountedPart]:
        """What each rule counts, worth half."""
        half = self.per / 2
        return (
            CountedPart(self.rows, self.when, self.population, self.weight, half),
            CountedPart(self.rows, self.before, self.population, self.weight, half),
        )

    def count(self, counting: Counting) -> Numbers:
        """Return the mean by group and period."""
        one, other = (half.count(counting) for half in self.halves)
        return one + other

    def found(self, counting: Counting) -> Found:
        """Return the rows of either rule, and the mean of what they come to."""
        one, other = (half.found(counting) for half in self.halves)
        row = np.union1d(one.row, other.row)
        return Found(self.rows.name, row, one.amount + other.amount)


@dataclass(frozen=True, kw_only=True)
class Rate(Metric):
    """Cases for each so many of something else: children, or full-time posts."""

    top: tuple[CountedPart, ...]
    bottom: CountedPart
    scale: float = 1.0
    joined: ClassVar[str] = "for"
    shape: ClassVar[Shape] = Shape.RATE

    @property
    def row_kinds(self) -> tuple[RowKind, ...]:
        """The rows of both sides; see Metric.row_kinds."""
        return tuple(part.rows for part in (*self.top, self.bottom))

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rules of the cases; see Metric.counted_when."""
        return tuple(part.when for part in self.top)

    @property
    def counts_rows(self) -> bool:
        """Whether no side sums what rows say, but posts; see Metric.counts_rows."""
        return all(
            part.weight is None or part.rows == STAFF
            for part in (*self.top, self.bottom)
        )

    @property
    def counts_things(self) -> bool:
        """Whether its sides sum things, if anything; see Metric.counts_things."""
        return self.counts_rows or all(
            part.weight is None or part.sums_things for part in (*self.top, self.bottom)
        )

    @property
    def worst_first(self) -> tuple[Side, ...]:
        """The sides that hold children; see Metric.worst_first."""
        beside = [Side.CASES] if self.bottom.rows.counts_children else []
        return (Side.COUNTED, *beside)

    def dimensions(self, columns: Columns) -> tuple[str, ...]:
        """Return the groupings that both sides carry."""
        carried = [columns.of(kind.name).groups for kind in self.row_kinds]
        found = super().dimensions(columns)
        return tuple(name for name in found if all(name in each for each in carried))

    def counts(self, counting: Counting) -> Counts:
        """Count both sides; see Metric.counts."""
        top = sum(part.count(counting) for part in self.top)
        bottom = self.bottom.count(counting)
        value = share(np.asarray(top, float), np.asarray(bottom, float), self.scale)
        return counting.result(top, bottom, value=value)

    def sides(self, counting: Counting) -> Sides:
        """Return the cases, and what they are for."""
        return {
            Side.COUNTED: tuple(part.found(counting) for part in self.top),
            Side.CASES: (self.bottom.found(counting),),
        }


@dataclass(frozen=True, kw_only=True)
class Median(Metric):
    """The middle value of the cases; the numerator is the number of cases."""

    when: When
    population: Mask = everyone
    measured: Column
    shape: ClassVar[Shape] = Shape.DAYS

    @property
    def part(self) -> CountedPart:
        """What it takes the middle of."""
        return CountedPart(self.rows, self.when, self.population)

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rule of its cases; see Metric.counted_when."""
        return (self.when,)

    def counts(self, counting: Counting) -> Counts:
        """Take the median in each group and period; see Metric.counts."""
        rows = self.rows_of(counting.columns)
        run = self.part.run(counting)
        width = np.intp(len(counting.periods))
        group = counting.group(rows, run.row) * width
        cell, order = run.positions(group, np.arange(len(run.row)) * width)
        values = self.measured(rows)[run.row][order // width]
        shape = len(counting.labels), len(counting.periods)
        cases = np.bincount(cell, minlength=math.prod(shape))
        middle = _medians(values, cell, cases)
        return counting.result(cases.reshape(shape), value=middle.reshape(shape))

    def sides(self, counting: Counting) -> Sides:
        """Return what it counts."""
        return {Side.COUNTED: (self.part.found(counting),)}


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
