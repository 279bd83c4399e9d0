"""From a figure to its rows: the same number on the card, on the page and in the list."""

import re
import shutil
from urllib.parse import parse_qsl

import pytest

from data_access import ledger, store
from data_access.access import Role, Viewer
from data_access.settings import settings
from tests.pages.opening import choose, go_to, start, tables, text

OVERVIEW, PAGE = "board/overview.py", "children/behind.py"


@pytest.fixture(autouse=True)
def council(use_store, exampleshire_file, tmp_path):
    """A council of each test's own: opening a list is written to its ledger."""
    file = tmp_path / "iro.db"
    shutil.copy(exampleshire_file, file)
    use_store(file)
    return store.get_engine(settings().database_url)


def links(page):
    """What each card's link says, and its address."""
    return [
        (each.proto.label, dict(parse_qsl(each.proto.query_string)))
        for each in page.get("page_link")
        if each.proto.page == "behind"
    ]


def behind(page, **address):
    """Follow a link: AppTest goes to a page without what is asked of it."""
    go_to(go_to(page, OVERVIEW), PAGE)
    for name in ("figure", "part"):
        page.query_params.pop(name, None)
    page.query_params.update(address)
    page.run()
    assert not page.exception
    return page


def rows_said(page):
    (said,) = re.findall(r"\*\*([\d,]+) rows?:\*\*", text(page))
    return int(said.replace(",", ""))


def listed(page):
    """How many lines there are on all pages of the list."""
    if "behind-page" not in [box.key for box in page.selectbox]:
        return len(tables(page)[0])
    names = page.selectbox(key="behind-page").options
    return sum(len(tables(choose(page, "behind-page", name))[0]) for name in names)


def test_every_card_leads_a_manager_to_as_many_rows_as_it_says(council):
    page = go_to(start("manager"), OVERVIEW)
    choose(page, "team", "North")
    found = links(page)
    assert len(found) == len(page.metric) == 9
    for label, address in found:
        number = int(re.search(r"[\d,]+", label)[0].replace(",", ""))
        assert address["team"] == "North"
        behind(page, figure=address["figure"], part=address["part"])
        assert page.selectbox(key="team").value == "North"
        assert number == rows_said(page) == listed(page) > 0
    entries = ledger.own(council, Viewer("demonstration", Role.MANAGER))
    assert set(entries["Screen"]) == {"rows behind a figure"}
    assert set(entries["What"]) == {"opened"}


@pytest.mark.parametrize("role", ["board", "quality", "analyst", "administrator"])
def test_nobody_else_has_a_way_from_a_card(role):
    page = go_to(start(role), OVERVIEW)
    assert len(page.metric) == 9
    assert links(page) == []


def test_each_part_of_a_figure_has_its_rows_and_says_which_they_are():
    page = behind(start("manager"), figure="reviews_held_on_time")
    counted, cases = (
        int(each.replace(",", ""))
        for each in re.search(r"([\d,]+) of ([\d,]+) reviews held", text(page)).groups()
    )
    said = {}
    first, *others = page.radio(key="part").options
    for part in (*others, first):
        page.radio(key="part").set_value(part).run()
        assert page.query_params["part"] == part
        said[part] = rows_said(page)
        (line,) = re.findall(r"\*\*[\d,]+ rows:\*\* (.*)", text(page))
        said[part, "words"] = line
    behind(page, figure="children_taking_part", part="Counted")
    assert page.radio(key="part").value == "Counted"  # not what was chosen last
    behind(page, figure="children_taking_part", part="Everything")
    assert page.radio(key="part").value == "The others"
    assert said["The others"] == cases - counted
    assert said["Counted"] == counted
    assert said["All it is out of"] == cases
    assert said["Counted", "words"] == (
        f"of the {cases:,} reviews held in the period whose due date is known, those "
        "held on or before the due date."
    )
    assert said["The others", "words"] == (
        f"the {cases:,} reviews held in the period whose due date is known, without "
        f"the {counted:,} held on or before the due date."
    )
    assert said["All it is out of", "words"] == (
        "reviews held in the period whose due date is known."
    )
    assert said["Not known", "words"] == (
        "reviews whose due date cannot be known from the returns that are loaded."
    )


def test_those_who_waited_longest_come_first_and_another_order_can_be_chosen():
    page = behind(start("manager"), figure="reviews_held_on_time")
    late = [int(days) for days in tables(page)[0]["Days late"]]
    assert late == sorted(late, reverse=True) and late[0] > late[-1]
    choose(page, "behind-order", "Held")
    held = [day.split("/")[::-1] for day in tables(page)[0]["Held"]]
    assert held == sorted(held)


def test_of_children_with_a_late_review_the_reviews_are_named():
    page = behind(start("manager"), figure="children_with_all_reviews_on_time")
    named = list(tables(page)[0]["Late or owed"])
    a_day = r"\d\d/\d\d/\d{4}"
    one = rf"due {a_day}, (held {a_day}|not held)"
    assert all(re.fullmatch(rf"{one}(; {one})*", words) for words in named)


def test_an_iro_is_told_how_many_of_the_rows_are_theirs():
    page = behind(start("iro"), figure="reviews_held_on_time")
    seen, counted = re.search(
        r"([\d,]+) of the ([\d,]+) are about your children, then or now; the rest are "
        r"not shown\.",
        text(page),
    ).groups()
    assert listed(page) == int(seen) < int(counted) == rows_said(page)


def test_an_address_without_a_figure_is_answered_politely():
    page = behind(start("manager"))
    assert "Choose a figure first." in text(page)
    behind(page, figure="reviews_in_time")
    assert "There is no figure of this name. The link may be mistyped" in text(page)
    behind(page, figure="posts_filled")
    assert "This figure counts IROs and chairs, so there are no children" in text(page)
    for wrong in ("", "reviews_in_time", "posts_filled"):
        assert not tables(behind(page, figure=wrong))


def test_a_figure_with_nothing_behind_it_has_no_list():
    page = behind(start("manager"), figure="icpcs_overdue")
    assert rows_said(page) == 0
    assert not tables(page)
