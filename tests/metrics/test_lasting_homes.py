"""Plans for a lasting home; adoption: matched, with brothers and sisters, reversed."""

import pytest

from domain.periods import financial_year
from metrics import lasting_homes as homes
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)


def counts(metric, loaded):
    found = figure(metric, loaded, YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(
    ("said", "counted"), [("yes", (1, 1, 0)), ("no", (0, 1, 0)), ("?", (0, 0, 1))]
)
def test_a_lasting_home_is_planned_or_not_or_nobody_knows(said, counted) -> None:
    loaded = columns(
        care_spans=f"start | plan_due | planned\n2024-05-01 | 2024-09-01 | {said}"
    )
    assert counts(homes.PLAN_FOR_A_LASTING_HOME, loaded) == counted


@pytest.mark.parametrize(
    ("start", "end", "due", "there"),
    [
        ("2024-11-30", "", "2025-03-30", 1),
        ("2024-12-01", "", "2025-03-31", 1),  # due on the last day
        ("2024-12-01", "", "2025-04-01", 0),
        ("2024-05-01", "2025-03-31", "2024-09-01", 0),  # left on the last day
        ("2024-05-01", "2025-04-01", "2024-09-01", 1),
    ],
)
def test_children_count_who_are_in_care_for_as_long_on_the_last_day(
    start, end, due, there
) -> None:
    loaded = columns(care_spans=f"start | end | plan_due\n{start} | {end} | {due}")
    assert figure(homes.PLAN_FOR_A_LASTING_HOME, loaded, YEAR).denominator == there


DAYS = [
    ("2024-03-31", 0),
    ("2024-04-01", 1),
    ("2025-03-31", 1),
    ("2025-04-01", 0),
    ("", 0),
]


@pytest.mark.parametrize(("day", "there"), DAYS)
def test_a_decision_counts_in_the_period_of_its_reversal(day, there) -> None:
    loaded = columns(adoption_plans=f"decided | reversed\n2023-10-02 | {day}")
    assert counts(homes.PLANS_FOR_ADOPTION_REVERSED, loaded) == (there, None, 0)


@pytest.mark.parametrize(("day", "there"), DAYS)
def test_a_child_counts_in_the_period_of_the_match(day, there) -> None:
    loaded = columns(adoption_plans=f"decided | matched\n2023-10-02 | {day}")
    assert counts(homes.DAYS_FROM_DECISION_TO_MATCH, loaded) == (there, None, 0)


def test_the_days_to_a_match_are_those_since_the_decision() -> None:
    loaded = columns(
        adoption_plans="""
            decided    | matched
            2024-04-01 | 2024-04-01
            2024-04-01 | 2024-04-11
            2024-04-01 | 2025-03-31
            2024-04-01 |
        """
    )
    assert figure(homes.DAYS_FROM_DECISION_TO_MATCH, loaded, YEAR).value == 10


@pytest.mark.parametrize(("day", "there"), DAYS)
def test_brothers_and_sisters_count_in_the_period_of_the_placement(day, there) -> None:
    loaded = columns(
        adoption_plans=f"decided | placed | together\n2023-10-02 | {day} | yes"
    )
    assert counts(homes.SIBLINGS_PLACED_TOGETHER, loaded) == (there, there, 0)


@pytest.mark.parametrize(
    ("sibling", "together", "counted"),
    [
        ("yes", "yes", (1, 1, 0)),
        ("yes", "no", (0, 1, 0)),
        ("yes", "?", (0, 0, 1)),
        ("no", "yes", (0, 0, 0)),  # of no sibling group
        ("", "?", (0, 0, 1)),
    ],
)
def test_a_child_is_placed_with_all_or_not_or_nobody_knows(
    sibling, together, counted
) -> None:
    loaded = columns(
        adoption_plans="decided | placed | sibling | together\n"
        f"2023-10-02 | 2024-06-03 | {sibling} | {together}"
    )
    assert counts(homes.SIBLINGS_PLACED_TOGETHER, loaded) == counted


@pytest.mark.parametrize("metric", homes.METRICS, ids=lambda each: each.key)
def test_without_children_there_is_no_share(metric) -> None:
    assert figure(metric, columns(), YEAR).value in (None, 0)


@pytest.mark.parametrize(
    ("metric", "what"),
    [
        (metric, "adoption" if metric.rows.name == "adoption_plans" else "care_plans")
        for metric in homes.METRICS
    ],
    ids=lambda each: getattr(each, "key", each),
)
def test_of_days_of_which_no_extract_speaks_nothing_is_said(metric, what) -> None:
    loaded = columns(covered={**columns().covered, what: ()})
    assert figure(metric, loaded, YEAR).value is None


def test_none_is_in_a_release() -> None:
    assert not any(metric.released for metric in homes.METRICS)
