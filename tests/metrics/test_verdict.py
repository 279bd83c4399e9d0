"""One verdict on a measure: its variation, its assurance, and both in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from domain.periods import Period, months_between
from domain.tables import Columns
from domain.targets import Rebase, Target
from metrics import caseloads, cla_reviews, disputes, permanence, spc, voice, workforce
from metrics.catalogue import CATALOGUE
from metrics.measure import Good, Metric
from metrics.series import Grain, Series
from metrics.spc import Rule
from metrics.verdict import Assurance, Variation, Verdict, assurance, variation, verdict
from tests.metrics import noise
from tests.tables import columns

MONTHS = months_between(date(2022, 4, 1), date(2025, 3, 31))
ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
USUAL = (18, 17, 18, 19, 17, 18, 16, 18, 17, 19, 18, 17)
MOST_WORDS = 15


def reviews(on_time: Sequence[int], of: int = 20) -> Columns:
    """Return reviews: so many a month, of which so many were on time."""
    lines = ["child | due | held", "--"]
    number = 0
    for month, passed in zip(MONTHS, on_time, strict=False):
        for place in range(of):
            number += 1
            due = month.start + timedelta(days=5)
            held = due if place < passed else due + timedelta(days=9)
            lines.append(f"C{number} | {due} | {held}")
    return columns(reviews="\n".join(lines))


def judged(on_time: Sequence[int]) -> Verdict:
    """Return the verdict on reviews on time over so many months."""
    return verdict(ON_TIME, reviews(on_time), MONTHS[: len(on_time)])


def test_noise_is_steady_and_says_so() -> None:
    """Three years of the usual: nothing is better and nothing worse."""
    found = judged(USUAL * 3)
    assert found.variation is Variation.STEADY
    assert found.rule is None
    assert found.finding == "Reviews held on time: steady at about 88% since April 2022"


def test_a_month_far_below_is_worse() -> None:
    """Nine of twenty, where seventeen or eighteen are usual."""
    found = judged((*USUAL * 2, *USUAL[:-1], 9))
    assert found.variation is Variation.WORSENING
    assert found.rule is Rule.OUTSIDE
    assert found.finding == (
        "Reviews held on time: worse than chance explains in March 2025"
    )


def test_a_run_above_the_mean_is_better_since_it_began() -> None:
    """Nineteen and twenty for nine months after two years of fifteen."""
    low = (15, 14, 16, 15, 13, 15, 14, 16, 15, 14, 15, 16)
    found = judged((*low * 2, *low[:3], 18, 17, 18, 19, 18, 17, 18, 19, 18))
    assert found.variation is Variation.IMPROVING
    assert found.rule is Rule.ONE_SIDE
    assert found.trend == "better since June 2024"


def test_what_is_neither_good_nor_bad_rises_and_never_improves() -> None:
    """Ninety disputes a month instead of three are more, and that is all."""
    lines = ["child | raised | resolved | stage", "--"]
    for place, month in enumerate(MONTHS):
        for number in range(40 if place > 30 else 3 + place % 2):
            lines.append(f"C{place}-{number} | {month.start} | | Stage 1")
    found = verdict(
        disputes.DISPUTES_RAISED, columns(disputes="\n".join(lines)), MONTHS
    )
    assert found.variation is Variation.RISING
    assert "better" not in found.line
    assert "worse" not in found.line


def test_too_few_months_say_nothing() -> None:
    """Eight months have no limits, so nothing is claimed."""
    found = judged(USUAL[:8])
    assert found.variation is Variation.TOO_FEW
    assert (
        found.finding
        == "Reviews held on time: too few months yet to say which way it goes"
    )
    assert found.assurance is Assurance.NO_TARGET


def test_few_cases_a_month_are_judged_by_quarter() -> None:
    """Two reviews a month are six a quarter: enough for a series of twelve."""
    found = verdict(ON_TIME, reviews([2, 1, 2] * 12, of=2), MONTHS)
    assert found.series is not None
    assert found.series.grain is Grain.QUARTER
    assert found.variation is Variation.STEADY
    assert "first try" in found.why  # twelve points


def test_rare_events_are_judged_by_the_days_between_them() -> None:
    """A dispute every two months or so for three years."""
    lines = ["child | raised | resolved | stage", "--"]
    for number in range(18):
        raised = date(2022, 4, 3) + timedelta(days=61 * number + number % 5)
        lines.append(f"C{number} | {raised} | | Stage 3")
    found = verdict(
        disputes.DISPUTES_RAISED, columns(disputes="\n".join(lines)), MONTHS
    )
    assert found.series is not None
    assert found.series.grain is Grain.EVENT
    assert found.trend == "steady at about one in 61 days"


def test_a_month_of_which_only_a_part_is_loaded_is_not_judged() -> None:
    """One dispute by the fifth of the month, of twenty, is no collapse."""
    lines = ["child | raised | resolved | stage", "--"]
    for place, month in enumerate(MONTHS):
        for number in range(1 if place == len(MONTHS) - 1 else 20):
            lines.append(f"C{place}-{number} | {month.start} | | Stage 1")
    found = columns(disputes="\n".join(lines))
    upto = (Period(date(2022, 4, 1), date(2025, 3, 5)),)
    found = replace(found, covered={**found.covered, "disputes": upto})
    judged = verdict(disputes.DISPUTES_RAISED, found, MONTHS)
    assert judged.variation is Variation.STEADY


# The target, by limits.


def control_between(lower: float, upper: float) -> spc.Control:
    """Return a control whose limits are (nearly) these."""
    middle, step = (lower + upper) / 2, (upper - lower) / 2 / spc.TO_LIMITS
    values = [middle - step / 2, middle + step / 2] * 8
    return spc.control(np.array(values), spc.Method.XMR)


@pytest.mark.parametrize(
    ("good", "target", "expected"),
    [
        (Good.HIGH, 79.9, Assurance.MEETS),
        (Good.HIGH, 85.0, Assurance.HIT_AND_MISS),
        (Good.HIGH, 90.1, Assurance.FAILS),
        (Good.LOW, 90.1, Assurance.MEETS),
        (Good.LOW, 85.0, Assurance.HIT_AND_MISS),
        (Good.LOW, 79.9, Assurance.FAILS),
        (Good.NEUTRAL, 85.0, Assurance.NO_TARGET),
        (Good.HIGH, None, Assurance.NO_TARGET),
    ],
)
def test_a_target_is_met_by_limits_and_not_by_a_point(
    good: Good, target: float | None, expected: Assurance
) -> None:
    """The limits are 80 and 90."""
    assert assurance(good, control_between(80, 90), target) is expected


def test_a_target_on_a_limit_is_met() -> None:
    """Chance does not go beyond it."""
    made = control_between(80, 90)
    assert assurance(Good.HIGH, made, float(made.lower[-1])) is Assurance.MEETS
    assert assurance(Good.HIGH, made, float(made.upper[-1])) is Assurance.HIT_AND_MISS
    assert assurance(Good.LOW, made, float(made.upper[-1])) is Assurance.MEETS


@pytest.mark.parametrize("good", list(Good))
def test_a_target_is_judged_by_the_limits_since_a_rebase(good: Good) -> None:
    """Sixty before, ninety since: a target of 80 is met, whatever the old limits were."""
    before = [60.0, 62.0] * 7
    since = [90.0, 92.0] * 7
    both = np.array([*before, *since])
    old = spc.control(both[:14], spc.Method.XMR)
    new = spc.control(both, spc.Method.XMR, phases=(0, 14))
    expected = {
        Good.HIGH: (Assurance.FAILS, Assurance.MEETS),
        Good.LOW: (Assurance.MEETS, Assurance.FAILS),
        Good.NEUTRAL: (Assurance.NO_TARGET, Assurance.NO_TARGET),
    }
    found = assurance(good, old, 80.0), assurance(good, new, 80.0)
    assert found == expected[good]


def test_a_measure_that_is_never_better_meets_no_target(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever set one, its words and its assurance agree, with few months and many."""
    module = sys.modules[verdict.__module__]
    monkeypatch.setattr(module, "target_of", lambda *_: 5.0)
    rows = noise.with_disputes(np.random.default_rng(1), [12.0] * len(MONTHS))
    for months in (MONTHS, MONTHS[-4:]):
        found = verdict(disputes.DISPUTES_RAISED, rows, months)
        assert found.assurance is Assurance.NO_TARGET
        assert found.of_target == "No target is set."


