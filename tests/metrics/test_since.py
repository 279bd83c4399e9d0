"""What the returns tell of disputes since, whose children had one, and good practice."""

import pytest

from domain.about import About
from domain.periods import financial_year
from domain.recorded import PRACTICE
from metrics.disputes import DISPUTES_RAISED
from metrics.figure import figure
from metrics.measure import Good
from metrics.release.declared import breakdowns
from metrics.since import (
    CHILDREN_WITH_A_DISPUTE,
    DISPUTES_WITH_CHILD_SETTLED_SINCE,
    DISPUTES_WITH_NEXT_REVIEW_ON_TIME,
    DISPUTES_WITH_STEP_TO_LASTING_HOME,
    GOOD_PRACTICE_ALERTS,
)
from tests.tables import columns

YEAR = financial_year(2025)


def numbers(metric, **tables):
    now = figure(metric, columns(**tables), YEAR)
    return now.numerator, now.denominator, now.aside


def test_the_next_review_is_of_disputes_about_a_late_one():
    table = """
        raised     | late_review | next_known | next_on_time
        2024-04-01 | yes         | yes        | yes
        2025-03-31 | yes         | yes        |
        2025-03-31 | yes         |            | yes
        2025-03-31 |             | yes        | yes
        2024-03-31 | yes         | yes        | yes
        2025-04-01 | yes         | yes        | yes
    """
    assert numbers(DISPUTES_WITH_NEXT_REVIEW_ON_TIME, disputes=table) == (1, 2, 1)


def test_a_child_settled_is_of_disputes_resolved_and_tells_of_children():
    table = """
        raised     | resolved   | stayed_known | stayed
        2024-03-01 | 2024-04-01 | yes          | yes
        2024-03-01 | 2025-03-31 | yes          |
        2024-03-01 | 2025-03-31 |              | yes
        2024-03-01 | 2025-04-01 | yes          | yes
        2024-03-01 |            | yes          | yes
    """
    assert numbers(DISPUTES_WITH_CHILD_SETTLED_SINCE, disputes=table) == (1, 2, 1)
    assert DISPUTES_WITH_CHILD_SETTLED_SINCE.about is About.CHILDREN


def test_a_step_to_a_lasting_home_is_of_disputes_raised():
    table = """
        raised     | step_known | step
        2024-03-31 | yes        | yes
        2024-04-01 | yes        | yes
        2025-03-31 | yes        |
        2025-03-31 |            | yes
        2025-04-01 | yes        | yes
    """
    assert numbers(DISPUTES_WITH_STEP_TO_LASTING_HOME, disputes=table) == (1, 2, 1)


def test_children_with_a_dispute_are_those_in_care_on_the_last_day():
    table = """
        child | start      | end        | disputed
        C1    | 2024-06-03 |            | yes
        C2    | 2024-06-03 |            | no
        C3    | 2024-06-03 |            | ?
        C4    | 2024-06-03 | 2025-03-31 | yes
        C5    | 2024-06-03 | 2025-04-01 | yes
    """
    assert numbers(CHILDREN_WITH_A_DISPUTE, care_spans=table) == (2, 3, 1)


def test_alerts_are_summed_and_are_in_no_release():
    rows = """
        day        | kind                | sample
        2024-04-01 | Good-practice alert | 3
        2025-03-01 | Good-practice alert |
        2025-04-01 | Good-practice alert | 9
        2024-04-01 | Audit               | 10
    """
    loaded = columns(**{PRACTICE.rows_name: rows})
    assert figure(GOOD_PRACTICE_ALERTS, loaded, YEAR).value == 4
    assert breakdowns(GOOD_PRACTICE_ALERTS, loaded, YEAR.end) == ()


@pytest.mark.parametrize(
    "metric", [CHILDREN_WITH_A_DISPUTE, GOOD_PRACTICE_ALERTS, DISPUTES_RAISED]
)
def test_how_many_is_never_good_or_bad(metric):
    assert metric.good is Good.NEUTRAL
