"""From a figure to its rows: the same number on the card, on the page and in the list."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from data_access.access import ledger
from domain.access import Role, Viewer
from tests.pages.opening import (
    cards,
    choose,
    closed,
    go_to,
    open_all,
    read_table,
    tables,
    text,
)

OVERVIEW, PAGE = "figures/overview.py", "children/behind.py"


@pytest.fixture(autouse=True)
def council(own_exampleshire):
    """A council of each test's own: opening a list is written to its ledger."""
    return own_exampleshire


def links(page):
    """What each card's link says, and what it asks of the page it leads to."""
    return [
        (each.label, each.query)
        for each in cards(page)
        if each.address.startswith("behind?")
    ]


def behind(page, **address):
    """Follow a link to what it asks of the page."""
    for name in ("figure", "part", "by", "group"):
        page.query_params.pop(name, None)
    page.query_params.update(address)
    go_to(page, PAGE)
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
    page = go_to(closed("manager"), OVERVIEW)
    choose(page, "team", "North")
    found = links(page)
    assert len(found) == len(cards(page)) == 9
    for label, address in found:
        number = int(re.search(r"[\d,]+", label)[0].replace(",", ""))
        assert address["team"] == "North"
        behind(page, figure=address["figure"], part=address["part"])
        assert page.selectbox(key="team").value == "North"
        assert number == rows_said(page) == listed(page) > 0
    entries = ledger.own(council, Viewer("demonstration", Role.MANAGER))
    assert set(entries["Screen"]) == {"rows behind a figure"}
    assert set(entries["What"]) == {"opened"}


@pytest.mark.parametrize("role", ["quality", "analyst", "administrator"])
def test_nobody_else_has_a_way_from_a_card(role):
    page = go_to(closed(role), OVERVIEW)
    assert len(cards(page)) == 9
    assert links(page) == []
    assert not any(each.address or each.label for each in cards(page))


def test_each_part_of_a_figure_has_its_rows_and_says_which_they_are():
    page = behind(closed("manager"), figure="reviews_held_on_time")
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


def test_what_is_downloaded_has_the_order_of_the_page(monkeypatch):
    exports = []
    monkeypatch.setattr(
        "ui.kit.tables.download", lambda export, *about: exports.append(export)
    )
    page = behind(closed("manager"), figure="reviews_held_on_time")
    for order in (None, "Team", "Child", "Held"):
        if order:
            choose(page, "behind-order", order)
        (shown, *_), taken = tables(page), exports[-1]().head(50)
        for name in ("Days late", "Held", "Team"):
            assert list(taken[name].astype(str)) == list(shown[name])


@pytest.mark.parametrize(
    ("figure", "missing"),
    [
        (
            "icpcs_held_within_15_working_days",
            "why a conference is late, or what came of it",
        ),
        ("plan_reviews_overdue", "why a review conference is late"),
        ("reviews_overdue", ""),
    ],
)
def test_a_list_says_what_no_file_records_of_its_rows(
    own_whole_exampleshire, figure, missing
):
    said = text(behind(closed("manager"), figure=figure))
    assert ("No file that is read records" in said) == bool(missing)
    assert missing in said


def test_those_who_waited_longest_come_first_and_another_order_can_be_chosen():
    page = behind(closed("manager"), figure="reviews_held_on_time")
    late = [int(days) for days in tables(page)[0]["Days late"]]
    assert late == sorted(late, reverse=True) and late[0] > late[-1]
    choose(page, "behind-order", "Held")
    held = [day.split("/")[::-1] for day in tables(page)[0]["Held"]]
    assert held == sorted(held)


def test_disputes_that_are_open_come_before_those_resolved_since():
    page = behind(closed("manager"), figure="disputes_open")
    choose(page, "period", "Financial year")
    choose(page, "year", "2023-24")
    lines = tables(page)[0]
    still = [not day for day in lines["Resolved"].fillna("")]
    assert still == sorted(still, reverse=True)
    assert all(lines["Working days"].astype(str).str.fullmatch(r"\d+"))
    days_still = zip(lines["Working days"], still, strict=True)
    waits = [int(days) for days, open_ in days_still if open_]
    assert waits == sorted(waits, reverse=True)


