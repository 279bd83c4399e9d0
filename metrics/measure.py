"""What a measure is: words and arithmetic in one frozen object, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

import numpy as np

from domain.errors import DashboardError
from domain.periods import Period
from domain.tables import DIMENSIONS, Bools, Columns, Ints, Rows
from metrics.kernel import Column, Mask, Numbers, Run, Runs, When, Window, tally

ALL = "all"
Where = Mapping[str, tuple[str, ...]]
EVERYTHING: Where = {}


class Good(StrEnum):
    """Which way is better; NEUTRAL is never coloured nor called an improvement."""

    HIGH = "higher is better"
    LOW = "lower is better"
    NEUTRAL = "neither higher nor lower is better"


class Unit(StrEnum):
    """What a value is counted in."""

    PERCENT = "%"
    COUNT = ""
    DAYS = "days"
    WORKING_DAYS = "working days"
    PER_100 = "per 100 children"
    PER_FTE = "per full-time post"
    PER_IRO = "per IRO"


@dataclass(frozen=True)
class Source:
    """Where a figure's rows come from, and where its definition does."""

    collection: str
    fields: str
    rule: str = ""

    @property
    def words(self) -> str:
        """One line for a caption."""
        line = f"{self.collection}: {self.fields}"
        return f"{line}. {self.rule}" if self.rule else line


class MeasureError(DashboardError):
    """A measure is asked for something its rows do not carry."""


@dataclass(frozen=True)
class Counts:
    """A measure by group and period: arrays of shape (groups, periods).

    `value` is None-like (NaN) where there are no cases, and where no loaded file
    speaks for the period (`covered` False). `denominator` is None for plain counts.
    `aside` are cases left out of both because the answer is unknown. What is
    `withheld` (small numbers) has no number in any of them.
    """

    labels: tuple[str, ...]
    periods: tuple[Period, ...]
    numerator: Numbers
    denominator: Numbers | None
    value: Numbers
    covered: Bools
    aside: Numbers
    withheld: Bools = field(default_factory=lambda: np.zeros((1, 1), np.bool_))

    def __post_init__(self) -> None:
        """Give every cell its own answer to whether it is withheld."""
        if self.withheld.shape != self.value.shape:
            everywhere = np.broadcast_to(self.withheld, self.value.shape)
            object.__setattr__(self, "withheld", everywhere)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """The words of a measure, the rows it counts and how.

    Every caption, table heading, export and the page About the figures is made from
    these fields. `coverage` names the files whose days bound it, `also_coverage` any
    others it needs; `aside_words` says which cases are left out of both counts
    because the answer is unknown.
    """

    key: str
    name: str
    definition: str
    numerator: str
    denominator: str = ""
    grain: str
    unit: Unit
    good: Good
    source: Source
    rows: str
    coverage: str
    also_coverage: tuple[str, ...] = ()
    why: str = ""
    caveat: str = ""
    aside_words: str = ""
    natural: str = ""  # the grouping that a reader means when none is named
    joined: ClassVar[str] = "of"  # says how numerator and denominator go together
    kind: ClassVar[str] = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The kinds of file it needs, for a day to be spoken for."""
        return (self.coverage, *self.also_coverage)

    def dimensions(self, columns: Columns) -> tuple[str, ...]:
        """Return the groupings this measure's rows carry, in the standard order."""
        carried = self.rows_of(columns).groups
        return tuple(name for name in DIMENSIONS if name in carried)

    def rows_of(self, columns: Columns) -> Rows:
        """Return the rows it counts."""
        found: Rows = getattr(columns, self.rows)
        return found

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count by period, and by group where `by` names a grouping.

        Raises:
            MeasureError: `by` or `where` names a grouping the rows do not carry, or
                a group that does not exist.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Counting:
    """One call's columns, periods, filters and grouping, shared by all kinds.

    Raises:
        MeasureError: a grouping is named that the rows do not carry.
    """

    metric: Metric
    columns: Columns
    periods: tuple[Period, ...]
    where: Where
    by: str | None
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        named = [*self.where, *([self.by] if self.by else [])]
        carried = self.metric.dimensions(self.columns) if named else ()
        for name in named:
            if name not in carried:
                raise MeasureError(
                    f"{self.metric.key} cannot be broken down or filtered by '{name}'. "
                    f"Its rows carry: {', '.join(carried)}."
                )
        runs = spoken_for(self.columns, self.metric.files)
        object.__setattr__(self, "window", Window.of(self.periods, runs))

    @property
    def labels(self) -> tuple[str, ...]:
        """The groups counted, `all` when there is no grouping."""
        return self.columns.labels[self.by] if self.by else (ALL,)

    def chosen(self, rows: Rows) -> Bools:
        """Return which rows the filters keep.

        Raises:
            MeasureError: a group is named that does not exist.
        """
        keep = np.ones(rows.size, dtype=np.bool_)
        for name, words in self.where.items():
            keep &= self._wanted(name, words)[rows.groups[name]]
        return keep

    def group(self, rows: Rows, row: Ints) -> Ints:
        """Return the groups of some rows, by their places in the table."""
        if self.by is None:
            return np.zeros(len(row), dtype=np.int16)
        return rows.groups[self.by][row]

    def _wanted(self, name: str, words: tuple[str, ...]) -> Bools:
        """Say of each group whether it is among those named."""
        labels = self.columns.labels[name]
        unknown = [word for word in words if word not in labels]
        if unknown:
            raise MeasureError(
                f"There is no {DIMENSIONS[name].lower()} called '{unknown[0]}'. "
                f"There are: {', '.join(labels)}."
            )
        return np.array([label in words for label in labels], dtype=np.bool_)

    def result(
        self,
        numerator: Any,  # noqa: ANN401
        denominator: Any = None,  # noqa: ANN401
        *,
        value: Any = None,  # noqa: ANN401
        aside: Any = None,  # noqa: ANN401
        labels: tuple[str, ...] | None = None,
    ) -> Counts:
        """Return counts; `value` is numerator over denominator unless given.

        A period that no file speaks for has no counts and no value.
        """
        covered = self.window.covered

        def kept(counts: Any) -> Numbers:  # noqa: ANN401
            return np.where(covered, np.asarray(counts, np.float64), 0.0)

        top = kept(numerator)
        below = None if denominator is None else kept(denominator)
        if value is None:
            value = top if below is None else share(top, below, 100.0)
        return Counts(
            labels=self.labels if labels is None else labels,
            periods=self.periods,
            numerator=top,
            denominator=below,
            value=np.where(covered, value, np.nan),
            covered=covered,
            aside=np.zeros_like(top) if aside is None else kept(aside),
        )


