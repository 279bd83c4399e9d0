"""From dispute to difference: informal, gone on, skipped, in time, and what came of it."""

import pytest

from domain.periods import financial_year
from domain.recorded import FOLLOW_UP
from metrics.figure import figure
from metrics.impact import (
    DISPUTES_ANSWERED_WITHIN_LIMITS,
    DISPUTES_BY_IMPACT,
    DISPUTES_RAISED_INFORMALLY,
    DISPUTES_THAT_MADE_A_DIFFERENCE,
    DISPUTES_THAT_SKIPPED_A_STAGE,
    DISPUTES_WITH_CAFCASS,
    DISPUTES_WITH_LEGAL_ADVICE,
    INFORMAL_DISPUTES_THAT_WENT_ON,
    METRICS,
)
from metrics.measure import Good
from tests.tables import OWN_LABELS, columns

YEAR = financial_year(2025)
LABELS = {
    **OWN_LABELS,
    "follow_up_impact": ("None", "Partly", "Fully", "Too early to say"),
}


def of(metric, table, **more):
    now = figure(metric, columns(disputes=table, **more), YEAR)
    return now.numerator, now.denominator, now.aside


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)],
)
@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (DISPUTES_RAISED_INFORMALLY, "informal"),
        (DISPUTES_THAT_SKIPPED_A_STAGE, "skipped"),
    ],
    ids=lambda each: getattr(each, "key", each),
)
def test_a_way_is_of_disputes_raised_in_the_period(metric, column, day, counted):
    table = (
        f"raised | path_known | {column}\n{day} | yes | yes\n{day} | yes |\n{day} ||yes"
    )
    assert of(metric, table) == (counted, 2 * counted, counted)


def test_one_that_went_on_is_of_those_resolved_that_began_informally():
    table = """
        raised     | resolved   | path_known | informal | went_on
        2024-05-01 | 2024-06-03 | yes        | yes      | yes
        2024-05-01 | 2024-06-03 | yes        | yes      |
        2024-05-01 | 2024-06-03 | yes        |          |
        2024-05-01 | 2024-06-03 |            |          |
        2024-05-01 |            | yes        | yes      | yes
        2024-05-01 | 2025-04-01 | yes        | yes      | yes
    """
    assert of(INFORMAL_DISPUTES_THAT_WENT_ON, table) == (1, 2, 0)


def test_answers_in_time_are_of_those_resolved_whose_limits_are_known():
    table = """
        raised     | resolved   | limits_known | in_limits
        2024-05-01 | 2024-06-03 | yes          | yes
        2024-05-01 | 2024-06-03 | yes          |
        2024-05-01 | 2024-06-03 |              | yes
        2024-05-01 |            | yes          | yes
    """
    assert of(DISPUTES_ANSWERED_WITHIN_LIMITS, table) == (1, 2, 1)


IMPACTS = """
    raised     | resolved   | follow_up_impact
    2024-05-01 | 2024-06-03 | None
    2024-05-01 | 2024-06-03 | Partly
    2024-05-01 | 2024-06-03 | Fully
    2024-05-01 | 2024-06-03 | Too early to say
    2024-05-01 | 2024-06-03 |
    2024-05-01 |            | Fully
"""


def test_a_difference_is_partly_or_fully_and_what_is_not_known_is_neither():
    metric = DISPUTES_THAT_MADE_A_DIFFERENCE
    assert of(metric, IMPACTS, labels=LABELS) == (2, 3, 2)


def test_impacts_are_of_all_that_are_resolved():
    counts = DISPUTES_BY_IMPACT.count(
        columns(disputes=IMPACTS, labels=LABELS), (YEAR,), by="follow_up_impact"
    )
    said = dict(zip(counts.labels, counts.numerator[:, 0].tolist(), strict=True))
    assert {name: said[name] for name in LABELS["follow_up_impact"]} == {
        "None": 1,
        "Partly": 1,
        "Fully": 1,
        "Too early to say": 1,
    }


@pytest.mark.parametrize(
    ("metric", "column"),
    [(DISPUTES_WITH_CAFCASS, "cafcass"), (DISPUTES_WITH_LEGAL_ADVICE, "legal_advice")],
    ids=lambda each: getattr(each, "key", each),
)
def test_what_was_used_is_of_those_of_which_it_is_recorded(metric, column):
    rows = f"""
        day        | {column}
        2024-03-31 | yes
        2024-04-01 | yes
        2025-03-31 | no
        2025-03-31 |
        2025-04-01 | yes
    """
    loaded = columns(**{FOLLOW_UP.rows_name: rows})
    now = figure(metric, loaded, YEAR)
    assert (now.numerator, now.denominator, now.aside) == (1, 2, 1)


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: each.key)
def test_no_case_is_no_share_and_the_way_is_never_good_or_bad(metric):
    assert figure(metric, columns(), YEAR).value is None
    ends = {"disputes_answered_within_limits", "disputes_that_made_a_difference"}
    assert metric.good is (Good.HIGH if metric.key in ends else Good.NEUTRAL)
