"""What the Department publishes of England, its regions and its councils, by year.

A year is the one whose 31 March ends it. What is suppressed or missing is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median

from domain import councils
from domain.periods import financial_year, return_year_of
from domain.series import HIGH, SERIES, Series

ENGLAND = "England"
OGL = "Open Government Licence v3.0"
ENOUGH = 100  # of some 150 councils, for a rank or a quarter among them
# As areas of their own: the five numbers by which the Department's tables are cut.
CUTS = (
    "Authorities, lowest",
    "Authorities, first quartile",
    "Authorities, median",
    "Authorities, third quartile",
    "Authorities, highest",
)
# The statistical neighbours of Gateshead in the Department's model of May 2025.
GATESHEAD = "390"
NEIGHBOURS_OF_GATESHEAD = (
    "Darlington",
    "Tameside",
    "South Tyneside",
    "Rotherham",
    "Stockton-on-Tees",
    "County Durham",
    "Redcar and Cleveland",
    "Sunderland",
    "Dudley",
    "Wakefield",
)


@dataclass(frozen=True)
class Release:
    """Where a published figure is from, of which day, under which licence."""

    source: str
    told: str  # `as updated on 1 October 2025`
    licence: str = OGL

    @property
    def words(self) -> str:
        """Say it as a reader is told."""
        return f"{self.source}, {self.told}. {self.licence}."


@dataclass(frozen=True)
class PublishedValue:
    """One published figure; None where it is suppressed or missing."""

    value: float | None
    release: Release


@dataclass(frozen=True)
class Comparison:
    """With whom a council compares itself: its region, its statistical neighbours."""

    region: str = ""
    neighbours: tuple[str, ...] = ()

    @classmethod
    def usual(cls, la: str) -> Comparison:
        """Return what holds until a council says otherwise.

        The invented council stands where Gateshead does.
        """
        council = councils.english_council(la)
        code = council.code if council else ""
        if councils.is_invented(la):
            code = GATESHEAD
        neighbours = NEIGHBOURS_OF_GATESHEAD if code == GATESHEAD else ()
        return cls(councils.region_of(code), neighbours)


@dataclass(frozen=True)
class NeighbourFigures:
    """Several councils' figures: `with_value` of `of` have one that is published."""

    median: float
    mean: float
    low: float
    high: float
    with_value: int
    of: int


@dataclass(frozen=True)
class Rank:
    """A place among councils, 1 the best; equal figures share the better place."""

    place: int
    of: int


AreaYear = tuple[str, int]
COUNCILS = frozenset(each.name for each in councils.COUNCILS)


@dataclass(frozen=True)
class Benchmarks:
    """All published figures that one council compares itself with.

    `own` is the council's name among those the Department publishes, empty where it
    publishes nothing of it. `figures` has, by code of series, those of each area, by
    its one name (`area_named`), and year.
    """

    figures: Mapping[str, Mapping[AreaYear, PublishedValue]] = field(
        default_factory=dict
    )
    comparison: Comparison = Comparison()
    own: str = ""

    def figure(self, code: str, area: str, year: int) -> PublishedValue | None:
        """Return a published figure; None where nobody has told of it."""
        return self._of(code).get((area_named(area), year))

    def _of(self, code: str) -> Mapping[AreaYear, PublishedValue]:
        return self.figures.get(code, {})

    def value(self, code: str, area: str, year: int) -> float | None:
        """Return its value; None where it is suppressed or missing."""
        found = self.figure(code, area, year)
        return found.value if found else None

    def years(self, code: str) -> tuple[int, ...]:
        """Return the years of which a series tells anything of England, in order.

        Of a series of parts, those of which every part does.
        """
        if parts := SERIES[code].parts:
            of_parts = (frozenset(self.years(part)) for _, part in parts)
            return tuple(sorted(frozenset.intersection(*of_parts)))
        return tuple(
            sorted(
                year
                for (area, year), found in self._of(code).items()
                if area == ENGLAND and found.value is not None
            )
        )

    def shares(self, code: str, area: str, year: int) -> dict[str, float] | None:
        """Return what each part of a whole is of it, in percent, by its label.

        None where the series has no parts, or one of them has no value.
        """
        told = {
            label: self.value(part, area, year) for label, part in SERIES[code].parts
        }
        values = {label: value for label, value in told.items() if value is not None}
        whole = sum(values.values())
        if len(values) < len(told) or not whole:
            return None
        return {label: 100.0 * value / whole for label, value in values.items()}

    def latest(self, code: str, day: date) -> int | None:
        """Return the latest published year that ended by a day; None if none did."""
        ended = return_year_of(day)
        if financial_year(ended).end > day:
            ended -= 1
        return max((year for year in self.years(code) if year <= ended), default=None)

    def region(self, code: str, year: int) -> float | None:
        """Return the value of the council's region."""
        return self.value(code, self.comparison.region, year)

    def neighbours(self, code: str, year: int) -> NeighbourFigures | None:
        """Return the figures of its neighbours together; None if none has a value."""
        names = self.comparison.neighbours
        told = [self.value(code, name, year) for name in names]
        values = [value for value in told if value is not None]
        if not values:
            return None
        return NeighbourFigures(
            median(values),
            fmean(values),
            min(values),
            max(values),
            len(values),
            len(names),
        )

    def _others(self, code: str, year: int) -> list[float]:
        """Return the values of every council but this one."""
        return [
            found.value
            for (area, of), found in self._of(code).items()
            if of == year
            and found.value is not None
            and area != self.own
            and area in COUNCILS
        ]

    def rank(self, series: Series, year: int, value: float) -> Rank | None:
        """Return the place of a value among councils.

        None where neither way is better, or too few councils' values are there.
        """
        others = self._others(series.code, year)
        if not series.good or len(others) < ENOUGH:
            return None
        better = sum(
            other > value if series.good == HIGH else other < value for other in others
        )
        return Rank(1 + better, 1 + len(others))

    def quarter(self, series: Series, year: int, value: float) -> int | None:
        """Return in which quarter of councils a value lies, 1 the best, 4 the worst.

        By the councils' own values where enough are there, else by the published
        quartiles of the year; None where there is neither, or neither way is better.
        """
        cuts = self._cuts(series.code, year)
        if not series.good or cuts is None:
            return None
        first, middle, third = cuts
        if series.good == HIGH:
            return 1 + sum(value < cut for cut in (third, middle, first))
        return 1 + sum(value > cut for cut in (first, middle, third))

    def _cuts(self, code: str, year: int) -> tuple[float, float, float] | None:
        others = sorted(self._others(code, year))
        if len(others) >= ENOUGH:
            return _at(others, 0.25), _at(others, 0.5), _at(others, 0.75)
        _, *inner, _ = (self.value(code, cut, year) for cut in CUTS)
        first, middle, third = inner
        if first is None or middle is None or third is None:
            return None
        return first, middle, third


def _at(ranked: list[float], part: float) -> float:
    """Return the value a part of the way along ranked values, between two if need be."""
    place = part * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


def area_named(name: str) -> str:
    """Return an area's one name: England, a region, a council; empty if it is none."""
    words = " ".join(name.split())
    for known in (ENGLAND, *councils.REGIONS, *CUTS):
        if words.casefold() == known.casefold():
            return known
    council = councils.named(words)
    return council.name if council else ""


NONE = Benchmarks()
