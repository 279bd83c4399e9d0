"""Child protection plans: started, ended, open, again, how long, reviewed in time."""

from datetime import date

import pytest

from domain.periods import Period, financial_year
from metrics import plans
from metrics.figure import bounds, figure
from tests.tables import columns

YEAR = financial_year(2025)
EDGES = [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)]


@pytest.mark.parametrize(("day", "started"), EDGES)
def test_a_plan_started_counts_in_the_period_it_started_in(day, started) -> None:
    loaded = columns(plans=f"start\n{day}")
    assert figure(plans.PLANS_STARTED, loaded, YEAR).value == started
    again = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
    assert figure(again, loaded, YEAR).denominator == started


@pytest.mark.parametrize(("day", "ended"), [*EDGES, ("", 0)])
def test_a_plan_ended_counts_in_the_period_it_ended_in(day, ended) -> None:
    loaded = columns(plans=f"start | end\n2023-05-01 | {day}")
    assert figure(plans.PLANS_ENDED, loaded, YEAR).value == ended
    assert figure(plans.PLANS_ENDED_BY_DURATION, loaded, YEAR).denominator == ended


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        ("2025-03-31", "", 1),
        ("2025-04-01", "", 0),
        ("2024-05-01", "2025-03-31", 0),
        ("2024-05-01", "2025-04-01", 1),
    ],
    ids=[
        "started on the last day",
        "started the day after",
        "ended on the last day",
        "ended the day after",
    ],
)
@pytest.mark.parametrize(
    "metric",
    [
        plans.PLANS_OPEN,
        plans.PLANS_OPEN_BY_DURATION,
        plans.PLANS_OPEN_BY_CATEGORY,
        plans.PLANS_OPEN_OVER_15_MONTHS,
        plans.PLANS_OPEN_OVER_24_MONTHS,
    ],
    ids=lambda metric: metric.key,
)
def test_a_plan_is_open_on_the_last_day_of_the_period(
    metric, start, end, is_open
) -> None:
    loaded = columns(plan_spans=f"child | start | end\nC1 | {start} | {end}")
    found = figure(metric, loaded, YEAR)
    cases = found.numerator if found.denominator is None else found.denominator
    assert cases == is_open


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, "second"),
        (plans.PLANS_STARTED_WITHIN_24_MONTHS_OF_LAST, "within_24"),
        (plans.PLANS_STARTED_WITHIN_12_MONTHS_OF_LAST, "within_12"),
    ],
)
@pytest.mark.parametrize(
    ("answer", "counts"),
    [("yes", (1, 1, 0)), ("no", (0, 1, 0)), ("?", (0, 0, 1))],
    ids=["a plan before", "none before", "not known"],
)
def test_a_plan_is_again_or_not_or_nobody_knows(metric, column, answer, counts) -> None:
    loaded = columns(plans=f"start | {column}\n2024-06-03 | {answer}")
    found = figure(metric, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (plans.PLANS_OPEN_OVER_15_MONTHS, "over_15"),
        (plans.PLANS_OPEN_OVER_24_MONTHS, "over_24"),
    ],
)
def test_a_plan_is_long_from_the_span_that_says_so(metric, column) -> None:
    loaded = columns(
        plan_spans=f"""
            child | start      | end        | {column}
            C1    | 2023-01-09 | 2025-03-31 | no
            C1    | 2025-03-31 |            | yes
            C2    | 2023-01-09 | 2025-04-01 | no
            C2    | 2025-04-01 |            | yes
        """
    )
    found = figure(metric, loaded, YEAR)
    assert (found.numerator, found.denominator) == (1, 2)


@pytest.mark.parametrize(
    ("start", "end", "reached"),
    [
        ("2023-01-01", "", 1),
        ("2022-12-31", "", 0),
        ("2023-12-31", "", 1),
        ("2024-01-01", "", 0),
        ("2023-06-03", "2024-09-03", 0),
        ("2023-06-03", "2024-09-04", 1),
    ],
    ids=[
        "15 months on the first day",
        "15 months the day before",
        "15 months on the last day",
        "15 months the day after",
        "ended on the day",
        "ended the day after",
    ],
)
def test_a_plan_reaches_15_months_while_it_is_open(start, end, reached) -> None:
    loaded = columns(plans=f"start | end\n{start} | {end}")
    assert figure(plans.PLANS_REACHING_15_MONTHS, loaded, YEAR).value == reached


def test_a_plan_that_has_not_reached_15_months_by_the_last_file_is_not_counted() -> (
    None
):
    loaded = columns(
        covered=(Period(date(2024, 4, 1), date(2024, 9, 2)),), plans="start\n2023-06-03"
    )
    assert figure(plans.PLANS_REACHING_15_MONTHS, loaded, YEAR).value == 0


