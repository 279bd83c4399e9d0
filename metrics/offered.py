"""The periods that a board is given, and how they add up.

Calendar months, quarters of the financial year, and the financial year to each month's
end: few enough that every figure there can be is known before one is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.periods import (
    ONE_DAY,
    Period,
    clip,
    financial_year_of,
    months_between,
    quarters_between,
    years_between,
)
from domain.tables import Columns
from metrics.kernel import Runs
from metrics.metric import MeasureError, Metric, spoken_for

YEARS = 7
Sums = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Year:
    """One financial year's periods up to the last day loaded, in order of start.

    `sums` say which period, by its place, is the sum of which others.
    """

    months: Runs
    quarters: Runs
    to_date: Runs

    @property
    def periods(self) -> Runs:
        """Every period, once."""
        return tuple(sorted({*self.months, *self.quarters, *self.to_date}))

    @property
    def sums(self) -> Sums:
        """Each period that is made of others."""
        place = {period: number for number, period in enumerate(self.periods)}
        return tuple(
            (place[total], tuple(place[part] for part in parts))
            for total, parts in self._wholes()
            if len(parts) > 1
        )

    def _wholes(self) -> Iterator[tuple[Period, Runs]]:
        for quarter in self.quarters:
            yield quarter, tuple(m for m in self.months if _holds(quarter, m))
        for before, month, whole in zip(
            self.to_date, self.months[1:], self.to_date[1:], strict=False
        ):
            yield whole, (before, month)
        first = self.months[0].start
        for quarter in self.quarters[1:]:
            before = Period(first, quarter.start - ONE_DAY)
            yield Period(first, quarter.end), (before, quarter)


@dataclass(frozen=True)
class Offered:
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
            MeasureError: it is neither a month, a quarter nor a year to a month's end.
        """
        if self.last is None or period.start > self.last:
            return period
        found = Period(period.start, min(period.end, self.last))
        year = _year(financial_year_of(found.start), self.last)
        if found not in year.periods:
            raise MeasureError(
                "Figures with small numbers withheld are for a month, a quarter, a "
                "financial year or the financial year to a month's end, not for "
                f"{period.label}."
            )
        return found


def offered(metric: Metric, columns: Columns) -> Offered:
    """Return the periods that a board is given of a measure: the last seven years."""
    runs = spoken_for(columns, metric.files)
    if not runs:
        return Offered((), None)
    last = min(runs[-1].end, columns.data_to or runs[-1].end)
    years = years_between(min(runs[0].start, last), last)[-YEARS:]
    return Offered(tuple(_year(year, last) for year in years), last)


def _holds(period: Period, part: Period) -> bool:
    return period.start <= part.start and part.end <= period.end


@lru_cache(maxsize=64)
def _year(year: Period, last: date) -> Year:
    within = Period(year.start, min(year.end, last))
    months = clip(months_between(within.start, within.end), within)
    return Year(
        months=months,
        quarters=clip(quarters_between(within.start, within.end), within),
        to_date=tuple(Period(year.start, month.end) for month in months),
    )
