"""What is compared: a figure with another of as many days, or with none."""

from dataclasses import replace
from datetime import date

from domain.periods import Period, financial_year
from metrics import cla_reviews, plans
from metrics.comparison import compared, unlike
from metrics.figure import figures
from tests.tables import columns
from ui.kit import words

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
YEAR, BEFORE = financial_year(2025), financial_year(2024)
REVIEWS = """
    child | due        | held
    C1    | 2023-06-03 | 2023-06-03
    C1    | 2024-02-03 | 2024-02-04
    C1    | 2024-06-03 | 2024-06-03
"""
TO_DECEMBER = (Period(date(2023, 4, 1), date(2024, 12, 31)),)
EARLY = (
    "Not compared with a year before: the data ends on 31 December 2024, "
    "before the period does."
)


def pair(metric=ON_TIME, covered=TO_DECEMBER, **given):
    loaded = replace(columns(reviews=REVIEWS, covered=covered), **given)
    before, now = figures(metric, loaded, (BEFORE, YEAR))
    return now, compared(now, before, loaded.led_from)


def test_a_part_of_a_year_is_not_compared_with_a_whole_one():
    now, before = pair()
    assert now.value == 100.0
    assert before.value is None
    assert words.change(now, before) == EARLY
    assert words.when_counted(now) == (
        "in 2024-25, counted up to 31 December 2024, where its data ends"
    )


def test_a_whole_year_is_compared_with_the_whole_one_before():
    now, before = pair(covered=(Period(date(2023, 4, 1), date(2025, 3, 31)),))
    assert before.unlike == ""
    assert before.value == 50.0
    assert "Up 50.0 percentage points" in words.change(now, before)


def test_as_many_days_of_the_year_before_are_a_comparison():
    days = Period(YEAR.start, TO_DECEMBER[0].end)
    loaded = columns(reviews=REVIEWS, covered=TO_DECEMBER)
    before, now = figures(ON_TIME, loaded, (days.same_last_year(), days))
    assert unlike(now, before, None) == ""
    assert compared(now, before, None).value == 100.0


def test_what_there_is_on_a_day_is_not_compared_where_that_day_is_not_spoken_for():
    now, before = pair(plans.PLANS_OPEN)
    assert words.change(now, before) == EARLY


def test_a_year_that_lacks_days_is_not_compared_either():
    gap = (
        Period(date(2023, 4, 1), date(2024, 6, 30)),
        Period(date(2024, 10, 1), date(2025, 3, 31)),
    )
    now, before = pair(covered=gap)
    assert before.value is None
    assert words.change(now, before) == (
        "Not compared with a year before: no file speaks for some of its days."
    )


def test_conferences_are_not_compared_across_the_day_lead_practitioners_began():
    plans_of = plans.PLAN_REVIEWS_HELD_ON_TIME
    whole = (Period(date(2023, 4, 1), date(2025, 3, 31)),)
    _, before = pair(plans_of, whole, led_from=date(2024, 10, 1))
    assert before.unlike == (
        "Not compared with a year before: lead practitioners chair since 01/10/2024."
    )
    assert pair(ON_TIME, whole, led_from=date(2024, 10, 1))[1].unlike == ""