def test_plans_divide_over_durations_and_categories() -> None:
    loaded = columns(
        plan_spans="""
            child | start      | duration_band    | category
            C1    | 2023-01-09 | 2 years or more  | Neglect
            C2    | 2025-01-09 | 3 months or less | Neglect
            C3    | 2025-01-09 | 3 months or less |
        """
    )
    for metric, by, expected in (
        (plans.PLANS_OPEN_BY_DURATION, "duration_band", {2, 1}),
        (plans.PLANS_OPEN_BY_CATEGORY, "category", {2, 1}),
    ):
        counts = metric.count(loaded, (YEAR,), by=by)
        assert counts.numerator.sum() == 3
        assert set(counts.numerator[counts.numerator > 0]) == expected
        assert counts.value.sum() == pytest.approx(100)


@pytest.mark.parametrize(
    ("due", "held", "counts"),
    [
        ("2024-06-03", "2024-06-03", (1, 1, 0)),
        ("2024-06-03", "2024-06-04", (0, 1, 0)),
        ("", "2024-06-03", (0, 0, 1)),
        ("2024-06-03", "", (0, 0, 0)),
        ("2024-04-02", "2024-03-31", (0, 0, 0)),
        ("2025-03-30", "2025-04-01", (0, 0, 0)),
    ],
    ids=["on the day", "a day late", "due day unknown", "owed", "before", "after"],
)
def test_a_plan_review_counts_when_held(due, held, counts) -> None:
    loaded = columns(plan_reviews=f"child | due | held\nC1 | {due} | {held}")
    found = figure(plans.PLAN_REVIEWS_HELD_ON_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("counts_from", "due", "held", "counts"),
    [
        ("2024-06-03", "2024-06-03", "2024-06-03", (1, 1, 0)),
        ("2024-06-03", "2024-06-03", "2024-06-04", (0, 1, 0)),
        ("2024-06-03", "2024-06-03", "", (0, 1, 0)),
        ("2024-06-03", "", "2024-06-03", (0, 0, 1)),
        ("2025-03-31", "2025-03-31", "2025-03-31", (1, 1, 0)),
        ("2025-04-01", "2025-03-31", "2025-03-31", (0, 0, 0)),
        ("2024-06-03", "2024-03-31", "", (0, 1, 0)),
        ("2024-06-03", "2024-03-31", "2024-03-31", (0, 0, 0)),
    ],
    ids=[
        "in time",
        "a day late",
        "never held",
        "due day unknown",
        "3 months on the last day",
        "under 3 months on the last day",
        "owed from before",
        "none due",
    ],
)
def test_a_child_on_a_plan_counts_with_every_review_in_time(
    counts_from, due, held, counts
) -> None:
    loaded = columns(
        plan_spans=f"child | start | counts_from\nC1 | 2024-03-03 | {counts_from}",
        plan_reviews=f"child | due | held\nC1 | {due} | {held}",
    )
    found = figure(plans.CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("due", "held", "ended", "overdue"),
    [
        ("2025-03-30", "", "", 1),
        ("2025-03-31", "", "", 0),
        ("2025-03-30", "2025-03-31", "", 0),
        ("2025-03-30", "", "2025-03-31", 0),
        ("2025-03-30", "", "2025-04-01", 1),
        ("", "2025-04-01", "", 0),
    ],
    ids=["the day before", "on the day", "held", "ended", "ended after", "unknown"],
)
def test_a_plan_review_is_overdue_until_held_or_the_plan_ends(
    due, held, ended, overdue
) -> None:
    loaded = columns(
        plan_reviews=f"child | due | held | ended\nC1 | {due} | {held} | {ended}"
    )
    assert figure(plans.PLAN_REVIEWS_OVERDUE, loaded, YEAR).value == overdue


def test_no_plan_is_no_figure_and_not_zero() -> None:
    for metric in plans.METRICS:
        found = figure(metric, columns(), YEAR)
        assert found.value == (0 if found.denominator is None else None)


@pytest.mark.parametrize(
    ("answers", "value"), [("yes ?", None), ("yes no ?", 50.0), ("yes", 100.0)]
)
def test_where_only_yes_is_known_there_is_no_percentage(answers, value) -> None:
    rows = "\n".join(
        f"P{number} | 2024-05-0{number} | {answer}"
        for number, answer in enumerate(answers.split(), start=1)
    )
    loaded = columns(plans=f"child | start | second\n{rows}")
    shown = figure(plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, loaded, YEAR)
    assert shown.value == value
    assert shown.known_to_be is (value is None)
    if value is None:
        assert bounds(shown) == (50.0, 100.0)
