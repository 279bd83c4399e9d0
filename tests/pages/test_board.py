"""What a board member is shown: no small number, in any words, table or chart."""

import json
import math
import re

import pytest

from tests.pages.opening import (
    BOARD,
    cards,
    charts_with_tables,
    choices,
    choose,
    open_all,
    open_page,
    tables,
    text,
)

SMALL = range(1, 6)
COUNTS = ("Counted", "Out of")
A_FRACTION = re.compile(r"(?<![\d.,])(?<!uarter )(\d[\d,]*) (?:of|for) (\d[\d,]*)")


def numbers_in(table):
    return [
        float(cell.replace(",", ""))
        for name in table.columns
        for cell in table[name]
        if name in COUNTS and re.fullmatch(r"[\d,.]+", cell)
    ]


def fractions(page):
    said = text(page) + "\n".join(each.proto.alt for each in page.get("plotly_chart"))
    for table in tables(page):
        said += "\n".join(table.astype(str).to_numpy().ravel())
    found = A_FRACTION.findall(said)
    return [(float(n.replace(",", "")), float(of.replace(",", ""))) for n, of in found]


def hold_nothing_small(page):
    assert not page.exception
    for number, of in fractions(page):
        assert number not in SMALL, (number, of)
        assert of - number not in SMALL, (number, of)
    for table in tables(page):
        assert not set(numbers_in(table)) & set(SMALL)


@pytest.mark.parametrize("file", BOARD)
def test_nothing_small_is_shown_of_any_period(with_exampleshire, file):
    page = open_all(open_page(file, "board"))
    for kind, name in (("Financial year", "year"), ("Quarter", "quarter")):
        page = choose(page, "period", kind)
        for label in page.selectbox(key=name).options[:6]:
            page = choose(page, name, label)
            hold_nothing_small(page)


@pytest.mark.walk
@pytest.mark.parametrize("file", BOARD)
def test_nothing_small_is_shown_of_any_team(with_exampleshire, file):
    page = open_all(open_page(file, "board"))
    for team in page.selectbox(key="team").options:
        hold_nothing_small(choose(page, "team", team))


@pytest.mark.parametrize("file", BOARD)
def test_what_a_chart_draws_is_what_its_table_says(with_exampleshire, file):
    page = open_all(open_page(file, "board"))
    for chart, table in charts_with_tables(page):
        drawn = json.loads(chart.spec)["data"][-1]  # limits come before the points
        values = drawn["x"] if drawn.get("orientation") == "h" else drawn["y"]
        told = [value for value in values if value is not None]
        withheld = table.iloc[:, 1].isin(["c", "No data", "No cases"])
        assert len(told) == (~withheld).sum()


def test_two_filters_at_once_show_nothing(with_exampleshire):
    page = choose(open_page("figures/overview.py", "board"), "team", "North")
    page = choose(page, "age_band", page.selectbox(key="age_band").options[1])
    assert "Choose one filter at a time." in text(page)
    assert not cards(page)
    assert not page.get("plotly_chart")


def test_no_months_and_no_years_that_overlap_are_offered(with_exampleshire):
    page = open_page("figures/overview.py", "board")
    assert page.selectbox(key="period").options == ["Financial year", "Quarter"]
    assert "iro" not in choices(page)


def test_the_page_says_what_is_withheld(with_exampleshire):
    page = open_page("figures/child_protection.py", "board")
    assert "c: Withheld from board members: a number from 1 to 5, or one that" in (
        text(page)
    )


def test_the_quality_group_is_shown_every_number(with_exampleshire):
    page = open_all(open_page("figures/disputes.py"))
    assert not any("c" in set(table.to_numpy().ravel()) for table in tables(page))
    shown = [number for table in tables(page) for number in numbers_in(table)]
    assert set(shown) & set(SMALL)
    assert not any(math.isnan(number) for number in shown)
