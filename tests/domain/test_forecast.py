"""Weeks that are too full, and the reviews that could be held earlier."""

from datetime import date

import pytest

from domain.due import Kind, Rung, Timescales
from domain.forecast import BackTest, Diary, Due, Estimate, line
from domain.periods import Period, add_months
from domain.workload import CapacityRules, weeks_from

WEEKS = weeks_from(date(2026, 11, 23), 8)
DIARY = Diary(WEEKS, CapacityRules(), Timescales())


def due(child_id, day, number=1, **more):
    day = date.fromisoformat(day)
    week = sum(each.start <= day for each in WEEKS) - 1
    since = add_months(day, -3)
    return Due(
        child_id, Kind.REVIEW, day, week, Rung(Kind.REVIEW, since, number), **more
    )


def of(dues, *limit):
    return line("Name", "S1", dues, len(WEEKS), limit or None)


def moves(dues, *limit, diary=DIARY):
    found = diary.moves(of(dues, *limit), dues)
    return [(each.due.child_id, str(each.by)) for each in found]


def test_a_week_is_too_full_with_more_than_there_is_time_for():
    dues = [due("C1", "2026-12-01"), due("C2", "2026-12-02")]
    assert of(dues, *[2.0] * 8).over == ()
    assert of(dues, *[1.9] * 8).over == (1,)


def test_what_is_overdue_is_work_of_the_first_week_and_in_no_bar():
    late = Due(
        "C1",
        Kind.PLAN_REVIEW,
        date(2026, 11, 2),
        0,
        due("C1", "2026-12-01").rung,
        overdue=True,
    )
    found = of([late, due("C2", "2026-11-24")], *[1.0] * 8)
    assert (found.reviews[0], found.plan_reviews[0], found.overdue) == (1, 0, 1)
    assert found.load[0] == 2
    assert found.over == (0,)


def test_without_a_limit_a_week_a_quarter_above_the_mean_is_too_full():
    dues = [due(f"C{place}", "2026-12-01") for place in range(8)]
    more = [due(f"D{place}", "2026-12-08") for place in range(16)]
    found = of([*dues, *more])
    assert found.bar == (3.75,) * 8  # 24 in 8 weeks is 3
    assert found.over == (1, 2)


def test_a_review_moves_to_the_last_working_day_of_the_nearest_week_with_room():
    dues = [due("C1", "2026-12-15"), due("C2", "2026-12-16"), due("C3", "2026-12-09")]
    assert moves(dues, *[1.0] * 8) == [("C1", "2026-12-04")]
    assert moves(dues, *[2.0] * 8) == []


def test_no_review_moves_to_a_week_without_room_or_without_a_working_day():
    dues = [due("C1", "2026-12-08"), due("C2", "2026-12-09")]
    assert moves(dues, 0.9, 0.9, *[1.0] * 6) == []
    away = CapacityRules(school_holidays=(Period(WEEKS[1].start, WEEKS[1].end),))
    closed = Diary(WEEKS, away, Timescales())
    assert moves(dues, *[1.0] * 8, diary=closed) == [("C1", "2026-11-27")]


def test_no_review_moves_more_than_four_weeks():
    dues = [due("C1", "2027-01-05"), due("C2", "2027-01-06")]  # the seventh week
    assert moves(dues, 1.0, 1.0, *[0.0] * 6) == []
    assert moves(dues, 0.0, 0.0, 1.0, *[0.0] * 5) == [("C1", "2026-12-11")]


def test_brothers_and_sisters_due_on_one_day_move_together_or_not_at_all():
    family = [due(f"C{place}", "2026-12-08", family="F") for place in (1, 2)]
    other = due("C3", "2026-12-09")
    assert moves([*family, other], *[2.0] * 8) == [
        ("C1", "2026-12-04"),
        ("C2", "2026-12-04"),
    ]
    assert moves([*family, other], 1.9, 1.9, *[2.0] * 6) == [("C3", "2026-12-04")]


def test_what_is_overdue_and_what_hangs_on_another_review_does_not_move():
    later = [due("C1", "2026-12-08", first=False), due("C2", "2026-12-09", first=False)]
    late = [
        due("C1", "2026-11-24", overdue=True),
        due("C2", "2026-11-24", overdue=True),
    ]
    assert moves(later, *[1.0] * 8) == []
    assert moves(late, *[1.0] * 8) == []


def test_a_review_moved_earlier_moves_the_next_one():
    dues = [due("C1", "2026-12-15"), due("C2", "2026-12-16")]
    (move,) = DIARY.moves(of(dues, *[1.0] * 8), dues)
    assert (str(move.by), str(move.next_due)) == ("2026-12-11", "2027-06-15")
    assert str(move.next_then) == "2027-06-11"


def backtest(estimate):
    return BackTest(
        day=date(2025, 1, 1),
        weeks=WEEKS[:2],
        forecast=(10, 4),
        fell_due=(8, 5),
        newcomers=(2, 9),
        estimate=estimate,
        checked=24,
        right=24,
        assumed=12,
        assumed_right=12,
        others=1,
        others_right=0,
    )


def test_a_week_is_out_by_the_mean_of_what_each_was_out():
    guess = Estimate((1.0, 3.0), (0, 1), (2, 5), {}, WEEKS[0])
    found = backtest(guess)
    assert found.error == 1.5  # 2 and 1
    assert found.all_due == (10, 14)
    assert found.error_of_all == pytest.approx(4.0)  # 11 of 10, 7 of 14
    assert found.inside == 1
    assert backtest(None).error_of_all is None
    assert backtest(None).inside == 0
