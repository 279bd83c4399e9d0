"""The estimate of children to come: how many, how many stay, and its interval."""

from datetime import date, timedelta

import pytest

from domain.due import Kind, Timescales
from domain.forecast import Entry, Inflow, estimate, inflow, quantile, whole_weeks
from domain.periods import Period
from domain.workload import weeks_from

RULES = Timescales()
PAST = Period(date(2024, 1, 1), date(2024, 12, 29))  # 52 weeks
AFTER = weeks_from(date(2024, 12, 30), 26)


def entries(*days, ended=None, kind=Kind.REVIEW):
    return [Entry(kind, date.fromisoformat(each), ended) for each in days]


def every(days, first=PAST.start, ended=None, kind=Kind.REVIEW):
    """One entry in so many days."""
    number = (PAST.end - first).days // days + 1
    starts = [first + timedelta(days=days * place) for place in range(number)]
    return [Entry(kind, each, ended and each + ended) for each in starts]


def test_entries_are_counted_by_week_of_the_past_alone():
    found = inflow(
        [
            *every(7),
            *entries("2023-12-31", "2024-12-30"),
            *every(7, kind=Kind.PLAN_REVIEW),
        ],
        Kind.REVIEW,
        PAST,
        RULES,
    )
    assert found.per_week == 1
    assert found.spread == 1


def test_children_who_come_together_spread_the_weeks():
    together = entries(*["2024-03-04"] * 26, *["2024-09-02"] * 26)
    found = inflow(together, Kind.REVIEW, PAST, RULES)
    assert found.per_week == 1
    assert found.spread == pytest.approx(25.4902, abs=1e-4)  # (2 x 25² + 50) / 51


def test_nobody_came_and_nobody_is_expected():
    found = inflow([], Kind.REVIEW, PAST, RULES)
    assert found == Inflow(0.0, 1.0, (1.0,) * 5)
    none = estimate({Kind.REVIEW: found}, PAST, AFTER, RULES)
    assert set(none.expected) == {0.0}
    assert set(none.low) == set(none.high) == {0}


def test_those_who_left_before_a_review_was_due_are_not_expected_at_it():
    stay, leave = (
        entries(*["2024-02-01"] * 3),
        entries("2024-02-01", ended=date(2024, 4, 1)),
    )
    found = inflow([*stay, *leave], Kind.REVIEW, PAST, RULES)
    assert found.stayed == (1.0, 0.75, 0.75, 0.75, 0.75)  # due 29 Feb, 29 May, 29 Nov


def test_a_child_a_day_gives_seven_first_reviews_a_week_once_20_working_days_are_over():
    found = estimate(
        {Kind.REVIEW: Inflow(7.0, 1.0, (1.0, 0.0, 0.0, 0.0, 0.0))}, PAST, AFTER, RULES
    )
    assert found.expected[:4] == (0.0,) * 4
    assert found.expected[5] == pytest.approx(7)
    plans = estimate(
        {Kind.PLAN_REVIEW: Inflow(7.0, 1.0, (1.0, 1.0, 1.0, 1.0, 1.0))},
        PAST,
        AFTER,
        RULES,
    )
    first = next(place for place, each in enumerate(plans.expected) if each)
    assert AFTER[first].start <= date(2025, 3, 30) <= AFTER[first].end


@pytest.mark.parametrize(
    ("mean", "low", "high"),
    [(0, 0, 0), (1, 0, 2), (4, 2, 7), (10, 6, 14)],  # tables of Poisson's distribution
)
def test_the_interval_is_poisson_s_where_weeks_differ_by_chance(mean, low, high):
    assert (quantile(mean, 0.1), quantile(mean, 0.9)) == (low, high)


def test_the_interval_is_wider_where_weeks_differ_by_more():
    def ends(spread):
        flow = Inflow(7.0, spread, (1.0, 1.0, 1.0, 1.0, 1.0))
        found = estimate({Kind.REVIEW: flow}, PAST, AFTER, RULES)
        return found.low[6], found.expected[6], found.high[6]

    low, mean, high = ends(1.0)
    assert low < mean < high
    wider_low, same, wider_high = ends(4.0)
    assert same == mean
    assert wider_low < low
    assert wider_high > high


def test_whole_weeks_end_on_the_last_day():
    assert whole_weeks(date(2024, 12, 29), date(2020, 1, 1), 52) == PAST
    assert whole_weeks(date(2024, 12, 29), date(2024, 12, 14), 52) == Period(
        date(2024, 12, 16), date(2024, 12, 29)
    )
    assert whole_weeks(date(2024, 12, 29), date(2024, 12, 24), 52) is None
