"""Disputes by stage: answers in time, working days, and the council's limit in all."""

import pytest

from domain.periods import financial_year
from metrics.figure import figure
from metrics.measure import Good
from metrics.stages import (
    DISPUTE_STAGES_ANSWERED_IN_TIME,
    DISPUTE_WORKING_DAYS_AT_A_STAGE,
    DISPUTES_RESOLVED_WITHIN_OWN_LIMIT,
    METRICS,
)
from tests.tables import columns

YEAR = financial_year(2025)
STAGES = """
    resolved   | at_stage | in_time | working_days
    2024-04-01 | Stage 1  | yes     | 3
    2025-03-31 | Stage 1  | no      | 8
    2025-03-31 | Stage 2  | ?       |
    2025-03-31 | Stage 2  | yes     | 5
    2024-03-31 | Stage 1  | yes     | 90
    2025-04-01 | Stage 1  | yes     | 90
               | Stage 1  | yes     | 90
"""


def test_answers_in_time_are_of_stages_of_which_answer_and_limit_are_known():
    now = figure(DISPUTE_STAGES_ANSWERED_IN_TIME, columns(dispute_stages=STAGES), YEAR)
    assert (now.numerator, now.denominator, now.aside) == (2, 3, 1)


def test_working_days_at_a_stage_leave_out_what_the_log_does_not_tell():
    loaded = columns(dispute_stages=STAGES)
    counts = DISPUTE_WORKING_DAYS_AT_A_STAGE.count(loaded, (YEAR,), by="at_stage")
    said = dict(zip(counts.labels, counts.value[:, 0].tolist(), strict=True))
    assert (said["Stage 1"], said["Stage 2"]) == (5.5, 5)
    assert figure(DISPUTE_WORKING_DAYS_AT_A_STAGE, loaded, YEAR).value == 5


@pytest.mark.parametrize(
    ("limit", "counted"), [("19", 0), ("20", 1), ("21", 1), ("", 1)]
)
def test_a_dispute_is_held_to_the_limit_of_its_day(limit, counted):
    table = f"""
        raised     | resolved   | limit
        2024-06-03 | 2024-07-01 | {limit or 20}
        2024-06-03 |            | {limit or 20}
    """
    now = figure(DISPUTES_RESOLVED_WITHIN_OWN_LIMIT, columns(disputes=table), YEAR)
    assert (now.numerator, now.denominator) == (counted, 1)


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: each.key)
def test_no_case_is_no_figure_and_soon_is_better(metric):
    assert figure(metric, columns(), YEAR).value is None
    assert metric.good is not Good.NEUTRAL
