"""The points that a verdict is of: months, quarters, or the days between rare events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.periods import (
    ONE_DAY,
    Period,
    all_parted,
    month_of,
    quarter_of,
    quarters_between,
)
from domain.tables import Columns, day_number
from metrics import spc
from metrics.kernel import Numbers
from metrics.measure import Counting, Counts, Metric, Shape, Where, counted
from metrics.spc import Control, Method

FEW_CASES, FEW_EVENTS = 4, 2  # a period, on average: fewer make no series
FOR_RANGES = 5  # cases that pass a period, and that do not, for limits from ranges


class Grain(StrEnum):
    """What one point of a series is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    EVENT = "event"


@dataclass(frozen=True, eq=False)
class Series:
    """The points that a verdict is of; of events, the last wait is not over.

    `counts` are the periods that a chart shows: of events, the months they fall in.
    """

    grain: Grain
    periods: tuple[Period, ...]
    control: Control
    counts: Counts

    @property
    def is_part(self) -> bool:
        """Whether points are withheld: those that are told are no fair choice of all."""
        return bool(self.counts.withheld.any())


def series_of(
    metric: Metric, columns: Columns, months: tuple[Period, ...], where: Where
) -> Series | None:
    """Return the series that a measure is judged by; None where there is none."""
    counts = counted(metric, columns, judged(metric, columns, months), where)
    counts = counts.only_whole()
    if _many(metric, counts):
        return _by_period(Grain.MONTH, metric, columns, counts)
    if events := _by_event(metric, columns, months, where):
        return events
    quarters = _quarters(months)
    if not quarters:
        return None
    counts = counted(metric, columns, judged(metric, columns, quarters), where)
    counts = counts.only_whole()
    if not _many(metric, counts):
        return None
    return _by_period(Grain.QUARTER, metric, columns, counts)


def control_of(metric: Metric, columns: Columns, counts: Counts) -> Control:
    """Return the mean, limits and rules of a measure's one row of periods."""
    values = _whole_values(metric, counts)
    cases = None if counts.denominator is None else counts.denominator[0]
    phases = _phases(metric, columns, counts.periods)
    shape, scale = metric.shape, metric.scale
    if metric.is_stock:
        if shape is Shape.COUNT or cases is None:
            cases, scale = np.ones(len(values)), 1.0
        method = Method.STOCK
    elif shape is Shape.RATE:
        method = Method.RATES
    elif shape is Shape.SHARE and cases is not None:
        method = _method_of_share(metric, counts, cases)
    else:
        method = Method.XMR
    return spc.control(values, method, cases, shape=shape, scale=scale, phases=phases)


def _method_of_share(metric: Metric, counts: Counts, cases: Numbers) -> Method:
    """Return how limits of shares are made.

    Ranges say little where few do not pass, and where one case fails in two months. What
    a row sums up was looked at together: it varies more than single cases would.
    """
    if not metric.counts_rows:
        return Method.XMR
    if metric.carries_over:
        return Method.SHARES
    there = ~np.isnan(counts.value[0])
    passed, of = counts.numerator[0][there].sum(), cases[there].sum()
    if min(passed, of - passed) < FOR_RANGES * there.sum():
        return Method.SHARES
    return spc.method_of_share(cases[there])


def _by_period(
    grain: Grain, metric: Metric, columns: Columns, counts: Counts
) -> Series:
    control = control_of(metric, columns, counts)
    return Series(grain, counts.periods, control, counts)


def _by_event(
    metric: Metric, columns: Columns, months: tuple[Period, ...], where: Where
) -> Series | None:
    """Return the days from one event to the next, over the last days without a gap."""
    if metric.is_stock or metric.shape is Shape.SHARE:
        return None
    counts = counted(metric, columns, months, where).only_whole()
    spoken = np.flatnonzero(counts.covered)
    if not len(spoken):
        return None
    first = int(spoken[-1])
    while first and counts.covered[first - 1]:
        first -= 1
    last = counts.spoken[int(spoken[-1])][-1].end
    days = Period(months[first].start, last)
    found = metric.event_days(Counting(metric, columns, (days,), where, None))
    if found is None or len(found) <= spc.FEWEST:
        return None
    control = spc.between(found.tolist(), day_number(last))
    return Series(Grain.EVENT, (days,), control, counts)


def _many(metric: Metric, counts: Counts) -> bool:
    """Say whether periods have cases enough to be a series."""
    there = counts.covered & ~counts.withheld[0]
    if metric.is_stock or not there.any():
        return True
    if counts.denominator is None:
        of_days = metric.shape is Shape.DAYS
        return of_days or float(counts.numerator[0][there].mean()) >= FEW_EVENTS
    if metric.shape is Shape.RATE:
        return float(counts.numerator[0][there].mean()) >= FEW_EVENTS
    return float(counts.denominator[0][there].mean()) >= FEW_CASES


def _whole_values(metric: Metric, counts: Counts) -> Numbers:
    """Return the values, none where the days of a period's end are not loaded."""
    values = counts.value[0].copy()
    for place, (period, spoken) in enumerate(
        zip(counts.periods, counts.spoken, strict=True)
    ):
        cut = period.start.day != 1 or (
            spoken and spoken[-1].end < month_of(period.end).end
        )
        if cut and not metric.is_stock:
            values[place] = np.nan
    return values


def _quarters(months: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the quarters that lie within the months."""
    first, last = months[0].start, months[-1].end
    start = quarter_of(first).start
    start = first if start == first else quarter_of(first).end + ONE_DAY
    whole = quarters_between(start, last) if start <= last else ()
    return tuple(each for each in whole if each.end <= last)


def judged(
    metric: Metric, columns: Columns, periods: tuple[Period, ...]
) -> tuple[Period, ...]:
    """Return the periods that are judged: one that a change of service divides as two."""
    return all_parted(periods, metric.dividing(columns))


def _phases(
    metric: Metric, columns: Columns, periods: tuple[Period, ...]
) -> tuple[int, ...]:
    """Return where limits begin anew: at the first period, and at each rebase."""
    days = [rebase.start for rebase in columns.rebases if rebase.key == metric.key]
    if day := metric.dividing(columns):
        days.append(day)
    starts = {
        place
        for day in days
        for place, period in enumerate(periods)
        if period.start >= day and (place == 0 or periods[place - 1].start < day)
    }
    return tuple(sorted({0, *starts}))
