"""Children deprived of their liberty, and their reviews."""

import pytest

from domain.periods import financial_year
from metrics import liberty
from metrics.figure import figure
from tests.tables import EVERY_DAY, KINDS_OF_FILE, columns

YEAR = financial_year(2025)
REVIEWS = liberty.REVIEWS_ON_TIME_OF_CHILDREN_DEPRIVED_OF_LIBERTY


def counts(metric, loaded):
    found = figure(metric, loaded, YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        ("2025-03-31", "", 1),
        ("2025-04-01", "", 0),
        ("2024-05-01", "2025-04-01", 1),
        ("2024-05-01", "2025-03-31", 0),
    ],
)
def test_children_under_an_order_are_those_of_the_last_day(start, end, counted) -> None:
    loaded = columns(
        care_spans=f"""
            child | start      | end   | deprived
            C1    | {start}    | {end} | yes
            C2    | 2024-05-01 |       |
        """
    )
    metric = liberty.CHILDREN_DEPRIVED_OF_LIBERTY
    assert figure(metric, loaded, YEAR).value == counted


@pytest.mark.parametrize(
    ("due", "held", "ceased", "found"),
    [
        ("2024-06-10", "2024-06-10", "", (1, 1, 0)),
        ("2024-06-10", "2024-06-09", "", (1, 1, 0)),
        ("2024-06-10", "2024-06-11", "", (0, 1, 0)),
        ("2024-06-10", "", "", (0, 1, 0)),
        ("", "2024-06-10", "", (0, 0, 1)),
        ("", "2024-03-31", "", (0, 0, 0)),
        ("2024-03-31", "2024-06-10", "", (0, 0, 0)),
        ("2024-04-01", "2024-06-10", "", (0, 1, 0)),
        ("2025-03-31", "2025-03-31", "", (1, 1, 0)),
        ("2025-04-01", "2025-03-31", "", (0, 0, 0)),
        ("2024-09-01", "", "2024-09-01", (0, 0, 0)),
        ("2024-09-01", "", "2024-09-02", (0, 1, 0)),
    ],
)
def test_reviews_under_an_order_are_on_time_to_the_day(
    due, held, ceased, found
) -> None:
    loaded = columns(
        reviews=f"""
            due        | held       | ceased   | deprived
            {due}      | {held}     | {ceased} | yes
            2024-06-10 | 2024-06-10 |          |
        """
    )
    assert counts(REVIEWS, loaded) == found


@pytest.mark.parametrize("metric", liberty.METRICS, ids=lambda each: each.key)
def test_where_no_list_of_orders_was_loaded_there_is_no_figure(metric) -> None:
    every = dict.fromkeys(KINDS_OF_FILE, EVERY_DAY)
    loaded = columns(covered={**every, "liberty": ()})
    assert not figure(metric, loaded, YEAR).covered
