"""The HTML of each document in Chromium: axe finds nothing, nothing is cut off."""

import pytest

from reports.documents import html
from reports.documents.annual import annual
from reports.documents.board import board
from reports.documents.evidence import evidence, framework_from
from reports.documents.young import young
from tests.browser.driving import AXE, RULES, VIOLATIONS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.walk,
    pytest.mark.xdist_group("documents in a browser"),
]
PAPER = 794 - 2 * 68  # pixels of A4 between its margins
MAKE = {
    "annual": lambda read: annual(read, ("A measure: figures would now differ.",)),
    "board": board,
    "evidence": lambda read: evidence(read, framework_from()),
    "young": young,
}
CUT_OFF = """() => [...document.querySelectorAll('table, svg, p, h1, h2, h3, li')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
        && !each.closest('.wide, .skip'))
    .map((each) => each.outerHTML.slice(0, 80))"""
CUT_ON_PAPER = """() => [...document.querySelectorAll('table, svg, p, h1, h2, h3, li')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
        && !each.closest('.skip'))
    .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module", params=MAKE)
def page(request, chromium, shire):
    found = chromium.new_page(bypass_csp=True)
    found.set_content(html.written(MAKE[request.param](shire)).decode())
    yield found
    found.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_cut_off(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="screen")
    page.add_script_tag(content=AXE)
    assert page.evaluate(VIOLATIONS, list(RULES)) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT_OFF) == []


def test_on_paper_nothing_is_cut_off_and_nothing_is_closed(page):
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate(CUT_ON_PAPER) == []
    assert not page.locator("details").count()
    assert not page.locator("nav").filter(visible=True).count()
