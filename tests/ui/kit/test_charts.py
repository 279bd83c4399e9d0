"""What the heading of a chart by group says, and what it never says."""

from math import isnan, nan

import pytest

from domain.periods import financial_year, quarters_between
from metrics import cla_reviews, disputes, plans
from tests.tables import columns
from ui.kit import charts

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
NAME = "Reviews held on time by team"


def heading(*values, metric=ON_TIME):
    known = [nan if value == "c" else value for value in values]
    groups = [(f"Team {place}", value) for place, value in enumerate(known, start=1)]
    said = ["c" if value == "c" else f"{value}%" for value in values]
    return charts._group_heading(metric, "team", groups, said, "in 2024-25")


def test_a_range_is_of_groups_that_are_all_told():
    assert heading(80.0, 90.0, 100.0) == f"{NAME}: from 80.0% to 100.0% in 2024-25"


@pytest.mark.parametrize("told", [(100.0,), (90.0, 100.0)])
def test_no_value_and_no_range_where_half_of_the_groups_are_withheld(told):
    assert heading(*told, *["c"] * len(told)) == (
        f"{NAME}: half of the groups or more are withheld in 2024-25"
    )


def test_where_few_are_withheld_the_range_is_of_those_told():
    assert heading(80.0, 100.0, "c") == (
        f"{NAME}: from 80.0% to 100.0% in 2024-25, of the groups that are told"
    )


def test_the_highest_count_is_no_finding_where_most_are_withheld():
    assert heading(12.0, "c", "c", metric=disputes.DISPUTES_RAISED) == (
        "Disputes raised by team: half of the groups or more are withheld in 2024-25"
    )


def test_where_all_are_withheld_it_says_so():
    assert heading("c", "c") == f"{NAME}: withheld in 2024-25"


# Where only yes is known


AGAIN = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
YEAR = financial_year(2025)
ONE_YES = columns(
    labels={"category": ("Neglect", "Abuse")},
    plans="""
        child | start      | second | category
        P1    | 2024-05-01 | yes    | Neglect
        P2    | 2024-05-01 | ?      | Neglect
    """,
)


def test_tables_say_of_whom_it_is_known_where_there_is_no_percentage():
    quarters = quarters_between(YEAR.start, YEAR.end)
    by_quarter = AGAIN.count(ONE_YES, quarters)
    assert charts.said_by_period(AGAIN, by_quarter) == [
        *("1 of 2 is known to be", "No cases"),
        *("No cases", "No cases"),
    ]
    by_category = AGAIN.count(ONE_YES, (YEAR,), by="category")
    place = by_category.labels.index("Neglect")
    assert charts.said_of(AGAIN, by_category, place) == "1 of 2 is known to be"


def test_a_heading_says_why_no_group_has_a_percentage():
    groups, said = [("Neglect", nan)], ["1 of 2 is known to be"]
    heading = charts._group_heading(AGAIN, "category", groups, said, "in 2024-25")
    assert heading == (
        "Second or subsequent plans by category of abuse: no percentage in 2024-25, as "
        "the only answers known are yes"
    )


@pytest.mark.parametrize("not_recorded", [12.0, nan])
def test_who_is_not_recorded_is_no_group_that_tells_of_the_others(not_recorded):
    groups = [("Team 1", 100.0), ("Team 2", nan), ("Not recorded", not_recorded)]
    said = ["100.0%", "c", "c" if isnan(not_recorded) else "12.0%"]
    assert charts._group_heading(ON_TIME, "team", groups, said, "in 2024-25") == (
        f"{NAME}: half of the groups or more are withheld in 2024-25"
    )
