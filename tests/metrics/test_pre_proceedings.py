"""Pre-proceedings: family group meetings, and how long the decision took."""

import pytest

from domain.periods import financial_year
from metrics import pre_proceedings
from metrics.figure import figure
from tests.tables import EVERY_DAY, KINDS_OF_FILE, columns

YEAR = financial_year(2025)
OFFERED = pre_proceedings.PRE_PROCEEDINGS_OFFERING_FAMILY_GROUP
HELD = pre_proceedings.FAMILY_GROUP_MEETINGS_HELD
DAYS = pre_proceedings.DAYS_FROM_LETTER_TO_DECISION


def counts(metric, loaded):
    found = figure(metric, loaded, YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(
    ("start", "there"),
    [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)],
)
def test_they_belong_to_the_period_in_which_they_began(start, there) -> None:
    loaded = columns(pre_proceedings=f"start | offered | met\n{start} | yes | yes")
    assert counts(OFFERED, loaded) == counts(HELD, loaded) == (there, there, 0)


def test_a_blank_is_no_answer_and_a_meeting_is_of_those_offered_one() -> None:
    loaded = columns(
        pre_proceedings="""
            start      | offered | met
            2024-05-01 | yes     | yes
            2024-05-01 | yes     |
            2024-05-01 | yes     | ?
            2024-05-01 |         | yes
            2024-05-01 | ?       | ?
        """
    )
    assert counts(OFFERED, loaded) == (3, 4, 1)
    assert counts(HELD, loaded) == (1, 2, 1)


def test_days_are_the_middle_of_those_decided_in_the_period_after_a_letter() -> None:
    loaded = columns(
        pre_proceedings="""
            start      | letter     | decided
            2024-01-01 | 2024-01-08 | 2024-03-31
            2024-01-01 | 2024-03-25 | 2024-04-01
            2024-05-01 | 2024-05-08 | 2024-05-08
            2025-01-01 | 2025-03-01 | 2025-03-31
            2025-01-01 | 2025-03-01 | 2025-04-01
            2024-05-01 |            | 2024-06-01
            2024-05-01 | 2024-06-02 | 2024-06-01
            2024-05-01 | 2024-05-08 |
        """
    )
    found = figure(DAYS, loaded, YEAR)
    assert (found.numerator, found.value) == (3, 7)  # of 0, 7 and 30


@pytest.mark.parametrize("metric", pre_proceedings.METRICS, ids=lambda each: each.key)
def test_where_no_census_tells_of_them_there_is_no_figure(metric) -> None:
    every = dict.fromkeys(KINDS_OF_FILE, EVERY_DAY)
    loaded = columns(covered={**every, "pre_proceedings": ()})
    assert not figure(metric, loaded, YEAR).covered
