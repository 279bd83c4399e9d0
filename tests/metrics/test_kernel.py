"""When a row belongs to a period, where periods overlap and files have gaps."""

from datetime import date

import numpy as np
import pytest

from domain.periods import (
    Period,
    financial_year,
    month_of,
    months_between,
    rolling_year_to,
)
from metrics.caseloads import CHILDREN_IN_CARE_AT_END
from metrics.cla_reviews import REVIEWS_DUE_HELD_ON_TIME, REVIEWS_HELD_ON_TIME
from metrics.measure import spoken_for
from tests.tables import columns

YEAR = financial_year(2025)
TWO_YEARS_WITH_A_GAP = (
    Period(date(2022, 4, 1), date(2023, 3, 31)),
    Period(date(2024, 4, 1), date(2025, 3, 31)),
)


def test_there_must_be_a_period_to_count_over() -> None:
    with pytest.raises(ValueError, match="There must be a period"):
        REVIEWS_HELD_ON_TIME.count(columns(), ())


@pytest.mark.parametrize(
    "periods",
    [(YEAR, financial_year(2024)), (YEAR, month_of(date(2024, 5, 1)))],
    ids=["starts go back", "ends go back"],
)
def test_periods_must_be_in_order(periods) -> None:
    with pytest.raises(ValueError, match="in order of start and of end"):
        REVIEWS_HELD_ON_TIME.count(columns(), periods)


def test_a_stock_is_taken_on_the_last_day_the_files_speak_for() -> None:
    loaded = columns(
        covered=TWO_YEARS_WITH_A_GAP,
        care_spans="""
            child | start      | end
            C1    | 2022-06-01 |
            C2    | 2022-06-01 | 2023-03-31
            C3    | 2023-05-01 |
            C4    | 2024-05-01 |
        """,
    )
    years = tuple(financial_year(ending) for ending in (2022, 2023, 2024, 2025, 2026))
    counts = CHILDREN_IN_CARE_AT_END.count(loaded, years)
    assert counts.covered.tolist() == [False, True, False, True, False]
    assert counts.numerator[0].tolist() == [0, 1, 0, 3, 0]
    assert np.isnan(counts.value[0]).tolist() == [True, False, True, False, True]


def test_a_year_that_ends_in_a_gap_is_taken_where_the_files_stop() -> None:
    loaded = columns(
        covered=TWO_YEARS_WITH_A_GAP,
        care_spans="child | start\nC1 | 2022-06-01\nC2 | 2023-05-01",
    )
    to_june = CHILDREN_IN_CARE_AT_END.count(
        loaded, (rolling_year_to(date(2023, 6, 1)),)
    )
    assert to_june.numerator[0, 0] == 1


def test_nothing_is_due_where_no_file_says_whether_it_was_held() -> None:
    loaded = columns(
        covered=TWO_YEARS_WITH_A_GAP,
        reviews="child | due | held\nC1 | 2023-06-01 |\nC2 | 2024-06-01 |",
    )
    months = months_between(date(2023, 1, 1), date(2024, 12, 31))
    counts = REVIEWS_DUE_HELD_ON_TIME.count(loaded, months)
    assert counts.denominator is not None
    assert counts.denominator.sum() == 1


def test_days_are_spoken_for_where_every_kind_of_file_speaks() -> None:
    loaded = columns(
        covered={
            "care": TWO_YEARS_WITH_A_GAP,
            "plans": (
                Period(date(2021, 4, 1), date(2022, 3, 31)),
                Period(date(2022, 10, 1), date(2024, 9, 30)),
                Period(date(2026, 4, 1), date(2027, 3, 31)),
            ),
        }
    )
    assert spoken_for(loaded, ("care", "plans")) == (
        Period(date(2022, 10, 1), date(2023, 3, 31)),
        Period(date(2024, 4, 1), date(2024, 9, 30)),
    )
    assert spoken_for(loaded, ("care", "disputes")) == ()
