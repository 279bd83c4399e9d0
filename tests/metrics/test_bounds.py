"""Bounds of a percentage: tried by filling in every unknown answer each way."""

from dataclasses import replace
from itertools import product

import pytest

from domain.codes import PARTICIPATION
from domain.periods import financial_year
from metrics.catalogue import CATALOGUE, get
from metrics.cla_reviews import REVIEW_DAYS_LATE, REVIEWS_DUE_HELD_ON_TIME
from metrics.figure import Bounds, bounds, figure
from metrics.participation import CHILDREN_ATTENDING, CHILDREN_TAKING_PART
from metrics.sides import Side
from tests.tables import columns

YEAR = financial_year(2025)
KNOWN = ("PN1", "PN6", "PN4", "PN7", "PN0")
NOT_RECORDED = 3


def council(*codes):
    rows = "\n".join(
        f"C{number} | 2024-06-03 | 2024-06-03 | {code}"
        for number, code in enumerate((*KNOWN, *codes))
    )
    return columns(reviews=f"child | due | held | code\n{rows}")


@pytest.mark.parametrize("metric", [CHILDREN_TAKING_PART, CHILDREN_ATTENDING])
def test_every_way_of_filling_in_what_is_unknown_lies_within_the_bounds(metric) -> None:
    found = bounds(figure(metric, council(*[""] * NOT_RECORDED), YEAR))
    values = [
        figure(metric, council(*codes), YEAR).value
        for codes in product(PARTICIPATION, repeat=NOT_RECORDED)
    ]
    assert (min(values), max(values)) == pytest.approx(found)


def test_the_bounds_are_all_pass_and_none_does() -> None:
    found = bounds(figure(CHILDREN_TAKING_PART, council("", "", ""), YEAR))
    assert found == Bounds(100 * 2 / 7, 100 * 5 / 7)


def test_where_every_answer_is_known_there_are_no_bounds() -> None:
    assert bounds(figure(CHILDREN_TAKING_PART, council(), YEAR)) is None


def test_where_no_answer_is_known_there_are_no_bounds() -> None:
    nothing = columns(
        reviews="child|due|held|code\nC1|2024-06-03|2024-06-03|\nC2|2024-06-03|2024-06-03|"
    )
    assert bounds(figure(CHILDREN_TAKING_PART, nothing, YEAR)) is None


@pytest.mark.parametrize("metric", [REVIEWS_DUE_HELD_ON_TIME, REVIEW_DAYS_LATE])
def test_what_is_no_share_or_may_be_another_period_s_has_none(metric) -> None:
    loaded = columns(
        reviews="""
        child | due        | held       | code
        C1    | 2024-06-03 | 2024-06-04 | PN1
        C2    |            | 2024-06-04 | PN1
        """
    )
    shown = figure(metric, loaded, YEAR)
    assert shown.value is not None
    assert bounds(replace(shown, aside=1.0)) is None


def test_what_is_withheld_has_no_bounds() -> None:
    shown = figure(CHILDREN_TAKING_PART, council("", "", ""), YEAR)
    assert bounds(shown) is not None
    assert bounds(replace(shown, withheld=True)) is None


@pytest.mark.parametrize(
    ("metric", "rows", "bounded"),
    [
        # Of more reviews, conferences and disputes than these nothing was recorded.
        ("children_seen_before_review", "reviews: held | seen_before", False),
        ("conferences_quorate", "conferences: held | quorate", False),
        ("disputes_with_cafcass", "follow_up: raised | cafcass", False),
        ("children_excluded_from_school", "education: held | excluded", True),
    ],
)
def test_where_more_may_have_been_held_than_is_recorded_there_are_no_bounds(
    metric, rows, bounded
) -> None:
    sheet, _, head = rows.partition(": ")
    day = "2024-06-04"
    table = f"day | {head}\n{day} | {day} | yes\n{day} | {day} |"
    shown = figure(get(metric), columns(**{f"recorded_{sheet}": table}), YEAR)
    assert (shown.numerator, shown.denominator, shown.aside) == (1, 1, 1)
    assert (bounds(shown) is not None) is bounded


def test_only_shares_have_bounds() -> None:
    loaded = council("")
    for metric in CATALOGUE:
        found = bounds(figure(metric, loaded, YEAR))
        passed_or_not = Side.REST in metric.worst_first and not metric.natural
        assert found is None or passed_or_not
