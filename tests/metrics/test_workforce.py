"""Who joined, who left, how long people stay."""

import pytest

from domain.periods import financial_year
from metrics import workforce
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
TEAM = """
    iro       | start      | end        | start_later | end_later  | joined     | left       | left_until | service_band
    A. Archer | 2020-01-01 |            | 2021-01-01  |            |            |            |            | 5 years or more
    B. Baker  | 2024-03-31 | 2024-12-01 | 2025-03-31  | 2025-12-01 | 2024-03-31 | 2024-12-01 | 2025-12-01 | Under 1 year
    B. Baker  | 2024-04-02 |            | 2025-04-02  |            | 2024-04-02 |            |            | Under 1 year
    B. Baker  | 2022-01-01 | 2024-03-31 | 2023-01-01  | 2025-03-31 |            | 2024-03-31 | 2025-03-31 | 1 year, under 2
"""


def test_turnover_is_leavers_of_12_months_for_100_in_post_on_average() -> None:
    """One left in 12 months; in post were 2 on the last day and 2 a year before."""
    found = figure(workforce.STAFF_TURNOVER, columns(staff=TEAM), YEAR)
    assert (found.numerator, found.denominator, found.value) == (1, 2, 50)


@pytest.mark.parametrize(
    ("day", "number"),
    [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)],
)
def test_people_join_and_leave_in_the_period_of_the_day(day, number) -> None:
    found = columns(staff=f"start | joined | left\n2020-01-01 | {day} | {day}")
    assert figure(workforce.STAFF_JOINED, found, YEAR).value == number
    assert figure(workforce.STAFF_LEFT, found, YEAR).value == number


@pytest.mark.parametrize(
    ("left", "until", "number"),
    [
        ("2024-03-31", "2025-03-31", 0),
        ("2024-04-01", "2025-04-01", 1),
        ("2025-03-31", "2026-03-31", 1),
        ("2025-04-01", "2026-04-01", 0),
        ("", "", 0),
    ],
)
def test_a_leaver_counts_for_twelve_months(left, until, number) -> None:
    found = columns(staff=f"start | left | left_until\n2020-01-01 | {left} | {until}")
    assert figure(workforce.STAFF_TURNOVER, found, YEAR).numerator == number


def test_an_odd_number_of_days_in_post_is_half_a_person_on_average() -> None:
    found = columns(staff="start | start_later\n2025-03-01 | 2026-03-01")
    told = figure(workforce.STAFF_TURNOVER, found, YEAR)
    assert (told.numerator, told.denominator, told.value) == (0, 0.5, 0)


def test_length_of_service_is_of_those_in_post_on_the_last_day() -> None:
    metric = workforce.STAFF_BY_LENGTH_OF_SERVICE
    counts = metric.count(columns(staff=TEAM), (YEAR,), by="service_band")
    there = dict(zip(counts.labels, counts.numerator[:, 0], strict=True))
    assert {label: number for label, number in there.items() if number} == {
        "Under 1 year": 1,
        "5 years or more": 1,
    }


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (workforce.POSTS_VACANT, "vacant"),
        (workforce.POSTS_OF_AGENCIES, "agency"),
        (workforce.POSTS_AWAY, "away"),
    ],
)
def test_posts_are_added_up_over_months_where_both_numbers_are_known(metric, column):
    rows = f"""
        day        | role          | agreed | {column}
        2024-03-01 | IRO           | 9      | 9
        2024-04-01 | IRO           | 1      | 0.25
        2024-04-01 | IRO and chair | 8      | 0
        2025-03-01 | IRO           | 1      | 1
        2025-03-01 | IRO and chair | 0      | 0
        2024-06-01 | IRO           | 1      |
        2024-06-01 | IRO and chair |        | 1
        2025-04-01 | IRO           | 9      | 9
    """
    found = columns(recorded_posts=rows)
    told = figure(metric, found, YEAR)
    assert (told.numerator, told.denominator, told.aside) == (1.25, 10, 2)
    counts = metric.count(found, (YEAR,), by=workforce.BY_ROLE)
    iro = counts.labels.index("IRO")
    assert (counts.numerator[iro, 0], counts.denominator[iro, 0]) == (1.25, 2)
    assert figure(metric, columns(), YEAR).value is None
    assert not metric.counts_rows  # so it is in no release
