"""Permanence and placement: how care ended, how long it took, where children live."""

import pytest

from domain.periods import financial_year
from metrics import permanence
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
ON_A_DAY = [
    each
    for each in permanence.METRICS
    if each.rows.name == "care_spans" and each.denominator
]
EDGES = [
    ("2024-03-31", 0),
    ("2024-04-01", 1),
    ("2025-03-31", 1),
    ("2025-04-01", 0),
    ("", 0),
]


def counts(metric, loaded):
    found = figure(metric, loaded, YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(("day", "left"), EDGES)
def test_a_child_left_care_in_the_period_in_which_it_ended(day, left) -> None:
    loaded = columns(care_periods=f"start | end\n2023-05-01 | {day}")
    for metric in (permanence.EXITS_BY_REASON, permanence.EXITS_WITHOUT_A_REASON):
        assert figure(metric, loaded, YEAR).denominator == left


def test_children_who_left_are_divided_by_how_they_left() -> None:
    loaded = columns(
        care_periods="""
            child | start      | end        | exit_reason           | unsaid
            C1    | 2023-05-01 | 2024-05-01 | To parents or family  |
            C1    | 2024-08-01 | 2025-02-01 | To parents or family  |
            C2    | 2023-05-01 | 2024-05-01 | Adopted               |
            C3    | 2023-05-01 | 2024-05-01 | Another reason        |
            C4    | 2023-05-01 | 2024-05-01 | Another reason        | yes
            C5    | 2023-05-01 | 2024-05-01 |                       | yes
        """
    )
    by = permanence.EXITS_BY_REASON.count(loaded, (YEAR,), by="exit_reason")
    told = dict(zip(by.labels, by.numerator[:, 0], strict=True))
    assert told == {
        "Not recorded": 1,
        "To parents or family": 2,
        "Special guardianship or child arrangements": 0,
        "Adopted": 1,
        "Turned 18 or independent": 0,
        "Another reason": 2,
    }
    assert counts(permanence.EXITS_WITHOUT_A_REASON, loaded) == (2, 6, 0)


@pytest.mark.parametrize(
    ("metric", "day", "marked"),
    [
        (permanence.DAYS_TO_PLACEMENT_ORDER, "ordered", ""),
        (permanence.DAYS_TO_PLACEMENT_FOR_ADOPTION, "placed", ""),
        (permanence.DAYS_TO_ADOPTION, "end", "adopted"),
        (permanence.DAYS_TO_SPECIAL_GUARDIANSHIP, "end", "guardianship"),
    ],
    ids=lambda each: getattr(each, "key", each),
)
def test_days_to_a_home_that_lasts_are_the_middle_of_those_known(
    metric, day, marked
) -> None:
    # 2024-04-01 is 91 days after 2024-01-01; 2025-03-31 is 455 days after. Of a child
    # whose care began nobody knows when, one who did not get there, one the day before
    # the period and one the day after, none counts.
    also = f" | {marked}" if marked else ""
    yes = " | yes" if marked else ""
    loaded = columns(
        care_periods=f"""
            child | start      | start_known | {day}{also}
            C1    | 2024-01-01 |             | 2024-04-01{yes}
            C2    | 2024-01-01 |             | 2025-03-31{yes}
            C3    | 2024-01-01 | ?           | 2024-05-01{yes}
            C4    | 2024-01-01 |             | {yes}
            C5    | 2024-01-01 |             | 2024-03-31{yes}
            C6    | 2024-01-01 |             | 2025-04-01{yes}
        """
    )
    found = figure(metric, loaded, YEAR)
    assert (found.numerator, found.value) == (2, (91 + 455) / 2)


def test_no_child_who_left_for_another_home_counts_as_adopted() -> None:
    loaded = columns(care_periods="start | end\n2024-01-01 | 2024-05-01")
    for metric in (
        permanence.DAYS_TO_ADOPTION,
        permanence.DAYS_TO_SPECIAL_GUARDIANSHIP,
    ):
        assert figure(metric, loaded, YEAR).value is None


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [
        ("2025-03-31", "", 1),
        ("2025-04-01", "", 0),
        ("2024-05-01", "2025-03-31", 0),
        ("2024-05-01", "2025-04-01", 1),
    ],
)
@pytest.mark.parametrize("metric", ON_A_DAY, ids=lambda each: each.key)
def test_a_child_counts_who_is_in_care_on_the_last_day(
    metric, start, end, there
) -> None:
    loaded = columns(
        care_spans=f"""
            start   | end   | agreed | long_term | distance           | region
            {start} | {end} | yes    | yes       | More than 20 miles | Wales
        """
    )
    assert figure(metric, loaded, YEAR).denominator == there


