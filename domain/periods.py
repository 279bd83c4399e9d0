"""Reporting periods: closed intervals of whole days, and rows of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

APRIL = 4
MONTHS = 12
YEAR = re.compile(r"(20\d\d)(?:\s*[-/_ ]\s*((?:20)?\d\d))?")
ONE_DAY = timedelta(days=1)
Sums = Sequence[tuple[int, tuple[int, ...]]]
RUNS_KEPT = 256  # rows of periods, asked for again with every page


@dataclass(frozen=True, order=True)
class Period:
    """A closed reporting interval [start, end], in whole days.

    Every measure takes its period as an argument. Nothing below pages/ reads the
    clock, so the same rows and the same period always give the same figure.

    Raises:
        ValueError: the period ends before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"Period starts {self.start}, after it ends {self.end}.")

    @property
    def label(self) -> str:
        """The period as a reader says it: `2023-24`, `April 2024`, or two dates."""
        if self == financial_year_of(self.start):
            return f"{self.start.year}-{self.end.year % 100:02d}"
        if self == month_of(self.start):
            return f"{self.start:%B %Y}"
        return f"{say_day(self.start)} to {say_day(self.end)}"

    def holds(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.start <= day <= self.end

    def same_last_year(self) -> Period:
        """Return the same days one year earlier; a month end stays a month end."""
        return Period(add_months(self.start, -MONTHS), _end_a_year_before(self.end))


def say_day(day: date) -> str:
    """Return `3 April 2024`: no leading zero, which %-d would not do on Windows."""
    return f"{day.day} {day:%B %Y}"


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last day if it is shorter.

    Source: the Care Planning Regulations 2010, reg 33, count calendar months.
    """
    index = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(index, MONTHS)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def birthday(born: date, age: int) -> date:
    """Return the day somebody reaches an age; born on 29 February, often 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, born.month + 1, 1)


def month_of(day: date) -> Period:
    """Return the calendar month that holds `day`."""
    return Period(day.replace(day=1), day.replace(day=_days_in(day.year, day.month)))


def quarter_number(day: date) -> int:
    """Return which quarter of the financial year holds `day`, from 1 to 4."""
    return (day.month - APRIL) % MONTHS // 3 + 1


def quarter_of(day: date) -> Period:
    """Return the quarter of the financial year (from April) that holds `day`."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, add_months(first, 3) - ONE_DAY)


def return_year_of(day: date) -> int:
    """Return the year whose 31 March ends the financial year of `day`."""
    return day.year + (day.month >= APRIL)


def return_year_from(words: str) -> int | None:
    """Return the return year meant by `2024-25`, `2024/25` or `2025`, None if none is.

    A single year is the one whose 31 March ends it.
    """
    match = YEAR.fullmatch(words.strip())
    if match is None:
        return None
    first, second = int(match[1]), match[2]
    if second is None:
        return first
    return first + 1 if (first + 1) % 100 == int(second) % 100 else None


def say_return_year(ending: int) -> str:
    """Return `2024-25` for the return year that ends on 31 March 2025."""
    return f"{ending - 1}-{ending % 100:02d}"


def financial_year(ending: int) -> Period:
    """Return 1 April to the 31 March of the year `ending`."""
    return Period(date(ending - 1, APRIL, 1), date(ending, APRIL, 1) - ONE_DAY)


def financial_year_of(day: date) -> Period:
    """Return the financial year (1 April to 31 March) that holds `day`."""
    return financial_year(return_year_of(day))


def rolling_year_to(day: date) -> Period:
    """Return the twelve months that end with the month of `day`."""
    end = month_of(day).end
    return Period(add_months(end.replace(day=1), 1 - MONTHS), end)


def year_to(day: date) -> Period:
    """Return the twelve months that end on a day."""
    if day == month_of(day).end:
        return rolling_year_to(day)
    return Period(add_months(day, -MONTHS) + ONE_DAY, day)


def months_between(start: date, end: date) -> tuple[Period, ...]:
    """Return each calendar month from that of `start` to that of `end`."""
    return _run(start, end, month_of)


def quarters_between(start: date, end: date) -> tuple[Period, ...]:
    """Return each quarter from that of `start` to that of `end`."""
    return _run(start, end, quarter_of)


def years_between(start: date, end: date) -> tuple[Period, ...]:
    """Return each financial year from that of `start` to that of `end`."""
    return _run(start, end, financial_year_of)


@lru_cache(maxsize=RUNS_KEPT)
def rolling_years_between(start: date, end: date) -> tuple[Period, ...]:
    """Return, for each month from `start` to `end`, the twelve months that end it."""
    return tuple(rolling_year_to(month.end) for month in months_between(start, end))


def clip(periods: tuple[Period, ...], within: Period) -> tuple[Period, ...]:
    """Return the periods cut to `within`; one that lies outside is dropped."""
    return tuple(
        Period(max(period.start, within.start), min(period.end, within.end))
        for period in periods
        if period.start <= within.end and period.end >= within.start
    )


def parted(period: Period, day: date | None) -> tuple[Period, ...]:
    """Return a period as it is, or the two that a day divides it into."""
    if day is None or not period.start < day <= period.end:
        return (period,)
    return Period(period.start, day - ONE_DAY), Period(day, period.end)


def all_parted(periods: Iterable[Period], day: date | None) -> tuple[Period, ...]:
    """Return periods in their order, one that a day divides as two."""
    return tuple(part for period in periods for part in parted(period, day))


@dataclass(frozen=True)
class Year:
    """One financial year's quarters up to the last day loaded, in order.

    A year that a day divides is two: no total joins them.
    """

    quarters: tuple[Period, ...]

    @property
    def to_date(self) -> tuple[Period, ...]:
        """The year to the end of each quarter; the last is as much as there is."""
        first = self.quarters[0].start
        return tuple(Period(first, quarter.end) for quarter in self.quarters)

    @property
    def periods(self) -> tuple[Period, ...]:
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


@lru_cache(maxsize=RUNS_KEPT)
def years_of(year: Period, last: date, divided: date | None) -> tuple[Year, ...]:
    """Return a financial year up to the last day told, the one divided as two."""
    return tuple(
        Year(clip(quarters_between(part.start, part.end), part))
        for part in parted(Period(year.start, min(year.end, last)), divided)
    )


@lru_cache(maxsize=RUNS_KEPT)
def _run(
    start: date, end: date, period_of: Callable[[date], Period]
) -> tuple[Period, ...]:
    found: list[Period] = []
    day = start
    while day <= end:
        found.append(period_of(day))
        day = found[-1].end + ONE_DAY
    return tuple(found)


def _days_in(year: int, month: int) -> int:
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return (following - ONE_DAY).day


def _end_a_year_before(end: date) -> date:
    if end == month_of(end).end:
        return month_of(add_months(end.replace(day=1), -MONTHS)).end
    return add_months(end, -MONTHS)
