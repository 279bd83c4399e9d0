"""What a release tells of a cell, in words: a number, how far it can lie, or why neither."""

from __future__ import annotations

from domain.periods import (
    Period,
    financial_year_of,
    month_of,
    quarter_number,
    quarter_of,
    say_day,
)
from metrics.release import said
from metrics.release.told import Span, ToldCell
from reports.released import Words

NOT_HERE = "not in this release"
NO_CASES, WITHHELD, NOT_RELEASED = said.NO_CASES, said.TOO_FEW, said.NOT_RELEASED


def value_words(words: Words, cell: ToldCell | None) -> str:
    """Return a cell's value as a sentence has it, or why there is none."""
    if cell is None:
        return NOT_HERE
    return said.value_words(words.unit, cell).replace(".0%", "%")


def count_words(cell: ToldCell, span: Span | None) -> str:
    """Return one of a cell's counts in words; empty where it has none."""
    if span is not None and span.exact is None and not cell.divided:
        return NOT_RELEASED
    return said.number_words(span)


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
    counted = top
    if cell.denominator is not None:
        below = count_words(cell, cell.denominator)
        counted = f"{top}, {words.joined} {below} {words.denominator}"
    aside = ""
    if cell.aside.high != 0 and words.aside_words:
        aside = f"; left out: {count_words(cell, cell.aside)} {words.aside_words}"
    return f"{name}: {counted}{aside}"


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
