"""Is practice good enough, and what was learnt: what the page says of it."""

import pandas as pd
import pytest

from domain.access import Role
from domain.recorded import PRACTICE
from metrics.practice import EXPLAINS
from tests.pages.opening import choices, choose, open_all, open_page, tables, text
from ui.practice import practice

PAGE = "figures/practice.py"


def of_columns(page, *wanted):
    (found,) = (
        each
        for each in tables(page)
        if isinstance(each, pd.DataFrame) and list(each.columns) == list(wanted)
    )
    return found


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.BOARD])
def test_everybody_but_a_board_reads_it(with_exampleshire, role):
    page = open_page(PAGE, role.value)
    assert not page.exception
    assert "Practice that met the standard" in text(page)


def test_what_was_learnt_last_is_said_first(with_exampleshire):
    page = open_page(PAGE)
    there = of_columns(page, "Month", "Theme", "What was learnt").iloc[0]
    said = f"Learnt last, in {there['Month']}, of {there['Theme']}: "
    assert said + there["What was learnt"] in text(page)


def test_what_was_learnt_is_listed_with_month_and_theme(with_exampleshire):
    page = open_page(PAGE)
    there = of_columns(page, "Month", "Theme", "What was learnt")
    assert there.map(bool).all(axis=None)
    months = pd.to_datetime(there["Month"], format="%B %Y")
    assert months.is_monotonic_decreasing
    assert set(there["Theme"]) >= {"Child's voice", "Permanence"}


def test_what_was_learnt_is_of_the_months_that_are_chosen(with_exampleshire):
    page = choose(open_page(PAGE), "period", "Month")
    there = of_columns(page, "Month", "Theme", "What was learnt")
    assert set(there["Month"]) == {choices(page)["month"]}


def test_what_was_found_is_beside_the_measure_that_it_explains(with_exampleshire):
    page = open_all(open_page(PAGE))
    there = of_columns(page, "What", "Share", "Counted")
    assert len(there) == 2 * len(EXPLAINS)
    assert there["Counted"].str.contains(" of ").all()
    assert there["What"][0] == f"Reports before the review: {practice.LOOKED}"


def test_where_nothing_is_recorded_it_says_where_to(own_small_council):
    page = open_page(PAGE)
    assert not page.exception
    assert practice.EMPTY in text(page)
    assert PRACTICE.name in practice.EMPTY
    assert not page.get("plotly_chart")