def test_children_late_for_months_have_limits_by_cases() -> None:
    """Ranges are too small where one late review fails a child in two months."""
    rows = noise.council(np.random.default_rng(1), 900)
    found = verdict(cla_reviews.CHILDREN_WITH_ALL_REVIEWS_ON_TIME, rows, MONTHS)
    assert found.series is not None
    assert found.series.control.method is spc.Method.SHARES


# The words.


def fired(metric: Metric, rule: Rule | None, towards: int) -> Verdict:
    """Return a verdict whose last point fired a rule."""
    made = control_between(80, 90)
    last = len(made.values) - 1
    made = replace(
        made,
        rules=(*made.rules[:last], rule),
        towards=(*made.towards[:last], towards),
        first=(*made.first[:last], last - 6),
    )
    counts = ON_TIME.count(reviews(USUAL), MONTHS[: last + 1])
    series = Series(Grain.QUARTER, MONTHS[: last + 1], made, counts)
    way = variation(metric.good, series)
    return Verdict(metric, series, way, Assurance.NO_TARGET)


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda metric: metric.key)
def test_a_heading_has_at_most_fifteen_words(metric: Metric) -> None:
    """Whatever rule fires, and where none does."""
    for rule in (None, *Rule):
        for towards in (-1, 1) if rule else (0,):
            found = fired(metric, rule, towards).finding
            assert len(found.split()) <= MOST_WORDS, found


