"""A figure beside what the Department publishes, and two definitions of one name.

Everything is said with the year that it speaks of. The Department's figures are of the
whole service, so ours are too, whatever a reader has filtered by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.benchmarks import ENGLAND, Benchmarks, NeighbourFigures, Rank, Release
from domain.periods import (
    Period,
    add_months,
    financial_year,
    return_year_of,
)
from domain.rounding import rounded
from domain.series import NUMBER, SERIES, UNITS, Series
from domain.tables import Columns
from metrics.catalogue import get
from metrics.figure import Figure, figure, figures
from metrics.measure import Metric
from metrics.said import between, decimal, in_units

NONE_EXISTS = "No national figure exists for this."
NOT_LOADED = "The Department publishes this; none of its figures is loaded."
NOT_YET = "No national figure is there yet for a year that had ended by then."
NO_NEIGHBOURS = (
    "No neighbours' figures are loaded, and those of England and a region are of "
    "another size."
)
OTHERWISE_COUNTED = "The national figure is counted otherwise: see '{}'."
YEARS = 3
QUARTERS = {1: "top", 2: "second", 3: "third", 4: "bottom"}
HALF_A_YEAR = 6  # months


@dataclass(frozen=True)
class OwnRange:
    """The lowest and the highest of a measure's last financial years told in full."""

    metric: Metric
    low: float
    high: float
    years: tuple[Period, ...]

    @property
    def words(self) -> str:
        """Say `Between 84.1% and 89.3% in the last three financial years.`."""
        low, high = (in_units(self.metric.unit, each) for each in (self.low, self.high))
        when = " and ".join(year.label for year in self.years)
        if len(self.years) == YEARS:
            when = "the last three financial years"
        if low == high:
            return f"{low} in {'each of ' if len(self.years) > 1 else ''}{when}."
        return f"{between(low, high).capitalize()} in {when}."


@dataclass(frozen=True)
class Beside:
    """A measure beside the published figures of one year.

    `series` is None where the Department publishes none, `year` where it published
    none yet by the end of the period. `ours` is the council's own published value, or
    our figure of that year where the Department publishes nothing of the council.
    """

    metric: Metric
    series: Series | None = None
    year: int | None = None
    ours: float | None = None
    england: float | None = None
    region: float | None = None
    region_name: str = ""
    neighbours: NeighbourFigures | None = None
    rank: Rank | None = None
    quarter: int | None = None
    release: Release | None = None
    own_range: OwnRange | None = None
    shares: tuple[tuple[str, float], ...] = ()  # of a whole's parts, in England
    any_year: bool = False  # whether figures of any year are there

    @property
    def line(self) -> str:
        """One short sentence: the comparison, or that there is none and what is."""
        parts = self._parts()
        if parts and self.series and self.year:
            said = f"{', '.join(parts)} ({self.series.when(self.year)})"
            return f"{said[0].upper()}{said[1:]}"
        return " ".join(filter(None, (self._why_not(), self.range_line)))

    def _parts(self) -> list[str]:
        series = self.series
        if series is None or self.year is None:
            return []
        if self.shares:
            shares = (f"{label} {decimal(each)}%" for label, each in self.shares)
            return [f"England: {', '.join(shares)}"]
        told = [(ENGLAND, self.england), (self.region_name, self.region)]
        if series.unit == NUMBER:  # how large an area is says nothing of a service
            told = []
        parts = [
            f"{name} {published(series, value)}"
            for name, value in told
            if value is not None
        ]
        return [*parts, *self._middle(series)]

    def _middle(self, series: Series) -> list[str]:
        spread = self.neighbours
        if spread is None:
            return []
        of = (
            f" of the {spread.with_value} told" if spread.with_value < spread.of else ""
        )
        return [f"neighbours' middle{of} {published(series, spread.median)}"]

    def _why_not(self) -> str:
        if self.series is None:
            other = self.metric.counterpart
            if other and get(other).published:
                return OTHERWISE_COUNTED.format(get(other).name)
            return self.metric.elsewhere or NONE_EXISTS
        if self.year is None:
            return NOT_YET if self.any_year else NOT_LOADED
        return NO_NEIGHBOURS

    @property
    def spread_line(self) -> str:
        """How far the neighbours' figures lie apart; empty where they are not told."""
        spread, series = self.neighbours, self.series
        if spread is None or series is None or self.year is None:
            return ""
        low, high = (published(series, each) for each in (spread.low, spread.high))
        told = (
            "each with a published figure"
            if spread.with_value == spread.of
            else f"{spread.with_value} with a published figure"
        )
        return (
            f"There are {spread.of} neighbours, {told}, "
            f"from {low} to {high} ({series.when(self.year)})."
        )

    @property
    def place_line(self) -> str:
        """Where the council stands among all; empty where that cannot be told."""
        if self.series is None or self.year is None or self.ours is None:
            return ""
        when = self.series.when(self.year)
        ours = published(self.series, self.ours)
        place = f"place {self.rank.place} of {self.rank.of}" if self.rank else ""
        quarter = (
            f"in the {QUARTERS[self.quarter]} quarter of councils"
            if self.quarter
            else ""
        )
        where = ", ".join(filter(None, (quarter, place)))
        return f"Our whole service, {ours}, is {where} ({when})." if where else ""

    @property
    def range_line(self) -> str:
        """The council's own last years; empty where none is told whole."""
        return self.own_range.words if self.own_range else ""

    @property
    def source(self) -> str:
        """Where the published figures are from, their release and their licence."""
        return self.release.words if self.release else ""


