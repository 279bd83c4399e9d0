"""One figure of one period, and the cross table of two groupings."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from domain.periods import Period
from domain.tables import Columns
from metrics.chance import wilson
from metrics.kernel import Numbers, Runs
from metrics.measure import (
    EVERYTHING,
    Counting,
    Counts,
    MeasureError,
    Metric,
    Shape,
    Where,
    counted,
)
from metrics.spoken import from_the_start


@dataclass(frozen=True)
class Figure:
    """A measure of one period.

    `value` is None where there are no cases, and where no loaded file speaks for the
    period (`covered` False). `denominator` is None for plain counts. `aside` cases
    are in neither count because the answer is unknown. What is withheld from readers
    who are given no small numbers is not a number here either. `spoken` are the days of
    the period that files speak for; it is `whole` where they are all of it, up to the
    last day loaded.
    """

    metric: Metric
    period: Period
    where: Where
    numerator: float
    denominator: float | None
    value: float | None
    aside: float
    covered: bool
    withheld: bool = False
    whole: bool = True
    spoken: Runs = ()
    nobody_listed: bool = False  # of staff, in any file that is loaded
    unlike: str = ""  # why it is not compared with a later one, in words

    @property
    def comparable(self) -> Figure:
        """The same, without a value where the period is not spoken for in full."""
        return self if self.whole else replace(self, value=None, covered=False)

    @property
    def from_the_start(self) -> bool:
        """Whether it is of each day from the period's first one to the last it has."""
        return from_the_start(self.metric, self.period, self.spoken)

    @property
    def known_to_be(self) -> bool:
        """Whether only cases that pass are known, so that there is no percentage."""
        told = self.covered and not self.withheld and not math.isnan(self.aside)
        return told and self.value is None and bool(self.denominator) and self.aside > 0


