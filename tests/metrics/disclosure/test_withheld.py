"""No reader can work a withheld cell out: tables tried by brute force."""

from itertools import chain, product
from time import perf_counter

import numpy as np
import pytest

from metrics.disclosure.withheld import hidden
from tests.metrics.reader import Fillings, worked_out

FOUR = [(4, (0, 1)), (5, (2, 3)), (6, (0, 2)), (7, (1, 3)), (8, (4, 5)), (8, (6, 7))]
SIX = [
    (6, (0, 1, 2)),
    (7, (3, 4, 5)),
    (8, (0, 3)),
    (9, (1, 4)),
    (10, (2, 5)),
    (11, (6, 7)),
    (11, (8, 9, 10)),
]
# Six months, two quarters, a half year, and the half year to each month's end.
HALF_YEAR = [
    (6, (0, 1, 2)),
    (7, (3, 4, 5)),
    (8, (0, 1)),
    (9, (6, 3)),
    (10, (9, 4)),
    (11, (6, 7)),
    (11, (10, 5)),
]


def filled(parts, sums):
    """Return the values of all cells, totals after their parts."""
    values = [*parts, *[0] * (1 + max(total for total, _ in sums) - len(parts))]
    for total, cells in sums:
        values[total] = sum(values[cell] for cell in cells)
    return values


def two_levels(groups):
    """Return HALF_YEAR for each group and their total: the sums of all of it."""
    width = 12
    sums = [
        (row * width + total, tuple(row * width + part for part in parts))
        for row in range(groups)
        for total, parts in HALF_YEAR
    ]
    across = [
        (groups * width + cell, tuple(row * width + cell for row in range(groups)))
        for cell in range(width)
    ]
    below = [
        (groups * width + total, tuple(groups * width + part for part in parts))
        for total, parts in HALF_YEAR
    ]
    return [*sums, *across, *below]


def values_of(groups, months):
    rows = [filled(row, HALF_YEAR) for row in np.reshape(months, (groups, 6)).tolist()]
    return [*chain(*rows), *np.sum(rows, axis=0).tolist()]


def is_safe(values, sums):
    """Nothing from 1 to 5 is shown and nothing withheld is told; 0 stays 0."""
    withheld = hidden(values, sums).tolist()
    small = {cell for cell, n in enumerate(values) if 1 <= n <= 5}
    assert small <= {cell for cell, is_hidden in enumerate(withheld) if is_hidden}
    assert not [cell for cell, n in enumerate(values) if n == 0 and withheld[cell]]
    assert not worked_out(values, sums, withheld)
    return withheld, small


def keeps_a_range(values, sums):
    withheld, small = is_safe(values, sums)
    fillings = Fillings(values, sums, withheld)
    for cell in np.flatnonzero(withheld).tolist():
        assert fillings.can_be(cell, values[cell] + 1), (values, withheld, cell)
        assert fillings.can_be(cell, values[cell] - 1), (values, withheld, cell)
    for cell in small:
        outside = (6, 7, 8, 0)
        assert any(fillings.can_be(cell, n) for n in outside), (values, withheld, cell)


@pytest.mark.parametrize("first", range(8))
def test_every_table_of_two_by_two_keeps_its_small_numbers(first):
    for rest in product(range(first, 8), repeat=3):  # the others are its mirror images
        is_safe(filled((first, *rest), FOUR), FOUR)


def test_in_two_by_two_every_withheld_cell_may_be_one_more_or_one_less():
    for parts in product((0, 1, 3, 7), repeat=4):
        keeps_a_range(filled(parts, FOUR), FOUR)


@pytest.mark.parametrize("seed", range(4))
def test_in_two_by_three_every_withheld_cell_may_be_one_more_or_one_less(seed):
    rng = np.random.default_rng(seed)
    for _ in range(25):
        keeps_a_range(filled(rng.integers(0, 8, 6).tolist(), SIX), SIX)


@pytest.mark.parametrize("seed", range(4))
def test_months_quarters_and_years_to_date_keep_their_small_numbers(seed):
    rng = np.random.default_rng(seed)
    for _ in range(40):
        months = rng.integers(0, rng.integers(2, 12), 6).tolist()
        keeps_a_range(filled(months, HALF_YEAR), HALF_YEAR)


@pytest.mark.parametrize("seed", range(3))
def test_groups_by_months_by_quarters_by_years_keep_their_small_numbers(seed):
    rng = np.random.default_rng(seed)
    for _ in range(8):
        months = rng.integers(0, rng.integers(2, 20), 18)
        is_safe(values_of(3, months), two_levels(3))


@pytest.mark.parametrize("sums", [FOUR, HALF_YEAR])
def test_a_reader_who_knows_that_0_is_shown_cannot_tell_a_small_number(sums):
    rng = np.random.default_rng(7)
    parts = 1 + max(cell for _, cells in sums[:2] for cell in cells)
    for _ in range(60):
        values = filled(rng.integers(0, 8, parts).tolist(), sums)
        withheld, small = is_safe(values, sums)
        fillings = Fillings(values, sums, withheld, least=1, most=20)
        for cell in small:
            assert any(fillings.can_be(cell, n) for n in range(6, 20)), values


def test_with_nothing_small_nothing_is_withheld():
    assert not hidden(filled([6, 0, 20, 7], FOUR), FOUR).any()


