from datetime import date

import pytest

from data_access.derive.care import Care, reviews_of
from data_access.derive.known import Coverage
from data_access.store.statements import ReviewRecord
from domain.due import IntervalMode, Timescales
from domain.periods import Period, financial_year
from tests.data_access.councils import days

COVERED = Coverage.of([financial_year(2025), financial_year(2026)])
FIXED_DAYS = Timescales(IntervalMode.FIXED_DAYS)


def care(started="2024-04-11", ceased=None, **others):
    start, end = days(started, ceased)
    return Care(**{"started": start, "start_known": True, "ceased": end, **others})


def meetings(*held, code="PN1"):
    return [
        ReviewRecord(child_id="C1", held=day, participation=code) for day in days(*held)
    ]


def reviews(period, *held, covered=COVERED, timescales=None):
    """Return (number, due, held) of each review, dates as text."""
    found = reviews_of(period, meetings(*held), covered, timescales or Timescales())
    return [(each.number, str(each.due or ""), str(each.held or "")) for each in found]


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2024-12-16", "2025-01-16"),
        ("2025-04-01", "2025-05-01"),
        ("2025-04-11", "2025-05-14"),
        ("2025-08-09", "2025-09-08"),
        ("2024-04-28", "2024-05-28"),
    ],
    ids=["Christmas", "Easter", "Easter and May", "from a Saturday", "from a Sunday"],
)
def test_the_first_review_is_due_20_working_days_after_care_starts(started, due):
    assert reviews(care(started)) == [(1, due, "")]


@pytest.mark.parametrize(
    ("held", "months", "fixed_days"),
    [
        ("2024-11-30", "2025-02-28", "2025-03-01"),
        ("2025-01-10", "2025-04-10", "2025-04-11"),
        ("2025-06-01", "2025-09-01", "2025-08-31"),
        ("2025-08-31", "2025-11-30", "2025-11-30"),
    ],
)
def test_the_second_review_is_due_three_months_after_the_first_was_held(
    held, months, fixed_days
):
    assert reviews(care(), held)[1] == (2, months, "")
    assert reviews(care(), held, timescales=FIXED_DAYS)[1] == (2, fixed_days, "")


@pytest.mark.parametrize(
    ("held", "months", "fixed_days"),
    [
        ("2024-11-30", "2025-05-30", "2025-06-01"),
        ("2025-01-10", "2025-07-10", "2025-07-12"),
        ("2025-06-01", "2025-12-01", "2025-12-01"),
        ("2025-08-31", "2026-02-28", "2026-03-02"),
    ],
)
def test_every_later_review_is_due_six_months_after_the_last_was_held(
    held, months, fixed_days
):
    before = "2024-05-01"
    assert reviews(care(), before, held)[2] == (3, months, "")
    assert reviews(care(), before, held, timescales=FIXED_DAYS)[2] == (
        3,
        fixed_days,
        "",
    )


def test_each_review_counts_from_the_one_before_whatever_its_own_date():
    assert reviews(
        care("2024-04-11"), "2024-05-01", "2024-08-20", "2025-01-10", "2025-07-10"
    ) == [
        (1, "2024-05-10", "2024-05-01"),
        (2, "2024-08-01", "2024-08-20"),
        (3, "2025-02-20", "2025-01-10"),
        (3, "2025-07-10", "2025-07-10"),
        (3, "2026-01-10", ""),
    ]


def test_a_review_held_early_moves_the_next_one_earlier():
    late, early = (reviews(care(), held)[1] for held in ("2024-05-10", "2024-04-20"))
    assert (late[1], early[1]) == ("2024-08-10", "2024-07-20")


def test_meetings_within_a_week_of_the_first_are_one_review():
    assert reviews(care(), "2024-05-01", "2024-05-08", "2024-05-09") == [
        (1, "2024-05-10", "2024-05-01"),
        (2, "2024-08-01", "2024-05-09"),
        (3, "2024-11-09", ""),
    ]


def test_a_council_that_joins_no_series_counts_every_meeting():
    apart = Timescales(review_series_days=0)
    held = reviews(care(), "2024-05-01", "2024-05-02", timescales=apart)
    assert [day for _, _, day in held] == ["2024-05-01", "2024-05-02", ""]


def test_two_meetings_on_one_day_are_one_review_even_then():
    apart = Timescales(review_series_days=0)
    held = reviews(care(), "2024-05-01", "2024-05-01", timescales=apart)
    assert [day for _, _, day in held] == ["2024-05-01", ""]


def test_a_series_has_the_first_code_that_was_recorded():
    held = [*meetings("2024-05-01", code=None), *meetings("2024-05-03", code="PN5")]
    first, _ = reviews_of(care(), held, COVERED, Timescales())
    assert (first.held, first.participation) == (date(2024, 5, 1), "PN5")


