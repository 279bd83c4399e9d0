"""What is recorded: typed, changed, removed and put back on its page, by whom it may."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from data_access.access.look import Look
from data_access.casework import coming, impact, recorded
from data_access.derive.recorded import RECORDED
from domain.access import EVERY_TEAM, Role, Viewer
from domain.periods import say_day
from domain.recorded import COUNTS, FOLLOW_UP, READY, SHEETS, VOICE
from domain.sheets import CellKind
from tests.conftest import AS_AT
from tests.listed import in_menu_of
from tests.pages.opening import closed, go_to, open_page, plain, tables

PAGE, MONTHS = "children/record.py", "service/record_months.py"
BEN = Viewer("ben@example.org", Role.MANAGER, "EXM", teams=(EVERY_TEAM,))


@pytest.fixture
def ben(own_exampleshire):
    return Look(own_exampleshire, BEN, "EXM", AS_AT, datetime.now(UTC))


@pytest.fixture
def quality(own_exampleshire):
    """The page of months, of a council that has recorded none yet."""
    monthly = [each.key for each in SHEETS.values() if not each.about_child]
    with own_exampleshire.begin() as connection:
        connection.execute(delete(RECORDED).where(RECORDED.c.sheet.in_(monthly)))
    return open_page(MONTHS, "quality")


def opened(sheet, role="manager", **address):
    app = closed(role)
    app.query_params["sheet"] = sheet.key
    for name, words in address.items():
        app.query_params[name] = words
    return go_to(app, PAGE)


def field(elements, name):
    found = [each for each in elements if f"-{name}" in str(each.key)]
    assert len(found) == 1, [each.key for each in elements]
    return found[0]


def of_form(page, name, form):
    kinds = (page.selectbox, page.text_input, page.text_area, page.number_input)
    elements = [each for kind in (*kinds, page.date_input) for each in kind]
    return field(elements, f"{name}-{form}")


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def fill(page, number):
    month = of_form(page, "month", "new")
    month.set_value(month.options[1])
    of_form(page, "what", "new").set_value("views of the feedback form")
    of_form(page, "number", "new").set_value(number)
    return press(page, "Record it")


def kept(look, sheet):
    return recorded.listed(look, sheet)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_a_form_has_a_field_for_each_column_of_its_sheet(sheet, own_exampleshire):
    if sheet.about_child:
        page = opened(sheet)
    else:
        page = open_page(MONTHS, "quality")
        page = page.selectbox(key="record-sheet").set_value(sheet.key).run()
    assert not page.exception
    for column in sheet.columns:
        found = of_form(page, column.key, "new")
        assert found.label.removesuffix(" (needed)") == column.heading
        if column.kind is CellKind.ANSWER:
            assert [*found.options] == [words for _, words in column.answers]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("manager", {"Record"}),
        ("iro", {"Record"}),
        ("quality", {"Record months"}),
        ("analyst", set()),
        ("board", set()),
        ("administrator", set()),
    ],
)
def test_who_has_which_sheets_is_by_role(role, titles):
    assert {each for each in in_menu_of(role) if each.startswith("Record")} == titles


def test_a_row_is_recorded_and_listed(quality):
    page = fill(quality, 12)
    assert said(page) == ["Recorded."]
    (line,) = tables(page)[0].to_dict("records")
    assert (line["What"], line["Number"]) == ("views of the feedback form", "12")
    assert line["Recorded"].startswith("By demonstration, ")
    assert of_form(page, "number", "new").value is None


def test_a_mistake_is_told_and_what_was_typed_stays(quality):
    of_form(quality, "number", "new").set_value(3)
    page = press(quality, "Record it")
    (told,) = said(page)
    assert told.startswith("Month: expected month.")
    assert of_form(page, "number", "new").value == 3
    assert not tables(page)


def test_a_row_is_changed_removed_and_put_back_and_its_history_told(quality):
    page = fill(quality, 12)
    of_form(page, "number", "change").set_value(11)
    page = press(page, "Keep this change")
    assert said(page) == ["Changed."]
    page = press(page, "Remove this row")
    assert said(page)[0].startswith("Removed: ")
    assert not tables(page)
    page = press(page, "Undo: put this row back")
    assert said(page) == ["Put back."]
    (box,) = [each for each in page.checkbox if "history" in each.key]
    page = box.check().run()
    listed, history = tables(page)
    assert list(listed["Number"]) == ["11"]
    assert list(history["Number"]) == ["11", "11", "11", "12"]
    assert history["Recorded"][1].startswith("Removed by ")


def test_whoever_is_second_is_told_and_nothing_is_lost(quality, own_exampleshire):
    page = fill(quality, 12)
    of_form(page, "number", "change").set_value(20)
    cat = Look(
        own_exampleshire,
        Viewer("cat@example.org", Role.QUALITY),
        "EXM",
        AS_AT,
        datetime.now(UTC) + timedelta(minutes=1),
    )
    (row,) = kept(cat, COUNTS)
    recorded.change(cat, row, {**row.values, "month": _month(row), "number": 15})
    page = press(page, "Keep this change")
    (told,) = said(page)
    assert told.startswith("cat@example.org changed or recorded this on ")
    assert of_form(page, "number", "change").value == 20
    assert list(tables(page)[-1]["Number"]) == ["15"]
    assert [each.values["number"] for each in kept(cat, COUNTS)] == [15]
    page = press(page, "Keep this change")
    assert said(page) == ["Changed."]
    assert [each.values["number"] for each in kept(cat, COUNTS)] == [20]


def _month(row):
    return date.fromisoformat(row.values["month"])


def test_whoever_changes_what_was_just_removed_is_told(quality, own_exampleshire):
    page = fill(quality, 12)
    cat = Look(
        own_exampleshire,
        Viewer("cat@example.org", Role.QUALITY),
        "EXM",
        AS_AT,
        datetime.now(UTC) + timedelta(minutes=1),
    )
    (row,) = kept(cat, COUNTS)
    recorded.remove(cat, row)
    of_form(page, "number", "change").set_value(20)
    page = press(page, "Keep this change")
    assert said(page)[0].startswith("cat@example.org removed this on ")
    assert of_form(page, "number", "change").value == 20


def test_words_that_would_draw_are_plain(quality):
    page = quality.selectbox(key="record-sheet").set_value(VOICE.key).run()
    month = of_form(page, "month", "new")
    month.set_value(month.options[0])
    of_form(page, "kind", "new").set_value("quote")
    of_form(page, "words", "new").set_value("<b>Nobody</b> asked me")
    page = press(page, "Record it")
    assert list(tables(page)[0]["Words"]) == ["<b>Nobody</b> asked me"]


def test_a_dispute_of_the_queue_opens_its_form(ben):
    (code, first), *others = impact.waiting(ben)
    page = opened(FOLLOW_UP, child=code, day=first.raised.isoformat())
    (queue,) = [each for each in tables(page) if "Resolved" in each.columns]
    assert queue["Child"][0] == first.child_id
    assert of_form(page, "child", "new").value == first.child_id
    assert of_form(page, "raised", "new").value == first.raised
    of_form(page, "impact", "new").set_value("partly")
    page = press(page, "Record it")
    assert said(page) == ["Recorded."]
    assert [each for _, each in impact.waiting(ben)] == [each for _, each in others]


def test_a_dispute_with_a_row_but_no_impact_opens_that_row(ben):
    code, first = impact.waiting(ben)[0]
    recorded.add(
        ben, FOLLOW_UP, {**first.begun, "raised": first.raised, "cafcass": False}
    )
    page = opened(FOLLOW_UP, child=code, day=first.raised.isoformat())
    (which,) = [each for each in page.selectbox if each.label == "Which row"]
    assert which.value == FOLLOW_UP.key_of(first.begun)
    field(page.selectbox, "impact-change").set_value("partly")
    assert said(press(page, "Keep this change")) == ["Changed."]


def test_a_review_that_comes_is_chosen_and_its_form_begins_with_it(ben):
    offered = coming.coming(ben)
    code, first = next(each for each in offered if each[1].done is None)
    page = opened(READY)
    which = page.selectbox(key="record-coming")
    assert len(which.options) == len(offered) + 1
    told = f"{first.child_id}, due {say_day(first.due)}: not recorded"
    assert {"Another", told} <= set(which.options)
    assert of_form(page, "child", "new").value == ""
    page = which.set_value(f"{code} {first.due} 1").run()
    assert of_form(page, "child", "new").value == first.child_id
    assert of_form(page, "due", "new").value == first.due
    of_form(page, "seen", "new").set_value(AS_AT)
    page = press(page, "Record it")
    assert said(page) == ["Recorded."]
    assert typed(ben) == [{**first.begun, "seen": AS_AT.isoformat()}]
    assert (code, replace(first, done=1)) in coming.coming(ben)


def test_a_review_that_has_its_row_opens_that_row_to_change(ben):
    code, begun = next(each for each in coming.coming(ben) if each[1].done)
    page = opened(READY, child=code, day=begun.due.isoformat())
    (which,) = [each for each in page.selectbox if each.label == "Which row"]
    assert which.value == READY.key_of(begun.begun)
    field(page.date_input, "seen-change").set_value(AS_AT)
    page = press(page, "Keep this change")
    assert said(page) == ["Changed."]
    (values,) = typed(ben)
    assert values["seen"] == AS_AT.isoformat()
    assert READY.key_of(values) == READY.key_of(begun.begun)


def typed(look):
    return [each.values for each in kept(look, READY) if not each.from_file]


def test_an_iro_is_led_to_their_own_children_alone(ben):
    page = opened(FOLLOW_UP, "iro")
    own = {row for each in tables(page) for row in each.get("Child", ())}
    everybody = {each.child_id for _, each in impact.waiting(ben)}
    assert own < everybody
    other = sorted(everybody - own)[0]
    of_form(page, "child", "new").set_value(other)
    of_form(page, "raised", "new").set_value(date(2025, 5, 6))
    page = press(page, "Record it")
    assert said(page)[0].startswith("There is no child with this code")
    assert not [
        each for each in kept(replace(ben), FOLLOW_UP) if each.by == "demonstration"
    ]
