"""How conferences were held: each limit, one over, one under, and the blank."""

import pytest

from domain.periods import financial_year
from metrics.conferences_held import (
    AGENCIES_ATTENDING_CONFERENCES,
    AGENCIES_REPORTING_TO_CONFERENCES,
    AT_15_MONTHS,
    CHILDREN_TAKING_PART_IN_CONFERENCES,
    CONFERENCE_RECORDS_SENT_IN_TIME,
    CONFERENCE_REPORTS_SHARED_IN_TIME,
    CONFERENCES_AT_15_MONTHS,
    CONFERENCES_CHAIRED_BY_ANOTHER_TEAM,
    CONFERENCES_OFFERING_FAMILY_GROUP,
    CONFERENCES_QUORATE,
    LATE_CONFERENCES_BY_REASON,
    LATE_CONFERENCES_WITH_CHILD_SEEN,
    LATE_REASON,
    LONG_PLANS_BY_REASON,
    METRICS,
    PARENTS_TAKING_PART_IN_CONFERENCES,
    PLANS_ENDED_EARLY_BY_REASON,
    PLANS_ENDED_WITH_CONTINGENCY,
)
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)


def of(text, metric):
    found = figure(metric, columns(recorded_conferences=text), YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(
    ("metric", "column", "counted"),
    [
        (CONFERENCES_QUORATE, "quorate", 2),
        (CONFERENCE_REPORTS_SHARED_IN_TIME, "shared_in_time", 2),
        (PLANS_ENDED_WITH_CONTINGENCY, "contingency", 2),
        (CONFERENCES_OFFERING_FAMILY_GROUP, "family_group", 2),
        (CHILDREN_TAKING_PART_IN_CONFERENCES, "child_took_part", 2),
        (PARENTS_TAKING_PART_IN_CONFERENCES, "parents_took_part", 2),
        (CONFERENCES_CHAIRED_BY_ANOTHER_TEAM, "same_team", 1),
    ],
)
def test_a_blank_is_neither_yes_nor_no(metric, column, counted):
    text = f"""
        enquiry    | held       | day        | {column}
        2024-03-01 | 2024-03-31 | 2024-03-31 | yes
        2024-03-11 | 2024-04-01 | 2024-04-01 | yes
        2024-06-03 | 2024-06-24 | 2024-06-24 | no
        2024-06-03 | 2024-06-24 | 2024-06-24 |
        2025-03-03 | 2025-03-31 | 2025-03-31 | yes
        2025-03-03 | 2025-04-01 | 2025-04-01 | yes
        2024-06-03 |            | 2024-06-03 | yes
    """
    assert of(text, metric) == (counted, 3, 1)


def test_only_an_initial_conference_has_a_team_of_its_enquiry():
    text = """
        enquiry    | held       | day        | same_team
        2024-06-03 | 2024-06-24 | 2024-06-24 | no
                   | 2024-06-24 | 2024-06-24 | no
                   | 2024-06-24 | 2024-06-24 |
    """
    assert of(text, CONFERENCES_CHAIRED_BY_ANOTHER_TEAM) == (1, 1, 0)


SEEN = """
    enquiry    | held       | day        | late_reason | seen_safe
    2024-06-03 | 2024-06-24 | 2024-06-24 |             | 2024-06-10
    2024-06-03 | 2024-06-25 | 2024-06-25 |             |
    2024-06-03 | 2024-06-25 | 2024-06-25 | One         | 2024-06-25
    2024-06-03 | 2024-06-25 | 2024-06-25 | One         | 2024-06-26
    2024-06-03 | 2024-06-25 | 2024-06-25 | Other       | 2024-06-02
               | 2024-06-25 | 2024-06-25 | Other       | 2024-06-24
               | 2024-06-25 | 2024-06-25 |             |
"""


def test_a_child_was_seen_from_the_enquiry_to_a_late_conference():
    assert of(SEEN, LATE_CONFERENCES_WITH_CHILD_SEEN) == (2, 5, 0)


def test_late_conferences_have_reasons_or_none():
    loaded = columns(recorded_conferences=SEEN)
    counts = LATE_CONFERENCES_BY_REASON.count(loaded, (YEAR,), by=LATE_REASON)
    assert counts.numerator[:, 0].tolist() == [1, 2, 2]
    assert counts.denominator[:, 0].tolist() == [5, 5, 5]


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (AGENCIES_ATTENDING_CONFERENCES, "attended"),
        (AGENCIES_REPORTING_TO_CONFERENCES, "reported"),
    ],
)
def test_agencies_are_counted_where_both_numbers_are_known(metric, column):
    text = f"""
        held       | day        | invited | {column}
        2024-06-24 | 2024-06-24 | 8       | 5
        2024-06-24 | 2024-06-24 | 4       | 0
        2024-06-24 | 2024-06-24 | 9       |
        2024-06-24 | 2024-06-24 |         | 6
                   | 2024-06-24 | 8       | 8
    """
    assert of(text, metric) == (5, 12, 0)


