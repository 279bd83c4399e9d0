"""Behind every figure of every measure: exactly the rows it says, side by side."""

from itertools import pairwise

import numpy as np
import pytest

from data_access import columns as stored
from data_access.store import database
from domain.access import EVERYTHING as EVERYTHING_SEEN
from domain.periods import Period, financial_year, month_of, quarter_of, rolling_year_to
from metrics.catalogue import CATALOGUE, get
from metrics.figure import figure, figure_of_group
from metrics.measure import MeasureError
from metrics.rows_behind import sides, sides_of_group
from metrics.sides import Side
from tests.conftest import AS_AT, url_of
from tests.metrics.any_columns import any_columns

PERIODS = (
    financial_year(2025),
    rolling_year_to(AS_AT),
    quarter_of(AS_AT),
    month_of(AS_AT),
    Period(AS_AT.replace(month=7, day=16), AS_AT.replace(month=8, day=15)),
    financial_year(2001),  # no file speaks for it
)
WEIGHED = {
    "staff",
    "recorded_conferences",
    "recorded_counts",
    "recorded_practice",
    "recorded_posts",
}


@pytest.fixture(scope="module")
def exampleshire(exampleshire_file):
    engine = database.get_engine(url_of(exampleshire_file))
    return stored.read_columns(engine, "EXM", EVERYTHING_SEEN)


def filters(metric, found):
    """No filter, two groups of a grouping, and a group each of two groupings."""
    yield {}
    carried = metric.dimensions(found)
    for name in (carried[0], carried[-1]):
        yield {name: (found.labels[name][0], found.labels[name][-1])}
    for one, other in list(pairwise(carried))[-1:]:
        yield {name: (found.labels[name][:2][-1],) for name in (one, other)}


def agree(metric, found, period, where):
    """Say how many rows there are; each side has what the figure says."""
    told = figure(metric, found, period, where)
    behind = sides(metric, found, period, where)
    amounts = {side: sum(each.amount for each in some) for side, some in behind.items()}
    assert amounts[Side.COUNTED] == pytest.approx(told.numerator)
    if told.denominator is not None:
        assert amounts[Side.CASES] == pytest.approx(told.denominator)
    if Side.REST in behind:
        assert amounts[Side.REST] == told.denominator - told.numerator
        both = [*_places(behind, Side.COUNTED), *_places(behind, Side.REST)]
        assert sorted(both) == sorted(_places(behind, Side.CASES))
    assert amounts.get(Side.ASIDE, 0) == told.aside
    for some in behind.values():
        for each in some:
            assert len(set(each.row.tolist())) == len(each.row)
            if each.rows not in WEIGHED:
                assert each.amount == len(each.row)
    return sum(amounts.values())


def _places(behind, side):
    return [place for each in behind[side] for place in each.row.tolist()]


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_there_are_as_many_rows_behind_a_figure_as_it_says(metric, exampleshire):
    found = [
        agree(metric, exampleshire, period, where)
        for period in PERIODS
        for where in filters(metric, exampleshire)
    ]
    assert any(found) or metric.key == "icpcs_overdue"  # Exampleshire has none


@pytest.mark.parametrize("seed", range(4))
def test_it_is_so_of_any_rows(seed):
    made = any_columns(seed, gap=seed % 2 == 0)
    for metric in CATALOGUE:
        for period in PERIODS:
            for where in filters(metric, made):
                agree(metric, made, period, where)


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_behind_a_group_there_are_as_many_rows_as_its_line_says(metric, exampleshire):
    period = PERIODS[1]
    dimensions = metric.dimensions(exampleshire)
    staffed = "iro" if "iro" in dimensions else dimensions[0]
    for by in {metric.natural or staffed, dimensions[0]}:
        counts = metric.count(exampleshire, (period,), by=by)
        for label in counts.labels:
            asked = metric, exampleshire, period, {}, (by, label)
            told, found = figure_of_group(*asked), sides_of_group(*asked)
            amount = sum(each.amount for each in found[Side.COUNTED])
            assert amount == pytest.approx(told.numerator)
            if Side.REST in found:
                rest = sum(each.amount for each in found[Side.REST])
                assert rest == told.denominator - told.numerator


def test_a_group_that_a_measure_is_not_counted_for_is_refused(exampleshire):
    metric = get("participation_groups_aged_4_and_over")
    group = ("participation", "Under 4")
    assert group[1] in exampleshire.labels[group[0]]
    with pytest.raises(MeasureError) as refusal:
        figure_of_group(metric, exampleshire, PERIODS[1], {}, group)
    assert str(refusal.value) == f"{metric.key} is not counted for 'Under 4'."


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_each_side_that_is_offered_is_there(metric, exampleshire):
    offered = metric.worst_first
    there = sides(metric, exampleshire, PERIODS[0])
    assert set(offered) <= set(there)
    hidden = set(there) - set(offered)
    assert hidden <= {Side.CASES}
    nobodys = {"staff", "recorded_counts", "recorded_practice"}
    assert all(each.rows in nobodys for side in hidden for each in there[side])


def test_what_has_to_be_done_comes_first():
    first = {metric.key: metric.worst_first[0] for metric in CATALOGUE}
    assert first["reviews_held_on_time"] is Side.REST
    assert first["children_with_all_plan_reviews_on_time"] is Side.REST
    assert first["participation_not_recorded"] is Side.COUNTED
    assert first["children_attending"] is Side.COUNTED
    assert first["reviews_overdue"] is Side.COUNTED


def test_behind_figures_of_staff_and_of_months_there_are_no_children():
    assert [metric.key for metric in CATALOGUE if not metric.counts_children] == [
        "feedback_from_children",
        "feedback_from_families",
        "feedback_from_professionals",
        "advocacy_referrals",
        "advocacy_taken_up",
        "visitors_matched",
        "visitors_waiting",
        "practice_meeting_standard",
        "practice_looked_at",
        "audits_good_or_better",
        "staff_supervised",
        "staff_trained",
        "staff_appraised",
        "good_practice_alerts",
        "posts_filled",
        "staff_with_both_roles",
        "staff_from_agencies",
        "staff_on_probation",
        "staff_joined",
        "staff_left",
        "staff_turnover",
        "staff_by_length_of_service",
        "posts_vacant",
        "posts_of_agencies",
        "posts_away",
    ]


def test_rows_are_never_given_twice_for_a_child_who_moved(exampleshire):
    for metric in CATALOGUE:
        if metric.grain != "children, each once" or metric.rows.name != "care_spans":
            continue
        (found,) = sides(metric, exampleshire, PERIODS[0])[metric.worst_first[0]]
        care = exampleshire.care_spans.care[found.row]
        assert len(np.unique(care)) == len(care) > 0