def beside(metric: Metric, columns: Columns, period: Period) -> Beside:
    """Return a measure beside the latest year published that ended by a period's end.

    Where small numbers are withheld from whoever sees these rows, ours is only what is
    published to them.
    """
    series = SERIES.get(metric.published)
    own = own_range(metric, columns, period)
    if series is None:
        return Beside(metric, own_range=own)
    known = columns.benchmarks
    year = known.latest(series.code, period.end)
    if year is None:
        later = bool(known.years(series.code))
        return Beside(metric, series, own_range=own, any_year=later)
    if series.parts:
        return _of_parts(metric, series, year, known)
    ours = _ours(metric, columns, series, year)
    england = known.figure(series.code, ENGLAND, year)
    return Beside(
        metric,
        series,
        year,
        ours=ours,
        england=england.value if england else None,
        region=known.region(series.code, year),
        region_name=known.comparison.region,
        neighbours=known.neighbours(series.code, year),
        rank=None if ours is None else known.rank(series, year, ours),
        quarter=None if ours is None else known.quarter(series, year, ours),
        release=england.release if england else None,
        own_range=own,
        any_year=True,
    )


def _of_parts(metric: Metric, series: Series, year: int, known: Benchmarks) -> Beside:
    shares = known.shares(series.code, ENGLAND, year) or {}
    found = known.figure(series.parts[0][1], ENGLAND, year)
    return Beside(
        metric,
        series,
        year,
        release=found.release if found else None,
        shares=tuple(shares.items()),
        any_year=True,
    )


def _ours(metric: Metric, columns: Columns, series: Series, year: int) -> float | None:
    """Return the council's own value of a published year; see Beside."""
    known = columns.benchmarks
    if known.own:
        return known.value(series.code, known.own, year)
    return figure(metric, columns, financial_year(year)).comparable.value


def own_range(metric: Metric, columns: Columns, period: Period) -> OwnRange | None:
    """Return the range of the last three financial years that ended by a period's end.

    Only years that files speak for in full count, and only values the reader is given.
    None where there is none, or where the measure is no single number.
    """
    if metric.natural:
        return None
    found = [each.comparable for each in figures(metric, columns, last_years(period))]
    told = {each.period: each.value for each in found if each.value is not None}
    return range_of(metric, told)


def last_years(period: Period) -> tuple[Period, ...]:
    """Return the last three financial years that ended by a period's end, in order."""
    last = _last_ended(period)
    return tuple(financial_year(last - back) for back in reversed(range(YEARS)))


def range_of(metric: Metric, told: Mapping[Period, float]) -> OwnRange | None:
    """Return the range of a measure's values by year; None where there are none."""
    if not told:
        return None
    return OwnRange(metric, min(told.values()), max(told.values()), tuple(told))


def published(series: Series, value: float) -> str:
    """Return a published value as the Department gives it: `24.5%`, `10%`, `437`."""
    decimals = series.decimals if series.unit != NUMBER else 0
    return f"{rounded(value, decimals):,.{decimals}f}{UNITS[series.unit]}"


# Two definitions of one name, for the same year.


@dataclass(frozen=True)
class Definitions:
    """Two figures that go by one name, each with its numerator and denominator.

    `here` is as this measure counts, `there` what shows the difference: as the
    Department counts, or what is left out here. `published` is the Department's own
    value of the council for that year, where there is one.
    """

    year: Period
    here: Figure
    there: Figure
    why: str
    series: Series | None = None
    published: float | None = None


def definitions(metric: Metric, columns: Columns, period: Period) -> Definitions | None:
    """Return both figures of one financial year that ended by a period's end.

    It is the last one; where the Department publishes the council's own value, the last
    that it published. Where only the length of time differs, `here` is of the last months
    of that year: six, or the last quarter for whoever is given whole quarters only. None
    where this measure and the published figure of its name are one.
    """
    if not metric.differs:
        return None
    other = get(metric.counterpart) if metric.counterpart else metric
    series, known = SERIES.get(metric.published or other.published), columns.benchmarks
    ending = _last_ended(period)
    if series and known.own:
        ending = known.latest(series.code, period.end) or ending
    year = financial_year(ending)
    here = year if metric.counterpart else _last_months(columns, year)
    return Definitions(
        year,
        figure(metric, columns, here),
        figure(other, columns, year),
        metric.differs,
        series,
        known.value(series.code, known.own, ending) if series and known.own else None,
    )


def _last_ended(period: Period) -> int:
    """Return the last return year that ended by a period's end."""
    last = return_year_of(period.end)
    return last - (financial_year(last).end > period.end)


def _last_months(columns: Columns, year: Period) -> Period:
    return Period(add_months(year.start, HALF_A_YEAR), year.end)
