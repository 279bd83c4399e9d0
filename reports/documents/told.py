"""What a release tells of a cell, in words: a number, how far it can lie, or why neither."""

from __future__ import annotations

import math

from domain.periods import (
    Period,
    financial_year_of,
    month_of,
    quarter_number,
    quarter_of,
    say_day,
)
from domain.units import Unit
from metrics.release.spans import NOT_DIVIDED
from metrics.release.told import Span, ToldCell
from metrics.said import KNOWN_TO_BE, in_units, number
from reports.released import Words

NOT_HERE = "not in this release"
NO_CASES = "no cases"
WITHHELD = "withheld (too few)"
NOT_RELEASED = "not released for this period"
WHOLE = 100.0


def value_words(words: Words, cell: ToldCell | None) -> str:
    """Return a cell's value as a sentence has it, or why there is none."""
    if cell is None:
        return NOT_HERE
    if cell.value is not None and cell.value.exact is not None:
        return in_units(words.unit, cell.value.exact).replace(".0%", "%")
    if cell.why:
        return _withheld(cell, cell.value, words.unit)
    if cell.denominator and cell.denominator.low and cell.aside.low:
        cases = number(cell.denominator.low + cell.aside.low)
        return f"{number(cell.numerator.low)} of {cases} {KNOWN_TO_BE}"
    return NO_CASES


def count_words(cell: ToldCell, span: Span | None) -> str:
    """Return one of a cell's counts in words; empty where it has none."""
    if span is None:
        return ""
    if span.exact is not None:
        return number(span.exact)
    return _withheld(cell, span, Unit.COUNT)


def cases_words(words: Words, cell: ToldCell | None) -> str:
    """Return `1,006 of 1,199`, or what else a value is of; empty of a plain count."""
    if cell is None or words.plain_count:
        return ""
    top = count_words(cell, cell.numerator)
    if cell.denominator is None:
        return f"{top} cases"
    below = count_words(cell, cell.denominator)
    if top == below and top in (WITHHELD, NOT_RELEASED):
        return top
    return f"{top} {words.joined} {below}"


def quoted_words(words: Words, cell: ToldCell) -> str:
    """Return a cell as the note of its measure quotes it, its counts in full words."""
    name = when(cell.key.period, words.is_stock)
    if cell.key.by:
        name = f"{cell.key.group}, {name}"
    top = f"{count_words(cell, cell.numerator)} {words.numerator}"
    said = top
    if cell.denominator is not None:
        below = count_words(cell, cell.denominator)
        said = f"{top}, {words.joined} {below} {words.denominator}"
    aside = ""
    if cell.aside.high != 0 and words.aside_words:
        aside = f"; left out: {count_words(cell, cell.aside)} {words.aside_words}"
    return f"{name}: {said}{aside}"


def when(period: Period, is_stock: bool = False) -> str:
    """Return a period as a sentence has it; of what there is on a day, that day."""
    return say_day(period.end) if is_stock else label(period)


def label(period: Period) -> str:
    """Return a period briefly: `2023-24`, `Q1 2023-24`, or its two days."""
    if period == quarter_of(period.start):
        year = financial_year_of(period.start)
        return f"Q{quarter_number(period.start)} {year.label}"
    first, last = month_of(period.start), month_of(period.end)
    whole = first != last and (period.start, period.end) == (first.start, last.end)
    if whole and period != financial_year_of(period.start):
        return f"{first.label} to {last.label}"
    return period.label


def _withheld(cell: ToldCell, span: Span | None, unit: Unit) -> str:
    """Return how far what is withheld can lie, outwards; or only that it is."""
    if cell.why == NOT_DIVIDED:
        return NOT_RELEASED
    if span is None:
        return WITHHELD
    low, high = (
        math.floor(span.low),
        None if span.high is None else math.ceil(span.high),
    )
    if unit is Unit.PERCENT and high is not None and high >= WHOLE:
        high = None
    return _between(low, high, unit)


def _between(low: int, high: int | None, unit: Unit) -> str:
    def said(amount: int) -> str:
        return in_units(unit, amount).replace(".0", "")

    if high is None:
        return WITHHELD if low <= 1 else f"at least {said(low)}"
    if low <= 0:
        return f"at most {said(high)}"
    if unit is Unit.COUNT:
        return f"{said(low)} to {said(high)}"
    return f"between {said(low)} and {said(high)}"
