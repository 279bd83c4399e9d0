"""Disputes: raised, open, resolved in 20 working days, stage by theme."""

import pytest

from domain.periods import financial_year
from metrics.disputes import (
    DISPUTE_WORKING_DAYS_TO_RESOLVE,
    DISPUTES_BY_OUTCOME,
    DISPUTES_OPEN,
    DISPUTES_PER_100_CHILDREN,
    DISPUTES_RAISED,
    DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS,
    DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
    DISPUTES_WITH_IMPACT_RECORDED,
    DISPUTES_WITH_OUTCOME_RECORDED,
    METRICS,
)
from metrics.figure import cross, figure
from tests.tables import columns

YEAR = financial_year(2025)
EDGES = [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)]


@pytest.mark.parametrize(("day", "raised"), EDGES)
def test_a_dispute_counts_in_the_period_it_was_raised_in(day, raised) -> None:
    loaded = columns(disputes=f"raised | resolved\n{day} | {day}")
    assert figure(DISPUTES_RAISED, loaded, YEAR).value == raised
    in_time = DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS
    assert figure(in_time, loaded, YEAR).denominator == raised


@pytest.mark.parametrize(
    ("raised", "resolved", "is_open"),
    [
        ("2025-03-31", "", 1),
        ("2025-04-01", "", 0),
        ("2025-03-03", "2025-03-31", 0),
        ("2025-03-03", "2025-04-01", 1),
    ],
)
def test_a_dispute_is_open_until_the_day_it_is_resolved(
    raised, resolved, is_open
) -> None:
    loaded = columns(disputes=f"raised | resolved\n{raised} | {resolved}")
    assert figure(DISPUTES_OPEN, loaded, YEAR).value == is_open


@pytest.mark.parametrize(
    ("resolved", "counts", "working_days"),
    [
        ("2024-06-03", (1, 1), 0),
        ("2024-06-28", (1, 1), 19),
        ("2024-07-01", (1, 1), 20),
        ("2024-07-02", (0, 1), 21),
        ("2025-03-31", (0, 1), 211),
        ("2025-04-01", (0, 0), None),
        ("", (0, 0), None),
    ],
    ids=[
        "the same day",
        "19 working days",
        "20 working days",
        "21 working days",
        "on the last day",
        "the day after the period",
        "open",
    ],
)
def test_a_dispute_resolved_counts_when_resolved(
    resolved, counts, working_days
) -> None:
    loaded = columns(disputes=f"raised | resolved\n2024-06-03 | {resolved}")
    found = figure(DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS, loaded, YEAR)
    assert (found.numerator, found.denominator) == counts
    median = figure(DISPUTE_WORKING_DAYS_TO_RESOLVE, loaded, YEAR)
    assert median.value == working_days


