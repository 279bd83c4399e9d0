"""Figures as text: one sentence for each thing a figure can be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.periods import Period, financial_year, month_of, quarter_of, rolling_year_to
from metrics import caseloads, cla_reviews, disputes, plans, said
from metrics.caseloads import CASELOAD_PER_FTE
from metrics.catalogue import CATALOGUE
from metrics.figure import Figure, figure
from metrics.measure import Good, Unit
from tests import tables
from ui.kit import words

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
RAISED = disputes.DISPUTES_RAISED
YEAR = financial_year(2025)


def a_figure(metric=ON_TIME, *, period=YEAR, **given):
    usual = {
        "where": {},
        "numerator": 87.0,
        "denominator": 100.0,
        "value": 87.0,
        "aside": 0,
        "covered": True,
    }
    return Figure(metric=metric, period=period, **(usual | given))


def a_count(value, **given):
    return a_figure(RAISED, numerator=value, denominator=None, value=value, **given)


def with_unit(unit):
    return replace(ON_TIME, unit=unit)


# Numbers


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (1234, "1,234"), (12.5, "12.5"), (1234.56, "1,234.6"), (3.0, "3")],
)
def test_a_number_has_a_decimal_only_where_there_is_one(number, said):
    assert words.number(number) == said


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        (Unit.PERCENT, 87, "87.0%"),
        (Unit.PERCENT, 0, "0.0%"),
        (Unit.COUNT, 1234, "1,234"),
        (Unit.DAYS, 12, "12 days"),
        (Unit.DAYS, 1, "1 day"),
        (Unit.WORKING_DAYS, 1, "1 working day"),
        (Unit.WORKING_DAYS, 12.5, "12.5 working days"),
        (Unit.PER_100, 4.25, "4.3 per 100"),
        (Unit.PER_FTE, 61.3, "61.3"),
        (Unit.A_MONTH, 3.25, "3.3 a month"),
        (Unit.PER_IRO, 61, "61.0"),
    ],
)
def test_a_value_carries_its_unit(unit, amount, said):
    assert words.value(with_unit(unit), amount) == said


def test_every_unit_has_words():
    assert set(said.UNITS) == set(Unit)


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_no_cases_is_not_nought(nothing):
    assert words.value(ON_TIME, nothing) == "No cases"


def test_no_file_is_no_data_whatever_the_value():
    assert words.value(ON_TIME, 0.0, covered=False) == "No data"
    assert words.figure(a_figure(covered=False)) == "No data"


# What a figure is out of


def test_a_share_says_how_many_of_how_many():
    shown = a_figure(numerator=1166.0, denominator=1390.0)
    assert words.fraction(shown) == f"1,166 of 1,390 {ON_TIME.denominator}"


def test_a_rate_is_not_a_part_of_what_it_is_for():
    shown = a_figure(CASELOAD_PER_FTE, numerator=779.0, denominator=9.3)
    assert words.fraction(shown) == f"779 for 9.3 {CASELOAD_PER_FTE.denominator}"


def test_a_share_of_nothing_says_there_was_nothing():
    shown = a_figure(numerator=0.0, denominator=0.0, value=None)
    assert words.fraction(shown) == f"There were no {ON_TIME.denominator}."


def test_a_count_says_what_was_counted():
    assert words.fraction(a_count(12.0)) == RAISED.numerator


def test_a_figure_of_no_file_says_so():
    assert words.fraction(a_figure(covered=False)) == (
        "No file that is loaded speaks for these days."
    )


def test_cases_left_aside_are_told_and_why():
    known = replace(ON_TIME, aside_words="whose due date is not known")
    assert words.aside(a_figure(known)) == ""
    assert words.aside(a_figure(known, aside=1200)) == (
        "Left out, not known: 1,200 (whose due date is not known)."
    )


# The change from a year before


def before(value, **given):
    return a_figure(value=value, period=financial_year(2024), **given)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (87.0, 85.0, "Up 2.0 percentage points from 85.0% in 2023-24."),
        (85.0, 87.0, "Down 2.0 percentage points from 87.0% in 2023-24."),
        (86.0, 85.0, "Up 1.0 percentage point from 85.0% in 2023-24."),
        (85.0, 85.0, "The same as in 2023-24 (85.0%)."),
        (85.04, 85.0, "The same as in 2023-24 (85.0%)."),
        (85.1, 85.0, "Up 0.1 percentage points from 85.0% in 2023-24."),
    ],
)
def test_a_change_is_the_difference_of_what_is_shown(now, then, said):
    assert words.change(a_figure(value=now), before(then)) == said


def test_a_count_changes_by_a_number():
    then = a_count(10.0, period=financial_year(2024))
    assert words.change(a_count(14.0), then) == "Up 4 from 10 in 2023-24."


def test_a_figure_without_a_value_has_not_changed():
    assert words.change(a_figure(value=None), before(85.0)) == ""


def test_a_year_without_cases_is_no_comparison():
    assert words.change(a_figure(), before(None)) == (
        "Nothing to compare with: no cases in 2023-24."
    )


def test_a_year_not_loaded_is_no_comparison():
    assert words.change(a_figure(), before(None, covered=False)) == (
        "Nothing to compare with: no whole data in 2023-24."
    )


# Which way is better


def test_neutral_figures_are_never_called_better():
    for metric in CATALOGUE:
        said = words.better(metric)
        if metric.good is Good.NEUTRAL:
            assert said == "More is not better or worse by itself."
        else:
            assert said in ("Higher is better.", "Lower is better.")


# Periods


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (rolling_year_to(date(2025, 9, 30)), "the year to September 2025"),
        (rolling_year_to(date(2025, 3, 31)), "2024-25"),
        (financial_year(2025), "2024-25"),
        (quarter_of(date(2025, 5, 1)), "quarter 1 of 2025-26"),
        (quarter_of(date(2026, 2, 1)), "quarter 4 of 2025-26"),
        (month_of(date(2025, 5, 1)), "May 2025"),
        (
            Period(date(2025, 4, 1), date(2025, 5, 12)),
            "the days from 1 April 2025 to 12 May 2025",
        ),
        (Period(date(2023, 4, 1), date(2023, 8, 31)), "2023-24 up to August 2023"),
        (Period(date(2023, 4, 1), date(2025, 3, 31)), "2023-24 and 2024-25"),
        (Period(date(2022, 4, 1), date(2025, 3, 31)), "2022-23 to 2024-25"),
        (Period(date(2023, 4, 1), date(2024, 8, 31)), "2023-24 to August 2024"),
    ],
)
def test_a_period_is_said_as_a_reader_would(period, said):
    assert words.period(period) == said


def test_what_there_is_on_a_day_is_said_on_that_day():
    assert plans.PLANS_OPEN.is_stock
    assert caseloads.CASELOAD_PER_FTE.is_stock
    assert words.when(plans.PLANS_OPEN, YEAR) == "on 31 March 2025"


def test_what_happens_over_time_is_said_in_that_time():
    assert not ON_TIME.is_stock
    assert not RAISED.is_stock
    assert words.when(ON_TIME, YEAR) == "in 2024-25"


def test_the_day_of_the_latest_data_is_told():
    assert words.data_to(date(2025, 9, 3)) == "Data up to 3 September 2025."
    assert words.data_to(None) == "No data is loaded."


# What is loaded


@pytest.fixture(scope="module")
def columns(exampleshire_columns):
    return exampleshire_columns


def spoken(metric, days, *runs):
    """Return a figure of some days, of which some runs are spoken for."""
    return figure(metric, tables.columns(covered=runs), days)


FROM_APRIL = Period(date(2024, 4, 1), date(2025, 9, 30))


def test_a_period_that_begins_before_its_data_says_from_when_it_is_counted():
    two_years = Period(date(2023, 4, 1), date(2025, 3, 31))
    shown = spoken(ON_TIME, two_years, FROM_APRIL)
    assert words.days_counted(shown) == (
        "Counted from 1 April 2024, where its data begins."
    )
    shown = replace(shown, value=50.0)
    assert words.when_counted(shown).endswith(
        ", counted from 1 April 2024, where its data begins"
    )
    assert words.change(shown, shown) == ""


def test_where_no_file_says_who_the_iros_are_a_caseload_says_so():
    shown = figure(CASELOAD_PER_FTE, tables.columns(), YEAR)
    assert words.figure(shown) == "No data"
    assert words.fraction(shown) == "No file that is loaded says who the IROs are."


def test_what_there_is_on_a_day_needs_that_day_only():
    days = Period(date(2023, 1, 1), date(2024, 4, 1))
    assert words.days_counted(spoken(plans.PLANS_OPEN, days, FROM_APRIL)) == ""


def test_a_figure_whose_data_ends_before_its_period_says_so():
    whole = Period(date(2025, 4, 1), date(2025, 9, 30))
    longer = Period(date(2025, 4, 1), date(2026, 3, 31))
    assert words.days_counted(spoken(ON_TIME, whole, FROM_APRIL)) == ""
    found = spoken(ON_TIME, longer, FROM_APRIL)
    assert words.days_counted(found) == (
        "Counted up to 30 September 2025, where its data ends."
    )
    assert words.days_counted(replace(found, covered=False)) == ""


def test_days_between_two_files_are_named():
    first, later = financial_year(2022), financial_year(2024)
    days = Period(first.start, later.end)
    shown = spoken(ON_TIME, days, first, later)
    assert words.days_counted(shown) == (
        "No file speaks for the days from 1 April 2022 to 31 March 2023."
    )
    assert words.when_counted(shown).endswith(", some days of it without data")


# Text


def test_a_participation_code_is_said_with_its_meaning():
    assert words.label("PN1").startswith("PN1 ")
    assert len(words.label("PN1")) > len("PN1 ")
    assert words.label("North") == "North"


@pytest.mark.parametrize("mark", list("\\`*_{}[]<>#$|~"))
def test_no_name_is_read_as_a_mark(mark):
    assert words.plain(f"North{mark}East") == f"North\\{mark}East"


def test_a_backslash_is_escaped_once():
    assert words.plain("\\*") == "\\\\\\*"


def test_words_know_nothing_of_streamlit():
    assert "streamlit" not in Path(words.__file__).read_text(encoding="utf-8")


def test_every_figure_of_the_catalogue_can_be_said():
    for metric in CATALOGUE:
        whole = metric.denominator != ""
        shown = a_figure(metric, denominator=100.0 if whole else None)
        assert words.fraction(shown)
        assert words.figure(shown)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"aside": 9.0},
            "Between 79.8% and 88.1%, depending on the 9 that are not known.",
        ),
        ({"aside": 0.0}, ""),
        ({"aside": float("nan")}, ""),
        ({"aside": 9.0, "withheld": True}, ""),
        (
            {
                "aside": 1.0,
                "numerator": 87_000.0,
                "denominator": 100_000.0,
            },
            "87.0%, whatever the answer for the 1 that is not known.",
        ),
    ],
)
def test_bounds_are_said_where_they_are_known(given, said):
    assert words.bounds(a_figure(**given)) == said
