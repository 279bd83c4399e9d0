"""The event log: written, changed, removed and put back on its page."""

from dataclasses import replace
from datetime import date

import pytest

from data_access.access.look import Look
from data_access.casework import events
from domain.access import Role, Viewer
from tests.conftest import AS_AT, NOW
from tests.listed import in_menu_of
from tests.pages.opening import open_page, plain, tables, text

PAGE = "data/event_log.py"
DAY = date(2025, 5, 6)


@pytest.fixture
def page(own_exampleshire):
    return open_page(PAGE, "quality")


@pytest.fixture
def ben(own_exampleshire):
    return Look(
        own_exampleshire, Viewer("ben@example.org", Role.ANALYST), "EXM", AS_AT, NOW
    )


def rows(page):
    return [line for table in tables(page) for line in table.to_dict("records")]


def field(elements, part):
    (found,) = [each for each in elements if part in str(each.key)]
    return found


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def fill(page, words, *measures, day=DAY):
    field(page.date_input, "-day-new").set_value(day)
    field(page.text_input, "-words-new").set_value(words)
    field(page.multiselect, "-measures-new").set_value(list(measures))
    return press(page, "Write it down")


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def test_the_latest_comes_first_with_its_measures(page):
    assert [line["Day"] for line in rows(page)] == [
        "13/01/2025",
        "02/09/2024",
        "05/06/2023",
    ]
    assert "Disputes raised" in rows(page)[1]["Measures"]


def test_what_is_written_down_is_listed_and_marked_on_its_trends(page):
    page = fill(page, "New team", "Reviews held on time")
    assert said(page) == ["Written down."]
    assert list(rows(page)[0].values())[:4] == [
        "06/05/2025",
        "New team",
        "Reviews held on time",
        "demonstration",
    ]
    overview = open_page("figures/overview.py", "manager")
    assert text(overview).count("6 May 2025: New team.") == 1


def test_one_without_measures_is_marked_on_every_trend(page):
    fill(page, "New system")
    overview = open_page("figures/overview.py", "quality")
    assert text(overview).count("6 May 2025: New system.") == len(
        overview.get("plotly_chart")
    )


def test_a_mistake_is_told_and_what_was_typed_stays(page):
    page = fill(page, " ", "Reviews held on time")
    (told,) = said(page)
    assert told.startswith("What happened: nothing is written.")
    assert field(page.multiselect, "-measures-new").value == ["Reviews held on time"]
    assert len(rows(page)) == 3


def test_one_that_is_removed_can_be_put_back(page):
    page = press(page, "Remove this event")
    assert len(rows(page)) == 2
    page = press(page, "Undo: put this event back")
    assert len(rows(page)) == 3
    assert rows(page)[0]["Written by"] == "demonstration"


def test_one_is_changed(page):
    number = next(reversed(events.logged(look_of(page)).keys()))
    field(page.text_input, f"-words-{number}").set_value("Two chairs away")
    page = press(page, "Keep this change")
    assert said(page) == ["Changed."]
    assert rows(page)[0]["What happened"] == "Two chairs away"


def look_of(page):
    from datetime import UTC, datetime

    from ui.kit import data

    return data.look(
        Viewer("demonstration", Role.QUALITY), "EXM", datetime.now(UTC).date()
    )


def test_who_comes_second_is_told_and_changes_nothing(page, ben):
    number = next(reversed(events.logged(ben).keys()))
    asked = events.EventAsked(date(2025, 1, 13), "Theirs")
    field(page.text_input, f"-words-{number}").set_value("Mine")
    events.change(ben, number, asked)
    page = press(page, "Keep this change")
    assert [each.words for each in events.logged(ben).values()][-1] == "Theirs"
    (told,) = said(page)
    assert told.startswith("ben@example.org removed or changed this")
    assert field(page.text_input, f"-words-{number}").value == "Mine"


def test_it_is_for_the_group_and_analysts():
    has = [role for role in Role if "Event log" in in_menu_of(role)]
    assert has == [Role.QUALITY, Role.ANALYST]


def test_an_empty_log_says_what_it_is_for(own_exampleshire, ben):
    for number in events.logged(ben):
        events.remove(replace(ben), number)
    assert "Nothing is written down yet." in text(open_page(PAGE, "quality"))