@dataclass(frozen=True)
class Cross:
    """Cases by two groupings, with totals that are the sums of the cells.

    `cells` has a row for each of `row_labels`, and in it a number for each of
    `column_labels`. "Not recorded" comes last, and only where it has cases.
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]
    row_totals: tuple[float, ...]
    column_totals: tuple[float, ...]
    total: float


def figure(
    metric: Metric, columns: Columns, period: Period, where: Where = EVERYTHING
) -> Figure:
    """Return one measure of one period.

    Raises:
        MeasureError: `where` names a grouping or group that is not there.
    """
    return figures(metric, columns, (period,), where)[0]


def figures(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
) -> tuple[Figure, ...]:
    """Return one measure of several periods, in order of start and of end, at once.

    Raises:
        MeasureError: `where` names a grouping or group that is not there.
    """
    return of_row(metric, counted(metric, columns, periods, where), where, 0)


def figure_of_group(
    metric: Metric,
    columns: Columns,
    period: Period,
    where: Where,
    group: tuple[str, str],
) -> Figure:
    """Return one measure of one period for a grouping's group, as a chart has it.

    Raises:
        MeasureError: `where` or `group` names a grouping or group that is not there.
    """
    by, label = group
    counts = counted(metric, columns, (period,), where, by)
    if label not in counts.labels:
        raise MeasureError(f"{metric.key} is not counted for '{label}'.")
    return of_row(metric, counts, where, counts.labels.index(label))[0]


def of_row(
    metric: Metric, counts: Counts, where: Where, row: int
) -> tuple[Figure, ...]:
    """Return the figure of each period of one of the groups counted."""
    below = counts.denominator
    covered = counts.covered & (not counts.nobody_listed)
    columns = (
        counts.periods,
        _floats(counts.numerator[row]),
        [None] * len(counts.periods) if below is None else _floats(below[row]),
        _floats(counts.value[row]),
        _floats(counts.aside[row]),
        covered.tolist(),
        counts.withheld[row].tolist(),
        np.broadcast_to(counts.whole, covered.shape).tolist(),
        counts.spoken,
    )
    return tuple(
        Figure(
            metric=metric,
            period=period,
            where=where,
            numerator=above,
            denominator=of,
            value=value if shown and not math.isnan(value) else None,
            aside=aside,
            covered=shown,
            withheld=withheld,
            whole=whole,
            spoken=spoken,
            nobody_listed=counts.nobody_listed,
        )
        for (
            period,
            above,
            of,
            value,
            aside,
            shown,
            withheld,
            whole,
            spoken,
        ) in zip(*columns, strict=True)
    )


def _floats(numbers: Numbers) -> list[float]:
    found: list[float] = numbers.astype(float, copy=False).tolist()
    return found


def cross(
    metric: Metric,
    columns: Columns,
    period: Period,
    rows_by: str,
    columns_by: str,
    where: Where = EVERYTHING,
) -> Cross:
    """Return a measure's numerator by two groupings.

    Raises:
        MeasureError: a grouping or group is named that the rows do not carry.
    """
    for name in (rows_by, columns_by):
        Counting(metric, columns, (period,), where, name)  # says so where it cannot
    down, across = (_labels(columns, name, where) for name in (rows_by, columns_by))
    by_column = {
        label: counted(
            metric, columns, (period,), {**where, columns_by: (label,)}, rows_by
        )
        for label in across
    }
    cells = np.array(
        [
            [
                counts.numerator[counts.labels.index(row), 0]
                for counts in by_column.values()
            ]
            for row in down
        ]
    ).reshape(len(down), len(across))
    rows = _shown(columns, rows_by, down, cells.sum(axis=1))
    cols = _shown(columns, columns_by, across, cells.sum(axis=0))
    cells = cells[np.ix_(rows, cols)]
    return Cross(
        row_labels=tuple(down[row] for row in rows),
        column_labels=tuple(across[column] for column in cols),
        cells=tuple(tuple(row) for row in cells.tolist()),
        row_totals=tuple(cells.sum(axis=1).tolist()),
        column_totals=tuple(cells.sum(axis=0).tolist()),
        total=float(cells.sum()),
    )


def _labels(columns: Columns, name: str, where: Where) -> tuple[str, ...]:
    """Return the groups that a filter leaves, those not recorded last."""
    unknown, *known = columns.labels[name]
    return tuple(
        label for label in (*known, unknown) if label in where.get(name, (label,))
    )


def _shown(
    columns: Columns, name: str, labels: tuple[str, ...], cases: Numbers
) -> list[int]:
    unknown = columns.labels[name][0]
    return [
        position
        for position, label in enumerate(labels)
        if label != unknown or cases[position] > 0
    ]


# Between which two values a percentage lies, whatever the unknown answers are.


FEW_CASES = 100  # a share of fewer is told with how far chance may have moved it


class Bounds(NamedTuple):
    """The lowest and the highest value, in percent."""

    low: float
    high: float


def bounds(shown: Figure) -> Bounds | None:
    """Return a figure's bounds; None where nothing is unknown, or none can be given.

    They follow from the three numbers that its reader is given, and from no other: who
    is not told one of them, because it is small, is given no bounds. Where the unknown
    cases lack the very day that puts a case into a period, those of another period may
    belong here, so there are none either; nor where there may be cases of which no row
    tells, as of reviews of which nothing was recorded.
    """
    cases, aside = shown.denominator, shown.aside
    if not shown.metric.bounded:
        return None
    is_told = shown.value is not None or shown.known_to_be
    if not is_told or shown.withheld or not cases:
        return None
    if math.isnan(aside) or not aside:
        return None
    whole = cases + aside
    return Bounds(
        100.0 * shown.numerator / whole, 100.0 * (shown.numerator + aside) / whole
    )


def interval(shown: Figure) -> Bounds | None:
    """Return between which shares the true one lies, 19 times in 20, of few cases.

    None where there are many cases, none, or the figure is no share.
    """
    cases = shown.denominator
    if shown.metric.shape is not Shape.SHARE or shown.value is None or shown.withheld:
        return None
    if not cases or cases >= FEW_CASES:
        return None
    low, high = wilson(shown.numerator, cases)
    return Bounds(100.0 * low, 100.0 * high)
