"""The words of answers, chosen and undone on Load files."""

from datetime import UTC, datetime

import pytest

from data_access.casework import answers
from domain.access import Role, Viewer
from domain.recorded import FOLLOW_UP
from tests.pages.opening import open_page, plain
from tests.small_store import CODE
from ui.kit import data

IMPACT = FOLLOW_UP.by_key["impact"]
USUAL = dict(IMPACT.answers)


@pytest.fixture
def page(own_small_council):
    page = open_page("data/load_files.py")
    which = page.selectbox(key=f"answers-which-{CODE}")
    return which.set_value("Disputes follow-up: Impact").run()


def standing():
    return data.recorded_words(CODE).of(FOLLOW_UP, IMPACT)


def press(page, label):
    (found,) = [each for each in page.button if each.label.startswith(label)]
    page = found.click().run()
    assert not page.exception
    return page


def worded(page, **typed):
    for code, words in typed.items():
        (box,) = [
            each
            for each in page.text_input
            if str(each.key).startswith(f"answers-follow_up_impact-{code}-")
        ]
        box.set_value(words)
    return press(page, "Keep these words")


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def test_an_answer_reads_as_the_council_says(page):
    page = worded(page, fully="it came about")
    assert said(page) == ["Kept: the words of Disputes follow-up: Impact."]
    assert standing() == {**USUAL, "fully": "it came about"}
    page = press(page, "Undo: have the words of before again")
    assert standing() == USUAL


@pytest.mark.parametrize("words", ["partly", "Not recorded"])
def test_answers_that_read_the_same_are_refused(page, words):
    page = worded(page, fully=words)
    assert said(page)[0].startswith("Two answers would read the same")
    assert standing() == USUAL


def test_whoever_is_second_is_told(page):
    viewer = Viewer("ben@example.org", Role.QUALITY)
    look = data.look(viewer, CODE, datetime.now(UTC).date())
    answers.keep(look, FOLLOW_UP, IMPACT, {"none": "nothing"}, USUAL)
    page = worded(page, fully="it came about")
    assert said(page)[0].startswith("Somebody else has changed these words")
    assert standing() == {**USUAL, "none": "nothing"}