def test_of_children_with_a_late_review_the_reviews_are_named():
    page = behind(closed("manager"), figure="children_with_all_reviews_on_time")
    named = list(tables(page)[0]["Late or owed"])
    a_day = r"\d\d/\d\d/\d{4}"
    one = rf"due {a_day}, (held {a_day}|not held)"
    assert all(re.fullmatch(rf"{one}(; {one})*", words) for words in named)


def lines_that_lead_on(page):
    """The tables whose lines lead to rows: each line's cells, and its address."""
    for element in page.get("html"):
        if "<table>" not in element.proto.body:
            continue
        found = re.findall(r'href="behind\?([^"]*)"', element.proto.body)
        if found:
            lines = read_table(element.proto.body).to_dict("records")
            addresses = [dict(parse_qsl(unescape(each))) for each in found]
            yield lines, addresses


def test_each_line_of_a_chart_s_table_leads_to_as_many_rows_as_it_counts():
    page = open_all(go_to(closed("manager"), "figures/child_protection.py"))
    lines, addresses = next(
        (lines, addresses)
        for lines, addresses in lines_that_lead_on(page)
        if addresses[0].get("by") == "category"
    )
    assert "The first column leads to the rows behind each line." in text(page)
    assert len(lines) == len(addresses) > 2
    for line, address in zip(lines, addresses, strict=True):
        assert address["group"] == line["Category of abuse"]
        behind(page, **{name: address[name] for name in ("figure", "by", "group")})
        assert rows_said(page) == int(line["Counted"])
        assert line["Category of abuse"] in page.header[0].value
    months = [
        (line["Month"], address["month"])
        for lines, addresses in lines_that_lead_on(
            open_all(go_to(page, "figures/child_protection.py"))
        )
        for line, address in zip(lines, addresses, strict=False)
        if "month" in address
    ]
    assert ("September 2025", "September 2025") in months


def test_who_sees_no_children_has_no_way_from_a_chart_s_table():
    page = open_all(go_to(closed("quality"), "figures/child_protection.py"))
    assert list(lines_that_lead_on(page)) == []
    assert "The first column leads" not in text(page)


def test_a_group_that_is_not_there_is_answered_politely():
    page = go_to(closed("manager"), OVERVIEW)
    neglect = {"figure": "plans_open_by_category", "by": "category"}
    team = {"figure": "reviews_held_on_time", "by": "team", "group": "North"}
    choose(page, "team", "South")
    for wrong in ({**neglect, "group": "Nobody"}, {**neglect, "by": "stage"}, team):
        behind(page, **wrong)
        assert "There is no such group of this figure with the filters" in text(page)
        assert not tables(page)


def test_an_iro_is_told_how_many_of_the_rows_are_theirs():
    page = behind(closed("iro"), figure="reviews_held_on_time")
    seen, counted = re.search(
        r"([\d,]+) of the ([\d,]+) are about your children, then or now; the rest are "
        r"not shown\.",
        text(page),
    ).groups()
    assert listed(page) == int(seen) < int(counted) == rows_said(page)


def test_an_address_without_a_figure_is_answered_politely():
    page = behind(closed("manager"))
    assert "Choose a figure first." in text(page)
    behind(page, figure="reviews_in_time")
    assert "There is no figure of this name. The link may be mistyped" in text(page)
    behind(page, figure="posts_filled")
    assert "This figure counts IROs and chairs, so there are no children" in text(page)
    for wrong in ("", "reviews_in_time", "posts_filled"):
        assert not tables(behind(page, figure=wrong))


def test_a_figure_with_nothing_behind_it_has_no_list():
    page = behind(closed("manager"), figure="icpcs_overdue")
    assert rows_said(page) == 0
    assert not tables(page)
