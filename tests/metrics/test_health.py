"""Health of children in care for a year, first assessments, missing, education plans."""

import pytest

from domain.codes import NOT_RECORDED
from domain.periods import financial_year
from metrics import education, health
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
ANSWERS = {
    health.HEALTH_ASSESSMENTS_IN_TIME: "assessed",
    health.DENTAL_CHECKS_IN_TIME: "dentist",
    health.IMMUNISATIONS_UP_TO_DATE: "immunised",
}


def counts(metric, loaded):
    found = figure(metric, loaded, YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(
    ("said", "counted"), [("yes", (1, 1, 0)), ("no", (0, 1, 0)), ("?", (0, 0, 1))]
)
@pytest.mark.parametrize("metric", ANSWERS, ids=lambda each: each.key)
def test_a_child_is_in_time_late_or_not_known(metric, said, counted) -> None:
    loaded = columns(
        care_spans=f"start | year | {ANSWERS[metric]}\n2023-05-01 | 2024-05-01 | {said}"
    )
    assert counts(metric, loaded) == counted


@pytest.mark.parametrize(
    ("start", "end", "year", "there"),
    [
        ("2024-03-31", "", "2025-03-31", 1),  # for 12 months to the day
        ("2024-04-01", "", "2025-04-01", 0),
        ("2023-05-01", "2025-03-31", "2024-05-01", 0),  # left on the last day
        ("2023-05-01", "2025-04-01", "2024-05-01", 1),
    ],
)
@pytest.mark.parametrize("metric", ANSWERS, ids=lambda each: each.key)
def test_children_count_who_are_in_care_for_a_year_on_the_last_day(
    metric, start, end, year, there
) -> None:
    loaded = columns(care_spans=f"start | end | year\n{start} | {end} | {year}")
    assert figure(metric, loaded, YEAR).denominator == there


@pytest.mark.parametrize(
    ("due", "done", "known", "counted"),
    [
        ("2024-06-28", "2024-06-27", "", (1, 1, 0)),
        ("2024-06-28", "2024-06-28", "", (1, 1, 0)),
        ("2024-06-28", "2024-06-29", "", (0, 1, 0)),
        ("2024-06-28", "", "", (0, 1, 0)),
        ("2024-06-28", "", "?", (0, 0, 1)),
        ("2024-06-28", "2024-06-27", "?", (0, 0, 1)),
        ("", "2024-06-27", "", (0, 0, 0)),
        ("2024-03-31", "2024-03-31", "", (0, 0, 0)),
        ("2024-04-01", "2024-03-31", "", (1, 1, 0)),
        ("2025-03-31", "2025-03-31", "", (1, 1, 0)),
        ("2025-04-01", "2025-04-01", "", (0, 0, 0)),
    ],
)
def test_a_first_assessment_is_in_time_by_the_day_it_is_due(
    due, done, known, counted
) -> None:
    loaded = columns(
        care_periods="start | initial_due | initial_done | initial_known\n"
        f"2024-05-31 | {due} | {done} | {known}"
    )
    assert counts(health.INITIAL_HEALTH_ASSESSMENTS_IN_TIME, loaded) == counted


def test_a_child_missing_twice_is_one_child_and_two_times() -> None:
    loaded = columns(
        missing="""
            child | start      | next_start
            C1    | 2024-03-31 | 2024-04-01
            C1    | 2024-04-01 | 2025-03-31
            C1    | 2025-03-31 | 2025-04-01
            C1    | 2025-04-01 |
            C2    | 2024-06-01 |
        """
    )
    assert counts(health.CHILDREN_MISSING_FROM_CARE, loaded) == (2, None, 0)
    assert counts(health.MISSING_EPISODES, loaded) == (3, None, 0)


@pytest.mark.parametrize(
    ("day", "due", "held", "counted"),
    [
        ("2024-06-28", "2024-06-28", "2024-06-27", (1, 1, 0)),
        ("2024-06-28", "2024-06-28", "2024-06-28", (1, 1, 0)),
        ("2024-06-28", "2024-06-28", "2024-06-29", (0, 1, 0)),
        ("2024-06-28", "2024-06-28", "", (0, 1, 0)),
        ("2024-06-28", "", "2024-06-28", (0, 0, 1)),
        ("2024-03-31", "2024-03-31", "2024-03-31", (0, 0, 0)),
        ("2025-03-31", "2025-03-31", "2025-03-31", (1, 1, 0)),
        ("2025-04-01", "2025-04-01", "2025-03-31", (0, 0, 0)),
    ],
)
def test_an_education_plan_is_in_time_by_the_day_it_is_due(
    day, due, held, counted
) -> None:
    loaded = columns(recorded_education=f"day | due | held\n{day} | {due} | {held}")
    assert counts(education.EDUCATION_PLANS_IN_TIME, loaded) == counted


@pytest.mark.parametrize(
    ("held", "excluded", "counted"),
    [
        ("2024-04-01", "yes", (1, 1, 0)),
        ("2024-04-01", "no", (0, 1, 0)),
        ("2024-04-01", "", (0, 0, 1)),
        ("2024-03-31", "yes", (0, 0, 0)),
        ("2025-04-01", "yes", (0, 0, 0)),
        ("", "yes", (0, 0, 0)),
    ],
)
def test_a_child_was_excluded_by_what_the_plan_made_says(
    held, excluded, counted
) -> None:
    loaded = columns(recorded_education=f"held | excluded\n{held} | {excluded}")
    assert counts(education.CHILDREN_EXCLUDED_FROM_SCHOOL, loaded) == counted


@pytest.mark.parametrize(
    "metric", (*health.METRICS, *education.METRICS), ids=lambda each: each.key
)
def test_without_children_there_is_no_share(metric) -> None:
    assert figure(metric, columns(), YEAR).value in (None, 0)


def test_of_days_of_which_no_file_on_the_missing_speaks_nothing_is_said() -> None:
    every = columns().covered
    loaded = columns(covered={**every, "missing": ()})
    for metric in (health.CHILDREN_MISSING_FROM_CARE, health.MISSING_EPISODES):
        assert figure(metric, loaded, YEAR).value is None


def test_education_plans_are_by_quality_in_the_period_in_which_they_were_made():
    loaded = columns(
        recorded_education="""
            day        | due        | held       | grade
            2024-03-31 | 2024-03-31 | 2024-03-31 | Good
            2024-03-31 | 2024-03-31 | 2024-04-01 | Good
            2025-03-31 | 2025-03-31 | 2025-03-31 | Not good enough
            2025-03-31 | 2025-03-31 | 2025-04-01 | Good
            2024-06-03 |            | 2024-06-03 |
            2024-06-03 | 2024-06-03 |            | Good
        """
    )
    metric = education.EDUCATION_PLANS_BY_QUALITY
    found = metric.count(loaded, (YEAR,), by=metric.natural)
    by_label = dict(zip(found.labels, found.numerator[:, 0].tolist(), strict=True))
    assert {label: n for label, n in by_label.items() if n} == {
        "Good": 1,
        "Not good enough": 1,
        NOT_RECORDED: 1,
    }
    assert found.denominator[0, 0] == 3
