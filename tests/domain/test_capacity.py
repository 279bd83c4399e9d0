"""The time there is for reviews: weeks, working days, posts and a service's own pace."""

from datetime import date

import numpy as np
import pytest

from domain.periods import Period
from domain.workload import (
    CapacityRules,
    Employed,
    Pace,
    pace,
    past_weeks,
    posts,
    weeks_from,
    working,
)

NONE = CapacityRules()
CHRISTMAS = Period(date(2026, 12, 21), date(2027, 1, 1))


def day(words):
    return date.fromisoformat(words)


def week(words):
    return weeks_from(day(words), 1)[0]


def test_weeks_end_on_sundays_and_the_first_may_be_short():
    found = weeks_from(day("2025-10-01"), 3)
    assert [(str(each.start), str(each.end)) for each in found] == [
        ("2025-10-01", "2025-10-05"),
        ("2025-10-06", "2025-10-12"),
        ("2025-10-13", "2025-10-19"),
    ]
    assert week("2026-11-23") == Period(day("2026-11-23"), day("2026-11-29"))
    assert week("2026-11-27") == Period(day("2026-11-27"), day("2026-11-29"))
    assert week("2026-11-28") == Period(day("2026-11-28"), day("2026-12-06"))
    assert weeks_from(day("2026-11-29"), 2)[1].start == day("2026-12-07")


@pytest.mark.parametrize(
    ("monday", "rules", "days"),
    [
        ("2026-11-23", NONE, 5),
        ("2026-12-21", NONE, 4),  # Christmas Day; Boxing Day is a Saturday
        ("2026-12-28", NONE, 3),  # its day in lieu, and New Year's Day
        ("2027-03-22", NONE, 4),  # Good Friday
        ("2026-12-28", CapacityRules(school_holidays=(CHRISTMAS,)), 0),
        ("2027-01-04", CapacityRules(school_holidays=(CHRISTMAS,)), 5),
    ],
)
def test_a_week_has_its_working_days_and_no_others(monday, rules, days):
    assert len(working(week(monday), rules)) == days


def test_a_post_is_filled_from_its_first_day_up_to_the_day_it_ended():
    staff = [
        Employed("S1", 1.0),
        Employed("S2", 0.5, day("2026-11-25")),
        Employed("S3", 1.0, ended=day("2026-11-25")),
        Employed("S4", None),
    ]
    found = posts(staff, weeks_from(day("2026-11-23"), 2), NONE)
    np.testing.assert_allclose(found, [[1, 1], [0.3, 0.5], [0.4, 0], [0, 0]])


def test_leave_is_spread_over_the_year():
    rules = CapacityRules(leave_weeks=5.2)
    found = posts([Employed("S1", 1.0)], [week("2026-11-23")], rules)
    np.testing.assert_allclose(found, [[0.9]])
    assert CapacityRules(leave_weeks=60).there == 0


def test_the_pace_is_that_of_one_week_in_four_for_each_post_at_work():
    held, worked = np.arange(1.0, 41.0), np.full(40, 2.0)
    found = pace(held, worked)
    assert found == Pace(busy=15.125, mean=10.25, weeks=40)
    assert (held / worked >= found.busy).mean() == 0.25


def test_a_week_without_anybody_at_work_is_none_of_the_pace():
    held, worked = np.full(30, 6.0), np.full(30, 2.0)
    worked[:2] = 0
    assert pace(held, worked) == Pace(busy=3.0, mean=3.0, weeks=28)
    worked[:5] = 0
    assert pace(held, worked) is None


def test_the_past_is_weeks_of_seven_days_up_to_a_day():
    found = past_weeks(day("2025-09-30"), 2)
    assert [(str(each.start), str(each.end)) for each in found] == [
        ("2025-09-17", "2025-09-23"),
        ("2025-09-24", "2025-09-30"),
    ]


def test_a_service_that_held_next_to_nothing_tells_no_pace():
    held, worked = np.zeros(30), np.full(30, 2.0)
    held[:7] = 5
    assert pace(held, worked) is None
