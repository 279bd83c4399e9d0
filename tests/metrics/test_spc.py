"""Limits and rules of process control: golden series, and another's arithmetic."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import spc
from metrics.chance import most_of_count
from metrics.measure import Shape
from metrics.spc import Control, Method, Rule, control

# Eleven to thirteen points that are nothing but ordinary, around 50.
ORDINARY = (50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 47, 52, 50)


def xmr(*values: float, phases: tuple[int, ...] = (0,)) -> Control:
    """Return the control of plain values."""
    return control(np.array(values, float), Method.XMR, phases=phases)


def rule_at_the_end(*values: float) -> Rule | None:
    """Return the rule that fired on the last point."""
    return xmr(*values).rules[-1]


# The limits, against arithmetic by hand that shares no line with it.


def by_hand(values: list[float]) -> tuple[float, float, float]:
    """Return mean, lower and upper limit, as the published rules say."""
    mean = sum(values) / len(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each <= 3.267 * average]
    reach = 2.66 * sum(kept) / len(kept)
    return mean, max(0.0, mean - reach), mean + reach


@given(st.lists(st.integers(0, 1000), min_size=10, max_size=60))
def test_limits_are_those_of_the_published_rules(found: list[int]) -> None:
    """Mean, 2.66 moving ranges either way, ranges beyond 3.267 left out."""
    made = xmr(*found)
    mean, lower, upper = by_hand([float(each) for each in found])
    assert made.mean[-1] == pytest.approx(mean)
    assert made.lower[-1] == pytest.approx(lower)
    assert made.upper[-1] == pytest.approx(upper)


def test_a_range_beyond_the_ordinary_makes_no_limit() -> None:
    """One leap of 60 among steps of 1 to 5: limits as wide as the steps."""
    made = xmr(*ORDINARY, 110, *ORDINARY)
    assert made.upper[0] - made.mean[0] < 20


def test_shares_whose_cases_swing_have_limits_of_their_own() -> None:
    """The p' of Laney: binomial width, times how far points truly differ."""
    cases = np.array([20, 80] * 8, float)
    passed = np.array([15, 70, 17, 60, 16, 66, 14, 68] * 2, float)
    values = 100 * passed / cases
    assert spc.method_of_share(cases) is Method.SHARES
    made = control(values, Method.SHARES, cases, shape=Shape.SHARE)
    rate = passed.sum() / cases.sum()
    sigma = [math.sqrt(rate * (1 - rate) / each) for each in cases]
    z = [(v / 100 - rate) / s for v, s in zip(values, sigma, strict=True)]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each <= 3.267 * average]
    wide = max(1.0, sum(kept) / len(kept) / 1.128)
    assert made.mean[0] == pytest.approx(100 * rate)
    for place in (8, 9):  # of 20 cases, the limit is exact where that is wider
        low = 100 * (rate - 3 * wide * sigma[place])
        assert made.lower[place] <= low + 0.05
    assert made.lower[9] == pytest.approx(100 * (rate - 3 * wide * sigma[9]), abs=0.05)
    assert made.upper[8] == 100.0  # clipped


def test_a_percentage_is_not_multiplied_twice() -> None:
    """Limits of shares are on the scale of their values."""
    cases = np.full(12, 200.0)
    made = control(np.full(12, 90.0), Method.SHARES, cases, shape=Shape.SHARE)
    assert 80 < made.lower[0] < 90 < made.upper[0] <= 100


def test_rates_are_as_wide_as_what_they_are_counted_for_is_small() -> None:
    """u limits: 3 times the root of the mean rate over each denominator."""
    below = np.array([100, 400] * 6, float)
    values = 100 * np.array([4, 16] * 6, float) / below
    made = control(values, Method.RATES, below, shape=Shape.RATE)
    assert made.mean[0] == pytest.approx(4.0)
    assert made.upper[0] == pytest.approx(4 + 3 * math.sqrt(0.04 / 100) * 100)
    assert made.upper[1] == pytest.approx(4 + 3 * math.sqrt(0.04 / 400) * 100)


def test_stock_is_judged_by_how_many_there_are_and_by_the_limits_alone() -> None:
    """What is there today was there last month: a run of it is no news."""
    values = np.array([100.0] * 8 + [104.0] * 8)
    made = control(values, Method.STOCK, np.ones(16), scale=1.0)
    assert made.upper[0] == pytest.approx(102 + 3 * math.sqrt(102))
    assert not any(made.rules)


# Each rule, and what is nearly it.


def test_ordinary_points_fire_nothing() -> None:
    """Thirteen points around fifty."""
    assert not any(xmr(*ORDINARY).rules)