def test_a_record_is_sent_by_working_day_20():
    text = """
        held       | day        | record_sent
        2024-06-03 | 2024-06-03 | 2024-07-01
        2024-06-03 | 2024-06-03 | 2024-07-02
        2024-06-03 | 2024-06-03 | 2024-06-28
        2024-06-03 | 2024-06-03 |
        2024-02-29 | 2024-02-29 | 2024-03-04
        2024-03-05 | 2024-03-05 | 2024-03-08
        2025-03-31 | 2025-03-31 | 2025-04-01
                   | 2024-06-03 | 2024-06-04
    """
    assert of(text, CONFERENCE_RECORDS_SENT_IN_TIME) == (3, 4, 1)


def test_conferences_at_15_months_are_those_with_an_outcome():
    loaded = columns(
        recorded_conferences="""
            held       | day        | at_15_months
            2024-04-01 | 2024-04-01 | Plan ended
            2025-03-31 | 2025-03-31 | Legal planning
            2025-04-01 | 2025-04-01 | Legal planning
            2024-06-03 | 2024-06-03 |
        """
    )
    counts = CONFERENCES_AT_15_MONTHS.count(loaded, (YEAR,), by=AT_15_MONTHS)
    assert counts.numerator[:, 0].tolist() == [0, 1, 0, 1, 0]
    assert counts.denominator[0, 0] == 2


@pytest.mark.parametrize(
    ("metric", "column", "first", "second"),
    [
        (
            LONG_PLANS_BY_REASON,
            "why_long",
            "Change is slow, or does not last",
            "Care proceedings are under way",
        ),
        (
            PLANS_ENDED_EARLY_BY_REASON,
            "why_short",
            "The child came into care",
            "The family moved away",
        ),
    ],
)
def test_what_makes_plans_long_or_short_is_counted_where_it_is_said(
    metric, column, first, second
):
    loaded = columns(
        recorded_conferences=f"""
            held       | day        | {column}
            2024-03-31 | 2024-03-31 | {first}
            2024-04-01 | 2024-04-01 | {first}
            2025-03-31 | 2025-03-31 | {second}
            2025-03-31 | 2025-03-31 | {first}
            2025-04-01 | 2025-04-01 | {second}
            2024-06-03 | 2024-06-03 |
                       | 2024-06-03 | {second}
        """
    )
    counts = metric.count(loaded, (YEAR,), by=metric.natural)
    found = dict(zip(counts.labels, counts.numerator[:, 0].tolist(), strict=True))
    assert {label: n for label, n in found.items() if n} == {first: 2, second: 1}
    assert counts.denominator[0, 0] == 3


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: each.key)
def test_no_conference_is_no_share_and_not_zero(metric):
    assert figure(metric, columns(), YEAR).value is None
