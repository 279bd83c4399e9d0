from datetime import date

import pytest

from data_access.derive.known import Coverage, lost_after
from domain.periods import Period, financial_year

TWO_YEARS = Coverage.of([financial_year(2024), financial_year(2025)])
WITH_A_GAP = Coverage.of([financial_year(2025), financial_year(2023)])


def test_years_that_follow_one_another_are_one_run():
    assert TWO_YEARS.runs == (Period(date(2023, 4, 1), date(2025, 3, 31)),)


def test_a_year_that_was_not_loaded_parts_two_runs_given_in_any_order():
    assert WITH_A_GAP.runs == (financial_year(2023), financial_year(2025))


def test_a_year_within_another_period_adds_nothing():
    longer = Period(date(2022, 4, 1), date(2025, 6, 30))
    assert Coverage.of([longer, financial_year(2024)]).runs == (longer,)


def test_a_run_of_days_is_held_only_without_a_gap():
    assert WITH_A_GAP.holds(date(2022, 4, 1), date(2023, 3, 31))
    assert not WITH_A_GAP.holds(date(2022, 4, 1), date(2023, 4, 1))
    assert not WITH_A_GAP.holds(date(2022, 4, 1), date(2024, 4, 1))
    assert not WITH_A_GAP.holds(date(2023, 4, 1), date(2024, 4, 1))


def test_what_two_kinds_of_file_both_speak_for_are_the_days_in_both():
    assert TWO_YEARS.both(WITH_A_GAP).runs == (financial_year(2025),)
    assert Coverage().both(TWO_YEARS) == TWO_YEARS.both(Coverage()) == Coverage()


@pytest.mark.parametrize(
    ("start", "ended", "settled"),
    [
        (date(2024, 6, 1), None, True),
        (date(2022, 6, 1), None, False),
        (date(2022, 6, 1), date(2023, 3, 31), True),
        (date(2022, 6, 1), date(2023, 4, 1), False),
        (date(2023, 6, 1), None, False),
    ],
    ids=[
        "in the last run",
        "a year after it is missing",
        "ended before the missing year",
        "ended in the missing year",
        "started in the missing year",
    ],
)
def test_files_settle_what_happened_where_no_year_after_it_is_missing(
    start, ended, settled
):
    assert WITH_A_GAP.settles(start, ended) is settled


def test_what_is_open_in_a_return_is_lost_once_a_later_one_is_loaded():
    assert lost_after(date(2024, 3, 31), TWO_YEARS) == date(2024, 4, 1)
    assert lost_after(date(2023, 3, 31), WITH_A_GAP) == date(2023, 4, 1)
    assert lost_after(date(2025, 3, 31), TWO_YEARS) is None
    assert lost_after(None, TWO_YEARS) is None
    assert lost_after(date(2024, 3, 31), Coverage()) is None
