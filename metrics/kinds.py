"""The shapes of measure: proportion, split, count, rate, median, all of a child's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from domain.periods import Period
from domain.tables import Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Run, When, tally
from metrics.metric import EVERYTHING, Counting, Counts, Metric, Where, share


def everyone(rows: Rows) -> Bools:
    """Return True for every row."""
    return np.ones(len(next(iter(rows.groups.values()))), dtype=np.bool_)


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
        unknown = self.unknown(rows)
        known = chosen & ~unknown
        run = self.when.run(rows, known, counting.window)
        group = counting.group(rows, known)
        passed = self.passes(rows)[known]
        shape = len(counting.labels), len(periods)
        return counting.result(
            tally(run.of(passed), group[passed], *shape),
            tally(run, group, *shape),
            aside=_count(
                counting, rows, chosen & unknown, self.unknown_when or self.when
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Split(Metric):
    """How cases divide over the groups of one grouping: each group's share of all.

    The denominator is every case of the period, so the shares sum to 100. Grouped
    by anything else, it is the share of cases that have a group recorded.
    """

    when: When
    population: Mask = everyone
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
        if by == self.natural:
            found = _count(counting, rows, chosen, self.when)
            total = np.broadcast_to(found.sum(axis=0), found.shape)
            return counting.result(found, total)
        recorded = chosen & (rows.groups[self.natural] > 0)
        return counting.result(
            _count(counting, rows, recorded, self.when),
            _count(counting, rows, chosen, self.when),
        )


@dataclass(frozen=True, kw_only=True)
class Count(Metric):
    """How many cases there are."""

    when: When
    population: Mask = everyone
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
        rows = self.rows_of(columns)
        chosen = counting.chosen(rows) & self.population(rows)
        return counting.result(_count(counting, rows, chosen, self.when))


@dataclass(frozen=True)
class Part:
    """Something counted for one side of a rate; `weight` sums a column instead."""

    rows: str
    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth


@dataclass(frozen=True, kw_only=True)
class Rate(Metric):
    """Cases for each so many of something else: children, or full-time posts."""

    top: tuple[Part, ...]
    bottom: Part
    scale: float = 1.0
    kind: ClassVar[str] = "rate"

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
        group, values = counting.group(rows, chosen), self.measured(rows)[chosen]
        cases = tally(run, group, len(counting.labels), len(periods))
        middle = np.full(cases.shape, np.nan)
        for place in zip(*np.nonzero(cases), strict=True):
            number, period = place
            inside = (run.first <= period) & (period <= run.last) & (group == number)
            middle[place] = np.median(values[inside])
        return counting.result(cases, value=middle)


@dataclass(frozen=True, kw_only=True)
class EveryOne(Metric):
    """Children (or plans) at a period's end whose every event in it passed.

    `rows` are the spans; `events` theirs, joined by `unit`. A child counts who is
    there at the end, past `counts_from`, with at least one event in the period; a
    child with an event whose answer is unknown is left aside.
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
        chosen = counting.chosen(spans)
        run = self.at.run(spans, chosen, counting.window)
        unit = self.unit_of(spans)[chosen]
        group = counting.group(spans, chosen)
        due, failed, unknown = self._events(counting, unit)
        there = due & ~unknown
        groups = len(counting.labels)
        days = _Days.of(run)
        flat = group[days.span].astype(np.int64) * len(periods) + days.period

        def sums(flags: Bools) -> Any:  # noqa: ANN401
            hit = flags[unit[days.span], days.period]
            found = np.bincount(flat[hit], minlength=groups * len(periods))
            return found.reshape(groups, len(periods))

        return counting.result(sums(there & ~failed), sums(there), aside=sums(unknown))

    def _events(self, counting: Counting, unit: Ints) -> tuple[Bools, Bools, Bools]:
        """Return, unit by period: an event there, one failed, one unknown."""
        rows = getattr(counting.columns, self.events)
        owner = self.unit_of_event(rows)
        units = 1 + int(max(unit.max(initial=-1), owner.max(initial=-1)))

        def there(chosen: Bools, when: When) -> Bools:
            run = when.run(rows, chosen, counting.window)
            found: Bools = tally(run, owner[chosen], units, len(counting.periods)) > 0
            return found

        population, unknown = self.event_population(rows), self.event_unknown(rows)
        failing = population & ~self.event_passes(rows)
        return (
            there(population, self.event_when),
            there(failing, self.event_when),
            there(unknown, self.unknown_when),
        )


@dataclass(frozen=True)
class _Days:
    """Every pair of a span and a period it belongs to."""

    span: Ints
    period: Ints

    @classmethod
    def of(cls, run: Run) -> _Days:
        held = np.flatnonzero(run.first <= run.last)
        lengths = run.last[held] - run.first[held] + 1
        starts = np.cumsum(lengths) - lengths
        within = np.arange(lengths.sum()) - np.repeat(starts, lengths)
        span = np.repeat(held, lengths)
        return cls(span, run.first[span] + within)


def _count(counting: Counting, rows: Rows, chosen: Bools, when: When) -> Any:  # noqa: ANN401
    run = when.run(rows, chosen, counting.window)
    group = counting.group(rows, chosen)
    return tally(run, group, len(counting.labels), len(counting.periods))


def _part(counting: Counting, part: Part) -> Any:  # noqa: ANN401
    rows = getattr(counting.columns, part.rows)
    chosen = counting.chosen(rows) & part.population(rows)
    run = part.when.run(rows, chosen, counting.window)
    weights = None if part.weight is None else part.weight(rows)[chosen]
    group = counting.group(rows, chosen)
    found = tally(run, group, len(counting.labels), len(counting.periods), weights)
    return found * part.per