def test_a_point_outside_its_limits() -> None:
    """Far above fires; what is all alike does not."""
    assert rule_at_the_end(*ORDINARY, *ORDINARY, 70) is Rule.OUTSIDE
    on_it = (10.0,) * 6 + (12.0,) * 6
    made = xmr(*on_it)
    edge = made.upper[-1]
    assert edge == pytest.approx(made.mean[-1])  # its one range is no ordinary one
    even = xmr(*([50.0] * 12))
    assert not any(even.rules)
    assert even.lower[0] == even.upper[0] == 50.0


def test_seven_each_further_than_the_one_before() -> None:
    """Seven points make a trend, six do not; two alike break it."""
    before = (50, 48, 52, 49, 51, 48, 52, 50, 49, 51)
    assert rule_at_the_end(*before, 46, 47, 48, 49, 50, 51, 52) is Rule.TREND
    assert rule_at_the_end(*before, 47, 48, 49, 50, 51, 52) is None
    assert rule_at_the_end(*before, 46, 47, 48, 48, 49, 50, 51) is None


def test_two_of_three_near_the_same_limit() -> None:
    """Two of the last three beyond the near limit of one side."""
    base = (50, 54, 46, 52, 48, 53, 47, 51, 49, 54, 46, 52, 48, 50)
    limit = xmr(*base).upper[0] - 50
    near = 50 + 0.95 * limit
    assert rule_at_the_end(*base, *base, near, 50, near) is Rule.TWO_OF_THREE
    assert rule_at_the_end(*base, *base, near, 50, 50, near) is None


def test_two_of_three_on_opposite_sides_are_no_signal() -> None:
    """The trap: one near each limit, across the mean."""
    base = (50, 54, 46, 52, 48, 53, 47, 51, 49, 54, 46, 52, 48, 50)
    limit = xmr(*base).upper[0] - 50
    high, low = 50 + 0.95 * limit, 50 - 0.95 * limit
    assert rule_at_the_end(*base, *base, high, 50, low) is None


def test_seven_on_one_side_of_the_mean() -> None:
    """Seven fire, six do not; a point on the mean breaks the run."""
    below = (49, 45, 49, 44, 50, 45, 49, 44, 48)
    above = (53, 50, 54, 50, 53, 50, 54)
    assert rule_at_the_end(*below, *above) is Rule.ONE_SIDE
    assert rule_at_the_end(*below, 45, *above[1:]) is None
    made = xmr(*below, *above)
    assert made.first[-1] == len(below)
    assert made.towards[-1] == 1


def test_the_first_rule_that_fires_is_the_one_told() -> None:
    """A point outside that also ends a trend is outside."""
    made = xmr(*ORDINARY, *ORDINARY, 48, 50, 52, 55, 58, 62, 80)
    assert made.rules[-1] is Rule.OUTSIDE
    assert made.rules[-2] in (Rule.OUTSIDE, Rule.TREND)


def test_most_months_above_the_mean_are_no_run_where_most_are_full() -> None:
    """Nearly every share of six is 100%: so are seven running, by chance."""
    cases = np.full(24, 6.0)
    passed = np.array([6, 6, 5, 6, 6, 6, 6, 5, 6, 6, 6, 4, 6, 6, 5] + [6] * 9, float)
    made = control(100 * passed / cases, Method.SHARES, cases, shape=Shape.SHARE)
    assert made.rules[-1] is None
    even = np.array([3, 2, 4, 2, 3, 2, 3, 2, 2, 3, 2, 2, 3, 2, 2] + [5] * 9, float)
    made = control(100 * even / cases, Method.SHARES, cases, shape=Shape.SHARE)
    assert made.rules[-1] is not None


# Few points, gaps, phases.


def test_fewer_than_ten_points_have_no_limits() -> None:
    """Nine say nothing; ten have trial limits; thirteen have limits."""
    assert not xmr(*ORDINARY[:9]).enough
    assert np.isnan(xmr(*ORDINARY[:9]).upper).all()
    assert xmr(*ORDINARY[:10]).trial
    assert not xmr(*ORDINARY[:13]).trial


def test_one_point_and_none() -> None:
    """Neither breaks anything."""
    assert xmr(5).last == 0
    assert not xmr(5).enough
    assert xmr(math.nan).last is None


def test_a_missing_point_is_passed_over() -> None:
    """The points around it are neighbours; it has no rule and no limits."""
    made = xmr(*ORDINARY[:6], math.nan, *ORDINARY[6:])
    plain = xmr(*ORDINARY)
    assert made.mean[0] == plain.mean[0]
    assert made.upper[0] == plain.upper[0]
    assert np.isnan(made.upper[6])
    assert made.rules[6] is None


def test_limits_begin_anew_at_a_rebase_and_the_old_ones_stay() -> None:
    """Two phases, each with its own mean; the jump between them is no signal."""
    later = [each + 20 for each in ORDINARY]
    made = xmr(*ORDINARY, *later, phases=(0, len(ORDINARY)))
    assert made.mean[0] == pytest.approx(np.mean(ORDINARY))
    assert made.mean[-1] == pytest.approx(np.mean(later))
    assert not any(made.rules)
    assert any(xmr(*ORDINARY, *later).rules)


