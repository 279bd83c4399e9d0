"""What is said of a figure beside published ones, as plain lines."""

from dataclasses import replace

import pytest

from domain.benchmarks import Benchmarks, Comparison, PublishedValue, Release
from domain.periods import financial_year
from metrics import cla_reviews, participation, plans
from metrics.catalogue import CATALOGUE
from tests.tables import columns
from ui.kit import beside

YEAR = financial_year(2025)
RELEASE = Release("The Department", "as updated on 1 October 2025")
REVIEWS = """
    child | due        | held
    ------+------------+------------
    P1    | 2024-06-01 | 2024-06-01
    P2    | 2024-06-01 | 2024-06-02
"""


def known(own="", **series):
    figures = {
        code: {
            (area, 2025): PublishedValue(value, RELEASE) for area, value in some.items()
        }
        for code, some in series.items()
    }
    return Benchmarks(figures, Comparison("North East"), own)


def test_where_there_is_no_national_figure_it_is_one_line():
    said = beside.lines(cla_reviews.REVIEWS_OVERDUE, columns(), YEAR)
    assert said == [
        "No national figure exists for this. 0 in each of the last three financial years."
    ]


def test_conferences_and_children_stand_beside_each_other_for_the_same_year():
    council = replace(
        columns(plan_reviews=REVIEWS),
        benchmarks=known("Gateshead", RevCP={"England": 90.6, "Gateshead": 90.7}),
    )
    said = beside.lines(plans.PLAN_REVIEWS_HELD_ON_TIME, council, YEAR)
    assert said[0].startswith("The national figure is counted otherwise: see 'Children")
    assert said[1:] == [
        "Two definitions: It counts conferences held; the Department counts children, "
        "and only those whose every review was in time.",
        "Plan reviews held on time in 2024-25: 50.0%, 1 of 2 plan reviews held in the "
        "period whose due date is known.",
        "Children whose every plan review was on time in 2024-25: There were no "
        "children on a plan for 3 months or more with a review due.",
        "The Department's own figure of this council is 90.7% (2024-25).",
        "These are of the whole service, whatever the filters are.",
    ]


def test_a_whole_that_is_split_is_told_as_a_number_of_cases():
    held = """
        child | held       | code
        ------+------------+-----
        C1    | 2024-06-01 | PN1
        C2    | 2024-06-01 |
    """
    said = beside.lines(
        participation.CHILDREN_BY_PARTICIPATION, columns(reviews=held), YEAR
    )
    assert (
        "Children by how they took part in their latest review in 2024-25: 2 children "
        "with a review held in the period."
    ) in said


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_every_measure_says_something_and_no_line_is_empty(metric):
    council = columns(plan_reviews=REVIEWS)
    said = beside.lines(metric, council, YEAR)
    assert said
    assert all(said)
    assert "nan" not in " ".join(said).split()
