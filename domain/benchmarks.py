"""What the Department publishes of England, its regions and its councils, by year.

A year is the one whose 31 March ends it. What is suppressed or missing is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median

from domain import councils
from domain.periods import financial_year, return_year_of, say_day, say_return_year

ENGLAND = "England"
OGL = "Open Government Licence v3.0"
HIGH, LOW, NEITHER = "high", "low", ""  # which way is better
PERCENT, NUMBER, RATE = "%", "", "per 10,000 children"
UNITS = {PERCENT: "%", NUMBER: "", RATE: " per 10,000 children"}
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
class Series:
    """A published series: the Department's code, what it says, which way is better."""

    code: str
    name: str
    definition: str
    unit: str = PERCENT
    good: str = NEITHER
    stock: bool = False  # as at 31 March, not over the year
    decimals: int = 1  # as the Department publishes it
    parts: tuple[tuple[str, str], ...] = ()  # of a whole: each label and its code

    def when(self, year: int) -> str:
        """Return the year as said: `2024-25`, or `31 March 2025`."""
        if self.stock:
            return say_day(financial_year(year).end)
        return say_return_year(year)


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


# The series that are published, by the Department's codes.


def _series(*all_of: Series) -> Mapping[str, Series]:
    return {each.code: each for each in all_of}


_BANDS = (
    ("0 to 10", "10_ICPC"),
    ("11 to 15", "15_ICPC"),
    ("16 to 20", "20_ICPC"),
    ("21 or more", "21_ICPC"),
)
_DURATIONS = (
    ("3 months or less", "CPP_3_months"),
    ("Over 3 to 6 months", "CPP_6_months"),
    ("Over 6 months, under 1 year", "CPP_under_1_year"),
    ("1 year, under 2 years", "CPP_under_2_years"),
    ("2 years or more", "CPP_2_years"),
)
_IN_BAND = "Initial child protection conferences held in the year, working days: {}."
SERIES = _series(
    Series(
        "CP_conf_15days",
        "Initial conferences within 15 working days",
        "Initial child protection conferences held within 15 working days of the "
        "strategy discussion at which section 47 enquiries were initiated, of all "
        "held in the year. A child with two counts twice.",
        good=HIGH,
    ),
    *(
        Series(
            code,
            f"Initial conferences, working days: {band}",
            _IN_BAND.format(band),
            NUMBER,
        )
        for band, code in _BANDS
    ),
    Series(
        "ICPC",
        "Initial conferences by working days taken",
        "Initial child protection conferences held in the year, by working days since "
        "the strategy discussion.",
        parts=_BANDS,
    ),
    Series(
        "RevCP",
        "Child protection cases reviewed in time",
        "Children on a plan at 31 March who had been on it for three months or more, "
        "and had every review in time.",
        good=HIGH,
    ),
    Series(
        "PrevRegCPR",
        "Second or subsequent plans",
        "Plans that started in the year for a child who had been on a plan before, "
        "however long ago, of all that started.",
        good=LOW,
    ),
    Series(
        "ReRegCPR",
        "Second or subsequent plans, number",
        "Plans that started in the year for a child who had been on a plan before.",
        NUMBER,
    ),
    Series(
        "CPPlans2yrs",
        "Plans ended that had lasted two years or more",
        "Plans that ended in the year after more than 729 days, of all that ended.",
        good=LOW,
    ),
    Series(
        "CPPlans2yrsActive",
        "Plans open two years or more",
        "Plans open at 31 March that had lasted more than 729 days, of all open.",
        good=LOW,
        stock=True,
    ),
    Series(
        "CPP_Num",
        "Children on plans",
        "Children who were the subject of a child protection plan at 31 March.",
        NUMBER,
        stock=True,
    ),
    Series(
        "CPP_start",
        "Plans started",
        "Child protection plans that started in the year.",
        NUMBER,
    ),
    Series(
        "CPP_end",
        "Plans ended",
        "Child protection plans that ended in the year.",
        NUMBER,
    ),
    *(
        Series(
            code,
            f"Plans open, time on the plan: {band}",
            f"Plans open at 31 March, time on the plan: {band}.",
            NUMBER,
            stock=True,
        )
        for band, code in _DURATIONS
    ),
    Series(
        "CPP_open_duration",
        "Plans open by time on the plan",
        "Plans open at 31 March, by how long they had lasted.",
        stock=True,
        parts=_DURATIONS,
    ),
    Series(
        "CPP_end_duration",
        "Plans ended by time on the plan",
        "Plans that ended in the year, by how long they had lasted.",
    ),
    Series(
        "CPP_category",
        "Plans open by category of abuse",
        "Plans open at 31 March, by the latest category of abuse.",
        stock=True,
    ),
    Series(
        "CPP_rate",
        "Children on plans, rate",
        "Children on a child protection plan at 31 March, for 10,000 aged 0 to 17.",
        RATE,
        stock=True,
    ),
    Series(
        "LACnum",
        "Children looked after",
        "Children looked after at 31 March, short breaks left out.",
        NUMBER,
        stock=True,
    ),
    Series(
        "LAC",
        "Children looked after, rate",
        "Children looked after at 31 March, for 10,000 aged 0 to 17.",
        RATE,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACnum_Start",
        "Children who started to be looked after",
        "Children who started to be looked after during the year.",
        NUMBER,
    ),
    Series(
        "LACceased",
        "Children who ceased to be looked after",
        "Children who ceased to be looked after during the year.",
        NUMBER,
    ),
    Series(
        "LACStable_2016on",
        "Three or more placements",
        "Children looked after at 31 March with three or more placements in the year.",
        good=LOW,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACStable_long_term",  # the Department's own code is not known
        "Long-term stability",
        "Children under 16 looked after for two and a half years or more at 31 March, "
        "in the same placement for two years or more.",
        good=HIGH,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACDistance",
        "Placed more than 20 miles away",
        "Children looked after at 31 March placed more than 20 miles from home and "
        "outside the council's area.",
        stock=True,
        decimals=0,
    ),
    Series(
        "Children_missing",
        "Missing from care",
        "Children looked after during the year who were missing at least once.",
        decimals=0,
    ),
    Series(
        "Unacc_Asylmn_Seek_Childn",
        "Unaccompanied asylum-seeking children",
        "Unaccompanied asylum-seeking children looked after at 31 March.",
        NUMBER,
        stock=True,
    ),
)
