"""A group of children beside all the others: the interval, the cells, the words."""

from math import sqrt

import numpy as np
import pytest

from domain.codes import NOT_RECORDED
from domain.periods import Period, financial_year
from metrics.chance import newcombe, wilson
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME, REVIEWS_OVERDUE
from metrics.equity import FEWEST, GROUPINGS, Says, compared
from metrics.figure import figure
from metrics.measure import MeasureError
from tests.metrics.any_columns import FIRST, LAST, any_columns
from tests.tables import columns

YEAR = financial_year(2025)
PUBLISHED = {  # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10
    "a": ((56, 70, 48, 80), (0.0524, 0.3339)),
    "b": ((9, 10, 3, 10), (0.1705, 0.8090)),
    "c": ((6, 7, 2, 7), (0.0582, 0.8062)),
    "d": ((5, 56, 0, 29), (-0.0381, 0.1926)),
    "e": ((0, 10, 0, 20), (-0.1611, 0.2775)),
    "f": ((0, 10, 0, 10), (-0.2775, 0.2775)),
    "g": ((10, 10, 0, 20), (0.6791, 1.0)),
    "h": ((10, 10, 0, 10), (0.6075, 1.0)),
}


@pytest.mark.parametrize(("counts", "bounds"), PUBLISHED.values(), ids=PUBLISHED)
def test_the_interval_is_that_which_newcombe_published(counts, bounds):
    found = newcombe(*counts)
    assert (found.low, found.high) == pytest.approx(bounds, abs=6e-5)


def test_wilson_s_bounds_solve_the_equation_they_are_made_from():
    # |p - x| = z * sqrt(x(1-x)/n), which says that p is z errors away from a bound x
    rng = np.random.default_rng(34)
    for _ in range(200):
        cases = int(rng.integers(1, 400))
        passed = int(rng.integers(0, cases + 1))
        for bound in wilson(passed, cases):
            error = 1.959964 * sqrt(max(bound * (1 - bound), 0) / cases)
            assert abs(passed / cases - bound) == pytest.approx(error, abs=1e-6)


def test_the_interval_holds_a_true_difference_95_times_of_100():
    rng = np.random.default_rng(35)
    for share, other, sizes in ((0.9, 0.8, (60, 400)), (0.88, 0.88, (40, 500))):
        first = rng.binomial(sizes[0], share, 2000)
        second = rng.binomial(sizes[1], other, 2000)
        held = [
            (found := newcombe(int(a), sizes[0], int(b), sizes[1])).low
            <= share - other
            <= found.high
            for a, b in zip(first, second, strict=True)
        ]
        assert 0.935 <= np.mean(held) <= 0.975


def test_no_cases_are_no_share():
    with pytest.raises(ValueError, match="no share"):
        newcombe(0, 0, 1, 2)


def lines(sex, on_time, late):
    day = {True: "2024-06-03", False: "2024-06-04"}
    for passed in [True] * on_time + [False] * late:
        yield f"2024-06-03 | {day[passed]} | {sex}"


def reviews(**groups):
    rows = [row for sex, counts in groups.items() for row in lines(sex, *counts)]
    return columns(reviews="\n".join(["due | held | sex", *rows]))


def sexes(**groups):
    found = compared(REVIEWS_HELD_ON_TIME, reviews(**groups), YEAR, "sex")
    return {each.label: each for each in found}


def test_a_group_is_beside_all_the_others_and_never_beside_those_not_recorded():
    table = sexes(Male=(80, 20), Female=(150, 50), **{"": (40, 5)})
    assert list(table) == ["Male", "Female"]
    male = table["Male"]
    assert (male.passed, male.cases) == (80, 100)
    assert (male.others_passed, male.others_cases) == (150, 200)
    assert male.interval.difference == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("male", "female", "told"),
    [
        ((FEWEST, FEWEST), (FEWEST, FEWEST), True),
        ((FEWEST - 1, FEWEST), (FEWEST, FEWEST), False),
        ((FEWEST, FEWEST - 1), (FEWEST, FEWEST), False),
        ((FEWEST, FEWEST), (FEWEST - 1, FEWEST), False),
        ((FEWEST, FEWEST), (FEWEST, FEWEST - 1), False),
        ((300, 0), (300, 30), False),
    ],
)
def test_a_difference_needs_ten_on_each_side_of_both(male, female, told):
    for each in sexes(Male=male, Female=female).values():
        assert (each.interval is not None) is told
        assert (each.says is not Says.TOO_FEW) is told


@pytest.mark.parametrize(
    ("male", "says"),
    [
        ((90, 10), Says.CHANCE),
        ((84, 16), Says.CHANCE),
        ((70, 30), Says.LOWER),
        ((290, 10), Says.HIGHER),
    ],
)
def test_the_words_follow_the_interval(male, says):
    each = sexes(Male=male, Female=(180, 20))["Male"]
    assert each.says is says
    assert each.interval.holds_none is (says is Says.CHANCE)


def test_what_one_group_of_many_does_by_chance_is_no_claim():
    first = newcombe(79, 100, 1760, 2000)
    assert not first.holds_none
    groups = {"Male": (79, 21), "Female": (1760, 240)}
    assert sexes(**groups)["Male"].says in (Says.LOWER, Says.PERHAPS)
    close = {"Male": (82, 18), "Female": (1780, 220)}
    found = newcombe(82, 100, 1780, 2000)
    wider = newcombe(82, 100, 1780, 2000, sure=0.975)
    assert (found.holds_none, wider.holds_none) == (False, True)
    assert sexes(**close)["Male"].says is Says.PERHAPS


def test_noise_is_called_a_difference_in_few_councils_of_a_hundred():
    rng = np.random.default_rng(36)
    claimed = 0
    for _ in range(100):
        on_time = rng.binomial([150, 250], 0.88)
        groups = {
            sex: (int(passed), int(cases - passed))
            for sex, passed, cases in zip(
                ("Male", "Female"), on_time, (150, 250), strict=True
            )
        }
        claims = {Says.LOWER, Says.HIGHER}
        claimed += any(each.says in claims for each in sexes(**groups).values())
    assert claimed <= 0.05 * 100


def test_groups_come_in_their_own_order_and_add_up_to_the_figure():
    for seed in range(12):
        made = any_columns(seed)
        whole = figure(REVIEWS_HELD_ON_TIME, made, Period(FIRST, LAST))
        for by in GROUPINGS:
            found = compared(REVIEWS_HELD_ON_TIME, made, Period(FIRST, LAST), by)
            labels = [each.label for each in found]
            assert NOT_RECORDED not in labels
            assert labels == [x for x in made.labels[by] if x in labels]
            for each in found:
                assert each.cases + each.others_cases <= whole.denominator
                assert each.passed + each.others_passed <= whole.numerator


def test_a_measure_that_is_no_share_is_refused():
    loaded = reviews(Male=(80, 20), Female=(150, 50))
    with pytest.raises(MeasureError, match="share"):
        compared(REVIEWS_OVERDUE, loaded, YEAR, "sex")
