"""Figures as text. Nothing here draws; domain/rounding.py alone rounds.

A value in words, and a number, are those of metrics/said.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol

from domain import periods
from domain.codes import PARTICIPATION
from domain.periods import ONE_DAY, Period, say_day
from domain.rounding import rounded
from domain.tables import Columns
from metrics import said
from metrics.figure import Figure
from metrics.figure import bounds as bounds_of
from metrics.figure import interval as interval_of
from metrics.measure import Good, Metric, Unit
from metrics.spoken import days_counted as days_spoken_for
from metrics.spoken import first_counted

NO_CASES, NOT_LOADED, WITHHELD = said.NO_CASES, said.NOT_LOADED, said.WITHHELD
UNITS, ROUNDS_TO_NOTHING = said.UNITS, said.ROUNDS_TO_NOTHING
KNOWN_TO_BE = said.KNOWN_TO_BE
TOO_SMALL = "Withheld: a number is too small to show, or would give a small one away."
number, decimal, whole = said.number, said.decimal, said.whole
value, percent, figure = said.value, said.percent, said.figure
ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#$|~"})
POSTS = {  # of staff
    "iro": "IRO",
    "cp_chair": "Chair",
    "dual": "IRO and chair",
    "lcpp": "Lead child protection practitioner",
}


class Timed(Protocol):
    """What is of a time or of a day: a measure, or what a release keeps of one."""

    @property
    def is_stock(self) -> bool: ...


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return councils' names by their codes; those of one name have the code beside."""
    often = Counter(names.values())
    return {
        la: name if often[name] == 1 else f"{name} ({la})" for la, name in names.items()
    }


def count(amount: float) -> str:
    """Return a count."""
    return number(amount)


def fraction(shown: Figure) -> str:
    """Return `1,166 of 1,390 reviews held ...`; what was counted where no fraction."""
    if without := _without_numbers(shown):
        return without
    if shown.denominator is None:
        return shown.metric.numerator
    if shown.known_to_be:
        return (
            f"{number(shown.numerator)} of {said.all_of(shown)} {shown.metric.denominator} "
            "is known to be; of the others nobody can tell"
        )
    below = f"{number(shown.denominator)} {shown.metric.denominator}"
    if shown.denominator == 0:
        return f"There were no {shown.metric.denominator}."
    return f"{number(shown.numerator)} {shown.metric.joined} {below}"


def _without_numbers(shown: Figure) -> str:
    """Return why a figure has no numbers to tell; empty where it has."""
    if shown.nobody_listed:
        return "No file that is loaded says who the IROs are."
    if not shown.covered:
        return "No file that is loaded speaks for these days."
    return TOO_SMALL if shown.withheld else ""


def aside(shown: Figure) -> str:
    """Return what was left out because the answer is unknown; empty if nothing."""
    if not shown.aside or shown.withheld:
        return ""
    return f"Left out, not known: {number(shown.aside)} ({shown.metric.aside_words})."


def bounds(shown: Figure) -> str:
    """Return between which values a figure lies, the unknown counted; empty if known."""
    found = bounds_of(shown)
    if found is None:
        return ""
    low, high = (said.in_units(shown.metric.unit, each) for each in found)
    not_known = "is not known" if shown.aside == 1 else "are not known"
    unknown = f"the {number(shown.aside)} that {not_known}"
    if low == high:
        return f"{low}, whatever the answer for {unknown}."
    return f"Between {low} and {high}, depending on {unknown}."


def interval(shown: Figure) -> str:
    """Return how far chance may have moved a share of few cases; empty of many."""
    found = interval_of(shown)
    if found is None:
        return ""
    low, high = (said.whole(each) for each in found)
    return f"With so few, chance alone gives anything from {low}% to {high}%."


def days_counted(shown: Figure) -> str:
    """Return which days of its period a figure does not count; empty if it counts all."""
    if not shown.covered:
        return ""
    return days_spoken_for(shown.metric, shown.period, shown.spoken)


