"""Groups and teams beside the others: what is said of them, and the drawing."""

import plotly.graph_objects as go
import pytest

from domain.periods import financial_year
from metrics.chance import Interval
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.equity import Compared, Says
from metrics.funnel import FEWEST_OF_TEAM, USUAL, Funnel, LeftOut, Point, place
from ui.comparison import comparison
from ui.kit import funnels

SERVICE = 900, 1000


def group(label, says, interval=(0.05, 0.01, 0.09)):
    told = None if says is Says.TOO_FEW else Interval(*interval)
    return Compared(label, 45, 50, 85, 100, told, says)


def teams(*points):
    return Funnel(REVIEWS_HELD_ON_TIME, financial_year(2026), *SERVICE, points)


def team(label, passed, cases, says=None):
    return Point(label, passed, cases, says or place(passed, cases, *SERVICE))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "too few to say whether groups differ"),
        ([Says.TOO_FEW, Says.TOO_FEW], "too few to say whether groups differ"),
        (
            [Says.TOO_FEW, Says.CHANCE, Says.PERHAPS],
            "no difference between groups that chance would not make",
        ),
        (
            [Says.HIGHER, Says.CHANCE, Says.LOWER],
            "higher for Group 0, lower for Group 2 than for the others, by more than "
            "chance gives",
        ),
    ],
    ids=["none", "few", "chance", "claims"],
)
def test_the_heading_claims_no_more_than_the_table(found, said):
    groups = [group(f"Group {number}", says) for number, says in enumerate(found)]
    assert comparison.finding(groups) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (0.0521, "+5.2 points"),
        (-0.01, "-1.0 points"),
        (0.0004, "0.0 points"),
        (-0.0004, "0.0 points"),
    ],
)
def test_a_difference_is_in_points_with_its_sign(difference, said):
    assert comparison.points(difference) == said


def test_a_line_has_both_shares_the_difference_and_its_interval():
    assert list(comparison._line("Sex", group("Male", Says.HIGHER)).values()) == [
        *("Sex: Male", "45 of 50", "90.0%", "85.0%"),
        *("+5.0 points", "+1.0 points to +9.0 points", Says.HIGHER.value),
    ]


def test_a_line_of_too_few_tells_no_number():
    line = comparison._line("Sex", group("Male", Says.TOO_FEW))
    assert list(line.values()) == ["Sex: Male", *[""] * 5, "too few to say"]


def test_the_heading_names_the_teams_outside_the_limits_and_no_best():
    within, low = team("North", 63, 70), team("South", 50, 70)
    few = team("West", 3, 9, LeftOut.TOO_FEW)
    assert comparison.outside(teams(within)) == (
        "every team compared is within what chance alone gives"
    )
    assert comparison.outside(teams(few, within, low)) == (
        "South lower than chance alone gives (99.8%) around the service's 90.0%"
    )
    assert comparison.outside(teams(few)) == "too few to say of any team"
    assert comparison.outside(teams()) == "no cases of any team"


def test_a_team_of_few_cases_is_in_the_table_without_its_share_and_not_drawn():
    few, enough = team("West", 3, 9, LeftOut.TOO_FEW), team("North", 63, 70)
    found = teams(few, enough)
    assert list(comparison._of_team(found, few).values()) == [
        *("West", "9", "", "", "", ""),
        "too few to say: fewer than 10 in the period",
    ]
    low, high = found.limits(70, USUAL).shares
    assert comparison._of_team(found, enough)["95% limits"] == (
        f"{low:.1f}% to {high:.1f}%"
    )
    points, *lines = go.Figure(
        funnels.of_all(found, "Teams", "Cases", FEWEST_OF_TEAM)
    ).data
    assert (list(points.x), list(points.text)) == ([70], ["North"])
    assert len(lines) == 5
    assert all(line.x[0] == FEWEST_OF_TEAM for line in lines)


def test_names_are_written_apart_and_within_the_drawing():
    found = teams(
        *(team("A", 45, 50), team("B", 63, 70), team("C", 60, 80)),
        *(team("D", 90, 90), team("E", 500, 560)),
    )
    points = go.Figure(funnels.of_all(found, "Teams", "Cases", FEWEST_OF_TEAM)).data[0]
    assert list(points.textposition) == [
        *("top center", "bottom center", "bottom center", "top center", "top left")
    ]


def test_nothing_is_drawn_where_no_team_has_enough_cases():
    found = teams(team("West", 3, 9, LeftOut.TOO_FEW))
    assert funnels.of_all(found, "Teams", "Cases", FEWEST_OF_TEAM) is None
