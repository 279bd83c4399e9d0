"""Reports: chosen, made and taken; what is left to write; written by several people."""

from datetime import UTC, datetime, timedelta

import pytest

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import of_report
from data_access.store import database, releases
from data_access.store.commentary import Report
from data_access.store.written import beside_figures
from domain.access import NotAllowedError, Role, Viewer
from domain.commentary import OvertakenError
from reports.documents.bodies import (
    ANNUAL,
    BOARD,
    EVIDENCE,
    MONTHLY,
    SCREEN,
    YOUNG,
    Body,
)
from tests.listed import in_menu_of
from tests.pages.opening import closed, go_to, tables, text
from ui.kit import data
from ui.kit.writing import SURE
from ui.reports import making
from ui.reports.making import MAKE, Chosen
from ui.reports.writing import BUTTON, LABEL

PAGE = "service/reports.py"
LA = "EXM"
KEY = "reviews_held_on_time"
PARTS = {
    KEY: "of reviews were held on time",
    "quotes": "What was said, in people's own words.",
    "good-practice": "Good practice that others",
}


@pytest.fixture
def engine(own_signed):
    return own_signed


@pytest.fixture
def page(engine):
    return opened("quality")


def opened(role):
    page = go_to(closed(role), PAGE)
    assert not page.exception
    return page


def look(engine, role=Role.MANAGER, who="ben@example.org"):
    later = datetime.now(UTC) + timedelta(minutes=5)
    return Look(engine, Viewer(who, role), LA, datetime.now(UTC).date(), later)


def latest(engine):
    with database.reading(engine) as session:
        return releases.releases(session, LA)[-1]


def chosen(engine, role=Role.QUALITY, kind=ANNUAL, body=Body.HTML):
    signed = latest(engine)
    mine = look(engine, role)
    release = data.opened(mine.viewer, signed)
    year = next(iter(making.offered(release, of_a_year=True).values()))
    return Chosen(mine, signed, release, kind, year, body)


def options(page, label):
    (found,) = [each for each in page.selectbox if each.label == label]
    return found.options


def part(page, key):
    (found,) = [each for each in page.selectbox if each.label == "Part of the report"]
    (name,) = [each for each in found.options if PARTS[key] in each]
    page = found.set_value(name).run()
    assert not page.exception
    return page


def box(page):
    (found,) = [each for each in page.text_area if each.label == LABEL]
    return found


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def save(page, words):
    return press(box(page).set_value(words).run(), BUTTON)


def named(page, label, option):
    (found,) = [each for each in page.selectbox if each.label == label]
    page = found.set_value(option).run()
    assert not page.exception
    return page


# Who has it, and what they can make.


def test_it_is_in_the_menu_of_those_who_may():
    for role in ("board", "quality", "manager", "analyst"):
        assert "Reports" in in_menu_of(role)
    for role in ("iro", "administrator"):
        assert "Reports" not in in_menu_of(role)


def test_a_board_member_makes_its_documents_and_writes_nothing(engine):
    page = opened("board")
    assert options(page, "Document") == [
        "Annual report",
        "Board pack",
        "Board pack for the screen",
        "Summary for young people",
    ]
    assert not page.text_area
    with pytest.raises(NotAllowedError):
        making.document(chosen(engine, Role.BOARD, EVIDENCE))
    part_of = of_report(Report(1, latest(engine).up_to, "2024-25").part("quotes"))
    with pytest.raises(NotAllowedError):
        commentary.save(look(engine, Role.BOARD), part_of, "Words", 0)
    with pytest.raises(NotAllowedError):
        making.standing(chosen(engine, Role.IRO))


def test_others_make_all_in_the_bodies_that_each_has(page):
    assert len(options(page, "Document")) == 6
    assert options(page, "As") == ["Web page (HTML)", "PDF", "Word"]
    page = named(page, "Document", "Workbook of every measure")
    assert options(page, "As") == ["Excel workbook"]


def test_a_document_is_made_and_then_taken(page):
    assert not page.get("download_button")
    page = press(page, MAKE)
    assert "Made: " in text(page)
    (button,) = page.get("download_button")
    assert "annual-2024-25-release-" in button.proto.label
    page = named(page, "As", "Word")  # which is not made yet
    assert not page.get("download_button")


def test_each_document_is_made_in_each_body(engine):
    begins = {Body.HTML: b"<!DOCTYPE", Body.PDF: b"%PDF", Body.DOCX: b"PK"}
    for body, begin in begins.items():
        assert making.document(chosen(engine, kind=BOARD, body=body)).startswith(begin)
    slides = making.document(chosen(engine, kind=SCREEN)).decode()
    assert '<section class="slide" id="slide-1"' in slides
    assert making.document(chosen(engine, kind=YOUNG, body=Body.PDF))[:4] == b"%PDF"
    workbook = making.document(chosen(engine, kind=MONTHLY, body=Body.XLSX))
    assert workbook.startswith(b"PK")


