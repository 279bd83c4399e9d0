"""How soon children are back on a plan: the estimator, and whom it follows.

The figures of the estimator are those of lifelines 0.30.3, which needs an older pandas
than the dashboard and so cannot be installed beside it.
"""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from domain.periods import Period, financial_year
from metrics.measure import MeasureError
from metrics.survival import (
    FEWEST,
    days_told,
    kaplan_meier,
    returns,
)
from tests.metrics.any_columns import any_columns
from tests.tables import columns

AML = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
GEHAN = (
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
    [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
)
TO_THE_LAST = [1, 2, 2, 5], [1, 1, 1, 1]
FROM_LIFELINES = {  # time, at risk, events, survival, its bounds
    "leukaemia, maintained (Miller 1981)": (
        AML,
        [
            (9, 11, 1, 0.909091, 0.50808, 0.986674),
            (13, 10, 1, 0.818182, 0.447429, 0.951162),
            (18, 8, 1, 0.715909, 0.35019, 0.899024),
            (23, 7, 1, 0.613636, 0.265752, 0.835299),
            (31, 5, 1, 0.490909, 0.167331, 0.7534),
            (34, 4, 1, 0.368182, 0.09283, 0.657041),
            (48, 2, 1, 0.184091, 0.011738, 0.525015),
        ],
    ),
    "6-MP (Freireich 1963)": (
        GEHAN,
        [
            (6, 21, 3, 0.857143, 0.619718, 0.951552),
            (7, 17, 1, 0.806723, 0.563147, 0.922809),
            (10, 15, 1, 0.752941, 0.5032, 0.889362),
            (13, 12, 1, 0.690196, 0.43161, 0.849066),
            (16, 11, 1, 0.627451, 0.367511, 0.804912),
            (22, 7, 1, 0.537815, 0.267779, 0.746791),
            (23, 6, 1, 0.448179, 0.188052, 0.680143),
        ],
    ),
}


@pytest.mark.parametrize("known", FROM_LIFELINES.values(), ids=FROM_LIFELINES)
def test_the_estimate_is_that_of_lifelines_on_published_data(known):
    (durations, observed), expected = known
    curve = kaplan_meier(np.array(durations), np.array(observed, bool))
    found = zip(
        *(curve.times, curve.at_risk, curve.events, curve.survival),
        *(curve.low, curve.high),
        strict=True,
    )
    for row, other in zip(found, expected, strict=True):
        assert row == pytest.approx(other, abs=2e-6)


def by_counting(durations, observed):
    """The survival by its definition, child by child, in fractions."""
    left, found = Fraction(1), {}
    for time in sorted(set(durations)):
        watched = [each for each in durations if each >= time]
        happened = [
            each
            for each, seen in zip(durations, observed, strict=True)
            if seen and each == time
        ]
        left *= 1 - Fraction(len(happened), len(watched))
        if happened:
            found[time] = left
    return found


def test_the_estimate_is_that_counted_child_by_child_in_fractions():
    rng = np.random.default_rng(34)
    for _ in range(100):
        size = int(rng.integers(1, 50))
        durations, observed = rng.integers(0, 20, size), rng.random(size) < 0.5
        curve = kaplan_meier(durations, observed)
        expected = by_counting(durations.tolist(), observed.tolist())
        assert curve.times.tolist() == list(expected)
        assert curve.survival == pytest.approx([float(x) for x in expected.values()])


def test_without_censoring_it_is_the_share_that_is_left():
    curve = kaplan_meier(*map(np.array, TO_THE_LAST))
    assert curve.survival == pytest.approx([0.75, 0.25, 0.0])
    assert np.isnan(curve.low[-1])
    assert np.isnan(curve.high[-1])
    assert curve.share(2)[0] == 0.75
    assert [curve.watched(time) for time in (0, 1, 2, 3, 5, 6)] == [4, 4, 3, 1, 1, 0]


def test_nobody_watched_and_nobody_to_whom_it_happened_are_no_error():
    empty = np.array([], int), np.array([], bool)
    assert kaplan_meier(*empty).size == 0
    curve = kaplan_meier(np.array([3, 4]), np.array([False, False]))
    assert curve.share(3)[0] == 0.0
    assert np.isnan(curve.share(3)[2])


def test_a_duration_below_nothing_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        kaplan_meier(np.array([-1]), np.array([True]))


# Whom the figure follows.


ENDED = "2023-06-01"
HEAD = "child | start | end | next_start | followed_to"
YEAR = financial_year(2024)


def followed(*lines, to=date(2025, 3, 31)):
    """The one curve of plans that ended in 2023-24 or later, as (days, back) pairs."""
    table = "\n".join([HEAD, *lines])
    (found,) = returns(columns(plans=table), Period(YEAR.start, to))
    happened = dict(zip(found.curve.times, found.curve.events, strict=True))
    return found.curve.durations.tolist(), happened, found.aside


@pytest.mark.parametrize(
    ("next_start", "followed_to", "days", "back", "aside"),
    [
        ("2023-06-02", "2025-03-31", [1], {1: 1}, 0),
        ("", "2023-06-02", [1], {}, 0),
        ("2024-05-31", "2025-03-31", [365], {365: 1}, 0),
        ("2024-05-31", "2024-05-31", [365], {365: 1}, 0),
        ("2024-05-31", "2024-05-30", [364], {}, 0),
        ("", "", [], {}, 1),
        ("", "2023-06-01", [], {}, 1),
    ],
    ids=[
        "back the day after",
        "followed for a day",
        "back after a year",
        "back on the last day followed",
        "back after the last day followed",
        "not followed, as no file tells",
        "not followed, as the child had died or grown up",
    ],
)
def test_a_child_is_followed_to_the_next_plan_or_as_long_as_files_tell(
    next_start, followed_to, days, back, aside
):
    line = f"C1 | 2023-01-01 | {ENDED} | {next_start} | {followed_to}"
    assert followed(line) == (days, back, aside)


def test_nobody_is_followed_past_the_period_s_last_day():
    line = f"C1 | 2023-01-01 | {ENDED} | 2024-02-01 | 2025-03-31"
    assert followed(line, to=date(2024, 1, 31)) == ([244], {}, 0)


@pytest.mark.parametrize(
    ("end", "plans"),
    [("2023-03-31", 0), ("2023-04-01", 1), ("2024-03-31", 1), ("2024-04-01", 0)],
)
def test_a_plan_counts_in_the_period_it_ended_in(end, plans):
    table = f"{HEAD}\nC1 | 2022-01-01 | {end} | | 2025-03-31"
    found = returns(columns(plans=table), YEAR)
    assert sum(each.curve.size + each.aside for each in found) == plans


def test_every_plan_ended_is_in_one_year_one_category_and_one_length():
    for seed in range(20):
        made = any_columns(seed, gap=bool(seed % 2))
        days = days_told(made)
        whole = returns(made, days)
        for by in ("year", "category", "duration_band", "sex"):
            parts = returns(made, days, by=by)
            for what in (lambda each: each.curve.size, lambda each: each.aside):
                assert sum(map(what, parts)) == sum(map(what, whole))


def test_a_filter_keeps_the_plans_of_its_groups():
    table = f"{HEAD} | sex\nC1 | 2023-01-01 | {ENDED} | | 2025-03-31 | Female"
    loaded = columns(plans=table)
    assert returns(loaded, YEAR, {"sex": ("Female",)})[0].curve.size == 1
    assert returns(loaded, YEAR, {"sex": ("Male",)}) == ()
    with pytest.raises(MeasureError):
        returns(loaded, YEAR, by="stage")


def test_a_share_needs_ten_who_are_still_followed():
    for plans, told in ((FEWEST - 1, False), (FEWEST, True)):
        lines = [f"C{n} | 2023-01-01 | {ENDED} | | 2025-03-31" for n in range(plans)]
        (found,) = returns(
            columns(plans="\n".join([HEAD, *lines])),
            Period(YEAR.start, date(2025, 3, 31)),
        )
        assert found.told(12) is told
        assert found.told(24) is False


# What a board is told.
