"""Two groupings at once, with small numbers withheld."""

from datetime import date

import numpy as np
import pytest

from domain.periods import Period, financial_year, month_of
from metrics.disclosure.board import published, published_cross
from metrics.disputes import DISPUTES_PER_100_CHILDREN, DISPUTES_RAISED
from metrics.figure import cross
from metrics.measure import MeasureError
from tests.tables import columns

LAST = date(2024, 9, 17)
LOADED = (Period(date(2023, 4, 1), LAST),)
THIS_YEAR = financial_year(2025)


def disputes(*lines):
    rows = [
        f"2024-04-10 | {stage} | {theme}"
        for number, stage, theme in lines
        for _ in range(number)
    ]
    text = "\n".join(["raised | stage | theme", *rows])
    return columns(covered=LOADED, disputes=text)


BOTH = disputes(
    (12, "Stage 1", "Practice"),
    (14, "Stage 1", "Care planning"),
    (3, "Stage 2", "Practice"),
    (20, "Stage 2", "Care planning"),
)
PLENTY = disputes((12, "Stage 1", "Practice"), (20, "Stage 2", "Care planning"))


def test_with_nothing_small_it_is_the_cross_that_everybody_sees():
    found = published_cross(DISPUTES_RAISED, PLENTY, THIS_YEAR, "stage", "theme")
    plain = cross(DISPUTES_RAISED, PLENTY, THIS_YEAR, "stage", "theme")
    assert found.row_labels == plain.row_labels
    assert found.column_labels == plain.column_labels
    assert found.cells.tolist() == [list(cells) for cells in plain.cells]
    assert found.row_totals.tolist() == list(plain.row_totals)
    assert found.column_totals.tolist() == list(plain.column_totals)
    assert found.total == plain.total == 32


def test_a_small_inner_cell_takes_three_with_it():
    found = published_cross(DISPUTES_RAISED, BOTH, THIS_YEAR, "stage", "theme")
    assert np.isnan(found.cells[:2]).all()
    assert found.cells[2].tolist() == [0, 0]
    assert found.row_totals.tolist() == [26, 23, 0]
    assert found.column_totals.tolist() == [34, 15]


def test_margins_are_withheld_where_each_grouping_alone_withholds_them():
    council = disputes(
        (4, "Stage 3", "Practice"),
        (12, "Stage 2", "Practice"),
        (30, "Stage 1", "Care planning"),
    )
    found = published_cross(DISPUTES_RAISED, council, THIS_YEAR, "stage", "theme")
    alone = published(DISPUTES_RAISED, council, (THIS_YEAR,), by="stage")
    by_label = dict(zip(alone.labels, alone.numerator[:, 0].tolist(), strict=True))
    np.testing.assert_array_equal(
        found.row_totals, [by_label[label] for label in found.row_labels]
    )
    assert np.isnan(found.row_totals).tolist() == [False, True, True]
    assert found.total == 46


def test_what_is_not_recorded_comes_last_and_only_with_cases():
    council = disputes((12, "Stage 1", ""), (20, "Stage 2", "Practice"))
    found = published_cross(DISPUTES_RAISED, council, THIS_YEAR, "stage", "theme")
    assert found.column_labels == ("Care planning", "Practice", "Not recorded")
    assert found.row_labels == ("Stage 1", "Stage 2", "Stage 3")


def test_the_year_to_the_last_day_loaded_is_the_running_year():
    to_date = Period(THIS_YEAR.start, LAST)
    for period in (THIS_YEAR, to_date):
        found = published_cross(DISPUTES_RAISED, BOTH, period, "stage", "theme")
        assert found.total == 49


def test_other_periods_and_other_measures_are_refused():
    to_june = Period(date(2024, 4, 1), date(2024, 6, 30))
    for period in (month_of(LAST), to_june, financial_year(2020)):
        with pytest.raises(MeasureError) as refused:
            published_cross(DISPUTES_RAISED, BOTH, period, "stage", "theme")
        assert str(refused.value) == (
            "Where small numbers are withheld, two groupings at once are given for a "
            "financial year, whole or up to the last day loaded, not for "
            f"{period.label}."
        )
    for metric, other in (
        (DISPUTES_PER_100_CHILDREN, "sex"),
        (DISPUTES_RAISED, "team"),
    ):
        with pytest.raises(MeasureError, match="for plain counts, and for two that"):
            published_cross(metric, BOTH, THIS_YEAR, "team", other)
