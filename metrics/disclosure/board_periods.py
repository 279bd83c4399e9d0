"""The periods that a board is given, and how they add up.

Quarters of the financial year, and the financial year to each quarter's end: few enough
that every figure there can be is known before one is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.periods import (
    Period,
    clip,
    financial_year_of,
    quarters_between,
    years_between,
)
from domain.tables import Columns
from metrics.kernel import Runs
from metrics.measure import MeasureError, Metric, spoken_for

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
        place = {period: number for number, period in enumerate(self.periods)}
        steps = zip(self.to_date[1:], self.to_date[:-1], self.quarters[1:], strict=True)
        return tuple(
            (place[whole], (place[before], place[quarter]))
            for whole, before, quarter in steps
        )


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


def offered(metric: Metric, columns: Columns) -> Offered:
    """Return the periods that a board is given of a measure: the last seven years."""
    runs = spoken_for(columns, metric.files)
    if not runs:
        return Offered((), None)
    last = min(runs[-1].end, columns.data_to or runs[-1].end)
    years = years_between(min(runs[0].start, last), last)[-YEARS:]
    return Offered(tuple(_year(year, last) for year in years), last)


@lru_cache(maxsize=64)
def _year(year: Period, last: date) -> Year:
    within = Period(year.start, min(year.end, last))
    return Year(clip(quarters_between(within.start, within.end), within))
