"""Which cells are withheld of a measure by one grouping, over all periods at once.

The totals are settled first and alone. Every grouping then keeps to them, and tells
nothing of a total that the totals do not, so that a reader who lays one grouping
beside another learns no more than from either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from domain.periods import (
    Period,
    clip,
    financial_year_of,
    quarters_between,
    years_between,
)
from domain.tables import Bools, Columns, Ints
from metrics.disclosure.rule import hidden
from metrics.kernel import Runs
from metrics.measure import MeasureError, Metric, spoken_for

# The periods that a board is given, and how they add up.


YEARS = 7
Sums = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Year:
    """One financial year's quarters up to the last day loaded, in order."""

    quarters: Runs

    @property
    def to_date(self) -> Runs:
        """The year to the end of each quarter; the last is as much as there is."""
        first = self.quarters[0].start
        return tuple(Period(first, quarter.end) for quarter in self.quarters)

    @property
    def periods(self) -> Runs:
        """Every period, once, in order of start."""
        return tuple(sorted({*self.quarters, *self.to_date}))

    @property
    def sums(self) -> Sums:
        """Which period, by its place, is the sum of which others."""
        position = {period: number for number, period in enumerate(self.periods)}
        steps = zip(self.to_date[1:], self.to_date[:-1], self.quarters[1:], strict=True)
        return tuple(
            (position[whole], (position[before], position[quarter]))
            for whole, before, quarter in steps
        )


@dataclass(frozen=True)
class BoardPeriods:
    """What a board may ask of one measure; `last` is the last day that is told."""

    years: tuple[Year, ...]
    last: date | None

    @property
    def periods(self) -> Runs:
        """Every period of every year, year after year."""
        return tuple(period for year in self.years for period in year.periods)

    def cut(self, period: Period) -> Period:
        """Return a period up to the last day told.

        Raises:
            MeasureError: it is neither a quarter nor a year to a quarter's end.
        """
        if self.last is None or period.start > self.last:
            return period
        found = Period(period.start, min(period.end, self.last))
        year = _year(financial_year_of(found.start), self.last)
        if found not in year.periods:
            raise MeasureError(
                "Figures with small numbers withheld are for a quarter, a financial year "
                f"or the financial year to a quarter's end, not for {period.label}."
            )
        return found


def board_periods(metric: Metric, columns: Columns) -> BoardPeriods:
    """Return the periods that a board is given of a measure: the last seven years."""
    runs = spoken_for(columns, metric.files)
    if not runs:
        return BoardPeriods((), None)
    last = min(runs[-1].end, columns.data_to or runs[-1].end)
    years = years_between(min(runs[0].start, last), last)[-YEARS:]
    return BoardPeriods(tuple(_year(year, last) for year in years), last)


@lru_cache(maxsize=64)
def _year(year: Period, last: date) -> Year:
    within = Period(year.start, min(year.end, last))
    return Year(clip(quarters_between(within.start, within.end), within))


THE_TOTAL = -1
THE_WHOLE = -1  # of the numbers of a cell, where groups share one


@dataclass(frozen=True, eq=False)
class WithheldCells:
    """Counts of one measure by group and period, and which of them are withheld.

    `counts` holds, for each row and period, numbers that are shown or withheld
    together: passed, not passed and cases of a percentage. The last row is the total.
    """

    labels: tuple[str, ...]
    periods: tuple[Period, ...]
    counts: Ints
    withheld: Bools

    def of(self, label: str | None, periods: tuple[Period, ...]) -> Bools:
        """Say of a group's periods, the total's where none is named, which are withheld.

        Periods that lie before all that are offered are withheld.
        """
        row = self.withheld[THE_TOTAL if label is None else self.labels.index(label)]
        position = {period: number for number, period in enumerate(self.periods)}
        return np.array(
            [period not in position or row[position[period]] for period in periods],
            np.bool_,
        )


