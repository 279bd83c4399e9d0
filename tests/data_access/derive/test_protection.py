from datetime import date

import pytest

from data_access.derive.known import Coverage, Winning
from data_access.derive.protection import (
    conference_row,
    conference_rows,
    initial_conference,
    plan_review_rows,
    plan_rows,
    plans_of,
)
from data_access.store.statements import ConferenceRecord, PlanRecord, PlanReviewRecord
from domain.due import Answers, IntervalMode, Timescales
from domain.periods import financial_year
from tests.data_access.councils import days

COVERED = Coverage.of([financial_year(2025), financial_year(2026)])
FIXED_DAYS = Timescales(IntervalMode.FIXED_DAYS)


def plan(started, ended=None, year=2026, **others):
    start, end = days(started, ended)
    record = PlanRecord(child_id="C1", started=start, ended=end, **others)
    return Winning(record, year, 1, "Child 1, plan 1")


def conference(started, held=None, **others):
    start, held_on = days(started, held)
    record = ConferenceRecord(child_id="C1", s47_started=start, held=held_on, **others)
    return conference_row(record, Timescales())


def reviews(started, *held, ended=None, covered=COVERED, icpc=None, by=None):
    """Return (due, held) of each review conference, dates as text."""
    (seen,) = plans_of([plan(started, ended)], covered)
    records = [
        PlanReviewRecord(child_id="C1", plan_started=seen.started, held=day)
        for day in days(*held)
    ]
    first = date.fromisoformat(icpc) if icpc else seen.started
    rows = plan_review_rows(seen, first, records, covered, by or Timescales())
    return [(str(row["due"] or ""), str(row["held"] or "")) for row in rows]


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
def test_a_conference_is_due_15_working_days_after_the_enquiry_starts(started, due):
    assert str(conference(started)["due"]) == due


def test_a_conference_took_the_working_days_from_the_enquiry_to_its_day():
    row = conference("2025-04-14", "2025-05-08")
    assert (row["working_days"], row["held"]) == (15, date(2025, 5, 8))


def test_a_conference_not_yet_held_has_taken_no_days():
    assert conference("2025-04-14")["working_days"] is None


def test_a_transfer_in_has_no_clock():
    row = conference(None, "2025-05-08", transfer_in=True)
    assert (row["due"], row["working_days"], row["transfer_in"]) == (None, None, True)


def test_the_due_day_that_the_census_gives_is_kept_beside_ours():
    row = conference("2025-04-14", source_due=date(2025, 5, 6))
    assert (row["due"], row["source_due"]) == (date(2025, 5, 8), date(2025, 5, 6))


def test_a_child_without_plans_has_none():
    assert plan_rows(plans_of([], COVERED)) == []


def test_each_plan_knows_the_one_before_it():
    told = [plan("2025-06-01"), plan("2024-05-01", "2024-12-01", previous_plans=0)]
    first, second = plan_rows(plans_of(told, COVERED))
    assert (first["previous_plans"], first["last_plan_ended"]) == (0, None)
    assert (second["previous_plans"], second["last_plan_ended"]) == (
        1,
        date(2024, 12, 1),
    )


def test_the_census_may_know_of_more_plans_than_the_store():
    (row,) = plan_rows(plans_of([plan("2025-06-01", previous_plans=3)], COVERED))
    assert (row["previous_plans"], row["last_plan_ended"]) == (3, None)


def test_the_number_of_plans_before_is_unknown_where_the_census_leaves_it_out():
    (row,) = plan_rows(plans_of([plan("2025-06-01")], COVERED))
    assert row["previous_plans"] is None


def test_the_latest_category_is_the_initial_one_until_another_is_told():
    (row,) = plan_rows(plans_of([plan("2025-06-01", initial_category="NEG")], COVERED))
    assert row["latest_category"] == "NEG"


@pytest.mark.parametrize(
    ("ended", "year", "end", "guessed"),
    [
        ("2024-12-01", 2025, date(2024, 12, 1), False),
        (None, 2026, None, False),
        (None, 2025, date(2025, 4, 1), True),
    ],
    ids=["ended", "open in the last census", "absent from the last census"],
)
def test_a_plan_absent_from_a_later_census_was_open_until_its_first_day(
    ended, year, end, guessed
):
    (seen,) = plans_of([plan("2024-05-01", ended, year)], COVERED)
    assert (seen.ended, seen.guessed) == (end, guessed)


