"""Initial conferences: 15 working days, transfers in apart."""

import pytest

from domain.periods import financial_year
from metrics import conferences, plans
from metrics.conferences import (
    ICPCS_BY_WORKING_DAYS,
    ICPCS_HELD_WITHIN_15_WORKING_DAYS,
    ICPCS_OVERDUE,
    ICPCS_TRANSFERRED_IN,
)
from metrics.figure import figure
from metrics.rows import CONFERENCES, ONCE_EACH, PLAN_REVIEWS
from tests.tables import columns

YEAR = financial_year(2025)


@pytest.mark.parametrize(
    ("working_days", "counts"),
    [
        ("0", (1, 1, 0)),
        ("14", (1, 1, 0)),
        ("15", (1, 1, 0)),
        ("16", (0, 1, 0)),
        ("", (0, 0, 1)),
    ],
    ids=["same day", "one under", "on the limit", "one over", "enquiry day unknown"],
)
def test_a_conference_is_in_time_up_to_15_working_days(working_days, counts) -> None:
    loaded = columns(conferences=f"held | working_days\n2024-06-03 | {working_days}")
    found = figure(ICPCS_HELD_WITHIN_15_WORKING_DAYS, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("held", "conferences"),
    [
        ("2024-03-31", 0),
        ("2024-04-01", 1),
        ("2025-03-31", 1),
        ("2025-04-01", 0),
        ("", 0),
    ],
)
def test_a_conference_counts_in_the_period_it_was_held_in(held, conferences) -> None:
    loaded = columns(
        conferences=f"""
            held   | working_days | working_day_band | transfer_in
            {held} | 3            | 0 to 10          |
            {held} |              |                  | yes
        """
    )
    in_time = figure(ICPCS_HELD_WITHIN_15_WORKING_DAYS, loaded, YEAR)
    bands = figure(ICPCS_BY_WORKING_DAYS, loaded, YEAR)
    moved_here = figure(ICPCS_TRANSFERRED_IN, loaded, YEAR)
    assert in_time.denominator == bands.denominator == moved_here.value == conferences


def test_a_transfer_in_is_in_no_figure_but_its_own() -> None:
    loaded = columns(
        conferences="held | working_days | transfer_in\n2024-06-03 | 3 | yes"
    )
    assert figure(ICPCS_HELD_WITHIN_15_WORKING_DAYS, loaded, YEAR).value is None
    assert figure(ICPCS_BY_WORKING_DAYS, loaded, YEAR).denominator == 0
    assert figure(ICPCS_TRANSFERRED_IN, loaded, YEAR).value == 1


def test_bands_divide_every_conference_held() -> None:
    loaded = columns(
        conferences="""
            held       | working_days | working_day_band
            2024-06-03 | 10           | 0 to 10
            2024-06-03 | 11           | 11 to 15
            2024-06-03 | 20           | 16 to 20
            2024-06-03 | 21           | 21 or more
            2024-06-03 |              |
        """
    )
    counts = ICPCS_BY_WORKING_DAYS.count(loaded, (YEAR,), by="working_day_band")
    assert counts.numerator[:, 0].tolist() == [1, 1, 1, 1, 1]
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [5] * 5


@pytest.mark.parametrize(
    ("due", "held", "overdue"),
    [
        ("2025-03-30", "", 1),
        ("2025-03-31", "", 0),
        ("2025-03-30", "2025-03-31", 0),
        ("2025-03-30", "2025-04-01", 1),
        ("", "", 0),
    ],
    ids=[
        "due the day before",
        "due on the day",
        "held on the day",
        "held the day after",
        "due day unknown",
    ],
)
def test_a_conference_is_overdue_on_a_day_until_held(due, held, overdue) -> None:
    loaded = columns(conferences=f"due | held\n{due} | {held}")
    assert figure(ICPCS_OVERDUE, loaded, YEAR).value == overdue


@pytest.mark.parametrize("metric", [*conferences.METRICS, *plans.METRICS])
def test_no_measure_calls_a_count_for_each_child_one_of_meetings(metric) -> None:
    assert "conferences, not children" not in metric.definition
    if metric.rows in (CONFERENCES, PLAN_REVIEWS) and metric.key != "icpcs_overdue":
        assert ONCE_EACH in metric.definition
