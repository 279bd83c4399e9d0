"""The Children in Care Council's page: what a release tells, in words for a child."""

import re

import pytest

from tests.pages.opening import choose, open_page, tables, text, titles
from tests.pages.test_board import A_BOARD
from tests.reading import grade
from ui.kit import data

PAGE = "board/for_young_people.py"
SENTENCES = "(\\d+) of every 100 reviews were on time. The year before it was (\\d+)."


def told(measure, days):
    release = data.released(A_BOARD, "EXM", 2)
    of = release.measures[measure]
    return {key.period.label: cell for key, cell in of.cells.items() if not key.by}[
        days
    ]


@pytest.mark.parametrize("role", ["board", "quality", "manager"])
def test_it_says_what_the_release_tells_and_who_signed(with_releases, role):
    page = open_page(PAGE, role)
    assert not page.exception
    assert titles(page) == ["For young people"]
    said = text(page).replace("**", "")
    assert "Release 2 to 30 September 2025, signed by" in said
    now, then = re.search(SENTENCES, said).groups()
    for number, days in (
        (now, "1 October 2024 to 30 September 2025"),
        (then, "1 October 2023 to 30 September 2024"),
    ):
        value = told("reviews_held_on_time", days).value.exact
        assert abs(float(number) - value) <= 0.5
    assert "still to write" not in said.lower()
    (table,) = tables(page)
    assert list(table.columns) == ["How", "Of every 100"]
    (chart,) = [
        each.proto.body for each in page.get("html") if "<img" in each.proto.body
    ]
    for label, number in table.itertuples(index=False):
        assert f"{label.lower()} {number}" in chart


def test_another_year_is_chosen_and_its_numbers_come(with_releases):
    page = choose(open_page(PAGE, "board"), "days", "2023-24")
    now, _ = re.search(SENTENCES, text(page).replace("**", "")).groups()
    value = told("reviews_held_on_time", "2023-24").value.exact
    assert abs(float(now) - value) <= 0.5


def test_a_child_of_nine_can_read_it(with_releases):
    page = open_page(PAGE, "board")
    said = [each.value for each in page.markdown if len(each.value.split()) > 6]
    own = [each for each in said if "signed by" not in each]
    assert grade(" ".join(own)) < 5


def test_without_a_release_it_says_who_signs_one(with_exampleshire):
    assert "There is nothing to read yet." in text(open_page(PAGE, "board"))
