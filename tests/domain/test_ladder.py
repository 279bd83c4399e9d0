"""The ladder of reviews: what each next due date counts from, and those to come."""

from datetime import date

import pytest

from domain.due import LATER, IntervalMode, Kind, Rung, Timescales, coming, leaves_care
from domain.periods import Period

BY_MONTHS, BY_DAYS = Timescales(), Timescales(IntervalMode.FIXED_DAYS)


def day(words):
    return date.fromisoformat(words)


def dates(rung, first, last, leaves=None, timescales=BY_MONTHS):
    window = Period(day(first), day(last))
    leaves = day(leaves) if leaves else None
    return [str(each) for each in coming(rung, timescales, window, leaves)]


def care(since, number=0):
    return Rung(Kind.REVIEW, day(since), number)


def plan(since, number=0):
    return Rung(Kind.PLAN_REVIEW, day(since), number)


@pytest.mark.parametrize(
    ("rung", "by_months", "by_days"),
    [
        (care("2024-12-16", 0), "2025-01-16", "2025-01-16"),  # over Christmas
        (care("2025-04-11", 0), "2025-05-14", "2025-05-14"),  # Easter and May
        (care("2024-11-30", 1), "2025-02-28", "2025-03-01"),
        (care("2023-11-30", 1), "2024-02-29", "2024-02-29"),  # a leap year
        (care("2023-08-31", 2), "2024-02-29", "2024-03-01"),
        (care("2025-08-31", LATER), "2026-02-28", "2026-03-02"),
        (plan("2024-11-30", 0), "2025-02-28", "2025-03-01"),
        (plan("2027-08-31", 1), "2028-02-29", "2028-03-01"),
        (care("2025-01-10", None), "None", "None"),
    ],
)
def test_each_date_counts_from_the_review_before(rung, by_months, by_days):
    assert str(rung.due(BY_MONTHS)) == by_months
    assert str(rung.due(BY_DAYS)) == by_days


def test_each_review_is_taken_to_be_held_on_the_day_it_is_due():
    assert dates(care("2024-12-16"), "2024-12-17", "2026-06-30") == [
        *("2025-01-16", "2025-04-16", "2025-10-16", "2026-04-16")
    ]
    assert dates(plan("2024-12-16"), "2024-12-17", "2026-06-30") == [
        *("2025-03-16", "2025-09-16", "2026-03-16")
    ]


def test_a_day_lost_in_a_short_month_stays_lost():
    assert dates(care("2024-08-31", LATER), "2024-09-01", "2025-09-30") == [
        *("2025-02-28", "2025-08-28")
    ]


def test_a_review_overdue_is_taken_to_be_held_on_the_first_day():
    overdue = care("2025-01-02", 1)
    assert dates(overdue, "2025-05-01", "2025-12-31") == ["2025-11-01"]


def test_a_window_holds_its_first_and_its_last_day():
    rung = care("2025-01-10", 1)
    assert dates(rung, "2025-04-10", "2025-04-10") == ["2025-04-10"]
    assert dates(rung, "2025-04-01", "2025-04-09") == []


def test_nothing_is_told_of_a_child_of_whom_nothing_is_known():
    assert dates(care("2025-01-10", None), "2025-01-11", "2026-01-11") == []


@pytest.mark.parametrize(
    ("leaves", "found"),
    [
        ("2025-04-09", []),
        ("2025-04-10", []),  # left by the day it is due
        ("2025-04-11", ["2025-04-10"]),
        ("2025-10-10", ["2025-04-10"]),
        ("2025-10-11", ["2025-04-10", "2025-10-10"]),
    ],
)
def test_a_child_who_has_left_by_the_day_is_owed_nothing(leaves, found):
    rung = care("2025-01-10", 1)
    assert dates(rung, "2025-01-11", "2025-12-31", leaves) == found


@pytest.mark.parametrize(
    ("ceased", "born", "leaves"),
    [
        (None, None, "None"),
        (None, "2007-06-15", "2025-06-15"),
        (None, "2008-02-29", "2026-03-01"),
        ("2025-06-14", "2007-06-15", "2025-06-14"),
        ("2025-06-16", "2007-06-15", "2025-06-15"),
        ("2025-06-16", None, "2025-06-16"),
    ],
)
def test_a_child_leaves_care_at_18_at_the_latest(ceased, born, leaves):
    found = leaves_care(*(day(each) if each else None for each in (ceased, born)))
    assert str(found) == leaves