def change(now: Figure, before: Figure) -> str:
    """Return the change from the same period a year before, in words."""
    then = when(before.metric, before.period)
    if now.value is None:
        return ""
    if before.unlike or not now.from_the_start:
        return before.unlike
    if before.value is None:
        reason = "no whole data" if not before.covered else "no cases"
        reason = "the number is withheld" if before.withheld else reason
        return f"Nothing to compare with: {reason} {then}."
    was = figure(before)
    difference = rounded(now.value) - rounded(before.value)
    if abs(difference) < ROUNDS_TO_NOTHING:
        return f"The same as {then} ({was})."
    way = "Up" if difference > 0 else "Down"
    return f"{way} {_size(now.metric, abs(difference))} from {was} {then}."


def _size(metric: Metric, difference: float) -> str:
    if metric.unit is Unit.PERCENT:
        points = "percentage point" if rounded(difference) == 1 else "percentage points"
        return f"{decimal(difference)} {points}"
    return number(difference)


def better(metric: Metric) -> str:
    """Return which way is better, for a reader; empty where neither is."""
    if metric.good is Good.NEUTRAL:
        return "More is not better or worse by itself."
    return f"{metric.good.value.capitalize()}."


@lru_cache(maxsize=1024)
def period(days: Period) -> str:
    """Return a period as said after `in`: a year, a quarter, a month or two days."""
    if days == periods.rolling_year_to(days.end) and days != year_of(days):
        return f"the year to {days.end:%B %Y}"
    if days == periods.quarter_of(days.start):
        return f"quarter {periods.quarter_number(days.start)} of {year_of(days).label}"
    if days in (year_of(days), periods.month_of(days.start)):
        return days.label
    if days.start == year_of(days).start and days.end == periods.month_of(days.end).end:
        return _from_april(days)
    return f"the days from {days.label}"


def _from_april(days: Period) -> str:
    """Return days from 1 April to a month's end: part of a year, or several years."""
    first, last = year_of(days), periods.financial_year_of(days.end)
    if first == last:
        return f"{first.label} up to {days.end:%B %Y}"
    if days.end < last.end:
        return f"{first.label} to {days.end:%B %Y}"
    joined = "and" if last.start == first.end + ONE_DAY else "to"
    return f"{first.label} {joined} {last.label}"


def when(metric: Timed, days: Period) -> str:
    """Return the days of a figure as said in a sentence: `in ...`, or `on ...`."""
    if metric.is_stock:
        return f"on {periods.say_day(days.end)}"
    return f"in {period(days)}"


def when_counted(shown: Figure) -> str:
    """Return the days of a figure, from where its data begins if that is later."""
    return f"{when(shown.metric, shown.period)}{counted_from(shown)}"


def counted_from(shown: Figure) -> str:
    """Return what a heading adds where a figure is not of its whole period."""
    first = first_counted(shown.metric, shown.period, shown.spoken)
    if first is not None:
        return f", counted from {say_day(first)}, where its data begins"
    if not shown.from_the_start:
        return ", some days of it without data"
    if shown.spoken and shown.spoken[-1].end < shown.period.end:
        return f", counted up to {say_day(shown.spoken[-1].end)}, where its data ends"
    return ""


def label(group: str) -> str:
    """Return a group's label; a participation code with its meaning."""
    return f"{group} {PARTICIPATION[group]}" if group in PARTICIPATION else group


def most_often(groups: Iterable[str], high: str) -> str:
    """Return which groups have the most, and how many that is."""
    return f"most often {' and '.join(label(each) for each in groups)}, {high}"


def year_of(days: Period) -> Period:
    """Return the financial year in which a period starts."""
    return periods.financial_year_of(days.start)


def data_to(day: date | None) -> str:
    """Return up to which day there is data."""
    return f"Data up to {say_day(day)}." if day else "No data is loaded."


def left_out(columns: Columns) -> str:
    """Return how many rows figures leave out; empty if none."""
    if not columns.left_out:
        return ""
    return (
        f"{columns.left_out:,} rows of the files loaded are left out of these figures."
    )


def plain(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    return text.translate(ESCAPED)
