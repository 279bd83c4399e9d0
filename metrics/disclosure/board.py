"""What a board is given: the same figures, with small numbers withheld.

Whatever can be asked for is settled together (withheld.py), so that no figure tells what
another keeps. What would lie outside of that is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from domain.periods import Period, Sums, Year, financial_year_of
from domain.tables import DIMENSIONS, Bools, Columns, Ints
from metrics.caseloads import CHILDREN_IN_CARE_AT_END
from metrics.disclosure.withheld import (
    SMALL,
    THE_TOTAL,
    WithheldCells,
    board_periods,
    hidden,
    sums_of,
    withheld_cells,
)
from metrics.kernel import Numbers
from metrics.measure import EVERYTHING, Counts, MeasureError, Metric, Where, counted
from metrics.plans import PLANS_OPEN


def published(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
    by: str | None = None,
    threshold: int = SMALL,
) -> Counts:
    """Return what Metric.count does, with small numbers withheld.

    Raises:
        MeasureError: it is asked for by more than one grouping, for several groups
            at once, or for other periods than `board_periods` tells.
    """
    grouping = _one_grouping(metric, where, by)
    known = board_periods(metric, columns)
    cut = tuple(known.cut(period) for period in periods)
    counts = counted(metric, columns, cut, where, by)
    if known.last is None:
        return replace(counts, periods=periods)
    labels = counts.labels if by else where.get(grouping, (None,))
    withheld = np.stack(
        [
            _withheld(metric, columns, grouping, label, cut, threshold)
            for label in labels
        ]
    )
    if by and by in where:
        withheld &= np.isin(counts.labels, where[by])[:, None]
    withheld &= counts.covered
    return replace(_without(counts, withheld, threshold), periods=periods)


def too_few(
    columns: Columns, where: Where, period: Period, threshold: int = SMALL
) -> bool:
    """Say whether a filter leaves so few children that it would isolate them.

    Fewer are in care at the period's end, and fewer on plans, than may be told; and
    there is somebody. A filter on what neither carries isolates nobody.
    """
    found = [
        counted(metric, columns, (period,), where).numerator[0, 0]
        for metric in (CHILDREN_IN_CARE_AT_END, PLANS_OPEN)
        if set(where) <= set(metric.dimensions(columns))
    ]
    most = max(found, default=0)
    return bool(0 < most <= threshold)


def _one_grouping(metric: Metric, where: Where, by: str | None) -> str:
    """Return the one grouping that is asked for, no word if none is.

    Raises:
        MeasureError: there are more, or several groups are asked for at once.
    """
    named = {*where, *([by] if by else [])}
    if len(named) > 1:
        words = " and ".join(sorted(DIMENSIONS[name].lower() for name in named))
        raise MeasureError(
            "Where small numbers are withheld, a figure is given by one grouping at a "
            f"time, not by {words} at once."
        )
    if metric.natural and (where or by not in (None, metric.natural)):
        raise MeasureError(
            f"Where small numbers are withheld, '{metric.name}' is given by "
            f"{DIMENSIONS[metric.natural].lower()} alone."
        )
    if by is None and any(len(words) != 1 for words in where.values()):
        raise MeasureError(
            "Where small numbers are withheld, a figure is given for one group at a "
            "time, or for all."
        )
    return named.pop() if named else ""


def _withheld(
    metric: Metric,
    columns: Columns,
    grouping: str,
    label: str | None,
    periods: tuple[Period, ...],
    threshold: int,
) -> Bools:
    """Return which periods of a group are withheld."""
    found = withheld_cells(metric, columns, grouping, threshold).of(label, periods)
    if metric.only_recorded and not grouping:
        # Its figure is the cases with a group recorded: all but those without.
        beside = withheld_cells(metric, columns, metric.natural, threshold)
        found |= beside.of(beside.labels[0], periods)
    return found


def _without(counts: Counts, withheld: Bools, threshold: int) -> Counts:
    """Return counts with nothing left of what is withheld."""

    def kept(numbers: Numbers) -> Numbers:
        return np.where(withheld, np.nan, numbers)

    few_aside = (counts.aside > 0) & (counts.aside <= threshold)
    return replace(
        counts,
        numerator=kept(counts.numerator),
        denominator=None if counts.denominator is None else kept(counts.denominator),
        value=kept(counts.value),
        aside=np.where(few_aside, np.nan, kept(counts.aside)),
        withheld=withheld,
    )


# A count by two groupings at once, with small numbers withheld.


@dataclass(frozen=True, eq=False)
class PublishedCross:
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
) -> PublishedCross:
    """Return a count by two groupings of one financial year, whole or to date.

    Raises:
        MeasureError: it is not a plain count, the groupings are the same or not
            carried, or the period is another.
    """
    if not metric.plain_count or rows_by == columns_by:
        raise MeasureError(
            "Where small numbers are withheld, two groupings at once are given for "
            "plain counts, and for two that differ."
        )
    year = _year(metric, columns, period)
    down, across = (
        withheld_cells(metric, columns, by, threshold) for by in (rows_by, columns_by)
    )
    cut = year.to_date[-1]
    by_column = [
        counted(metric, columns, (cut,), {columns_by: (label,)}, rows_by).numerator
        for label in across.labels
    ]
    inner = np.concatenate(by_column, axis=1).astype(np.int64)
    over_time = year.sums if metric.adds_up else ()
    withheld = _inner_withheld(inner, down, across, year, over_time, threshold)
    position = down.periods.index(cut)
    rows, cols = _order(down, position), _order(across, position)
    return PublishedCross(
        row_labels=tuple(down.labels[row] for row in rows),
        column_labels=tuple(across.labels[column] for column in cols),
        cells=_blanked(inner, withheld)[np.ix_(rows, cols)],
        row_totals=_margin(down, position)[rows],
        column_totals=_margin(across, position)[cols],
        total=float(_margin(down, position)[THE_TOTAL]),
    )


def _order(of: WithheldCells, position: int) -> list[int]:
    """Return the groups to show in order: those not recorded last, if there are any."""
    known = [row for row, label in enumerate(of.labels) if label != of.labels[0]]
    return [*known, 0] if of.counts[0, 0, position] else known


def _margin(of: WithheldCells, position: int) -> Numbers:
    return _blanked(of.counts[0, :, position], of.withheld[:, position])


def _blanked(counts: Ints, withheld: Bools) -> Numbers:
    return np.where(withheld, np.nan, counts)


def _year(metric: Metric, columns: Columns, period: Period) -> Year:
    """Return the year that is asked for, as much of it as is told.

    Raises:
        MeasureError: it is no whole financial year nor the last one to date.
    """
    known = board_periods(metric, columns)
    for year in known.years:
        whole = financial_year_of(period.start)
        told = year.to_date[-1]
        cut = min(period.end, known.last or period.end)
        if told == Period(period.start, cut) and period.end <= whole.end:
            return year
    raise MeasureError(
        "Where small numbers are withheld, two groupings at once are given for a "
        f"financial year, whole or up to the last day loaded, not for {period.label}."
    )


def _inner_withheld(
    inner: Ints,
    down: WithheldCells,
    across: WithheldCells,
    year: Year,
    over_time: Sums,
    threshold: int,
) -> Bools:
    """Return which inner cells are withheld, beside all that both groupings show."""
    position = down.periods.index(year.periods[0])
    here = slice(position, position + len(year.periods))
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
