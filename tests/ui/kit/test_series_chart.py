"""A series as a chart: points, limits, levels, and words at the lines' ends."""

import itertools
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import disputes
from metrics.measure import Good
from metrics.series import Grain
from metrics.verdict import Variation
from tests.ui.kit.verdicts import GAP, MONTHS, ON_TIME, control
from ui.kit import palette, series_chart
from ui.kit.marks import MARKS
from ui.kit.series_chart import APART, HIGHEST, PLOT, Level, below, spread

RAISED = disputes.DISPUTES_RAISED
USUAL = (80, 82, 79, 81, 80, 83, 78, 81, 80, 82, 79, 81, 80)
AXIS = [40.0, 100.0]
TARGET = Level("Target", 95.0, palette.PINK, "dash")


def drawn(*values, metric=ON_TIME, levels=(), span=AXIS, band=None):
    found = control(*values)
    months = MONTHS[: len(values)]
    return series_chart.chart(metric, Grain.MONTH, months, found, levels, span, band)


def figure(*values, **more):
    return go.Figure(drawn(*values, **more))


def points(figure):
    (found,) = [each for each in figure.data if each.hoverinfo != "skip"]
    return found


def test_the_points_are_the_values_and_a_gap_is_a_gap():
    found = points(figure(*USUAL[:5], GAP, *USUAL[6:]))
    assert list(found.y) == [*USUAL[:5], None, *USUAL[6:]]
    assert found.text[0] == "April 2022"
    assert found.customdata[0] == "80.0%"
    assert not found.connectgaps


def test_nothing_is_drawn_without_a_value():
    assert drawn(GAP, GAP, GAP) is None


def test_limits_and_mean_are_those_of_the_control_and_answer_to_no_pointer():
    found, chart = control(*USUAL), figure(*USUAL)
    lower, upper, mean, _ = chart.data
    assert list(lower.y) == found.lower.tolist()
    assert list(upper.y) == found.upper.tolist()
    assert list(mean.y) == found.mean.tolist()
    assert {each.hoverinfo for each in (lower, upper, mean)} == {"skip"}
    assert lower.line.dash == upper.line.dash not in (None, "solid", TARGET.dash)


def test_few_points_have_no_limits_and_no_words_of_any():
    chart = figure(80, 90, 85)
    assert set(chart.data[0].y) == {None}
    assert not [each for each in ends(chart) if each.startswith("Limit")]


# Words at the lines' ends


def ends(figure):
    return [each.text for each in figure.layout.annotations]


def places(figure, axis):
    """Where the words are, in pixels from the foot of the axis."""
    low, high = axis
    return sorted(
        PLOT * (each.y - low) / (high - low) + each.yshift
        for each in figure.layout.annotations
    )


def test_each_line_is_named_once_at_its_end():
    found = figure(*USUAL, levels=[TARGET])
    said = ends(found)
    assert said[:3] == ["<b>80%</b>", "Target 95%", "Average 80.5%"]
    assert [each.partition(" ")[0] for each in said[3:]] == ["Limit", "Limit"]
    assert len(set(said)) == len(said) == 5
    for each in found.layout.annotations:
        assert (each.x, each.xref, each.xanchor) == (1, "paper", "left")
        assert not each.showarrow
    assert found.layout.margin.r >= 100
    assert found.layout.showlegend is False


def test_words_are_moved_apart_where_lines_are_close():
    close = Level("Target", 80.4, palette.PINK, "dash")
    found = places(figure(*USUAL, levels=[close]), AXIS)
    assert all(b - a >= APART - 1e-6 for a, b in itertools.pairwise(found))


NEAR = st.lists(st.floats(-50, 400, allow_nan=False), max_size=8)


@given(NEAR)
def test_places_are_apart_and_in_the_order_that_is_wanted(wanted):
    found = spread(wanted, APART)
    assert len(found) == len(wanted)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    steps = np.diff([found[at] for at in order])
    assert (steps >= APART - 1e-6).all()


