"""Is practice good enough, and what was learnt: what the page says of it."""

import re

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


def learnt(page):
    """The months, themes and words of what was learnt, as they are listed."""
    return re.findall(r"- \*\*(\w+ \d{4}), (.+?):\*\* (.+)\.", text(page))


def test_what_was_learnt_last_is_said_first(with_exampleshire):
    page = open_page(PAGE)
    month, theme, words = learnt(page)[0]
    assert f"Learnt last, in {month}, of {theme}: {words}." in text(page)


def test_what_was_learnt_is_listed_with_month_and_theme(with_exampleshire):
    months, themes, _ = zip(*learnt(open_page(PAGE)), strict=True)
    days = pd.to_datetime(pd.Series(months), format="%B %Y")
    assert days.is_monotonic_decreasing and days.nunique() > 1
    assert set(themes) >= {"Child's voice", "Permanence"}


def test_what_was_learnt_is_of_the_months_that_are_chosen(with_exampleshire):
    page = choose(open_page(PAGE), "period", "Month")
    assert {month for month, _, _ in learnt(page)} == {choices(page)["month"]}


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
