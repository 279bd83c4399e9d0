"""One figure of one period, and the cross table of two groupings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.codes import NOT_RECORDED
from domain.periods import Period
from domain.tables import Columns
from metrics.metric import EVERYTHING, Metric, Where


@dataclass(frozen=True)
class Figure:
    """A measure of one period.

    `value` is None where there are no cases, and where no loaded file speaks for the
    period (`covered` False). `denominator` is None for plain counts. `aside` cases
    are in neither count because the answer is unknown.
    """

    metric: Metric
    period: Period
    where: Where
    numerator: float
    denominator: float | None
    value: float | None
    aside: int
    covered: bool


@dataclass(frozen=True)
class Cross:
    """Cases by two groupings, with totals that are the sums of what is shown.

    `cells` has a row for each of `row_labels`, and in it a number for each of
    `column_labels`. A group "Not recorded" is there only where it has cases.
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def row_totals(self) -> tuple[int, ...]:
        """The sum of each row."""
        return tuple(sum(row) for row in self.cells)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(column) for column in zip(*self.cells, strict=True))

    @property
    def total(self) -> int:
        """The sum of everything shown."""
        return sum(self.row_totals)


def figure(
    metric: Metric, columns: Columns, period: Period, where: Where = EVERYTHING
) -> Figure:
    """Return one measure of one period.

    Raises:
        MeasureError: `where` names a grouping or group that is not there.
    """
    counts = metric.count(columns, (period,), where)
    value = float(counts.value[0, 0])
    below = counts.denominator
    return Figure(
        metric=metric,
        period=period,
        where=where,
        numerator=float(counts.numerator[0, 0]),
        denominator=None if below is None else float(below[0, 0]),
        value=None if np.isnan(value) else value,
        aside=int(counts.aside[0, 0]),
        covered=bool(counts.covered[0]),
    )


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
    metric.count(columns, (period,), where, by=columns_by)  # the groupings are there
    across = where.get(columns_by, columns.labels[columns_by])
    found = [
        metric.count(columns, (period,), {**where, columns_by: (label,)}, by=rows_by)
        for label in across
    ]
    cells = np.stack([counts.numerator[:, 0] for counts in found], axis=1).astype(int)
    down = columns.labels[rows_by]
    kept_rows = [
        number
        for number, label in enumerate(down)
        if (label != NOT_RECORDED and label in where.get(rows_by, down))
        or cells[number].any()
    ]
    kept_columns = [
        number
        for number, label in enumerate(across)
        if label != NOT_RECORDED or cells[:, number].any()
    ]
    return Cross(
        row_labels=tuple(down[number] for number in kept_rows),
        column_labels=tuple(across[number] for number in kept_columns),
        cells=tuple(
            tuple(int(cells[row, column]) for column in kept_columns)
            for row in kept_rows
        ),
    )
