"""The day from which lead practitioners chair: what it divides, and for whom."""

from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year, month_of
from metrics import led
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.plans import PLANS_OPEN, PLANS_STARTED
from tests.tables import columns

DAY = date(2024, 8, 15)
YEAR = financial_year(2025)
BEFORE, SINCE = (
    Period(YEAR.start, date(2024, 8, 14)),
    Period(DAY, YEAR.end),
)
LOADED = (Period(date(2023, 4, 1), date(2025, 3, 31)),)


def council(*lines, day=DAY):
    """Return plans: how many started on which day, of which team."""
    rows = [
        f"{start} | | {team}" for number, start, team in lines for _ in range(number)
    ]
    text = "\n".join(["start | end | team", *rows])
    return replace(columns(covered=LOADED, plans=text), led_from=day)


def test_a_period_with_the_day_in_it_is_two():
    found = council()
    assert led.halves(PLANS_STARTED, found, YEAR) == (BEFORE, SINCE)
    for whole in (month_of(date(2024, 7, 1)), month_of(date(2024, 9, 1)), SINCE):
        assert led.halves(PLANS_STARTED, found, whole) == (whole,)


@pytest.mark.parametrize("day", [None, date(2025, 4, 1), date(2024, 4, 1)])
def test_without_such_a_day_a_period_is_one(day):
    assert led.halves(PLANS_STARTED, council(day=day), YEAR) == (YEAR,)


@pytest.mark.parametrize("metric", [REVIEWS_HELD_ON_TIME, PLANS_OPEN])
def test_reviews_of_children_in_care_and_counts_on_a_day_are_never_divided(metric):
    assert led.halves(metric, council(), YEAR) == (YEAR,)


def test_a_count_on_a_day_is_apart_from_one_before_the_day():
    found = council()
    last_year = YEAR.same_last_year()
    assert led.apart(PLANS_OPEN, found, last_year, YEAR)
    assert not led.apart(PLANS_OPEN, found, YEAR, financial_year(2026))
    assert led.apart(PLANS_STARTED, found, YEAR, financial_year(2026))
    assert not led.apart(REVIEWS_HELD_ON_TIME, found, last_year, YEAR)
