"""Due dates: working days, calendar months, fixed days."""

from datetime import date, timedelta

import pytest

from domain.due import (
    IntervalMode,
    Timescales,
    add_working_days,
    dispute_due,
    working_days_between,
)

BY_MONTHS = Timescales()
BY_DAYS = Timescales(IntervalMode.FIXED_DAYS)
BANK_HOLIDAYS = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


def day(words: str) -> date:
    return date.fromisoformat(words)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2024-12-16", "2025-01-16"),
        ("2025-04-01", "2025-05-01"),
        ("2025-04-11", "2025-05-14"),
        ("2025-08-09", "2025-09-08"),
        ("2026-12-10", "2027-01-12"),
        ("2023-04-28", "2023-05-31"),
    ],
)
def test_the_first_review_is_due_in_20_working_days(started, due) -> None:
    for rule in (BY_MONTHS, BY_DAYS):
        assert rule.first_review_due(day(started)) == day(due)
    assert working_days_between(day(started), day(due)) == 20


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2025-04-14", "2025-05-08"),
        ("2024-12-18", "2025-01-13"),
        ("2025-05-01", "2025-05-23"),
        ("2026-05-22", "2026-06-15"),
        ("2025-03-08", "2025-03-28"),
    ],
)
def test_an_initial_conference_is_due_in_15_working_days(started, due) -> None:
    assert BY_MONTHS.icpc_due(day(started)) == day(due)
    assert working_days_between(day(started), day(due)) == 15


@pytest.mark.parametrize(
    ("held", "months_3", "days_91", "months_6", "days_183"),
    [
        ("2024-11-30", "2025-02-28", "2025-03-01", "2025-05-30", "2025-06-01"),
        ("2025-01-10", "2025-04-10", "2025-04-11", "2025-07-10", "2025-07-12"),
        ("2025-06-01", "2025-09-01", "2025-08-31", "2025-12-01", "2025-12-01"),
        ("2025-08-31", "2025-11-30", "2025-11-30", "2026-02-28", "2026-03-02"),
    ],
)
def test_later_reviews_are_due_in_months_or_in_fixed_days(
    held, months_3, days_91, months_6, days_183
) -> None:
    for rule, sooner, later in (
        (BY_MONTHS, months_3, months_6),
        (BY_DAYS, days_91, days_183),
    ):
        assert rule.next_review_due(day(held), 1) == day(sooner)
        assert rule.next_review_due(day(held), 2) == day(later)
        assert rule.next_review_due(day(held), 3) == day(later)
        assert rule.first_plan_review_due(day(held)) == day(sooner)
        assert rule.next_plan_review_due(day(held)) == day(later)


def test_the_rule_in_force_has_words() -> None:
    assert IntervalMode.CALENDAR_MONTHS.words == "3 and 6 calendar months"
    assert IntervalMode.FIXED_DAYS.words == "91 and 183 days"


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_working_days_are_weekdays_that_are_no_bank_holiday(year) -> None:
    holidays = {day(f"{year}-{words}") for words in BANK_HOLIDAYS[year].split()}
    first = date(year, 1, 1)
    for after in range(365):
        this = first + timedelta(days=after)
        is_working = this.weekday() < 5 and this not in holidays
        before = this - timedelta(days=1)
        assert working_days_between(before, this) == int(is_working), this


@pytest.mark.parametrize(
    ("count", "due"),
    [(5, "2025-04-25"), (15, "2025-05-12"), (20, "2025-05-19"), (0, "2025-04-16")],
)
def test_the_day_itself_is_day_0(count, due) -> None:
    assert add_working_days(date(2025, 4, 16), count) == day(due)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2025-09-08", -20, "2025-08-08"),
        ("2025-04-22", -1, "2025-04-17"),
        ("2025-04-19", -1, "2025-04-17"),
        ("2025-04-19", 1, "2025-04-22"),
        ("2025-03-10", -1, "2025-03-07"),
        ("2025-03-08", 0, "2025-03-07"),
    ],
    ids=[
        "twenty back over a bank holiday",
        "one back over Easter",
        "one back from a weekend",
        "one on from a weekend",
        "one back from a Monday",
        "none from a weekend: the day before it",
    ],
)
def test_working_days_can_be_counted_backwards(start, count, expected) -> None:
    assert add_working_days(day(start), count) == day(expected)


def test_no_working_day_lies_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert working_days_between(date(2025, 3, 3), date(2025, 3, 3)) == 0
    assert working_days_between(date(2025, 3, 4), date(2025, 3, 3)) == 0


def test_20_working_days_of_a_dispute_run_over_all_its_stages() -> None:
    raised = date(2025, 7, 21)
    limits = {5: "2025-07-28", 10: "2025-08-04", 15: "2025-08-11", 20: "2025-08-18"}
    for count, limit in limits.items():
        assert add_working_days(raised, count) == day(limit)


def test_each_interval_is_said_by_the_rule_in_force() -> None:
    said = [(mode.sooner, mode.later) for mode in IntervalMode]
    assert said == [("3 calendar months", "6 calendar months"), ("91 days", "183 days")]


def test_a_dispute_raised_before_easter_has_20_working_days() -> None:
    assert dispute_due(day("2025-04-01")) == day("2025-05-01")
