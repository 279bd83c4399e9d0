"""Children by name, and who looked: the pages of those who answer for children."""

import re

import pandas as pd
import pytest

from data_access.access import ledger
from data_access.access.pseudonyms import pseudonym
from domain.access import Role, Viewer
from domain.periods import say_day
from tests.pages.opening import (
    choose,
    figure_of,
    open_page,
    start,
    tables,
    text,
    titles,
)

LIST, CHILD, LOOKED = (
    "children/children.py",
    "children/child.py",
    "access/who_looked.py",
)


@pytest.fixture(autouse=True)
def council(own_exampleshire):
    """A council of each test's own: opening a child is written to its ledger."""
    return own_exampleshire


def links(page):
    bodies = [each.proto.body for each in page.get("html")]
    return re.findall(r'href="child\?child=(\w+)&amp;as=(\w+)"', "".join(bodies))


def entries(engine, who="demonstration"):
    return ledger.own(engine, Viewer(who, Role.MANAGER))


def test_those_who_waited_longest_come_first():
    (listed,) = tables(open_page(LIST))
    late = [int(days) for days in listed["Days overdue"] if days]
    assert late == sorted(late, reverse=True)
    assert len(listed) == 50


def test_only_what_is_overdue_can_be_shown():
    page = choose(open_page(LIST), "children-shown", "Something overdue")
    (listed,) = tables(page)
    assert f"{len(listed)} of " in text(page)
    assert all(
        row["Days overdue"] or row["Plan days overdue"] for _, row in listed.iterrows()
    )


def test_a_team_can_be_shown_alone():
    page = choose(open_page(LIST), "children-team", "North")
    assert set(tables(page)[0]["Team"]) == {"North"}


def test_every_child_is_on_one_of_the_pages():
    page = open_page(LIST)
    (number,) = re.findall(r"of (\d+) children", text(page))
    seen = []
    for name in page.selectbox(key="children-page").options:
        seen += list(tables(choose(page, "children-page", name))[0]["Child"])
    assert len(seen) == len(set(seen)) == int(number)


def test_a_link_leads_to_the_child_it_stands_at():
    page = open_page(LIST)
    child_id = tables(page)[0]["Child"][0]
    code, role = links(page)[0]
    assert child_id not in code
    page = start(role)
    page.query_params["child"] = code
    page = page.switch_page(CHILD).run()
    assert f"Child {child_id}" in text(page)
    assert not page.exception


def open_child(council, child_id):
    page = start("manager")
    page.query_params["child"] = pseudonym("EXM", child_id)
    return page.switch_page(CHILD).run()


def one_of(council, query):
    with council.connect() as connection:
        return connection.exec_driver_sql(query).scalar()


def marks(page):
    """Every mark of the timeline as it says itself: day, what, whether on time."""
    (chart,) = page.get("plotly_chart")
    found = []
    for trace in figure_of(chart.proto).data:
        for told in trace.hovertext:
            day, what, *on_time = told.split(": ", 2)
            if trace.type == "bar":
                day, what = re.split(" to |, ", day)[0], what.split(", ")[0]
            found.append((day, what, "".join(on_time)))
    return sorted(found)


def rows(page):
    """The rows of the table below it, in the same words."""
    table = tables(page)[-1]
    days = pd.to_datetime(table["Day"], format="%d/%m/%Y")
    assert list(days) == sorted(days, reverse=True)
    named = [say_day(day.date()) for day in days]
    return sorted(zip(named, table["What"], table["On time?"], strict=True))


LONGEST_IN_CARE = (
    "SELECT child_id FROM period_of_care JOIN dispute USING (la, child_id) "
    "WHERE ceased IS NULL ORDER BY started, child_id"
)
ON_A_PLAN_ALONE = (
    "SELECT child_id FROM plan WHERE ended IS NULL AND child_id NOT IN "
    "(SELECT child_id FROM period_of_care) ORDER BY started, child_id"
)


def test_the_table_holds_every_mark_of_the_timeline(council):
    page = open_child(council, one_of(council, LONGEST_IN_CARE))
    assert rows(page) == marks(page)
    first = len(rows(page))
    page = page.radio(key="child-years").set_value("Everything").run()
    assert rows(page) == marks(page)
    assert len(rows(page)) > first
    (chart,) = page.get("plotly_chart")
    assert chart.proto.alt.endswith(" Table below.")
    assert len(chart.proto.alt) <= 250
    shown = marks(page)
    page = choose(page, "child-kind", "Reviews")
    assert {row[1] for row in rows(page)} <= {"Review", "Review due", "Review planned"}
    assert set(rows(page)) < set(shown) == set(marks(page))
    assert not page.exception


def test_a_child_with_nothing_but_a_plan_is_told_of_it(council):
    page = open_child(council, one_of(council, ON_A_PLAN_ALONE))
    due, _ = tables(page)
    assert list(due["What"]) == [
        "Plan review",
        *(f"{months} months on the plan" for months in (9, 12, 15, 21, 24)),
        "18th birthday",
    ]
    assert rows(page) == marks(page)
    said = text(page)
    assert "What is due next" in said
    assert "On a plan since " in said
    assert "Nothing is recorded in this time of: in care; legal status; " in said
    assert "No visits to this child are in the files that are loaded." in said
    (button,) = page.get("download_button")
    assert button.proto.label == "Download this table (CSV)"
    assert list(entries(council)["What"]) == ["opened"]


def test_a_code_of_nobody_says_so():
    page = start("manager")
    page.query_params["child"] = "aaaaaaaaaaaaaaaa"
    page = page.switch_page(CHILD).run()
    assert "There is no child with this code" in text(page)


def test_opening_is_written_and_can_be_read_by_who_did_it(council):
    open_page(LIST)
    assert list(entries(council)["Screen"]) == ["list of children"]
    page = open_page(LOOKED, "manager")
    (listed,) = tables(page)
    assert list(listed["Screen"]) == ["list of children"]
    assert list(listed["Role"]) == ["Manager"]


def test_a_download_has_codes_and_is_written_once_it_is_taken(council):
    page = open_page(LIST)
    ids = set(tables(page)[0]["Child"])
    (button,) = page.get("download_button")
    assert list(entries(council)["What"]) == ["opened"]
    assert button.proto.label == "Download this table (CSV)"
    assert ids


def test_an_iro_sees_their_own_children_only():
    everybody = re.findall(r"of (\d+) children", text(open_page(LIST)))
    own = re.findall(r"of (\d+) children", text(open_page(LIST, "iro")))
    assert int(own[0]) < int(everybody[0]) / 5


@pytest.mark.parametrize("role", ["board", "quality", "analyst", "administrator"])
@pytest.mark.parametrize("file", [LIST, CHILD])
def test_nobody_else_has_these_pages(council, role, file):
    assert titles(open_page(file, role)) == ["Not for your role"]
    assert entries(council).empty


def test_nothing_is_shown_when_the_ledger_cannot_be_written(council):
    with council.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON ledger_entry "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    page = open_page(LIST)
    assert "the access ledger cannot be written" in text(page)
    assert not tables(page)
    assert not page.get("download_button")
