"""What a release tells of a cell, in words."""

from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year, month_of, quarter_of
from domain.units import Unit
from metrics.release.cells import Key
from metrics.release.spans import NOT_DIVIDED, TOO_FEW
from metrics.release.told import Span, ToldCell
from reports.documents import told

YEAR = financial_year(2024)


class Told:
    """The words of a measure that matter here."""

    unit = Unit.PERCENT
    plain_count = False
    joined = "of"
    is_stock = False
    numerator = "held on time"
    denominator = "reviews held"
    aside_words = "whose due date is not known"


class Counted(Told):
    unit = Unit.COUNT
    plain_count = True


def cell(numerator=8, denominator=10, value=80.0, aside=0, why=""):
    def span(each):
        return each if each is None or isinstance(each, Span) else Span.of(each)

    key = Key("a_measure", "", "all", YEAR)
    return ToldCell(
        key, span(numerator), span(denominator), span(value), span(aside), why
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "not in this release"),
        (cell(), "80%"),
        (cell(value=83.903253), "83.9%"),
        (cell(0, 0, None), "no cases"),
        (cell(3, 3, None, aside=2), "3 of 5 is known to be"),
        (cell(Span(1, None), Span(1, None), Span(0, None), why=TOO_FEW), told.WITHHELD),
        (cell(Span(1, 5), 40, Span(2, 13), why=TOO_FEW), "between 2% and 13%"),
        (cell(Span(1, 5), 40, Span(2.4, 12.1), why=TOO_FEW), "between 2% and 13%"),
        (cell(Span(1, 5), 40, Span(0, 13), why=TOO_FEW), "between 0% and 13%"),
        (cell(Span(36, 40), 40, Span(90, 100), why=TOO_FEW), "between 90% and 100%"),
        (cell(Span(0, None), Span(0, None), None, why=NOT_DIVIDED), told.NOT_RELEASED),
    ],
)
def test_a_value_is_a_number_a_span_or_why_neither(found, words):
    assert told.value_words(Told, found) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span.of(1234), "1,234"),
        (Span(1, 5), "1 to 5"),
        (Span(0, 4), "fewer than 5"),
        (Span(6, None), told.WITHHELD),
        (Span(1, None), told.WITHHELD),
    ],
)
def test_a_count_is_a_number_a_span_or_withheld(span, words):
    assert told.count_words(cell(why=TOO_FEW), span) == words


def test_cases_are_so_many_of_so_many():
    assert told.cases_words(Told, cell(1006, 1199)) == "1,006 of 1,199"
    assert told.cases_words(Told, cell(Span(1, 5), 40, why=TOO_FEW)) == "1 to 5 of 40"
    hidden = cell(Span(1, None), Span(1, None), why=TOO_FEW)
    assert told.cases_words(Told, hidden) == told.WITHHELD
    assert told.cases_words(Counted, cell(7, None, 7)) == ""
    assert told.cases_words(Told, None) == ""


def test_a_note_quotes_both_counts_and_what_is_left_out():
    assert told.quoted_words(Told, cell(8, 10, aside=2)) == (
        "2023-24: 8 held on time, of 10 reviews held; left out: 2 whose due date is not "
        "known"
    )
    group = replace(cell(), key=Key("a_measure", "team", "North", YEAR))
    assert told.quoted_words(Told, group).startswith("North, 2023-24: ")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (YEAR, "2023-24"),
        (quarter_of(date(2024, 2, 1)), "Q4 2023-24"),
        (month_of(date(2024, 2, 1)), "February 2024"),
        (Period(date(2024, 7, 1), date(2025, 6, 30)), "July 2024 to June 2025"),
        (Period(date(2024, 7, 2), date(2025, 6, 30)), "2 July 2024 to 30 June 2025"),
    ],
)
def test_a_period_is_said_briefly(period, words):
    assert told.label(period) == words
