"""My week: what is counted is what is listed, and a line can be put aside."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data_access.access import ledger
from data_access.store.loaded import WorklistMark, table
from domain.access import Role, Viewer
from tests.pages.opening import choose, open_page, tables, text, titles

WEEK, RULE, TEAM, PAGE = "children/my_week.py", "week-rule", "week-team", "week-page"
EVERYTHING = "Everything"
HEADINGS = ["Child", "Due", "Days late", "What", "What to do", "Team", "IRO or chair"]


@pytest.fixture(autouse=True)
def council(own_exampleshire):
    """A council of each test's own: a line put aside is kept in its store."""
    return own_exampleshire


def counts(page):
    """What each of the filters says there is."""
    said = [option.rpartition(": ") for option in page.radio(key=RULE).options]
    return {words: int(number.replace(",", "")) for words, _, number in said}


def show(page, words):
    """Choose the filter with these words."""
    options = page.radio(key=RULE).options
    (place,) = [at for at, each in enumerate(options) if each.startswith(f"{words}: ")]
    return page.radio(key=RULE).set_value(options[place]).run()


def listed(page):
    """Every line of every page of the list."""
    pages = [box for box in page.selectbox if box.key == PAGE]
    if not pages:
        return tables(page)[0].to_numpy().tolist()
    found = []
    for name in pages[0].options:
        found += tables(choose(page, PAGE, name))[0].to_numpy().tolist()
    return found


def entries(engine):
    found = ledger.own(engine, Viewer("demonstration", Role.MANAGER))
    return found[["Screen", "What"]].to_numpy().tolist()


def kept(engine):
    with engine.connect() as connection:
        return list(connection.execute(select(table(WorklistMark))))


def days(lines):
    return [line[1].split("/")[::-1] for line in lines]


def fewest(page):
    """The filter with the fewest lines."""
    number = counts(page)
    return min(number, key=number.__getitem__)


def button(page, label):
    (found,) = [each for each in page.button if each.label == label]
    return found


def put_aside(page, why="Carer is ill"):
    page.text_input(key="week-why").set_value(why)
    return button(page, "Put aside").click().run()


def test_every_count_is_that_of_the_rows_listed():
    page = open_page(WEEK)
    number = counts(page)
    assert len(number) > 8
    for words in number:
        lines = listed(show(page, words))
        assert len(lines) == number[words]
        assert words == EVERYTHING or {line[3] for line in lines} == {words}
    assert number[EVERYTHING] == sum(number.values()) - number[EVERYTHING]
    assert not page.exception


def test_what_is_due_first_comes_first():
    page = open_page(WEEK)
    assert list(tables(page)[0].columns) == HEADINGS
    lines = listed(page)
    assert days(lines) == sorted(days(lines))
    late = [line[2] for line in lines if line[2]]
    assert min(int(each) for each in late) > 0


def test_a_team_can_be_shown_alone():
    page = choose(open_page(WEEK), TEAM, "North")
    lines = listed(page)
    assert {line[5] for line in lines} == {"North"}
    assert f"{len(lines)} of {counts(page)[EVERYTHING]} things to do" in text(page)


def test_a_team_with_nothing_of_a_kind_says_so():
    page = open_page(WEEK)
    page = show(page, fewest(page))
    teams = {line[5] for line in listed(page)}
    other = [
        team for team in page.selectbox(key=TEAM).options if team not in {*teams, "All"}
    ]
    page = choose(page, TEAM, other[0])
    assert "0 of " in text(page)
    assert "No line is shown above." in text(page)
    assert not page.exception


def test_an_iro_is_shown_less_than_a_manager():
    number = [counts(open_page(WEEK, role))[EVERYTHING] for role in ("iro", "manager")]
    assert 0 < number[0] < number[1] / 4


def test_each_line_leads_to_its_child():
    bodies = "".join(each.proto.body for each in open_page(WEEK).get("html"))
    links = re.findall(r'href="child\?child=(\w{16})&amp;as=manager"', bodies)
    assert len(links) == 25


def test_a_line_put_aside_goes_from_the_list_and_comes_back_when_taken_back(council):
    page = open_page(WEEK)
    before, number = listed(page), counts(page)[EVERYTHING]
    page = choose(page, PAGE, page.selectbox(key=PAGE).options[0])
    line = page.selectbox(key="week-line").value
    page = put_aside(page)
    until = datetime.now(UTC).date() + timedelta(days=7)
    (mark,) = kept(council)
    assert (mark.reason, mark.until, mark.by) == (
        *("Carer is ill", until),
        "demonstration",
    )
    assert line.startswith(f"{mark.child_id}: ")
    assert "Put aside until" in text(page)
    assert counts(page)[EVERYTHING] == number - 1
    assert page.text_input(key="week-why").value == ""
    page = page.checkbox(key="week-put-away").check().run()
    (_, away) = tables(page)
    assert away[["Child", "Why", "By"]].to_numpy().tolist() == [
        [mark.child_id, "Carer is ill", "demonstration"]
    ]
    page = button(page, "Take back").click().run()
    assert "Taken back: " in text(page)
    assert "Nothing is put aside or done." in text(page)
    assert listed(page) == before


def test_a_line_can_be_marked_as_done(council):
    page = open_page(WEEK)
    page.text_input(key="week-why").set_value("Held yesterday")
    page = button(page, "Mark as done").click().run()
    (mark,) = kept(council)
    assert (mark.done, mark.until) == (True, None)
    page = page.checkbox(key="week-put-away").check().run()
    assert list(tables(page)[1]["Put aside until"]) == ["Done"]


def test_without_a_reason_nothing_is_put_aside(council):
    page = put_aside(open_page(WEEK), why=" ")
    assert "Say why, in up to 200 letters." in text(page)
    assert kept(council) == []
    assert not page.exception


def test_a_filter_whose_last_line_is_done_shows_everything():
    page = open_page(WEEK)
    words = fewest(page)
    number, page = counts(page)[words], show(page, words)
    assert number < 5
    for left in range(number, 0, -1):
        assert counts(page)[words] == left
        page.text_input(key="week-why").set_value("Seen to today")
        page = button(page, "Mark as done").click().run()
    assert words not in counts(page)
    assert page.radio(key=RULE).value == EVERYTHING
    assert not page.exception


def test_opening_is_written_and_downloads_when_they_are_taken(council):
    page = open_page(WEEK)
    assert entries(council) == [["worklist", "opened"]]
    assert [each.proto.label for each in page.get("download_button")] == [
        "Download this table (CSV)",
        "Download reviews to come, for a calendar (ICS)",
    ]


def test_nothing_is_shown_when_the_ledger_cannot_be_written(council):
    with council.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON ledger_entry "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    page = open_page(WEEK)
    assert "the access ledger cannot be written" in text(page)
    assert not tables(page)
    assert not page.get("download_button")


@pytest.mark.parametrize("role", ["board", "quality", "analyst", "administrator"])
def test_nobody_else_has_this_page(council, role):
    assert titles(open_page(WEEK, role)) == ["Not for your role"]
    assert entries(council) == []
