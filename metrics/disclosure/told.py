"""The periods that a board is told of a measure, and how they add up."""

from __future__ import annotations

from collections.abc import Sequence
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
from metrics import led
from metrics.kernel import Runs
from metrics.measure import MeasureError, Metric, spoken_for

YEARS = 7
Sums = Sequence[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True)
class Year:
    """One financial year's quarters up to the last day loaded, in order.

    A year that a day divides is two: no total joins them.
    """

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
        years = _years_of(financial_year_of(found.start), self.last, self.divided)
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
    day = led.dividing(metric, columns)
    told = tuple(each for year in years for each in _years_of(year, last, day))
    return BoardPeriods(told, last, day)


@lru_cache(maxsize=64)
def _years_of(year: Period, last: date, divided: date | None) -> tuple[Year, ...]:
    """Return a financial year up to the last day told, the one divided as two."""
    return tuple(
        Year(clip(quarters_between(part.start, part.end), part))
        for part in led.parted(Period(year.start, min(year.end, last)), divided)
    )
