"""The board's pack on a meeting's screen: one page at a time, by keys alone."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from reports.documents import screen
from reports.documents.board import agenda, board
from reports.documents.closing import words_of
from tests.browser.driving import AXE, RULES, VIOLATIONS
from tests.reports.documents import reading_back as back

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("documents in a browser")]
SHOWN = "[...document.querySelectorAll('.slide')].filter((each) => !each.hidden).length"
HEADING = "document.activeElement.innerText"
WHERE = ".turn p"


@pytest.fixture(scope="module")
def file(latest, tmp_path_factory):
    found = tmp_path_factory.mktemp("screen") / "board.html"
    found.write_bytes(screen.written(board(latest)))
    return found


@pytest.fixture
def page(chromium, file):
    found = chromium.new_page(viewport={"width": 1280, "height": 800})
    found.failed = []
    found.on("pageerror", lambda error: found.failed.append(str(error)))
    found.on("console", lambda said: found.failed.append(said.text))
    found.goto(file.as_uri())
    yield found
    found.close()


def test_it_says_all_that_the_pack_says(file, latest):
    text = " ".join(back.html(file.read_bytes()).text.split())
    document = board(latest)
    for words in words_of(document):
        assert " ".join(words.split())[:60] in re.sub(r" ?\[\d+\]", "", text)
    assert text.count(document.foot) == len(document.sections) + 1


def test_its_policy_lets_nothing_run_but_its_own_script(file):
    text = file.read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    mark = b64encode(sha256(script.encode()).digest()).decode()
    assert (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{mark}'"
        in (text)
    )
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org/\S+", "", text)


def test_the_same_release_gives_the_same_bytes(file, latest):
    assert file.read_bytes() == screen.written(board(latest))


@pytest.mark.browser
def test_keys_turn_one_page_at_a_time(page, latest):
    total = page.evaluate("document.querySelectorAll('.slide').length")
    assert total == len(board(latest).sections) + 1
    assert page.locator(WHERE).inner_text() == f"Page 1 of {total}"
    for key, at in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("PageUp", 1),
        ("PageUp", 1),
        ("End", total),
        ("ArrowRight", total),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        assert page.evaluate(SHOWN) == 1
        assert page.locator(WHERE).inner_text() == f"Page {at} of {total}"
    assert page.failed == []


@pytest.mark.browser
def test_each_measure_is_a_page_and_its_heading_is_read_as_it_comes(page, latest):
    titles = []
    for _ in range(page.evaluate("document.querySelectorAll('.slide').length") - 1):
        page.keyboard.press("ArrowRight")
        titles.append(page.evaluate(HEADING))
    assert titles == list(board(latest).sections)
    assert len(agenda(latest)) == len(
        [each for each in board(latest).blocks if each.page]
    )


@pytest.mark.browser
def test_without_a_mouse_buttons_notes_and_the_way_back_work(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first line of the contents
    assert page.locator(WHERE).inner_text().startswith("Page 2 of")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    assert page.locator(WHERE).inner_text().startswith("Page 3 of")
    page.go_back()
    assert page.locator(WHERE).inner_text().startswith("Page 2 of")
    note = page.locator(".slide:not([hidden]) a[href^='#note-']")
    while not note.count():
        page.keyboard.press("ArrowRight")
    at = page.locator(WHERE).inner_text()
    note.first.focus()
    page.keyboard.press("Enter")
    total = at.split()[-1]
    assert page.locator(WHERE).inner_text() == f"Page {total} of {total}"
    page.go_back()
    assert page.locator(WHERE).inner_text() == at


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (768, 1024), (390, 844)])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_any_page(
    chromium, file, width, height
):
    found = chromium.new_page(
        bypass_csp=True, viewport={"width": width, "height": height}
    )
    found.goto(file.as_uri())
    found.add_script_tag(content=AXE)
    for _ in range(found.evaluate("document.querySelectorAll('.slide').length")):
        assert found.evaluate(VIOLATIONS, list(RULES)) == []
        assert found.evaluate("document.documentElement.scrollWidth") <= width
        found.keyboard.press("ArrowRight")
    found.close()


@pytest.mark.browser
def test_the_value_of_a_measure_and_its_chart_are_seen_without_scrolling(page):
    while not page.locator(".slide:not([hidden]) figure").count():
        page.keyboard.press("ArrowRight")
    top = page.locator(".turn").bounding_box()["y"]
    for each in (".lead", "figure svg"):
        box = page.locator(f".slide:not([hidden]) {each}").first.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= top


@pytest.mark.browser
def test_without_its_script_and_on_paper_every_page_is_there(page, file, chromium):
    page.emulate_media(media="print")
    slides = page.locator(".slide")
    assert all(each.is_visible() for each in slides.all())
    assert not page.locator(".turn").is_visible()
    plain = chromium.new_page(java_script_enabled=False)
    plain.goto(file.as_uri())
    assert all(each.is_visible() for each in plain.locator(".slide").all())
    assert not plain.locator(".turn").is_visible()
    plain.close()
