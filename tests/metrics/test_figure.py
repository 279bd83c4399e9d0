"""One period's figure, and two groupings at once."""

import pytest

from domain.periods import financial_year
from metrics.disputes import DISPUTES_RAISED
from metrics.figure import cross, figure
from metrics.measure import MeasureError
from metrics.participation import CHILDREN_TAKING_PART, PARTICIPATION_CODES
from tests.tables import columns

YEAR = financial_year(2025)
THREE = columns(
    disputes="""
        raised     | stage   | theme         | team
        2024-06-03 | Stage 1 | Practice      | North
        2024-06-03 |         | Practice      | South
        2024-06-03 | Stage 2 | Care planning | South
    """
)


def test_a_figure_says_what_it_is_of() -> None:
    where = {"team": ("South",)}
    found = figure(DISPUTES_RAISED, THREE, YEAR, where)
    assert (found.metric, found.period, found.where) == (DISPUTES_RAISED, YEAR, where)
    assert (found.numerator, found.denominator, found.value) == (2, None, 2)
    assert (found.aside, found.covered) == (0, True)


def test_several_groups_of_one_filter_are_alternatives_and_filters_add_up() -> None:
    both = figure(DISPUTES_RAISED, THREE, YEAR, {"team": ("North", "South")})
    one = figure(
        DISPUTES_RAISED, THREE, YEAR, {"team": ("South",), "theme": ("Practice",)}
    )
    assert (both.value, one.value) == (3, 1)


def test_a_figure_no_file_speaks_for_is_not_covered_and_not_nought() -> None:
    found = figure(DISPUTES_RAISED, columns(covered=()), YEAR)
    assert (found.covered, found.value, found.numerator) == (False, None, 0)


def test_what_is_not_recorded_comes_last_and_only_with_cases() -> None:
    by_stage = cross(DISPUTES_RAISED, THREE, YEAR, "stage", "theme")
    assert by_stage.row_labels == ("Stage 1", "Stage 2", "Stage 3", "Not recorded")
    assert by_stage.column_labels == ("Care planning", "Practice")
    assert by_stage.cells == ((0, 1), (1, 0), (0, 0), (0, 1))
    assert (by_stage.column_totals, by_stage.total) == ((1, 2), 3)


def test_a_cross_keeps_to_the_groups_that_are_filtered() -> None:
    where = {"stage": ("Stage 2", "Not recorded"), "theme": ("Practice",)}
    found = cross(DISPUTES_RAISED, THREE, YEAR, "stage", "theme", where)
    assert found.row_labels == ("Stage 2", "Not recorded")
    assert found.column_labels == ("Practice",)
    assert found.cells == ((0,), (1,))


def test_a_cross_of_nothing_has_totals_of_nought() -> None:
    where = {"theme": ("Not recorded",)}
    found = cross(DISPUTES_RAISED, THREE, YEAR, "stage", "theme", where)
    assert (found.column_labels, found.row_totals) == ((), (0, 0, 0))
    assert (found.column_totals, found.total) == ((), 0)


def test_a_cross_of_shares_counts_what_passed() -> None:
    loaded = columns(
        reviews="""
            child | due        | held       | code | team  | sex
            C1    | 2024-06-03 | 2024-06-03 | PN1  | North | Male
            C2    | 2024-06-03 | 2024-06-03 | PN7  | North | Male
            C3    | 2024-06-03 | 2024-06-03 | PN6  | South | Female
        """
    )
    found = cross(CHILDREN_TAKING_PART, loaded, YEAR, "team", "sex")
    assert found.cells == ((1, 0, 0), (0, 1, 0))
    codes = cross(PARTICIPATION_CODES, loaded, YEAR, "code", "team")
    assert codes.total == 3
    turned = cross(PARTICIPATION_CODES, loaded, YEAR, "team", "code")
    assert turned.cells == tuple(zip(*codes.cells, strict=True))


@pytest.mark.parametrize("groupings", [("ward", "theme"), ("stage", "ward")])
def test_a_grouping_that_is_not_there_is_refused_in_words(groupings) -> None:
    with pytest.raises(MeasureError) as refusal:
        cross(DISPUTES_RAISED, THREE, YEAR, *groupings)
    assert str(refusal.value).startswith(
        "disputes_raised cannot be broken down or filtered by 'ward'. "
        "Its rows carry: team,"
    )