def test_a_rebase_a_moment_ago_has_no_limits_yet() -> None:
    """Limits wait for ten points of the new phase."""
    made = xmr(*ORDINARY, 70, 71, 69, phases=(0, len(ORDINARY)))
    assert not made.enough
    assert not np.isnan(made.upper[0])
    assert np.isnan(made.upper[-1])


# Rare events.


def test_a_long_wait_for_a_rare_event_is_seen() -> None:
    """Twenty events about a month apart, and none for two years since."""
    days = [sum(range(20, 20 + n)) % 13 + 30 * n for n in range(21)]
    assert spc.between(days, days[-1] + 30).rules[-1] is None
    waited = spc.between(days, days[-1] + 730)
    assert waited.rules[-1] is Rule.OUTSIDE
    assert waited.towards[-1] == 1


def test_a_wait_that_is_not_over_is_never_too_short() -> None:
    """The day after an event is no sign that events come faster."""
    days = [30 * n for n in range(21)]
    assert spc.between(days, days[-1]).towards[-1] >= 0


def test_two_on_one_day_are_no_time_apart() -> None:
    """They break nothing."""
    days = [30 * n for n in range(20)] + [570, 570]
    assert spc.between(days, 580).last == len(days) - 1


# What is on a limit, what is clipped, and what there is on a day.


def there(*values: float) -> Control:
    """Return the control of what there is on a day."""
    return control(
        np.array(values, float), Method.STOCK, np.ones(len(values)), scale=1.0
    )


def test_a_point_on_its_limit_is_no_signal_and_one_beyond_it_is() -> None:
    """Around 100 the limits are 70 and 130."""
    on_it = there(*[100.0] * 8, 130, 70, *[100.0] * 4)
    assert (on_it.lower[0], on_it.upper[0]) == (70.0, 130.0)
    assert not any(on_it.rules)
    beyond = there(*[100.0] * 8, 131, 69, *[100.0] * 4)
    assert beyond.rules[8:10] == (Rule.OUTSIDE, Rule.OUTSIDE)
    assert beyond.towards[8:10] == (1, -1)


def test_limits_are_clipped_to_what_can_be() -> None:
    """No share below 0 or above 100, no count below 0."""
    low = xmr(*[1, 9] * 6)
    assert low.lower[0] == 0.0
    assert low.upper[0] > 20
    cases = np.full(12, 10.0)
    for values in ([90.0, 100.0] * 6, [0.0, 10.0] * 6, [20.0, 80.0] * 6):
        made = control(np.array(values), Method.XMR, cases, shape=Shape.SHARE)
        assert 0 <= made.lower.min() <= made.upper.max() <= 100


def test_a_trend_of_six_is_a_setting() -> None:
    """Six in a row, where a council asks for six."""
    before = (50, 48, 52, 49, 51, 48, 52, 50, 49, 51)
    values = np.array([*before, 47, 48, 49, 50, 51, 52], float)
    assert control(values, Method.XMR).rules[-1] is None
    assert control(values, Method.XMR, trend=6).rules[-1] is Rule.TREND


def test_of_a_few_there_on_a_day_the_upper_limit_is_exact() -> None:
    """Three where one is there every third month are chance once in a hundred looks."""
    few = [0.0, 0.0, 1.0] * 5
    assert not any(there(*few, 0, 0, 3).rules)
    assert there(*few, 0, 0, 5).rules[-1] is Rule.OUTSIDE


@pytest.mark.parametrize("mean", [0.05, 0.3, 1.0, 2.5, 4.9])
def test_the_most_that_chance_gives_is_by_hand(mean: float) -> None:
    """Poisson tails by another sum."""
    most = most_of_count(mean, 0.9973)

    def beyond(count: int) -> float:
        return 1 - sum(
            math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1)
        )

    assert beyond(most) < 0.00135
    assert most == 0 or beyond(most - 1) >= 0.00135


def test_posts_that_come_and_go_widen_the_limits_of_a_caseload() -> None:
    """Sixty children a post: nine posts where there were ten are no news by themselves."""
    posts = np.array([10, 9, 11, 10, 8, 9, 10, 12, 11, 10, 9, 8], float)
    made = control(600 / posts, Method.STOCK, posts, shape=Shape.RATE, scale=1.0)
    assert not any(made.rules)
    mean = 600 * 12 / posts.sum()
    wide = math.hypot(math.sqrt(mean / 10), mean * posts.std() / 10)
    assert made.upper[0] == pytest.approx(mean + 3 * wide)
    same = np.full(12, 10.0)
    alike = control(np.full(12, 60.0), Method.STOCK, same, shape=Shape.RATE, scale=1.0)
    assert alike.upper[0] == pytest.approx(60 + 3 * math.sqrt(60 / 10))
