"""What a cell of a release is in words: a number, an interval, or why there is none."""

from __future__ import annotations

import math
from typing import Protocol

from domain.rounding import rounded
from domain.units import Unit
from metrics.release.told import Span, ToldCell
from metrics.said import KNOWN_TO_BE, between, in_units, number

NOT_RELEASED = "not released for this period"
TOO_FEW = "withheld (too few)"
NO_CASES = "no cases"
WIDE = 90.0  # percentage points: an interval so wide says nothing
IN_PLACE = (NOT_RELEASED, TOO_FEW, NO_CASES)  # of a number


class Worded(Protocol):
    """What says what a cell counts: a measure as it was when it was signed."""

    @property
    def unit(self) -> Unit: ...
    @property
    def numerator(self) -> str: ...
    @property
    def denominator(self) -> str: ...
    @property
    def joined(self) -> str: ...
    @property
    def plain_count(self) -> bool: ...
    @property
    def aside_words(self) -> str: ...


def value_words(unit: Unit, cell: ToldCell | None) -> str:
    """Return a cell's value in words; None is a cell that is not in the release."""
    if cell is None or not cell.divided:
        return NOT_RELEASED
    if cell.value is not None:
        exact = cell.value.exact
        return _between(unit, cell.value) if exact is None else in_units(unit, exact)
    if cell.withheld:
        return TOO_FEW
    return _known_to_be(cell) if cell.denominator and cell.denominator.low else NO_CASES


def number_words(span: Span | None) -> str:
    """Return a count in words; empty where there is none."""
    if span is None:
        return ""
    return number(span.low) if span.exact is not None else _counts(span)


def cases_words(words: Worded, cell: ToldCell | None) -> str:
    """Return `1,068 of 1,226 reviews held ...`; empty of a cell that is not released."""
    if cell is None or not cell.divided:
        return ""
    below = cell.denominator
    if below is None:
        counted = "" if words.plain_count else f"{number_words(cell.numerator)} "
        return f"{counted}{words.numerator}"
    if below.high == 0:
        return f"There were no {words.denominator}."
    top, cases = number_words(cell.numerator), number_words(below)
    return f"{top} {words.joined} {cases} {words.denominator}"


def aside_said(words: Worded, cell: ToldCell | None) -> str:
    """Return what is left out because the answer is unknown; empty if nothing is."""
    if cell is None or not cell.divided or cell.aside.high == 0:
        return ""
    return f"Left out, not known: {number_words(cell.aside)} ({words.aside_words})."


def _known_to_be(cell: ToldCell) -> str:
    """Return what is known where all other answers are not, so no value is told."""
    whole = (cell.denominator.low if cell.denominator else 0.0) + cell.aside.low
    return f"{number_words(cell.numerator)} of {number(whole)} {KNOWN_TO_BE}"


def _between(unit: Unit, span: Span) -> str:
    """Return how far a value can lie apart, rounded outwards; or that it is withheld."""
    if unit is Unit.COUNT:
        return _counts(span)
    if span.high is None:
        return TOO_FEW
    step = 1.0 if unit is Unit.PERCENT else 0.1
    low, high = _down(span.low, step), _up(span.high, step)
    if unit is not Unit.PERCENT:
        return between(in_units(unit, low), in_units(unit, high))
    return TOO_FEW if high - low >= WIDE else f"between {low:g}% and {high:g}%"


def _counts(span: Span) -> str:
    if span.high is None:
        return TOO_FEW
    low, high = math.floor(span.low), math.ceil(span.high)
    return f"{low:,} to {high:,}" if low else f"fewer than {high + 1:,}"


def _down(amount: float, step: float) -> float:
    return rounded(math.floor(rounded(amount / step, 6)) * step)


def _up(amount: float, step: float) -> float:
    return rounded(math.ceil(rounded(amount / step, 6)) * step)