def test_a_lone_small_cell_takes_the_smallest_other_part_not_0_with_it():
    values, sums = [3, 0, 40, 9, 52], [(4, (0, 1, 2, 3))]
    assert hidden(values, sums).tolist() == [True, False, False, True, False]


def test_two_cells_known_to_be_few_together_take_a_third_with_them():
    values, sums = [1, 1, 40, 9, 51], [(4, (0, 1, 2, 3))]
    assert hidden(values, sums).tolist() == [True, True, False, True, False]


def test_six_cells_of_1_known_to_add_up_to_6_take_another_with_them():
    values, sums = [1, 1, 1, 1, 1, 1, 30, 36], [(7, (0, 1, 2, 3, 4, 5, 6))]
    assert hidden(values, sums)[6]


def test_a_total_is_withheld_where_no_part_but_0_is_left():
    assert hidden([3, 3, 0, 6], [(3, (0, 1, 2))]).tolist() == [True, True, False, True]


def test_a_settled_total_stays_shown_and_a_forced_one_withheld():
    values, sums = [3, 7, 12, 22], [(3, (0, 1, 2))]
    settled = np.array([False, False, False, True])
    assert hidden(values, sums, settled=settled).tolist() == [True, True, False, False]
    forced = np.array([False, False, False, True])
    found = hidden([30, 7, 12, 49], sums, forced=forced, settled=settled)
    assert found.tolist() == [False, True, False, True]


def side_by_side(months, seed):
    """Return two groupings of the same cases by month: cells, sums, totals first."""
    rng = np.random.default_rng(seed)
    ways = [rng.multinomial(n, [0.7, 0.2, 0.1]) for n in months for _ in "12"]
    totals = filled(months, HALF_YEAR)
    groupings = [
        [filled(row, HALF_YEAR) for row in np.array(ways[way::2]).T.tolist()]
        for way in (0, 1)
    ]
    return totals, groupings


@pytest.mark.parametrize("seed", range(8))
def test_two_groupings_laid_side_by_side_tell_no_more_than_each(seed):
    months = np.random.default_rng(seed).integers(0, 14, 6).tolist()
    totals, groupings = side_by_side(months, seed)
    told = hidden(totals, HALF_YEAR)
    together, withheld, sums = [*totals], [*told.tolist()], [*HALF_YEAR]
    for rows in groupings:
        values = [*chain(*rows), *totals]
        own = two_levels(3)
        settled = np.arange(len(values)) >= 36
        forced = np.concatenate([np.zeros(36, np.bool_), told])
        found = hidden(values, own, forced=forced, settled=settled)
        assert (found[settled] == told).all()
        start = len(together)
        where = [*range(start, start + 36), *range(12)]
        sums += [(where[total], tuple(where[x] for x in parts)) for total, parts in own]
        together += values[:36]
        withheld += found[:36].tolist()
    assert not worked_out(together, sums, withheld)


def test_no_grouping_tells_a_total_that_was_withheld_for_another_s_sake():
    """Of 3, 9 and 9 one grouping would tell the last and another the second."""
    sums = [(9, (6, 7, 8)), (6, (0, 3)), (7, (1, 4)), (8, (2, 5))]
    settled = np.arange(10) >= 6
    forced = np.isin(np.arange(10), (6, 7, 8))
    months_told = []
    for groups in ([3, 9, 9, 0, 0, 0], [3, 9, 6, 0, 0, 3]):
        values = [*groups, 3, 9, 9, 21]
        withheld = hidden(values, sums, forced=forced, settled=settled)
        months_told += worked_out(values, sums, withheld.tolist())
    assert not months_told


def test_counts_shown_together_are_withheld_together():
    """All but 2 of 40 passed in the third group; the others' failures would tell."""
    passed, failed = [20, 30, 38, 88], [10, 9, 2, 21]
    both = np.array([passed, failed, np.add(passed, failed)])
    withheld = hidden(both, [(3, (0, 1, 2))], threshold=(5, 5, 10))
    assert withheld.tolist() == [False, True, True, False]


def test_a_count_that_need_not_be_kept_is_not():
    both = [[3, 40, 43], [30, 40, 70]]
    assert not hidden(both, [(2, (0, 1))], threshold=(0, 5)).any()


def test_a_forced_cell_cannot_be_worked_out_however_large():
    forced = np.array([True, False, False])
    assert hidden([30, 40, 70], [(2, (0, 1))], forced=forced).tolist() == [
        True,
        True,
        False,
    ]


def test_a_sum_that_does_not_hold_tells_nothing():
    assert hidden([3, 40, 50], [(2, (0, 1))]).tolist() == [True, False, False]


def test_the_same_cells_are_withheld_whatever_is_asked_first():
    rng = np.random.default_rng(5)
    values = values_of(3, rng.integers(0, 9, 18))
    sums = two_levels(3)
    assert (hidden(values, sums) == hidden(values, sums)).all()


def test_three_hundred_cells_are_settled_while_a_reader_blinks():
    rng = np.random.default_rng(3)
    sums = two_levels(20)
    values = values_of(20, rng.integers(0, 9, 120))
    started = perf_counter()
    hidden(values, sums)
    assert perf_counter() - started < 2
