"""Caseloads: children in care, on plans and both, for each post and each person."""

from datetime import date

import pytest

from domain.periods import Period, financial_year, month_of
from metrics import caseloads, plans
from metrics.figure import figure
from tests.tables import EVERY_DAY, columns

YEAR = financial_year(2025)
TWO_PEOPLE = {
    "care_spans": """
        child | start      | end        | iro
        C1    | 2024-01-09 |            | A. Archer
        C2    | 2024-01-09 |            | A. Archer
        C3    | 2024-01-09 | 2025-03-31 | A. Archer
        C4    | 2025-03-31 |            | B. Baker
        C5    | 2025-04-01 |            | B. Baker
    """,
    "plan_spans": """
        child | start      | end        | iro
        C1    | 2024-01-09 |            | A. Archer
        C6    | 2024-01-09 | 2025-04-01 |
    """,
    "staff": """
        iro       | start      | end        | fte | dual | agency
        A. Archer | 2020-01-01 |            | 1   | yes  |
        B. Baker  | 2025-03-31 |            | 0.5 |      | yes
        B. Baker  | 2020-01-01 | 2025-03-31 | 1   | yes  | yes
        B. Baker  | 2025-04-01 |            | 1   | yes  | yes
    """,
}


@pytest.mark.parametrize(
    ("metric", "children", "out_of"),
    [
        (caseloads.CHILDREN_IN_CARE_AT_END, 3, None),
        (caseloads.CASELOAD_PER_FTE, 5, 1.5),
        (caseloads.CASELOAD_IN_CARE_PER_FTE, 3, 1.5),
        (caseloads.CASELOAD_ON_PLANS_PER_FTE, 2, 1.5),
        (caseloads.CASELOAD_PER_IRO, 5, 2),
        (caseloads.CASELOAD_IN_CARE_PER_IRO, 3, 2),
        (caseloads.CASELOAD_ON_PLANS_PER_IRO, 2, 2),
        (caseloads.POSTS_FILLED, 1.5, None),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_a_caseload_is_children_for_each_post_on_the_last_day(
    metric, children, out_of
) -> None:
    found = figure(metric, columns(**TWO_PEOPLE), YEAR)
    assert (found.numerator, found.denominator) == (children, out_of)
    assert found.value == pytest.approx(children / (out_of or 1))


@pytest.mark.parametrize(
    ("metric", "passed"),
    [(caseloads.STAFF_WITH_BOTH_ROLES, 1), (caseloads.STAFF_FROM_AGENCIES, 1)],
    ids=lambda value: getattr(value, "key", None),
)
def test_people_are_counted_who_are_in_post_on_the_last_day(metric, passed) -> None:
    found = figure(metric, columns(**TWO_PEOPLE), YEAR)
    assert (found.numerator, found.denominator, found.value) == (passed, 2, 50)
    before = figure(metric, columns(**TWO_PEOPLE), financial_year(2024))
    assert (before.numerator, before.denominator) == (
        (2, 2) if metric is caseloads.STAFF_WITH_BOTH_ROLES else (1, 2)
    )


@pytest.mark.parametrize(
    ("settled", "number"),
    [("2025-03-30", 0), ("2025-03-31", 0), ("2025-04-01", 1), ("2025-06-01", 1)],
)
def test_probation_counts_to_its_last_day(settled, number) -> None:
    there = columns(
        staff=f"""
            iro       | start      | settled
            A. Archer | 2024-10-01 | {settled}
            B. Baker  | 2024-10-01 | 2024-10-01
            B. Baker  | 2025-04-01 | 2025-10-01
        """
    )
    assert figure(caseloads.STAFF_ON_PROBATION, there, YEAR).value == number


def test_each_iro_has_their_own_children_and_their_own_post() -> None:
    metric = caseloads.CASELOAD_PER_FTE
    counts = metric.count(columns(**TWO_PEOPLE), (YEAR,), by="iro")
    assert counts.labels == ("Not recorded", "A. Archer", "B. Baker")
    assert counts.numerator[:, 0].tolist() == [1, 3, 1]
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [0, 1, 0.5]
    assert counts.value[1:, 0].tolist() == [3, 2]


def test_nobody_in_post_is_no_caseload_and_not_zero() -> None:
    gone = "iro | start | end\nA. Archer | 2010-04-01 | 2020-04-01"
    loaded = columns(care_spans=TWO_PEOPLE["care_spans"], staff=gone)
    for metric in caseloads.METRICS:
        if metric.denominator:
            found = figure(metric, loaded, YEAR)
            assert (found.covered, found.value) == (True, None)
    for metric in (caseloads.POSTS_FILLED, caseloads.STAFF_ON_PROBATION):
        assert figure(metric, loaded, YEAR).value == 0


def test_where_no_file_says_who_the_iros_are_nothing_is_said_of_them() -> None:
    loaded = columns(care_spans=TWO_PEOPLE["care_spans"])
    for metric in caseloads.METRICS:
        found = figure(metric, loaded, YEAR)
        of_staff = metric is not caseloads.CHILDREN_IN_CARE_AT_END
        assert (found.nobody_listed, found.covered) == (of_staff, not of_staff)
        assert (found.value is None) == of_staff


def test_a_caseload_of_both_needs_the_files_of_both() -> None:
    covered = {
        "care": EVERY_DAY,
        "plans": (Period(date(2020, 4, 1), date(2024, 3, 31)),),
    }
    loaded = columns(covered, **TWO_PEOPLE)
    both = figure(caseloads.CASELOAD_PER_FTE, loaded, YEAR)
    assert (both.covered, both.numerator, both.value) == (False, 0, None)
    assert figure(caseloads.CASELOAD_IN_CARE_PER_FTE, loaded, YEAR).value == 2
    assert figure(caseloads.CASELOAD_PER_FTE, loaded, financial_year(2024)).covered


def test_plans_are_no_caseload_from_the_day_on_which_lead_practitioners_chair():
    found = columns(
        care_spans="""
            child | start      | end
            C1    | 2024-01-01 |
        """,
        plan_spans="""
            child | start      | end | chaired_to
            C2    | 2024-01-01 |     | 2024-06-15
            C3    | 2024-07-01 |     | 2024-07-01
        """,
        staff="""
            start      | fte
            2024-01-01 | 1
        """,
    )
    months = tuple(month_of(date(2024, month, 1)) for month in (5, 6, 7))
    counts = caseloads.CASELOAD_PER_FTE.count(found, months)
    assert counts.numerator.tolist() == [[2, 1, 1]]
    assert plans.PLANS_OPEN.count(found, months).numerator.tolist() == [[1, 1, 2]]