def test_better_and_worse_are_only_said_where_a_rule_fired() -> None:
    """Each of the six words comes of a rule and of the measure's direction."""
    for metric in CATALOGUE:
        for towards in (-1, 1):
            way = fired(metric, Rule.OUTSIDE, towards).variation
            if metric.good is Good.NEUTRAL:
                assert way in (Variation.RISING, Variation.FALLING)
            else:
                better = (towards > 0) == (metric.good is Good.HIGH)
                assert (way is Variation.IMPROVING) == better
        assert fired(metric, None, 0).variation is Variation.STEADY


# New limits.


def test_limits_begin_anew_where_the_council_says_so_and_the_old_ones_stay() -> None:
    """A jump from 75% to 95% is a change, unless a rebase says since when."""
    rows = reviews((*(15, 14, 16) * 6, *(19, 18, 19) * 6))
    before = verdict(ON_TIME, rows, MONTHS)
    assert before.variation is Variation.IMPROVING
    rebase = Rebase(ON_TIME.key, MONTHS[18].start, "A new form", "A", MONTHS[18].start)
    found = verdict(ON_TIME, replace(rows, rebases=(rebase,)), MONTHS)
    assert found.variation is Variation.STEADY
    assert found.trend == "steady at about 93% since October 2023"
    assert found.series is not None
    control = found.series.control
    assert control.phases == (0, 18)
    assert control.mean[0] == pytest.approx(75)
    assert not np.isnan(control.lower[0])
    assert control.lower[0] < control.lower[-1]


def test_a_rebase_of_another_measure_changes_nothing() -> None:
    """Each measure has its own."""
    rows = reviews(USUAL * 3)
    other = Rebase("disputes_raised", MONTHS[18].start, "A", "A", MONTHS[18].start)
    found = verdict(ON_TIME, replace(rows, rebases=(other,)), MONTHS)
    assert found.series is not None
    assert found.series.control.phases == (0,)


def test_a_target_of_the_store_is_judged_from_its_day_on() -> None:
    """The one in force at the end of the months; none before it begins."""
    rows = reviews(USUAL * 3)
    day = MONTHS[-1].start
    aim = Target(ON_TIME.key, 60.0, day, None, "The board", "A", day)
    found = verdict(ON_TIME, replace(rows, targets=(aim,)), MONTHS)
    assert found.assurance is Assurance.MEETS
    assert found.of_target == "Meets the target of 60%, whatever chance does."
    earlier = verdict(ON_TIME, replace(rows, targets=(aim,)), MONTHS[:-1])
    assert earlier.assurance is Assurance.NO_TARGET


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        (disputes.DISPUTES_OPEN, "between 3 and 13 since April 2022"),
        (caseloads.CASELOAD_PER_FTE, "between 3.0 and 13.0 since April 2022"),
        (permanence.CHILDREN_PLACED_OUT_OF_AREA, "between 3% and 13% since April 2022"),
        (workforce.STAFF_TURNOVER, "between 3.0 and 13.0 per 100 since April 2022"),
        (disputes.DISPUTES_RAISED, "steady at about 8 a quarter since April 2022"),
        (voice.ADVOCACY_REFERRALS, "steady at about 8.0 a month since April 2022"),
    ],
)
def test_what_there_is_on_a_day_is_not_called_steady(metric: Metric, said: str) -> None:
    """It may drift and be no more than chance: it is told from where to where."""
    found = fired(metric, None, 0)
    control = found.series.control  # type: ignore[union-attr]
    control.values[:], control.mean[:] = 9.0, 8.0
    control.values[1:3] = 3.0, 13.0
    assert found.trend == said


def test_what_never_moves_is_steady_at_what_it_is() -> None:
    for metric in (caseloads.CASELOAD_PER_FTE, disputes.DISPUTES_RAISED):
        found = fired(metric, None, 0)
        found.series.control.values[:] = 9.0  # type: ignore[union-attr]
        assert found.trend.startswith("steady at 9")


def test_a_small_mean_is_told_with_its_decimal() -> None:
    found = fired(disputes.DISPUTES_RAISED, None, 0)
    found.series.control.mean[:] = 0.4  # type: ignore[union-attr]
    assert found.trend == "steady at about 0.4 a quarter since April 2022"
