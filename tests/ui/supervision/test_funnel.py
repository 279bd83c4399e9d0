"""A funnel plot: what its heading says, and a drawing that plotly accepts."""

import plotly.graph_objects as go
import pytest

from domain.periods import financial_year
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.funnel import FEWEST, RARE, USUAL, Funnel, LeftOut, Place, Point, place
from metrics.since import CHILDREN_WITH_A_DISPUTE
from ui.kit import funnels
from ui.supervision import funnel

SERVICE = 900, 1000


def found(*points):
    return Funnel(REVIEWS_HELD_ON_TIME, financial_year(2026), *SERVICE, points)


def point(label, passed, cases, says=None):
    return Point(label, passed, cases, says or place(passed, cases, *SERVICE))


def drawn(own, *rest):
    told = found(own, *rest)
    drawing = funnels.of_one(told, own, rest, "Reviews held", FEWEST)
    return told, go.Figure(drawing) if drawing else None


@pytest.mark.parametrize(
    ("passed", "says"),
    [
        (70, "higher than chance alone gives (99.8%) around the service's 90.0%"),
        (69, "higher than chance alone gives (95%) around the service's 90.0%"),
        (63, "within what chance alone gives around the service's 90.0%"),
        (57, "lower than chance alone gives (95%) around the service's 90.0%"),
        (50, "lower than chance alone gives (99.8%) around the service's 90.0%"),
    ],
)
def test_the_heading_says_where_a_share_lies(passed, says):
    own = point("Ann", passed, 70)
    share = f"{100 * passed / 70:.1f}%"
    heading = funnel._heading(found(own), own)
    assert heading == f"Reviews held on time: {passed} of 70 ({share}), {says}"


def test_the_heading_says_why_somebody_is_not_compared():
    own = point("Ann", 6, 6, LeftOut.FEW)
    assert funnel._heading(found(own), own) == (
        "Reviews held on time: 6 of 6 (100.0%), not compared: fewer than 30 in the period"
    )


def test_a_drawing_has_each_point_among_lines_of_the_limits():
    own, rest = point("Ann", 135, 155), (point("B", 60, 60), point("C", 20, 40))
    few = point("D", 3, 3, LeftOut.FEW)
    told, figure = drawn(own, *rest, few)
    others, theirs, service, *limits = figure.data
    assert list(zip(others.x, others.y, strict=True)) == [(60, 100), (40, 50)]
    assert list(zip(theirs.x, theirs.y, strict=True)) == [(155, own.share)]
    assert (service.x[0], set(service.y)) == (30, {90.0})
    assert [line.line.dash for line in limits] == ["dash", "dash", "dot", "dot"]
    for lines, kept in ((limits[:2], USUAL), (limits[2:], RARE)):
        for place_, cases in enumerate(lines[0].x):
            across = tuple(line.y[place_] for line in lines)
            assert across == told.limits(cases, kept).shares
    low, high = figure.layout.yaxis.range
    assert low <= 50
    assert high > 100
    assert figure.layout.xaxis.title.text == "Reviews held"


def test_nothing_is_drawn_where_nobody_is_compared():
    own = point("Ann", 6, 6, LeftOut.FEW)
    assert drawn(own)[1] is None


def test_the_table_has_no_limits_for_who_is_not_compared_and_no_names_of_others():
    own = point("Ann", 6, 6, LeftOut.FEW)
    other = point("Bea", 135, 155)
    table = funnel._table(found(own, other), own, [other])
    assert table.to_numpy().tolist() == [
        ["Ann", "6", "6", "100.0%", "", "", f"Not compared: {LeftOut.FEW.value}"],
        [
            *("Another IRO or chair", "155", "135", "87.1%"),
            *("85.2% to 94.2%", "81.9% to 96.8%", Place.WITHIN.value),
        ],
    ]


def test_how_many_have_no_dispute_is_said_of_those_who_are_compared():
    points = (
        point("Ann", 0, 60, Place.BELOW),
        point("Bea", 12, 60, Place.WITHIN),
        point("Cat", 0, 3, LeftOut.FEW),
    )
    told = Funnel(CHILDREN_WITH_A_DISPUTE, financial_year(2026), 200, 1000, points)
    assert funnel._with_none(told) == (
        "Of 2 who are compared, 1 have no dispute about any of their children in the "
        "12 months."
    )
    assert funnel._with_none(found(*points)) == ""
    table = funnel._table(told, points[1], [points[0]])
    assert table["With a dispute"].tolist() == ["12", "0"]
    assert "Ann" not in table.to_string()
