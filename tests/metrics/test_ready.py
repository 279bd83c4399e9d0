"""Was all ready ahead of a review, and was a warning worth heeding?"""

import pytest

from domain.periods import financial_year
from metrics.figure import figure
from metrics.ready import (
    METRICS,
    REVIEWS_LATE_AFTER_WARNING,
    REVIEWS_LATE_THOUGH_READY,
    REVIEWS_READY_AHEAD,
)
from tests.tables import columns

YEAR = financial_year(2025)
REVIEWS = """
    due        | held       | ready
    2024-06-03 | 2024-06-03 | yes
    2024-06-03 | 2024-06-04 | yes
    2024-06-03 | 2024-06-03 | no
    2024-06-03 | 2024-06-04 | no
    2024-06-03 | 2024-06-05 | no
    2024-06-03 | 2024-06-04 | ?
               | 2024-06-04 | no
    2024-06-03 |            | no
    2024-06-03 | 2025-04-01 | no
"""


@pytest.mark.parametrize(
    ("metric", "counted"),
    [
        (REVIEWS_READY_AHEAD, (2, 5, 2)),
        (REVIEWS_LATE_AFTER_WARNING, (2, 3, 0)),
        (REVIEWS_LATE_THOUGH_READY, (1, 2, 0)),
    ],
    ids=lambda each: getattr(each, "key", ""),
)
def test_a_warning_is_held_against_what_came(metric, counted):
    now = figure(metric, columns(reviews=REVIEWS), YEAR)
    assert (now.numerator, now.denominator, now.aside) == counted


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: each.key)
def test_where_nothing_is_recorded_there_is_no_figure(metric):
    table = "due | held\n2024-06-03 | 2024-06-03"
    assert figure(metric, columns(reviews=table), YEAR).value is None
