"""Every cell of a release in words: a number, an interval, or why there is none."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import financial_year
from domain.units import Unit
from metrics.release.cells import Key
from metrics.release.said import (
    IN_PLACE,
    NO_CASES,
    NOT_RELEASED,
    TOO_FEW,
    aside_said,
    cases_words,
    number_words,
    value_words,
)
from metrics.release.told import NOT_DIVIDED, Span, ToldCell
from metrics.release.told import TOO_FEW as WHY

KEY = Key("measure", "", "all", financial_year(2025))
NOTHING = Span(0, 0)


@dataclass(frozen=True)
class Words:
    unit: Unit = Unit.PERCENT
    numerator: str = "held on time"
    denominator: str = "reviews"
    joined: str = "of"
    plain_count: bool = False
    aside_words: str = "without a date"


def share(top, of, value, why="", aside=NOTHING):
    return ToldCell(KEY, Span(*top), Span(*of), value and Span(*value), aside, why)


def count(span, why=""):
    return ToldCell(KEY, Span(*span), None, Span(*span), NOTHING, why)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (share((50, 50), (80, 80), (62.5, 62.5)), "62.5%"),
        (share((70, 76), (80, 80), (87.5, 95.2), WHY), "between 87% and 96%"),
        (share((1, 39), (1, 45), (2, 100), WHY), TOO_FEW),
        (share((1, 5), (9, None), (0, None), WHY), TOO_FEW),
        (share((0, 9), (0, 9), (0, 100), NOT_DIVIDED), NOT_RELEASED),
        (share((0, 0), (0, 0), None), NO_CASES),
        (share((5, 5), (5, 5), None, aside=Span(2, 2)), "5 of 7 is known to be"),
        (share((1, 5), (9, 9), None, WHY), TOO_FEW),
        (None, NOT_RELEASED),
    ],
)
def test_a_share(cell, said):
    assert value_words(Unit.PERCENT, cell) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ((3, 3), "3"),
        ((0, 0), "0"),
        ((1, 5), "1 to 5"),
        ((0, 9), "fewer than 10"),
        ((1, 1200), "1 to 1,200"),
        ((1, None), TOO_FEW),
    ],
)
def test_a_count(span, said):
    assert value_words(Unit.COUNT, count(span)) == number_words(Span(*span)) == said


def test_a_rate_and_days():
    assert value_words(Unit.PER_100, share((1, 5), (97, 97), (1.03, 5.16), WHY)) == (
        "between 1.0 and 5.2 per 100"
    )
    assert value_words(Unit.DAYS, count((1, 1))) == "1 day"


def test_cases_have_both_numbers_as_they_are_told():
    words = Words()
    assert cases_words(words, share((50, 50), (80, 80), (62.5, 62.5))) == (
        "50 of 80 reviews"
    )
    assert (
        cases_words(words, share((1, 5), (9, 9), (11, 56), WHY))
        == "1 to 5 of 9 reviews"
    )
    assert cases_words(words, share((0, 0), (0, 0), None)) == "There were no reviews."
    assert cases_words(words, share((0, 9), (0, 9), (0, 100), NOT_DIVIDED)) == ""
    assert cases_words(words, None) == ""
    plain = Words(unit=Unit.COUNT, numerator="disputes raised", plain_count=True)
    assert cases_words(plain, count((1, 5), WHY)) == "disputes raised"
    middle = Words(unit=Unit.DAYS, numerator="late reviews")
    assert cases_words(middle, count((8, 8))) == "8 late reviews"


def test_what_is_left_out_is_said_where_there_is_any():
    words = Words()
    told = share((50, 50), (80, 80), (62.5, 62.5), aside=Span(1, 5))
    assert aside_said(words, told) == "Left out, not known: 1 to 5 (without a date)."
    assert aside_said(words, share((5, 5), (8, 8), (62.5, 62.5))) == ""


@given(st.integers(0, 80), st.integers(1, 80), st.sampled_from(Unit))
def test_an_interval_is_never_said_narrower_than_it_is(low, wide, unit):
    span = Span(low + 0.04, low + wide + 0.96)
    said = value_words(unit, share((1, 5), (9, 9), (span.low, span.high), WHY))
    if said in IN_PLACE or said.startswith("fewer"):
        return
    first, last = (
        float("".join(c for c in each if c.isdigit() or c == "."))
        for each in said.replace("between ", "").replace(" and ", " to ").split(" to ")
    )
    assert first <= span.low and last >= span.high