@pytest.mark.parametrize(
    ("ceased", "owed"),
    [("2024-05-09", []), ("2024-05-10", []), ("2024-05-11", [(1, "2024-05-10", "")])],
    ids=["before the due day", "on it", "the day after"],
)
def test_a_child_who_left_by_the_due_day_is_owed_nothing(ceased, owed):
    assert reviews(care("2024-04-11", ceased)) == owed


def test_short_breaks_give_no_reviews():
    assert reviews(care(short_breaks=True), "2024-05-01") == []


def test_a_start_that_is_not_known_leaves_the_first_two_reviews_seen_undated():
    found = reviews(
        care("2024-04-11", start_known=False), "2024-05-01", "2024-08-01", "2025-01-20"
    )
    assert found == [
        (None, "", "2024-05-01"),
        (None, "", "2024-08-01"),
        (3, "2025-02-01", "2025-01-20"),
        (3, "2025-07-20", ""),
    ]


def test_after_one_review_that_may_be_the_first_nothing_is_said_to_be_owed():
    found = reviews(care("2024-04-11", start_known=False), "2024-05-01")
    assert found == [(None, "", "2024-05-01")]


def test_a_child_in_care_since_long_before_the_first_return_has_had_a_first_review():
    assert reviews(care("2023-09-01"), "2024-05-01", "2024-10-30") == [
        (None, "", "2024-05-01"),
        (3, "2024-11-01", "2024-10-30"),
        (3, "2025-04-30", ""),
    ]


@pytest.mark.parametrize("started", ["2024-02-20", "2023-12-04"])
def test_a_first_review_due_just_before_the_first_return_may_be_the_one_seen(started):
    assert reviews(care(started), "2024-04-05", "2024-09-02", "2025-03-20") == [
        (None, "", "2024-04-05"),
        (None, "", "2024-09-02"),
        (3, "2025-03-02", "2025-03-20"),
        (3, "2025-09-20", ""),
    ]


def test_days_that_hold_the_whole_history_tell_that_the_first_was_late():
    whole = Coverage.of([Period(date(2024, 2, 20), date(2025, 3, 31))])
    assert reviews(care("2024-02-20"), "2024-04-05", "2024-09-02", covered=whole) == [
        (1, "2024-03-19", "2024-04-05"),
        (2, "2024-07-05", "2024-09-02"),
        (3, "2025-03-02", ""),
    ]


def test_a_first_review_due_on_the_first_day_of_the_return_may_be_the_one_seen():
    one_year = Coverage.of([financial_year(2026)])
    held = "2025-04-01", "2025-08-20"
    assert reviews(care("2025-03-04"), *held, covered=one_year)[:2] == [
        (None, "", "2025-04-01"),
        (None, "", "2025-08-20"),
    ]


def test_the_due_day_is_unknown_where_care_started_just_before_the_first_return():
    assert reviews(care("2024-03-20"), "2024-04-15") == [(None, "", "2024-04-15")]


def test_the_earlier_return_makes_the_due_day_known():
    both = Coverage.of([financial_year(2024), financial_year(2025)])
    assert reviews(care("2024-03-20"), "2024-04-15", covered=both) == [
        (1, "2024-04-19", "2024-04-15"),
        (2, "2024-07-15", ""),
    ]


def test_a_return_missing_between_two_leaves_the_review_after_it_undated():
    gap = Coverage.of([financial_year(2025), financial_year(2027)])
    assert reviews(care(), "2024-05-01", "2026-05-01", covered=gap) == [
        (1, "2024-05-10", "2024-05-01"),
        (None, "", "2026-05-01"),
        (3, "2026-11-01", ""),
    ]


def test_nothing_is_said_to_be_owed_since_a_year_that_was_not_loaded():
    gap = Coverage.of([financial_year(2025), financial_year(2027)])
    assert reviews(care(), "2024-05-01", covered=gap) == [
        (1, "2024-05-10", "2024-05-01")
    ]


def test_a_child_who_left_before_the_missing_year_was_owed_a_review_all_the_same():
    gap = Coverage.of([financial_year(2025), financial_year(2027)])
    assert reviews(care(ceased="2024-12-01"), "2024-05-01", covered=gap)[1:] == [
        (2, "2024-08-01", "")
    ]


def test_without_any_return_of_reviews_no_due_day_is_known():
    assert reviews(care(), "2024-05-01", covered=Coverage()) == [
        (None, "", "2024-05-01")
    ]


def test_the_due_day_that_the_file_gives_is_kept_beside_ours():
    held = ReviewRecord(
        child_id="C1", held=date(2024, 5, 1), source_due=date(2024, 5, 12)
    )
    first, _ = reviews_of(care(), [held], COVERED, Timescales())
    assert (first.due, first.source_due) == (date(2024, 5, 10), date(2024, 5, 12))
