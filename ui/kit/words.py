"""Figures as text. Nothing here draws, and nothing else rounds."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from domain import periods
from domain.codes import PARTICIPATION
from domain.periods import Period, say_day
from domain.tables import Columns
from metrics.figure import Figure
from metrics.figure import bounds as bounds_of
from metrics.measure import Good, Metric, Unit

NO_CASES = "No cases"
WITHHELD = "c"
NOT_LOADED = "No data"
ROUNDS_TO_NOTHING = 0.05  # to one decimal
ALL = 100.0
ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#$|~"})
POSTS = {"iro": "IRO", "cp_chair": "Chair", "dual": "IRO and chair"}  # of staff
UNITS = {
    Unit.PERCENT: "%",
    Unit.COUNT: "",
    Unit.DAYS: " days",
    Unit.WORKING_DAYS: " working days",
    Unit.PER_100: "",
    Unit.PER_FTE: "",
    Unit.PER_IRO: "",
}


def number(value: float) -> str:
    """Return 1,234 or 12.5: one decimal only where there is one."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def withheld_rule(small: int) -> str:
    """Return what is withheld from a board, and by whose rule."""
    return (
        f"Withheld from board members: a number from 1 to {small}, or one that would "
        "give it away. The Department for Education does the same in its tables."
    )


def count(amount: float) -> str:
    """Return a count; one that is withheld is not a number."""
    return WITHHELD if math.isnan(amount) else number(amount)


def value(
    metric: Metric,
    amount: float | None,
    covered: bool = True,
    withheld: bool = False,
) -> str:
    """Return an amount in the measure's unit, or why there is none, in words."""
    if not covered:
        return NOT_LOADED
    if withheld:
        return WITHHELD
    if amount is None or math.isnan(amount):
        return NO_CASES
    return _in_units(metric.unit, amount)


def percent(amount: float) -> str:
    """Return a share to one decimal."""
    return _in_units(Unit.PERCENT, amount)


def _in_units(unit: Unit, amount: float) -> str:
    said = UNITS[unit]
    if unit in (Unit.COUNT, Unit.DAYS, Unit.WORKING_DAYS):
        return f"{number(amount)}{said[:-1] if amount == 1 and said else said}"
    if 0 < amount < ROUNDS_TO_NOTHING:
        return f"less than 0.1{said}"
    if unit is Unit.PERCENT and ALL - ROUNDS_TO_NOTHING <= amount < ALL:
        return "more than 99.9%"
    return f"{amount:,.1f}{said}"


def figure(shown: Figure) -> str:
    """Return a figure's value in words."""
    if shown.known_to_be:
        return f"{number(shown.numerator)} of {_all_of(shown)} is known to be"
    return value(shown.metric, shown.value, shown.covered, shown.withheld)


def _all_of(shown: Figure) -> str:
    return number((shown.denominator or 0) + shown.aside)


def fraction(shown: Figure) -> str:
    """Return `1,166 of 1,390 reviews held ...`; what was counted where no fraction."""
    if not shown.covered:
        return "No file that is loaded speaks for these days."
    if shown.withheld:
        return "Withheld: too few, or it would tell of too few."
    if shown.denominator is None:
        return shown.metric.numerator
    if shown.known_to_be:
        return (
            f"{number(shown.numerator)} of {_all_of(shown)} {shown.metric.denominator} "
            "is known to be; of the others nobody can tell"
        )
    below = f"{number(shown.denominator)} {shown.metric.denominator}"
    if shown.denominator == 0:
        return f"There were no {shown.metric.denominator}."
    return f"{number(shown.numerator)} {shown.metric.joined} {below}"


def aside(shown: Figure) -> str:
    """Return what was left out because the answer is unknown; empty if nothing."""
    if not shown.aside or shown.withheld:
        return ""
    if math.isnan(shown.aside):
        return f"Left out, not known: {WITHHELD} ({shown.metric.aside_words})."
    return f"Left out, not known: {number(shown.aside)} ({shown.metric.aside_words})."


