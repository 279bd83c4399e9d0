"""A small picture of a series: what is in it, and its words."""

import re
from base64 import b64decode
from dataclasses import replace
from html import unescape

import pytest
from defusedxml import ElementTree

from metrics import disputes
from metrics.verdict import Variation
from tests.ui.kit.verdicts import GAP, ON_TIME, verdict
from ui.kit import palette
from ui.kit.marks import MARKS
from ui.kit.sparkline import EDGE, HEIGHT, WIDTH, sparkline


def picture(found):
    (data,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', sparkline(found))
    return ElementTree.fromstring(b64decode(data))


def parts(found, name):
    return [each for each in picture(found).iter() if each.tag.endswith(f"}}{name}")]


def points(line):
    return [tuple(map(float, each.split(","))) for each in line.get("points").split()]


def words(found):
    return unescape(re.search(r'alt="([^"]*)"', sparkline(found))[1])


def test_its_words_are_the_lowest_the_highest_and_the_latest():
    assert words(verdict(80, 92.5, GAP, 85)) == (
        "Reviews held on time, April 2022 to July 2022: "
        "lowest 80%, highest 92.5%, latest 85%"
    )


def test_the_latest_is_the_last_that_is_known():
    assert words(verdict(80, 90, GAP)).endswith("latest 90%")


def test_a_target_is_in_the_words_and_is_a_dashed_line_of_its_own():
    found = verdict(80, 90, 85, target=95.0)
    assert words(found).endswith(", target 95%")
    (line,) = parts(found, "line")
    assert line.get("stroke-dasharray")
    assert float(line.get("y1")) == float(line.get("y2")) == EDGE  # above all points
    assert not parts(verdict(80, 90, 85), "line")


def test_an_unknown_point_breaks_the_line():
    first, second = parts(verdict(80, 90, GAP, 85, 86), "polyline")
    assert (len(points(first)), len(points(second))) == (2, 2)
    places = [x for x, _ in (*points(first), *points(second))]
    assert places == sorted(places)
    assert points(second)[0][0] - points(first)[-1][0] == pytest.approx(
        2 * (points(first)[1][0] - points(first)[0][0]), abs=0.2
    )


def test_a_lone_point_is_a_dot():
    """A line of one point is drawn by its round cap alone."""
    for found in (verdict(GAP, 85, GAP), verdict(85)):
        (line,) = parts(found, "polyline")
        (place,) = points(line)
        assert line.get("stroke-linecap") == "round"
        (dot,) = parts(found, "circle")
        assert (float(dot.get("cx")), float(dot.get("cy"))) == place


@pytest.mark.parametrize("values", [(80, 90), (85, 85, 85), (0, 100, GAP, 3), (7,)])
@pytest.mark.parametrize("target", [None, 40.0])
def test_all_of_it_lies_inside_the_picture(values, target):
    for line in parts(verdict(*values, target=target), "polyline"):
        for x, y in points(line):
            assert EDGE <= x <= WIDTH - EDGE
            assert EDGE <= y <= HEIGHT - EDGE


@pytest.mark.parametrize("variation", Variation)
def test_the_latest_point_has_the_colour_of_the_verdict(variation):
    (dot,) = parts(verdict(80, 90, variation=variation), "circle")
    assert dot.get("fill") == MARKS[variation].colour
    (line,) = parts(verdict(80, 90, variation=variation), "polyline")
    assert line.get("stroke") == palette.BLUE


def test_no_series_and_no_value_is_no_picture():
    assert sparkline(verdict()) == ""
    assert sparkline(verdict(GAP, GAP)) == ""


def test_counts_are_said_as_numbers():
    found = verdict(3, 0, 1200, metric=disputes.DISPUTES_RAISED)
    assert words(found).endswith("lowest 0, highest 1,200, latest 1,200")


def test_a_name_cannot_break_out_of_the_words():
    named = replace(ON_TIME, name='"><script>')
    assert "<script>" not in sparkline(verdict(80, 90, metric=named))