def share(top: Numbers, bottom: Numbers, scale: float) -> Numbers:
    """Return top over bottom times scale, NaN where bottom is 0."""
    missing = np.full(np.broadcast_shapes(top.shape, bottom.shape), np.nan)
    return np.divide(scale * top, bottom, out=missing, where=bottom > 0)


def spoken_for(columns: Columns, files: tuple[str, ...]) -> Runs:
    """Return the runs of days that every one of several kinds of file speaks for."""
    first, *others = (columns.covered.get(what, ()) for what in files)
    found = first
    for runs in others:
        found = tuple(
            Period(max(one.start, other.start), min(one.end, other.end))
            for one in found
            for other in runs
            if one.start <= other.end and other.start <= one.end
        )
    return found


# One thing that is counted: which rows, on which days, each as one or by weight.


def everyone(rows: Rows) -> Bools:
    """Return True for every row."""
    return np.ones(rows.size, dtype=np.bool_)


def nobody(rows: Rows) -> Bools:
    """Return False for every row."""
    return ~everyone(rows)


@dataclass(frozen=True)
class CountedPart:
    """Something counted, for one side of a rate say; `weight` sums a column instead."""

    rows: str
    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth

    def run(self, counting: Counting) -> Run:
        """Return where its rows belong."""
        rows = getattr(counting.columns, self.rows)
        chosen = counting.chosen(rows) & self.population(rows)
        return self.when.run(rows, chosen, counting.window)

    def count(self, counting: Counting) -> Numbers:
        """Count its rows, or sum their weights, by group and period."""
        rows = getattr(counting.columns, self.rows)
        run = self.run(counting)
        weights = None if self.weight is None else self.weight(rows)[run.row]
        shape = len(counting.labels), len(counting.periods)
        found: Numbers = tally(run, counting.group(rows, run.row), *shape, weights)
        return found * self.per


# Counting once: what was counted of rows is kept with them.


ANSWERS_KEPT = 4096


def counted(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
    by: str | None = None,
) -> Counts:
    """Return what Metric.count does, kept with the rows it was counted of.

    Readers ask for the same figures again with every click. The answers live and die
    with their rows, so whoever may not see these rows is never given them.

    Raises:
        MeasureError: `by` or `where` names a grouping or group that is not there.
    """
    asked = metric, periods, tuple(where.items()), by
    if asked not in columns.answers:
        if len(columns.answers) >= ANSWERS_KEPT:
            columns.answers.clear()
        columns.answers[asked] = metric.count(columns, periods, where, by)
    found: Counts = columns.answers[asked]
    return found