# What is left to write, and writing it.


def test_what_is_left_to_write_is_listed_and_grows_shorter(page):
    (before,) = [each for each in tables(page) if "What is asked for" in each.columns]
    asked = list(before["What is asked for"])
    page = save(part(page, "good-practice"), "We ask the child first.")
    (after,) = [each for each in tables(page) if "What is asked for" in each.columns]
    assert asked.index("Good practice that others can learn from.") >= 0
    assert len(after) == len(before) - 1


def test_what_is_written_stands_in_the_document_and_in_its_history(page, engine):
    page = part(page, KEY)
    assert box(page).value.startswith("In {year}, {reviews_held_on_time} of reviews")
    page = save(page, "We held {reviews_held_on_time} on time.")
    assert "As it stands in the report" in text(page)
    assert "We held 84" in text(page)
    content = making.document(chosen(engine)).decode()
    assert "We held <span" in content
    page = save(page, "We held most on time.")
    assert "Earlier savings (1)" in [each.label for each in page.expander]
    content = making.document(chosen(engine)).decode()
    assert "We held most on time." in content and "We held <span" not in content
    page = save(page, "")
    assert box(page).value.startswith("In {year}, {reviews_held_on_time} of reviews")


def test_a_figure_that_is_not_there_is_refused_and_the_words_are_kept(page):
    page = save(part(page, "good-practice"), "We held {no_such} on time.")
    assert "Found {no_such}: no figure of this name is in the release" in text(page)
    assert box(page).value == "We held {no_such} on time."


def test_two_who_write_are_told_of_each_other_and_nothing_is_lost(page, engine):
    ben, signed = look(engine), latest(engine)
    about = of_report(Report(signed.number, signed.up_to, "2024-25").part("quotes"))
    page = part(page, "quotes")
    page = box(page).set_value("Mine").run()
    commentary.keep_draft(ben, about, "Ben's draft", 0)
    page = page.run()
    assert "ben@example.org is writing of this too" in text(page)
    commentary.save(ben, about, "Ben's words", 0)
    page = press(page, BUTTON)
    assert "Nothing is saved yet: ben@example.org saved on " in text(page)
    assert box(page).value == "Mine" and "Ben's words" in text(page)
    page = save(page, "Mine and Ben's")
    there = commentary.of_measure(ben, about)
    assert there.standing.text == "Mine and Ben's"
    assert [each.text for each in there.earlier] == ["Ben's words"]
    with pytest.raises(OvertakenError):
        commentary.save(ben, about, "Late", there.earlier[0].number)


def test_a_number_that_is_withheld_is_doubted_until_somebody_looked(page, monkeypatch):
    monkeypatch.setattr(making, "hidden", lambda *_: frozenset({"3"}))
    page = save(part(page, "good-practice"), "Three children said so.")
    assert "You write three. The release withholds" in text(page)
    assert "Nothing is saved yet." in text(page)
    (sure,) = [each for each in page.checkbox if each.label == SURE]
    page = press(sure.check().run(), BUTTON)
    assert "Saved." in text(page)


def test_words_of_another_release_begin_the_box_and_stand_nowhere_until_saved(
    page, engine
):
    ben, signed = look(engine), latest(engine)
    for number, words in ((signed.number + 1, "Older"), (signed.number + 2, "Newer")):
        of = Report(number, signed.up_to, "2024-25")
        commentary.save(ben, of_report(of.part("quotes")), words, 0)
    page = part(page, "quotes")
    assert box(page).value == "Newer"
    assert f"what was written of release {signed.number + 2}" in text(page)
    assert making.standing(chosen(engine)) == {}
    page = press(page, BUTTON)
    assert making.standing(chosen(engine))["quotes"].text == "Newer"


def test_words_of_one_release_and_year_are_of_no_other_and_in_no_release(engine):
    ben, signed = look(engine, Role.QUALITY), latest(engine)
    of = Report(signed.number, signed.up_to, "2024-25")
    commentary.save(ben, of_report(of.part("quotes")), "Words", 0)
    assert set(commentary.written_in_report(ben, of)) == {"quotes"}
    for other in (
        Report(signed.number, signed.up_to, "2023-24"),
        Report(signed.number + 1, signed.up_to, "2024-25"),
    ):
        assert commentary.written_in_report(ben, other) == {}
    with database.reading(engine) as session:
        head = beside_figures(session, LA, signed.up_to, ben.now)
    assert "Words" not in [each["text"] for each in head["commentary"]]
