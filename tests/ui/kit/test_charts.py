"""What the heading of a chart by group says, and what it never says."""

from math import nan

import pytest

from metrics import cla_reviews, disputes
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
