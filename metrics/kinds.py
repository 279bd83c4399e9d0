"""The shapes of measure: proportion, split, count, rate and median."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from domain.periods import Period
from domain.tables import Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Numbers, Run, When, tally
from metrics.measure import (
    EVERYTHING,
    CountedPart,
    Counting,
    Counts,
    Metric,
    Where,
    everyone,
    nobody,
    share,
)


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
    def part(self) -> CountedPart:
        """What it counts."""
        return CountedPart(self.rows, self.when, self.population, self.weight, self.per)

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

    top: tuple[CountedPart, ...]
    bottom: CountedPart
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
    def part(self) -> CountedPart:
        """What it takes the middle of."""
        return CountedPart(self.rows, self.when, self.population)

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
        cell, order = run.positions(group, np.arange(len(run.row)) * width)
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


# The shape of measure that asks whether all of a child's events passed.


class Answer(IntEnum):
    """What the events of one child in one period come to, from best to worst."""

    NO_EVENT = 0
    PASSED = 1
    UNKNOWN = 2
    FAILED = 3


@dataclass(frozen=True, kw_only=True)
class AllEvents(Metric):
    """Children (or plans) at a period's end whose every event in it passed.

    `rows` are the spans; `events` theirs, joined by `unit`. A child counts who is
    there at the end, past `counts_from`, with at least one event in the period. One
    failed event is enough to fail; without one, a child with an event whose answer
    is unknown is left aside.
    """

    at: When
    unit_of: Column
    events: str
    unit_of_event: Column
    event_when: When
    event_population: Mask
    event_passes: Mask
    event_unknown: Mask
    unknown_when: When
    kind: ClassVar[str] = "percentage"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count children, and those whose every event passed; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        spans = self.rows_of(columns)
        run = self.run(counting)
        width = np.intp(len(periods))
        unit = self.unit_of(spans)[run.row] * width
        group = counting.group(spans, run.row) * width
        answers = self.answers(counting, int(unit.max(initial=0) + width))
        position, cell = run.positions(unit, group)
        cell *= len(Answer)
        cell += answers[position]
        shape = len(counting.labels), len(periods), len(Answer)
        found = np.bincount(cell, minlength=math.prod(shape)).reshape(shape)
        passed, failed = found[..., Answer.PASSED], found[..., Answer.FAILED]
        aside = found[..., Answer.UNKNOWN]
        return counting.result(passed, passed + failed, aside=aside)

    def run(self, counting: Counting) -> Run:
        """Return where the spans belong that a child is in at a period's end."""
        spans = self.rows_of(counting.columns)
        return self.at.run(spans, counting.chosen(spans), counting.window)

    def answers(self, counting: Counting, positions: int) -> NDArray[np.int8]:
        """Return the worst answer of each unit's events, period after period.

        The place of a unit's period is unit times the number of periods + period.
        """
        rows = getattr(counting.columns, self.events)
        unit = self.unit_of_event(rows) * np.intp(len(counting.periods))
        known, unknown = self.events_of(counting, unit < positions)
        found = np.zeros((len(Answer), positions), np.bool_)
        passed = self.event_passes(rows)[known.row]
        answer = np.where(passed, Answer.PASSED, Answer.FAILED) * positions
        (position,) = known.positions(unit[known.row] + answer)
        found.ravel()[position] = True
        (position,) = unknown.positions(unit[unknown.row])
        found[Answer.UNKNOWN, position] = True
        worst = found.view(np.int8)
        return np.maximum(
            worst[Answer.PASSED],
            np.maximum(
                worst[Answer.FAILED] * np.int8(Answer.FAILED),
                worst[Answer.UNKNOWN] * np.int8(Answer.UNKNOWN),
            ),
        )

    def events_of(self, counting: Counting, chosen: Bools) -> tuple[Run, Run]:
        """Return where chosen events belong: those with an answer, and those without."""
        rows = getattr(counting.columns, self.events)
        unknown = chosen & self.event_unknown(rows)
        known = chosen & self.event_population(rows) & ~unknown
        return (
            self.event_when.run(rows, known, counting.window),
            self.unknown_when.run(rows, unknown, counting.window),
        )
