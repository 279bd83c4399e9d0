"""The day from which lead practitioners chair: what it divides, and for whom."""

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from domain.periods import Period, financial_year, month_of, quarter_of
from metrics import led
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.disclosure.board import published
from metrics.disclosure.withheld import SMALL, board_periods, sums_of, withheld_cells
from metrics.measure import MeasureError
from metrics.plans import PLANS_OPEN, PLANS_STARTED
from tests.metrics.reader import worked_out
from tests.tables import columns

DAY = date(2024, 8, 15)
YEAR = financial_year(2025)
BEFORE, SINCE = (
    Period(YEAR.start, date(2024, 8, 14)),
    Period(DAY, YEAR.end),
)
LOADED = (Period(date(2023, 4, 1), date(2025, 3, 31)),)


def council(*lines, day=DAY):
    """Return plans: how many started on which day, of which team."""
    rows = [
        f"{start} | | {team}" for number, start, team in lines for _ in range(number)
    ]
    text = "\n".join(["start | end | team", *rows])
    return replace(columns(covered=LOADED, plans=text), led_from=day)


def test_a_period_with_the_day_in_it_is_two():
    found = council()
    assert led.halves(PLANS_STARTED, found, YEAR) == (BEFORE, SINCE)
    for whole in (month_of(date(2024, 7, 1)), month_of(date(2024, 9, 1)), SINCE):
        assert led.halves(PLANS_STARTED, found, whole) == (whole,)


@pytest.mark.parametrize("day", [None, date(2025, 4, 1), date(2024, 4, 1)])
def test_without_such_a_day_a_period_is_one(day):
    assert led.halves(PLANS_STARTED, council(day=day), YEAR) == (YEAR,)


@pytest.mark.parametrize("metric", [REVIEWS_HELD_ON_TIME, PLANS_OPEN])
def test_reviews_of_children_in_care_and_counts_on_a_day_are_never_divided(metric):
    assert led.halves(metric, council(), YEAR) == (YEAR,)


def test_a_count_on_a_day_is_apart_from_one_before_the_day():
    found = council()
    last_year = YEAR.same_last_year()
    assert led.apart(PLANS_OPEN, found, last_year, YEAR)
    assert not led.apart(PLANS_OPEN, found, YEAR, financial_year(2026))
    assert led.apart(PLANS_STARTED, found, YEAR, financial_year(2026))
    assert not led.apart(REVIEWS_HELD_ON_TIME, found, last_year, YEAR)


def test_a_board_is_told_both_halves_and_never_the_whole():
    found = council((9, "2024-05-10", "North"), (7, "2024-09-10", "North"))
    counts = published(PLANS_STARTED, found, (BEFORE, SINCE))
    assert counts.numerator.tolist() == [[9, 7]]
    with pytest.raises(MeasureError):
        published(PLANS_STARTED, found, (YEAR,))
    with pytest.raises(MeasureError):
        published(PLANS_STARTED, found, (quarter_of(DAY),))


def test_a_board_works_no_small_number_out_of_the_halves_and_their_quarters():
    rng = np.random.default_rng(20241128)
    months = ("2024-05-10", "2024-07-10", "2024-08-20", "2024-10-10", "2025-01-10")
    for _ in range(20):
        lines = [
            (int(rng.integers(0, 9)), month, team)
            for month, team in product(months, ("North", "South"))
        ]
        found = council(*lines)
        cells = withheld_cells(PLANS_STARTED, found, "team", SMALL)
        first = 0
        for year in board_periods(PLANS_STARTED, found).years:
            here = slice(first, first + len(year.periods))
            counts, hidden = cells.counts[0, :, here], cells.withheld[:, here]
            first = here.stop
            small = (counts > 0) & (counts <= SMALL)
            assert not (small & ~hidden).any()
            places = np.arange(counts.size).reshape(counts.shape)
            sums = tuple(sums_of(places, year.sums))
            told = worked_out(counts.ravel().tolist(), sums, hidden.ravel().tolist())
            assert not told & set(places[small].tolist())