def test_an_open_plan_ends_when_the_next_one_starts_at_the_latest():
    first, second = plans_of([plan("2025-05-01"), plan("2025-09-01")], COVERED)
    assert (first.ended, first.guessed) == (date(2025, 9, 1), True)
    assert (second.ended, second.guessed) == (None, False)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], "2025-05-20"),
        ([None], "2025-05-20"),
        (["2025-05-20"], "2025-05-20"),
        (["2025-04-20", "2025-05-02"], "2025-05-02"),
        (["2025-04-20"], "2025-04-20"),
        (["2025-04-19"], "2025-05-20"),
        (["2025-05-21"], "2025-05-20"),
    ],
)
def test_a_plan_follows_the_last_conference_of_the_30_days_before_it(held, expected):
    found = initial_conference(date(2025, 5, 20), days(*(day or "" for day in held)))
    assert str(found) == expected


def test_reviews_are_due_three_months_after_the_conference_then_every_six():
    assert reviews("2024-11-30", "2025-02-27", "2025-08-31") == [
        ("2025-02-28", "2025-02-27"),
        ("2025-08-27", "2025-08-31"),
        ("2026-02-28", ""),
    ]


def test_a_council_may_count_91_and_183_days():
    assert reviews("2024-11-30", "2025-02-27", by=FIXED_DAYS) == [
        ("2025-03-01", "2025-02-27"),
        ("2025-08-29", ""),
    ]


def test_the_first_review_counts_from_the_conference_not_from_the_plan():
    assert reviews("2024-05-10", icpc="2024-05-03") == [("2024-08-03", "")]


def test_a_conference_just_before_the_first_census_still_dates_the_first_review():
    assert reviews("2024-04-02", "2024-06-20", icpc="2024-03-28") == [
        ("2024-06-28", "2024-06-20"),
        ("2024-12-20", ""),
    ]


def test_the_first_review_seen_of_a_plan_older_than_the_first_census_is_undated():
    assert reviews("2024-01-10", "2024-04-09") == [
        ("", "2024-04-09"),
        ("2024-10-09", ""),
    ]


def test_nothing_is_said_to_be_owed_where_no_review_of_an_old_plan_is_seen():
    assert reviews("2024-01-10") == []


@pytest.mark.parametrize(
    ("ended", "owed"),
    [("2024-08-09", []), ("2024-08-10", []), ("2024-08-11", [("2024-08-10", "")])],
    ids=["before the due day", "on it", "the day after"],
)
def test_a_plan_that_ended_by_the_due_day_owes_nothing(ended, owed):
    assert reviews("2024-05-10", ended=ended) == owed


def test_a_census_missing_between_two_leaves_the_review_after_it_undated():
    gap = Coverage.of([financial_year(2024), financial_year(2026)])
    assert reviews("2023-05-10", "2023-08-01", "2025-05-01", covered=gap) == [
        ("2023-08-10", "2023-08-01"),
        ("", "2025-05-01"),
        ("2025-11-01", ""),
    ]


def test_nothing_is_said_to_be_owed_since_a_census_that_was_not_loaded():
    gap = Coverage.of([financial_year(2024), financial_year(2026)])
    assert reviews("2023-05-10", "2023-08-01", covered=gap) == [
        ("2023-08-10", "2023-08-01")
    ]


# One conference, several enquiries


TWO = ("2024-08-01", "2024-09-02"), ("2024-08-20", "2024-09-02")
EARLIER_ALONE = ("2024-08-01", ""), ("2024-08-20", "2024-09-02")


def answered(*enquiries, until=None, **rules):
    """Return (started, held, settled) of each enquiry, dates as text."""
    records = [
        ConferenceRecord(child_id="C1", s47_started=start, held=held)
        for start, held in (days(*each) for each in enquiries)
    ]
    rows = conference_rows(records, Timescales(**rules), *days(until))
    return [
        tuple(str(row[name] or "") for name in ("s47_started", "held", "settled"))
        for row in rows
    ]


def test_a_conference_answers_the_latest_enquiry_unless_the_council_says_otherwise():
    assert answered(*TWO) == [
        ("2024-08-01", "", "2024-09-02"),
        ("2024-08-20", "2024-09-02", ""),
    ]
    assert answered(*TWO, conference_answers=Answers.EARLIEST) == [
        ("2024-08-01", "2024-09-02", ""),
        ("2024-08-20", "", "2024-09-02"),
    ]


def test_an_earlier_enquiry_without_a_conference_stays_owed_or_not_as_is_chosen():
    later = ("2024-08-20", "2024-09-02", "")
    assert answered(*EARLIER_ALONE) == [("2024-08-01", "", ""), later]
    settled = ("2024-08-01", "", "2024-09-02")
    assert answered(*EARLIER_ALONE, earlier_stays_overdue=False) == [settled, later]


def test_no_conference_is_owed_for_a_child_who_has_died_or_is_18():
    (row,) = answered(("2024-08-01", ""), until="2024-08-10")
    assert row == ("2024-08-01", "", "2024-08-10")
