"""Our own drawings: the same each time, in words too, with a gap where nothing is told."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from reports.documents.model import Bars, Chart, Line, Table
from reports.documents.svg import WIDTH, axis_of, drawing

NOTHING = (None,) * 4
TABLE = Table("A table", ("A", "B"), (("a", "1"),))
SVG = "{http://www.w3.org/2000/svg}"


def line(*values, **more):
    names = tuple(f"Q{at + 1} 2023-24" for at in range(len(values)))
    nothing = (None,) * len(values)
    lines = {"mean": nothing, "lower": nothing, "upper": nothing} | more
    return Line(names, values, **lines)


def drawn(what, alt="What it shows."):
    text = drawing(Chart("A chart", alt, what, TABLE))
    return text, ElementTree.fromstring(text)  # noqa: S314


def test_a_drawing_says_what_it_shows():
    text, root = drawn(line(1.0, 2.0), 'More than "2" & less')
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'More than "2" & less'
    assert text == drawn(line(1.0, 2.0), 'More than "2" & less')[0]


def test_a_line_breaks_where_nothing_is_told():
    _, root = drawn(line(80.0, None, 82.0, 84.0, percent=True))
    runs = [each.get("points").split() for each in root.iter(f"{SVG}polyline")]
    assert [len(run) for run in runs] == [1, 2]
    assert len(list(root.iter(f"{SVG}circle"))) == 3


def test_mean_limits_and_target_are_named_at_their_ends():
    _, root = drawn(
        line(
            80.0, 82.0, mean=(81.0, 81.0), lower=(78.0, 78.0), upper=(84.0, 84.0),
            target=90.0, percent=True, last="82%",
        )
    )  # fmt: skip
    ends = [each.text for each in root.iter(f"{SVG}text")]
    assert [each for each in ends if each in ("82%", "Target", "Average", "Limit")] == [
        "Target",
        "Limit",
        "82%",
        "Average",
        "Limit",
    ]
    places = [float(each.get("y")) for each in root.iter(f"{SVG}text")][-5:]
    assert all(b - a >= 16.9 for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("found", "axis"),
    [
        (line(83.0, 87.0, percent=True), (80.0, 90.0)),
        (line(83.0, 97.0, percent=True), (80.0, 100.0)),
        (line(100.0, 100.0, percent=True), (90.0, 100.0)),
        (line(80.0, 80.0, percent=True), (80.0, 90.0)),
        (line(3.0, 7.0, percent=True), (0.0, 10.0)),
        (line(30.0, 37.0), (0.0, 40.0)),
        (line(0.0, 0.0), (0.0, 1.0)),
        (line(0.0, 1.0, percent=True), (0.0, 10.0)),
    ],
)
def test_an_axis_begins_at_nothing_but_for_a_high_percentage(found, axis):
    low, high, step = axis_of(found)
    assert (low, high) == axis
    assert (high - low) % step == 0


def test_a_bar_is_not_drawn_of_what_is_withheld():
    names = (
        "Practice",
        "Safety",
        "A name that is long enough to need most of the room",
    )
    _, root = drawn(Bars(names, (57.0, None, 0.0), ("57", "1 to 5", "0")))
    _, *bars = root.iter(f"{SVG}rect")
    wide = [float(bar.get("width")) for bar in bars]
    assert wide[0] > 0 == wide[1] == wide[2]
    assert float(bars[0].get("x")) + wide[0] < WIDTH
    assert "1 to 5" in [each.text for each in root.iter(f"{SVG}text")]
