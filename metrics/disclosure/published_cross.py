"""A count by two groupings at once, with small numbers withheld.

Only of whole financial years and of the year to the last day loaded: two crosses that
overlap would tell the days between them. The margins are those that each grouping
alone shows; whatever both groupings show in that year is read together with the cross.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.periods import Period, financial_year_of
from domain.tables import Bools, Columns, Ints
from metrics.counted import counted
from metrics.disclosure.board_periods import Sums, Year, offered
from metrics.disclosure.rule import SMALL, hidden
from metrics.disclosure.withheld import THE_TOTAL, Sheet, adds_up, sheet, sums_of
from metrics.kernel import Numbers
from metrics.kinds import Count
from metrics.measure import MeasureError, Metric


@dataclass(frozen=True, eq=False)
class GuardedCross:
    """Cases by two groupings: NaN where a cell, a margin or the total is withheld.

    "Not recorded" comes last, and only where it has cases.
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: Numbers
    row_totals: Numbers
    column_totals: Numbers
    total: float


def published_cross(
    metric: Metric,
    columns: Columns,
    period: Period,
    rows_by: str,
    columns_by: str,
    threshold: int = SMALL,
) -> GuardedCross:
    """Return a count by two groupings of one financial year, whole or to date.

    Raises:
        MeasureError: it is not a plain count, the groupings are the same or not
            carried, or the period is another.
    """
    if not isinstance(metric, Count) or rows_by == columns_by:
        raise MeasureError(
            "Where small numbers are withheld, two groupings at once are given for "
            "plain counts, and for two that differ."
        )
    year = _year(metric, columns, period)
    down, across = (
        sheet(metric, columns, by, threshold) for by in (rows_by, columns_by)
    )
    cut = year.to_date[-1]
    by_column = [
        counted(metric, columns, (cut,), {columns_by: (label,)}, rows_by).numerator
        for label in across.labels
    ]
    inner = np.concatenate(by_column, axis=1).astype(np.int64)
    over_time = year.sums if adds_up(metric) else ()
    withheld = _inner_withheld(inner, down, across, year, over_time, threshold)
    place = down.periods.index(cut)
    rows, cols = _order(down, place), _order(across, place)
    return GuardedCross(
        row_labels=tuple(down.labels[row] for row in rows),
        column_labels=tuple(across.labels[column] for column in cols),
        cells=_blanked(inner, withheld)[np.ix_(rows, cols)],
        row_totals=_margin(down, place)[rows],
        column_totals=_margin(across, place)[cols],
        total=float(_margin(down, place)[THE_TOTAL]),
    )


def _order(of: Sheet, place: int) -> list[int]:
    """Return the groups to show in order: those not recorded last, if there are any."""
    known = [row for row, label in enumerate(of.labels) if label != of.labels[0]]
    return [*known, 0] if of.counts[0, 0, place] else known


def _margin(of: Sheet, place: int) -> Numbers:
    return _blanked(of.counts[0, :, place], of.withheld[:, place])


def _blanked(counts: Ints, withheld: Bools) -> Numbers:
    return np.where(withheld, np.nan, counts)


def _year(metric: Metric, columns: Columns, period: Period) -> Year:
    """Return the year that is asked for, as much of it as is told.

    Raises:
        MeasureError: it is no whole financial year nor the last one to date.
    """
    for year in offered(metric, columns).years:
        whole = financial_year_of(period.start)
        told = year.to_date[-1]
        if period.start == told.start and told.end <= period.end <= whole.end:
            return year
    raise MeasureError(
        "Where small numbers are withheld, two groupings at once are given for a "
        f"financial year, whole or up to the last day loaded, not for {period.label}."
    )


def _inner_withheld(
    inner: Ints,
    down: Sheet,
    across: Sheet,
    year: Year,
    over_time: Sums,
    threshold: int,
) -> Bools:
    """Return which inner cells are withheld, beside all that both groupings show."""
    place = down.periods.index(year.periods[0])
    here = slice(place, place + len(year.periods))
    at = year.periods.index(year.to_date[-1])
    margins = np.concatenate([down.counts[0, :-1, here], across.counts[0, :, here]])
    state = np.concatenate([down.withheld[:-1, here], across.withheld[:, here]])
    cells = np.arange(margins.size).reshape(margins.shape)
    beyond = margins.size + np.arange(inner.size).reshape(inner.shape)
    first, second = np.split(cells, [len(down.labels)])
    sums = (
        *sums_of(np.concatenate([first, second[THE_TOTAL:]]), over_time),
        *sums_of(second, over_time),
        *((row[at], tuple(parts)) for row, parts in zip(first, beyond, strict=True)),
        *(
            (row[at], tuple(parts))
            for row, parts in zip(second[:-1], beyond.T, strict=True)
        ),
    )
    everything = np.concatenate([margins.ravel(), inner.ravel()])
    settled = np.arange(len(everything)) < margins.size
    forced = np.zeros(len(everything), np.bool_)
    forced[settled] = state.ravel()
    found = hidden(everything, sums, threshold, forced=forced, settled=settled)
    return found[~settled].reshape(inner.shape)