def withheld_cells(
    metric: Metric, columns: Columns, by: str, threshold: int
) -> WithheldCells:
    """Return which cells are withheld by one grouping, of the totals if none is named.

    It is kept with the rows it was counted of.
    """
    asked = "withheld", metric, by, threshold
    if asked not in columns.answers:
        periods = board_periods(metric, columns)
        columns.answers[asked] = (
            _totals(metric, columns, periods, threshold)
            if not by
            else _by_group(metric, columns, periods, by, threshold)
        )
    found: WithheldCells = columns.answers[asked]
    return found


def sums_of(cells: Ints, over_time: Sums) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the sums of cells in rows by periods, of which the last row is the total."""
    for row in cells.tolist():
        for total, parts in over_time:
            yield row[total], tuple(row[part] for part in parts)
    for *parts, total in cells.T.tolist():
        yield total, tuple(parts)


def _totals(
    metric: Metric, columns: Columns, periods: BoardPeriods, threshold: int
) -> WithheldCells:
    counted = _tallied(metric, columns, metric.natural or None, periods)
    counts, limits = counted.sides, _limits(metric, threshold)
    if metric.natural:
        counts, limits = counted.whole[None, None], limits[THE_WHOLE:]
    withheld = np.zeros(counts.shape[1:], np.bool_)
    for year, position in _years(periods):
        sums = year.sums if metric.adds_up else ()
        withheld[0, position] = hidden(counts[:, 0, position], sums, limits)
    return WithheldCells((), periods.periods, counts, withheld)


def _by_group(
    metric: Metric, columns: Columns, periods: BoardPeriods, by: str, threshold: int
) -> WithheldCells:
    totals = withheld_cells(metric, columns, "", threshold)
    counted = _tallied(metric, columns, by, periods)
    whole = totals.counts
    counts = np.concatenate([counted.sides, whole], axis=1)
    limits = _limits(metric, threshold)[: len(counts)]
    withheld = np.zeros(counts.shape[1:], np.bool_)
    withheld[THE_TOTAL] = totals.withheld[THE_TOTAL]
    if metric.natural:
        withheld[:] = withheld[THE_TOTAL]  # a share of an untold whole
    for year, position in _years(periods):
        over_time = year.sums if metric.adds_up else ()
        here = counts[:, :, position]
        rows = np.flatnonzero(here.any(axis=(0, 2)))
        if not len(rows):
            continue  # nobody is counted in that year
        here = here[:, rows]
        width = here.shape[2]
        settled = np.zeros(here.shape[1:], np.bool_)
        settled[THE_TOTAL] = True
        found = hidden(
            here.reshape(len(here), -1),
            tuple(sums_of(np.arange(here[0].size).reshape(-1, width), over_time)),
            limits,
            forced=withheld[rows, position].ravel(),
            settled=settled.ravel(),
        )
        withheld[rows, position] = found.reshape(-1, width)
    return WithheldCells(counted.labels, periods.periods, counts, withheld)


def _years(periods: BoardPeriods) -> Iterator[tuple[Year, slice]]:
    """Yield each year and the places of its periods among all."""
    before = 0
    for year in periods.years:
        after = before + len(year.periods)
        yield year, slice(before, after)
        before = after


def _limits(metric: Metric, threshold: int) -> list[int]:
    return [times * threshold for times in metric.cell_limits]


@dataclass(frozen=True, eq=False)
class _Tallied:
    """Counts of every period offered: what is withheld together, and wholes."""

    labels: tuple[str, ...]
    sides: Ints
    whole: Ints


def _tallied(
    metric: Metric, columns: Columns, by: str | None, periods: BoardPeriods
) -> _Tallied:
    """Count every period offered; those of a kind come in order, as counting needs."""
    found: dict[Period, NDArray[np.int64]] = {}
    labels: tuple[str, ...] = ()
    for kind in ("quarters", "to_date"):
        asked = tuple(p for year in periods.years for p in getattr(year, kind))
        counts = metric.count(columns, asked, by=by)
        labels = counts.labels
        numbers = np.round(np.stack(metric.cell_numbers(counts))).astype(np.int64)
        for position, period in enumerate(asked):
            found[period] = numbers[:, :, position]
    every = np.stack([found[period] for period in periods.periods], axis=2)
    whole = every[THE_WHOLE, 0]
    sides = every[:THE_WHOLE] if metric.natural else every
    return _Tallied(labels, sides, whole)