def bounds(shown: Figure) -> str:
    """Return between which values a figure lies, the unknown counted; empty if known."""
    found = bounds_of(shown)
    if found is None:
        return ""
    low, high = (_in_units(shown.metric.unit, each) for each in found)
    if low == high:
        return f"{low}, whichever way those left out turn out."
    return f"Between {low} and {high}, whichever way those left out turn out."


def loaded_from_the_start(metric: Metric, columns: Columns, days: Period) -> bool:
    """Say whether the files speak for a period from its first day on."""
    day = days.end if metric.is_stock else days.start
    return all(
        any(run.start <= day <= run.end for run in columns.covered.get(what, ()))
        for what in metric.files
    )


def ends_early(shown: Figure, columns: Columns) -> str:
    """Return where a figure's data ends before its period does; empty if not."""
    ends = [columns.last_day(what) for what in shown.metric.files]
    last = min((end for end in ends if end), default=shown.period.end)
    if not shown.covered or last >= shown.period.end:
        return ""
    return f"Counted up to {say_day(last)}, where its data ends."


def change(now: Figure, before: Figure) -> str:
    """Return the change from the same period a year before, in words."""
    then = when(before.metric, before.period)
    if now.value is None:
        return ""
    if before.value is None:
        reason = "no whole data" if not before.covered else "no cases"
        reason = "the number is withheld" if before.withheld else reason
        return f"Nothing to compare with: {reason} {then}."
    was = figure(before)
    difference = round(now.value, 1) - round(before.value, 1)
    if abs(difference) < ROUNDS_TO_NOTHING:
        return f"The same as {then} ({was})."
    way = "Up" if difference > 0 else "Down"
    return f"{way} {_size(now.metric, abs(difference))} from {was} {then}."


def _size(metric: Metric, difference: float) -> str:
    if metric.unit is Unit.PERCENT:
        points = (
            "percentage point" if round(difference, 1) == 1 else "percentage points"
        )
        return f"{difference:.1f} {points}"
    return number(round(difference, 1))


def better(metric: Metric) -> str:
    """Return which way is better, for a reader; empty where neither is."""
    if metric.good is Good.NEUTRAL:
        return "Neither higher nor lower is better."
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
        return f"{year_of(days).label} up to {days.end:%B %Y}"
    return f"the days from {days.label}"


def when(metric: Metric, days: Period) -> str:
    """Return the days of a figure as said in a sentence: `in ...`, or `on ...`."""
    if metric.is_stock:
        return f"on {periods.say_day(days.end)}"
    return f"in {period(days)}"


def label(group: str) -> str:
    """Return a group's label; a participation code with its meaning."""
    return f"{group} {PARTICIPATION[group]}" if group in PARTICIPATION else group


def year_of(days: Period) -> Period:
    """Return the financial year in which a period starts."""
    return periods.financial_year_of(days.start)


def finding(now: Figure, before: Figure | None = None) -> str:
    """Return a heading that states the figure, and its change if there is one."""
    if now.withheld:
        return f"{now.metric.name}: withheld {when(now.metric, now.period)}"
    if now.value is None:
        return (
            f"{now.metric.name}: {figure(now).lower()} {when(now.metric, now.period)}"
        )
    words = f"{now.metric.name}: {figure(now)} {when(now.metric, now.period)}"
    if before is None or before.value is None:
        return words
    difference = round(now.value, 1) - round(before.value, 1)
    if abs(difference) < ROUNDS_TO_NOTHING:
        return f"{words}, the same as a year before"
    way = "up" if difference > 0 else "down"
    return f"{words}, {way} from {figure(before)} a year before"


def data_to(day: date | None) -> str:
    """Return up to which day there is data."""
    return f"Data up to {say_day(day)}." if day else "No data is loaded."


def plain(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    return text.translate(ESCAPED)
