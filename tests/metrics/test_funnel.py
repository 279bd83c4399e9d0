"""Limits of a funnel plot: exact, checked by hand and by counting in fractions."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from domain.codes import NOT_RECORDED
from domain.periods import Period
from metrics.caseloads import POSTS_FILLED
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.figure import figure
from metrics.funnel import (
    RARE,
    USUAL,
    LeftOut,
    Limits,
    Place,
    funnel,
    funnel_of_teams,
    left_out,
    limits,
    place,
)
from tests.metrics.any_columns import FIRST, LAST, any_columns
from tests.tables import columns as made_of

WHOLE = Period(FIRST, LAST)


def by_counting(cases, passed, of, kept):
    """The limits by the definition, in fractions: slow and exact."""
    rate, tail = Fraction(passed, of), (1 - Fraction(str(kept))) / 2
    chances = [
        comb(cases, number) * rate**number * (1 - rate) ** (cases - number)
        for number in range(cases + 1)
    ]
    inside = [
        number
        for number in range(cases + 1)
        if sum(chances[: number + 1]) >= tail and sum(chances[number:]) >= tail
    ]
    assert inside == list(range(inside[0], inside[-1] + 1))
    return Limits(cases, inside[0], inside[-1])


def test_limits_of_ten_throws_of_a_coin_are_those_worked_out_by_hand():
    # Of 1,024 ways, 1 + 10 = 11 have one head or none (1.1%), 56 two or fewer (5.5%).
    assert limits(10, 1, 2, USUAL) == Limits(10, 2, 8)
    # One way has no head: 0.098%, rarer than 0.1%.
    assert limits(10, 1, 2, RARE) == Limits(10, 1, 9)


def test_limits_are_the_same_as_counted_in_fractions():
    rng = np.random.default_rng(14)
    for _ in range(150):
        cases, of = (int(each) for each in rng.integers(1, 80, 2))
        passed = int(rng.integers(0, of + 1))
        for kept in (USUAL, RARE):
            found = limits(cases, passed, of, kept)
            assert found == by_counting(cases, passed, of, kept)


def test_limits_keep_within_nought_and_a_hundred_and_hold_the_service_s_share():
    for cases in (1, 30, 31, 400, 5000):
        for passed, of in ((0, 9), (1, 999), (1109, 1241), (998, 999), (9, 9)):
            usual = limits(cases, passed, of, USUAL)
            rare = limits(cases, passed, of, RARE)
            assert 0 <= rare.low <= usual.low <= usual.high <= rare.high <= cases
            assert 0 <= usual.shares[0] <= usual.shares[1] <= 100
            assert usual.low <= np.ceil(cases * passed / of)
            assert usual.high >= np.floor(cases * passed / of)


def test_limits_draw_in_as_there_are_more_cases():
    widths = [
        np.subtract(*limits(cases, 9, 10, USUAL).shares[::-1])
        for cases in (30, 300, 3000)
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[2] < 3


def test_where_all_or_none_of_the_service_pass_one_other_is_beyond_chance():
    assert limits(40, 7, 7, USUAL) == Limits(40, 40, 40)
    assert limits(40, 0, 7, RARE) == Limits(40, 0, 0)
    assert place(39, 40, 7, 7) is Place.FAR_BELOW
    assert place(1, 40, 0, 7) is Place.FAR_ABOVE


def test_nobody_is_beyond_chance_for_having_every_review_on_time_of_a_few():
    # By chance alone 30 of 30 is had by 29% of people where the service has 96%.
    assert place(30, 30, 96, 100) is Place.WITHIN


@pytest.mark.parametrize(
    ("heads", "where"),
    [
        (29, Place.FAR_BELOW),  # 29 or fewer: 0.0016%
        (34, Place.FAR_BELOW),  # 34 or fewer: 0.089%
        (35, Place.BELOW),  # 35 or fewer: 0.18%
        (39, Place.BELOW),  # 39 or fewer: 1.76%
        (40, Place.WITHIN),  # 40 or fewer: 2.84%
        (50, Place.WITHIN),
        (60, Place.WITHIN),
        (61, Place.ABOVE),
        (65, Place.ABOVE),
        (66, Place.FAR_ABOVE),
    ],
)
def test_a_hundred_throws_of_a_coin_lie_where_published_tables_say(heads, where):
    assert place(heads, 100, 1, 2) is where


@pytest.mark.parametrize(
    ("cases", "in_post", "why"),
    [
        (29, 1.0, LeftOut.FEW),
        (30, 1.0, None),
        (30, 0.75, None),
        (30, 0.749, LeftOut.SHORT),
        (29, None, LeftOut.FEW),
        (30, None, LeftOut.NOT_KNOWN),
    ],
)
def test_who_has_few_cases_or_was_not_there_for_long_is_not_compared(
    cases, in_post, why
):
    assert left_out(cases, in_post) is why


@pytest.mark.parametrize("asked", [(0, 1, 2), (5, 3, 2), (5, -1, 2), (5, 0, 0)])
def test_there_are_no_limits_around_no_share(asked):
    with pytest.raises(ValueError, match="gives no limits"):
        limits(*asked, USUAL)


@pytest.mark.parametrize("asked", [(4, 3), (-1, 3)])
def test_more_than_all_is_no_share(asked):
    with pytest.raises(ValueError, match="is no share"):
        place(*asked, 1, 2)


def test_points_are_the_figures_of_each_in_order_of_their_number_of_cases():
    columns = any_columns(3)
    names = columns.labels["iro"][1:]
    found = funnel(REVIEWS_HELD_ON_TIME, columns, WHOLE, names, dict.fromkeys(names, 1))
    whole = figure(REVIEWS_HELD_ON_TIME, columns, WHOLE)
    assert (found.passed, found.cases) == (whole.numerator, whole.denominator)
    assert len(found.points) == len(names) > 1
    for point in found.points:
        own = figure(REVIEWS_HELD_ON_TIME, columns, WHOLE, {"iro": (point.label,)})
        assert (point.passed, point.cases) == (own.numerator, own.denominator)
        assert point.share == pytest.approx(own.value)
        assert point.compared == (point.cases >= 30)
        if point.compared:
            told = place(point.passed, point.cases, found.passed, found.cases)
            assert point.says is told
    assert [point.cases for point in found.points] == sorted(
        point.cases for point in found.points
    )


def test_only_those_asked_for_are_points():
    columns = any_columns(3)
    (one, *_) = names = columns.labels["iro"][1:]
    found = funnel(REVIEWS_HELD_ON_TIME, columns, WHOLE, (one,), {})
    assert [point.label for point in found.points] == [one]
    everybody = funnel(REVIEWS_HELD_ON_TIME, columns, WHOLE, names, {})
    assert found.limits(50, RARE) == everybody.limits(50, RARE)
    assert NOT_RECORDED not in [point.label for point in everybody.points]


def test_teams_are_compared_from_ten_cases_on_and_never_those_not_recorded():
    columns = any_columns(3)
    whole = figure(REVIEWS_HELD_ON_TIME, columns, WHOLE)
    found = funnel_of_teams(REVIEWS_HELD_ON_TIME, columns, WHOLE)
    assert (found.passed, found.cases) == (whole.numerator, whole.denominator)
    assert {point.label for point in found.points} == set(columns.labels["team"][1:])
    for point in found.points:
        assert point.compared == (point.cases >= 10)
        if point.compared:
            told = place(point.passed, point.cases, found.passed, found.cases)
            assert point.says is told
    cases = [point.cases for point in found.points]
    assert cases == sorted(cases)


@pytest.mark.parametrize(("cases", "compared"), [(9, False), (10, True)])
def test_a_team_of_few_cases_is_too_few_to_say(cases, compared):
    rows = "\n".join(["2024-06-03 | 2024-06-03 | North"] * cases)
    loaded = made_of(reviews=f"due | held | team\n{rows}")
    (point,) = funnel_of_teams(REVIEWS_HELD_ON_TIME, loaded, WHOLE).points
    assert point.compared is compared
    assert compared or point.says is LeftOut.TOO_FEW


def test_a_filter_leaves_the_cases_of_its_groups_in_the_service_too():
    columns, where = any_columns(3), {"sex": ("Female",)}
    found = funnel_of_teams(REVIEWS_HELD_ON_TIME, columns, WHOLE, where)
    whole = figure(REVIEWS_HELD_ON_TIME, columns, WHOLE, where)
    assert (found.passed, found.cases) == (whole.numerator, whole.denominator)


def test_a_count_has_no_limits():
    with pytest.raises(ValueError, match="Only a share"):
        funnel(POSTS_FILLED, any_columns(3), WHOLE, (), {})