@pytest.mark.parametrize(
    ("resolved", "past_limit", "counts"),
    [
        ("2024-07-01", "yes", (1, 1, 0)),
        ("2024-07-02", "yes", (0, 1, 0)),
        ("2024-07-01", "no", (1, 1, 0)),
        ("", "yes", (0, 1, 0)),
        ("", "no", (0, 0, 1)),
    ],
    ids=[
        "20 working days",
        "21 working days",
        "resolved early",
        "open past the limit",
        "open, not yet at the limit",
    ],
)
def test_a_dispute_raised_counts_once_its_answer_is_known(
    resolved, past_limit, counts
) -> None:
    loaded = columns(
        disputes=f"raised | resolved | past_limit\n2024-06-03 | {resolved} | {past_limit}"
    )
    metric = DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS
    found = figure(metric, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


def test_working_days_to_resolve_is_the_middle_one() -> None:
    loaded = columns(
        disputes="""
            raised     | resolved
            2024-06-03 | 2024-06-05
            2024-06-03 | 2024-06-10
            2024-06-03 | 2024-07-31
            2024-06-03 |
        """
    )
    found = figure(DISPUTE_WORKING_DAYS_TO_RESOLVE, loaded, YEAR)
    assert (found.numerator, found.value) == (3, 5.0)


def test_the_rate_is_for_each_100_children_in_care_at_the_end() -> None:
    loaded = columns(
        disputes="""
            raised     | team
            2024-06-03 | North
            2024-06-04 | North
            2024-06-05 | South
        """,
        care_spans="""
            child | start      | end        | team
            C1    | 2024-01-09 |            | North
            C2    | 2024-01-09 |            | North
            C3    | 2024-01-09 | 2025-03-31 | South
            C4    | 2024-01-09 | 2025-04-01 | North
        """,
    )
    found = figure(DISPUTES_PER_100_CHILDREN, loaded, YEAR)
    assert (found.numerator, found.denominator, found.value) == (3, 3, 100.0)
    south = figure(DISPUTES_PER_100_CHILDREN, loaded, YEAR, {"team": ("South",)})
    assert (south.numerator, south.denominator, south.value) == (1, 0, None)


def test_stage_by_theme_has_totals_that_reconcile() -> None:
    loaded = columns(
        disputes="""
            raised     | stage   | highest_stage | theme
            2024-06-03 | Stage 1 | Stage 3       | Practice
            2024-06-03 | Stage 1 | Stage 1       | Practice
            2024-06-03 | Stage 1 | Stage 1       |
            2024-06-03 | Stage 2 | Stage 2       | Care planning
            2025-04-01 | Stage 2 | Stage 2       | Care planning
        """
    )
    found = cross(DISPUTES_RAISED, loaded, YEAR, "stage", "theme")
    assert found.row_labels == ("Stage 1", "Stage 2", "Stage 3")
    assert found.column_labels == ("Care planning", "Practice", "Not recorded")
    assert found.cells == ((0, 2, 1), (1, 0, 0), (0, 0, 0))
    assert found.row_totals == (3, 1, 0)
    assert found.column_totals == (1, 2, 1)
    assert found.total == figure(DISPUTES_RAISED, loaded, YEAR).value == 4
    highest = DISPUTES_RAISED.count(loaded, (YEAR,), by="highest_stage")
    assert highest.numerator[:, 0].tolist() == [0, 2, 1, 1]


def test_no_dispute_is_no_share_and_not_zero() -> None:
    for metric in METRICS:
        counted = metric in (DISPUTES_RAISED, DISPUTES_OPEN)
        assert figure(metric, columns(), YEAR).value == (0 if counted else None)


def test_an_impact_is_recorded_whatever_it_is():
    found = columns(
        disputes="""
        raised     | resolved   | follow_up_impact
        2024-03-01 | 2024-03-31 | Fully
        2024-03-01 | 2024-04-01 | None
        2024-05-01 | 2025-03-31 | Too early to say
        2024-05-01 | 2024-06-03 |
        2024-05-01 | 2025-04-01 | Fully
        2024-05-01 |            | Partly
        """
    )
    one = figure(DISPUTES_WITH_IMPACT_RECORDED, found, YEAR)
    assert (one.numerator, one.denominator) == (2, 3)
    none = figure(DISPUTES_WITH_IMPACT_RECORDED, columns(disputes=""), YEAR)
    assert none.value is None


def test_what_came_of_disputes_is_of_those_resolved_in_the_period() -> None:
    loaded = columns(
        disputes="""
            raised     | resolved   | outcome
            2024-06-03 | 2024-06-10 | Changed
            2024-06-03 | 2024-06-10 | Changed
            2024-06-03 | 2024-06-10 | Withdrawn
            2024-06-03 | 2025-03-31 |
            2024-06-03 | 2025-04-01 | Not changed
            2024-06-03 |            | Changed
        """
    )
    found = figure(DISPUTES_WITH_OUTCOME_RECORDED, loaded, YEAR)
    assert (found.numerator, found.denominator, found.value) == (3, 4, 75)
    counts = DISPUTES_BY_OUTCOME.count(loaded, (YEAR,), by="outcome")
    assert counts.numerator[:, 0].tolist() == [1, 2, 0, 0, 1]