@pytest.mark.parametrize(
    ("metric", "cells", "expected"),
    [
        (permanence.ACCOMMODATED_OVER_6_MONTHS, "agreed=yes agreed_6=yes", (1, 1, 0)),
        (permanence.ACCOMMODATED_OVER_6_MONTHS, "agreed=yes", (0, 1, 0)),
        (permanence.ACCOMMODATED_OVER_6_MONTHS, "", (0, 0, 0)),
        (permanence.CHILDREN_PLACED_OUT_OF_AREA, "outside=yes", (1, 1, 0)),
        (permanence.CHILDREN_PLACED_OUT_OF_AREA, "outside=no", (0, 1, 0)),
        (permanence.CHILDREN_PLACED_OUT_OF_AREA, "outside=?", (0, 0, 1)),
        (permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS, "moved=yes", (1, 1, 0)),
        (permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS, "moved=no", (0, 1, 0)),
        (permanence.CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS, "moved=?", (0, 0, 1)),
        (
            permanence.CHILDREN_IN_LONG_TERM_STABILITY,
            "long_term=yes stable=yes",
            (1, 1, 0),
        ),
        (
            permanence.CHILDREN_IN_LONG_TERM_STABILITY,
            "long_term=yes stable=no",
            (0, 1, 0),
        ),
        (
            permanence.CHILDREN_IN_LONG_TERM_STABILITY,
            "long_term=yes stable=?",
            (0, 0, 1),
        ),
        (permanence.CHILDREN_IN_LONG_TERM_STABILITY, "stable=?", (0, 0, 1)),
        (permanence.CHILDREN_IN_LONG_TERM_STABILITY, "stable=yes", (0, 0, 0)),
        (permanence.CHILDREN_AT_HOME_FOR_12_MONTHS, "home_12=yes", (1, None, 0)),
        (permanence.CHILDREN_AT_HOME_FOR_12_MONTHS, "", (0, None, 0)),
        (permanence.CHILDREN_IN_CARE_AND_ON_PLANS, "on_plan=yes", (1, None, 0)),
        (permanence.CHILDREN_IN_CARE_AND_ON_PLANS, "", (0, None, 0)),
    ],
)
def test_an_answer_of_the_last_day_counts_or_does_not_or_is_unknown(
    metric, cells, expected
) -> None:
    told = dict(each.split("=") for each in cells.split())
    names, values = (
        " | ".join(["start", *told]),
        " | ".join(["2024-01-09", *told.values()]),
    )
    assert counts(metric, columns(care_spans=f"{names}\n{values}")) == expected


def test_a_child_is_far_away_beyond_20_miles_and_a_blank_is_not_known() -> None:
    loaded = columns(
        care_spans="""
            child | start      | end        | distance
            C1    | 2024-01-09 |            | More than 20 miles
            C2    | 2024-01-09 |            | 20 miles or less
            C3    | 2024-01-09 |            |
            C4    | 2024-01-09 | 2025-03-31 | More than 20 miles
            C5    | 2025-03-31 | 2025-04-01 | More than 20 miles
            C6    | 2025-04-01 |            | More than 20 miles
        """
    )
    assert counts(permanence.CHILDREN_PLACED_FAR_AWAY, loaded) == (2, 3, 1)


def test_children_far_away_are_told_by_the_region_they_live_in() -> None:
    loaded = columns(
        care_spans="""
            child | start      | distance           | region
            C1    | 2024-01-09 | More than 20 miles | London
            C2    | 2024-01-09 | More than 20 miles | London
            C3    | 2024-01-09 | More than 20 miles | Wales
            C4    | 2024-01-09 | More than 20 miles |
            C5    | 2024-01-09 | 20 miles or less   | London
            C6    | 2024-01-09 |                    | Wales
        """
    )
    found = permanence.FAR_AWAY_BY_REGION.count(loaded, (YEAR,), {}, by="region")
    by_region = dict(zip(found.labels, found.numerator[:, 0].tolist(), strict=True))
    assert {name: number for name, number in by_region.items() if number} == {
        "London": 2,
        "Wales": 1,
    }


@pytest.mark.parametrize("metric", permanence.METRICS, ids=lambda each: each.key)
def test_no_child_is_no_figure_and_not_zero(metric) -> None:
    value = figure(metric, columns(), YEAR).value
    assert value == 0 if metric.plain_count else value is None


def test_children_in_care_and_on_a_plan_need_files_of_both() -> None:
    care = {**dict.fromkeys(("care", "plans"), (YEAR,)), "plans": ()}
    loaded = columns(covered=care, care_spans="start | on_plan\n2024-01-09 | yes")
    assert figure(permanence.CHILDREN_IN_CARE_AND_ON_PLANS, loaded, YEAR).value is None
