"""What a reader chose, as days, groups and one sentence."""

from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year, rolling_year_to
from metrics import cla_reviews, disputes, plans
from ui.kit import filters
from ui.kit.filters import Selection

LAST = date(2025, 9, 30)


@pytest.fixture
def columns(exampleshire_columns):
    return exampleshire_columns


def chosen(period=None, **where):
    groups = {name: (choice,) for name, choice in where.items()}
    return Selection(period or rolling_year_to(LAST), groups, LAST)


def test_a_filter_acts_on_the_figures_whose_rows_carry_it(columns):
    selection = chosen(team="North", review_type="First review")
    on_time = cla_reviews.REVIEWS_HELD_ON_TIME
    assert selection.on(on_time, columns) == selection.where
    assert selection.ignored(on_time, columns) == ()


def test_a_filter_that_rows_do_not_carry_is_named(columns):
    selection = chosen(team="North", review_type="First review")
    assert selection.on(plans.PLANS_OPEN, columns) == {"team": ("North",)}
    assert selection.ignored(plans.PLANS_OPEN, columns) == ("Review type",)


def test_the_year_before_is_the_same_days():
    assert chosen(financial_year(2025)).before == financial_year(2024)
    assert chosen(Period(date(2024, 2, 1), date(2024, 2, 29))).before == Period(
        date(2023, 2, 1), date(2023, 2, 28)
    )


def test_a_trend_is_the_three_years_to_the_end_of_the_period(columns):
    months = chosen().trend(cla_reviews.REVIEWS_HELD_ON_TIME, columns)
    assert len(months) == 36
    assert months[-1].end == LAST
    assert months[0].start == date(2022, 10, 1)


def test_a_trend_begins_where_its_files_do(columns):
    run = Period(date(2024, 4, 1), LAST)
    newer = replace(columns, covered={**columns.covered, "disputes": (run,)})
    months = chosen().trend(disputes.DISPUTES_RAISED, newer)
    assert months[0].start == run.start
    assert len(months) == 18


def test_a_period_before_any_file_still_has_months(columns):
    run = Period(date(2025, 4, 1), LAST)
    newer = replace(columns, covered={**columns.covered, "disputes": (run,)})
    months = chosen(financial_year(2024)).trend(disputes.DISPUTES_RAISED, newer)
    assert len(months) == 36


def test_the_choice_is_one_sentence():
    assert chosen().sentence == (
        "Showing the year to September 2025. All teams, ages and reviews. "
        "Data up to 30 September 2025."
    )
    assert chosen(financial_year(2025), team="North", age_band="1 to 4").sentence == (
        "Showing 2024-25. Only team North, age band 1 to 4. "
        "Data up to 30 September 2025."
    )


# Which periods are offered


def offered(kind, *runs):
    return list(filters._offered(kind, runs, runs[-1].end))


def test_no_period_is_offered_that_begins_before_the_data():
    run = Period(date(2023, 6, 1), LAST)
    assert offered(filters.YEAR, run) == ["2025-26 so far", "2024-25"]
    assert offered(filters.QUARTER, run)[-1] == "Quarter 2 of 2023-24"
    assert offered(filters.ROLLING, run)[-1] == "May 2024"
    assert offered(filters.MONTH, run)[-1] == "June 2023"


def test_no_period_is_offered_that_lies_between_two_files():
    runs = financial_year(2022), Period(date(2024, 4, 1), LAST)
    assert offered(filters.YEAR, *runs) == ["2025-26 so far", "2024-25", "2021-22"]


def test_twelve_months_are_not_offered_where_fewer_are_loaded(columns):
    run = Period(date(2025, 4, 1), LAST)
    kinds = filters._kinds(columns, (run,), LAST)
    assert kinds == (filters.YEAR, filters.QUARTER, filters.MONTH, filters.CHOSEN)


def test_where_one_day_is_loaded_everything_that_holds_it_is_offered(columns):
    day = Period(date(2025, 9, 15), date(2025, 9, 15))
    assert filters._kinds(columns, (day,), day.end) == filters.KINDS
    assert offered(filters.MONTH, day) == ["September 2025 so far"]
