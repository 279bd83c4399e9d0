"""Which cells are withheld of a measure by one grouping, over all periods at once.

The totals are settled first and alone. Every grouping then keeps to them, and tells
nothing of a total that the totals do not, so that a reader who lays one grouping
beside another learns no more than from either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.periods import (
    Period,
    Sums,
    Year,
    financial_year_of,
    years_between,
    years_of,
)
from domain.tables import Bools, Columns, Ints
from metrics.kernel import Numbers, Runs
from metrics.measure import MeasureError, Metric, spoken_for

# The periods that a board is told of a measure.


YEARS = 7


@dataclass(frozen=True)
class BoardPeriods:
    """What a board may ask of one measure; `last` is the last day that is told.

    `divided` is the day at which a year and a quarter are two, None where none is.
    """

    years: tuple[Year, ...]
    last: date | None
    divided: date | None = None

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
        years = years_of(financial_year_of(found.start), self.last, self.divided)
        if not any(found in year.periods for year in years):
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
    day = metric.dividing(columns)
    told = tuple(each for year in years for each in years_of(year, last, day))
    return BoardPeriods(told, last, day)


# Which cells of published tables are withheld, so that no small number is told.


# What sums tell of unknown cells when all of them are taken together.


NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Solved:
    """Sums, each added up from those given so that it holds few unknown cells.

    A cell can be worked out exactly where a row holds it and no other unknown cell:
    `told` says of which cells. `news` are the rows that tell of settled cells what
    their own sums do not.
    """

    rows: Numbers
    solved: Bools
    news: Ints


def solve(rows: Numbers, order: Ints, unknown: Bools, settled: Bools) -> Solved:
    """Return the reduced row echelon form of sums, in respect of the unknown cells.

    Cells that are settled are solved first from sums among themselves, then the others
    from all sums; what a row left over says of settled cells is news. `order` lists
    all cells: those that come first are solved for first, so that the last rows hold
    the last cells alone.
    """
    touching = (np.abs(rows[:, unknown]) > NOTHING).any(axis=1)
    reduced = rows[touching].copy()
    free = np.ones(len(reduced), np.bool_)
    mixed = np.any(np.abs(reduced[:, ~settled]) > NOTHING, axis=1)
    of_settled = order[(unknown & settled)[order]]
    _reduce(reduced, of_settled, ~mixed, free)
    _reduce(reduced, order[(unknown & ~settled)[order]], mixed, free)
    before = free.copy()
    _reduce(reduced, of_settled, mixed, free)
    held = np.abs(reduced) > NOTHING
    alone = (held & unknown).sum(axis=1) == 1
    solved = unknown & held[alone].any(axis=0)
    return Solved(reduced[~free], solved, np.flatnonzero((before & ~free)[~free]))


def _reduce(rows: Numbers, cells: Ints, allowed: Bools, free: Bools) -> None:
    """Give each cell a row of its own where one is free, and clear it from others."""
    for cell in cells:
        held = np.abs(rows[:, cell]) > NOTHING
        own = held & free & allowed
        if not own.any():
            continue
        pivot = own.argmax()
        free[pivot] = held[pivot] = False
        rows[pivot] /= rows[pivot, cell]
        rows[held] -= rows[held, cell, None] * rows[pivot]


SMALL = 5


# Three teams and their total, threshold 5, one sum that holds:
#
#     North  South  East  Total
#         3     12    20     35   3 is small, but 35 - 12 - 20 tells it: so 12 goes too
#         3      0    20     23   a nought is shown; 20 goes, the smallest that is left
#         2      4    20     26   2 and 4 are small, and together 6: as neither is 0 each
#                                 is at most 5, which tells too much. So 20 goes too
#
# By sex as well, each line and each column is a sum: North 3 + 9 = 12, South 8 + 7 = 15,
# all 11 + 16 = 27. With 3 goes 9 for the line, 8 for the column, and then 7, which would
# tell 9 and 8 again. The totals all stay.
def hidden(
    values: ArrayLike,
    sums: Sums,
    threshold: int | Sequence[int] = SMALL,
    forced: Bools | None = None,
    settled: Bools | None = None,
) -> Bools:
    """Return which cells are withheld of tables that are read together.

    `values` are whole numbers of 0 or more, one for each cell; or several rows of
    them, counts that are shown or withheld together, each with a `threshold` of its
    own (0 for a count that need not be kept). `sums` say which cell is the sum of
    which others; one that does not hold of a count is left out for it. `forced` cells
    are withheld whatever they hold. `settled` cells are withheld where they are forced
    and shown elsewhere, because another table has told them already; the cells beside
    them then tell nothing new of them.
    """
    counts = np.atleast_2d(np.asarray(values, np.int64))
    limits = np.broadcast_to(np.asarray(threshold), len(counts))
    small = (counts > 0) & (counts <= limits[:, None])
    none = np.zeros(counts.shape[1], np.bool_)
    given = none if forced is None else forced
    known_before = none if settled is None else settled
    first = np.where(known_before, given, given | small.any(axis=0))
    kept = small | (counts > 0) & (given & ~known_before) & (limits[:, None] > 0)
    tables = _tables(counts, limits, kept, known_before, sums)
    withheld = first.copy()
    while _withhold_more(tables, withheld):
        pass
    return _without_the_needless(tables, withheld, first)


@dataclass(frozen=True, eq=False)
class _Table:
    """One count of every cell and the sums that hold of it.

    `kept` cells are those nobody may work out; `rank` says in which order cells are
    withheld for their sake, those that cannot be among them last.
    """

    counts: Ints
    limit: int
    kept: Bools
    settled: Bools
    rank: Ints
    rows: Numbers

    def unknown(self, withheld: Bools) -> Bools:
        """Return the withheld cells that are not 0."""
        found: Bools = withheld & (self.counts > 0)
        return found

    def exposing(self, rows: Numbers, withheld: Bools) -> Bools:
        """Return which sums tell a cell that is kept, or too small a sum of them.

        The last is a sum of withheld cells that would keep one of them to the limit
        for a reader who knows that none of them is 0.
        """
        unknown = self.unknown(withheld)
        part = rows[:, unknown]
        there = np.abs(part) > NOTHING
        kept = (there & self.kept[unknown]).any(axis=1)
        alike = (part > -NOTHING).all(axis=1) | (part < NOTHING).all(axis=1)
        spare = np.abs(part @ (self.counts[unknown] - 1))
        alone = there.sum(axis=1) == 1
        return kept & (alone | alike & (spare < self.limit))

    def next_of(self, row: Numbers, withheld: Bools) -> int | None:
        """Return the cell of a sum to withhold next, None where there is none left."""
        used = np.flatnonzero((np.abs(row) > NOTHING) & ~withheld & ~self.settled)
        used = used[self.counts[used] > 0]
        return int(used[self.rank[used].argmin()]) if len(used) else None

    def solved(self, withheld: Bools) -> Solved:
        """Return what all sums together tell of the withheld cells."""
        order = self.rank.argsort()[::-1]
        return solve(self.rows, order, self.unknown(withheld), self.settled)


def _tables(
    counts: Ints, limits: Ints, kept: Bools, settled: Bools, sums: Sums
) -> list[_Table]:
    rows = np.zeros((len(sums), counts.shape[1]))
    for row, (total, parts) in zip(rows, sums, strict=True):
        row[list(parts)] = 1.0
        row[total] = -1.0
    height = _heights(counts.shape[1], sums)
    return [
        _Table(
            counts=count,
            limit=int(limit),
            kept=keep,
            settled=settled,
            rank=np.lexsort((count, height)).argsort(),
            rows=rows[(np.abs(rows @ count) < NOTHING) & (np.abs(rows) @ count > 0)],
        )
        for count, limit, keep in zip(counts, limits, kept, strict=True)
        if limit > 0
    ]


def _heights(size: int, sums: Sums) -> Ints:
    """Return how many sums lie beneath each cell: 0 for a part, more for totals."""
    height = np.zeros(size, np.int64)
    for _ in range(len(sums)):
        before = height.copy()
        for total, parts in sums:
            height[total] = max(height[total], 1 + height[list(parts)].max())
        if (height == before).all():
            break
    return height


def _withhold_more(tables: list[_Table], withheld: Bools) -> bool:
    """Withhold cells wherever one is told; say whether there were any."""
    if any(_withhold(table, table.rows, withheld) for table in tables):
        return True
    more = False
    for table in tables:
        if (withheld & (table.kept | table.settled)).any():
            solved = table.solved(withheld)
            more |= _withhold(table, solved.rows, withheld)
            more |= _forget(table, solved, withheld)
    return more


def _withhold(table: _Table, rows: Numbers, withheld: Bools) -> bool:
    """Withhold a cell of each sum that tells too much, until none does that can."""
    more = False
    for cell in _told(table, rows, withheld):
        withheld[cell] = more = True
    return more


def _told(table: _Table, rows: Numbers, withheld: Bools) -> Iterator[int]:
    for position in np.flatnonzero(table.exposing(rows, withheld)):
        row = rows[position]
        while table.exposing(row[None], withheld)[0]:
            cell = table.next_of(row, withheld)
            if cell is None:
                break
            yield cell


def _forget(table: _Table, solved: Solved, withheld: Bools) -> bool:
    """Withhold a cell of each sum that tells something new of settled cells."""
    more = False
    for row in solved.rows[solved.news]:
        if (np.abs(row[table.unknown(withheld) & ~table.settled]) > NOTHING).any():
            continue  # one was withheld meanwhile
        cell = table.next_of(row, withheld)
        if cell is not None:
            withheld[cell] = more = True
    return more


def _without_the_needless(tables: list[_Table], withheld: Bools, first: Bools) -> Bools:
    """Show again what can be worked out after all: withholding it keeps nothing."""
    needless = withheld & ~first
    for table in tables:
        solved = table.solved(withheld).solved
        needless &= solved | (table.counts == 0)
    return withheld & ~needless


# The cells of one measure, settled over all periods of a year.


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
        if not here[:, :THE_TOTAL].any():
            continue  # no group has a whole one in that year
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