@given(NEAR)
def test_what_is_apart_is_left_where_it_is_wanted(wanted):
    for at, place in enumerate(spread(wanted, APART)):
        others = [each for other, each in enumerate(wanted) if other != at]
        if all(abs(each - wanted[at]) > APART * len(wanted) for each in others):
            assert place == pytest.approx(wanted[at])


@given(NEAR)
def test_those_that_share_room_share_it_around_their_middle(wanted):
    assert sum(spread(wanted, APART)) == pytest.approx(sum(wanted), abs=1e-6)


@given(NEAR, st.floats(0, 300))
def test_none_is_above_the_top_and_they_stay_apart(wanted, top):
    free = spread(wanted, APART)
    found = below(top, free, APART)
    assert all(each <= top for each in found)
    assert (np.diff(sorted(found)) >= APART - 1e-6).all()
    assert np.argsort(found, kind="stable").tolist() == (
        np.argsort(free, kind="stable").tolist()
    )
    if all(each <= top for each in free):
        assert found == pytest.approx(free)


def test_words_at_the_top_are_not_cut():
    high = [Level(name, 100.0, palette.PINK, "dash") for name in ("A", "B", "C")]
    found = places(figure(*(100,) * 12, levels=high), AXIS)
    assert found[-1] <= HIGHEST
    assert (np.diff(found) >= APART - 1e-6).all()


# The axis


def test_a_percentage_has_the_axis_that_is_given():
    assert list(figure(*USUAL).layout.yaxis.range) == AXIS


@pytest.mark.parametrize(
    ("levels", "band", "highest"),
    [((), None, 4), ((replace(TARGET, value=30.0),), None, 30), ((), (50, 70), 70)],
)
def test_anything_else_begins_at_nothing_and_ends_above_all_that_is_drawn(
    levels, band, highest
):
    chart = figure(1, 4, 2, metric=RAISED, levels=levels, span=None, band=band)
    low, high = chart.layout.yaxis.range
    assert low == 0
    assert highest < high < 1.2 * highest


def test_nothing_but_nought_has_an_axis():
    assert figure(0, 0, 0, metric=RAISED, span=None).layout.yaxis.range[1] > 0


def test_the_band_lies_below_all_and_across():
    (band,) = figure(60, 61, 62, metric=RAISED, span=None, band=(50, 70)).layout.shapes
    assert (band.type, band.y0, band.y1, band.layer) == ("rect", 50, 70, "below")
    assert (band.x0, band.x1, band.xref) == (0, 1, "paper")
    assert not figure(60, 61, 62, metric=RAISED, span=None).layout.shapes


# Points that are more than chance


@pytest.mark.parametrize(
    ("good", "last", "says"),
    [
        (Good.HIGH, 50, Variation.WORSENING),
        (Good.HIGH, 100, Variation.IMPROVING),
        (Good.LOW, 50, Variation.IMPROVING),
        (Good.LOW, 100, Variation.WORSENING),
        (Good.NEUTRAL, 50, Variation.FALLING),
        (Good.NEUTRAL, 100, Variation.RISING),
    ],
)
def test_a_point_that_fired_has_its_shape_and_colour(good, last, says):
    metric = replace(ON_TIME, good=good)
    values = (*USUAL, last)
    marker = points(figure(*values, metric=metric)).marker
    assert marker.symbol[-1] == MARKS[says].symbol != marker.symbol[0]
    assert marker.color[-1] == MARKS[says].colour != marker.color[0]
    assert marker.size[-1] > marker.size[0]
    assert marker.opacity == 1
    said = series_chart.meanings(metric, control(*values))
    assert said.startswith(MARKS[says].shape)


def test_where_nothing_fired_all_are_circles_and_nothing_is_explained():
    assert set(points(figure(*USUAL)).marker.symbol) == {"circle"}
    assert series_chart.meanings(ON_TIME, control(*USUAL)) == ""
