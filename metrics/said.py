"""What a figure's value is in words: one way, for the screen, the shell and files."""

from __future__ import annotations

import math
from typing import Protocol

from domain.rounding import rounded
from metrics.figure import Figure
from metrics.measure import Metric, Unit
from metrics.sides import Side

NO_CASES = "No cases"
WITHHELD = "c"
NOT_LOADED = "No data"
KNOWN_TO_BE = "is known to be"  # where all other answers are unknown
ROUNDS_TO_NOTHING = 0.05  # to one decimal
ALL = 100.0
UNITS = {
    Unit.PERCENT: "%",
    Unit.COUNT: "",
    Unit.DAYS: " days",
    Unit.WORKING_DAYS: " working days",
    Unit.PER_100: " per 100",
    Unit.PER_100_STAFF: " per 100",
    Unit.PER_FTE: "",
    Unit.PER_IRO: "",
    Unit.A_MONTH: " a month",
}


class Valued(Protocol):
    """What has values in a unit: a measure, or what a release keeps of one."""

    @property
    def unit(self) -> Unit: ...


def number(value: float) -> str:
    """Return 1,234 or 12.5: one decimal only where there is one."""
    shown = rounded(value)
    return f"{int(shown):,}" if shown.is_integer() else f"{shown:,}"


def decimal(value: float) -> str:
    """Return 1,234.0 or 12.5: one decimal always."""
    return f"{rounded(value):,}"


def whole(value: float) -> str:
    """Return 1,234 or 13: no decimal."""
    return number(rounded(value, 0))


def value(
    metric: Valued,
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
    return in_units(metric.unit, amount)


def briefly(metric: Valued, amount: float) -> str:
    """Return an amount in the measure's unit, as a sentence has it: 90%, not 90.0%."""
    return value(metric, amount).replace(".0%", "%")


def between(low: str, high: str) -> str:
    """Return two amounts in one unit, which is said once: between 8 and 12 days."""
    same = low.partition(" ")[2] == high.partition(" ")[2]
    return f"between {low.partition(' ')[0] if same else low} and {high}"


def percent(amount: float) -> str:
    """Return a share to one decimal."""
    return in_units(Unit.PERCENT, amount)


def in_units(unit: Unit, amount: float) -> str:
    """Return an amount; a little is never nothing, nor nearly all of them all."""
    said = UNITS[unit]
    if unit in (Unit.COUNT, Unit.DAYS, Unit.WORKING_DAYS):
        return f"{number(amount)}{said[:-1] if amount == 1 and said else said}"
    if 0 < amount < ROUNDS_TO_NOTHING:
        return f"less than 0.1{said}"
    if unit is Unit.PERCENT and ALL - ROUNDS_TO_NOTHING <= amount < ALL:
        return "more than 99.9%"
    return f"{decimal(amount)}{said}"


def cases_of(metric: Metric, side: Side) -> str:
    """Return what the cases on one side of a measure are: `reviews that were late`."""
    whole = metric.denominator or metric.grain
    return {
        Side.COUNTED: metric.counted_words
        or (whole if metric.natural else metric.numerator),
        Side.REST: metric.rest_words or f"other {whole}",
        Side.CASES: whole,
        Side.ASIDE: metric.aside_words,
    }[side]


def figure(shown: Figure) -> str:
    """Return a figure's value in words."""
    if shown.known_to_be:
        return f"{number(shown.numerator)} of {all_of(shown)} {KNOWN_TO_BE}"
    return value(shown.metric, shown.value, shown.covered, shown.withheld)


def all_of(shown: Figure) -> str:
    """Return how many cases there are, those whose answer is unknown too."""
    return number((shown.denominator or 0) + shown.aside)
