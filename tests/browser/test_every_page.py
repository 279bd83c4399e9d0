"""What holds of every page as it stands in a browser, on a desk and on a phone."""

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.driving import (
    PAGES,
    RULES,
    at,
    go,
    is_itself,
    menu,
    open_everything,
    put_menu_away,
    settle,
    show_in_full,
    too_wide_by,
    violations,
)
from ui.about.evidence import Run, write

DESK, PHONE, NARROWEST = 1280, 390, 320
WIDTHS = (DESK, NARROWEST)
FIRST_RUN = ("overview", "my-week")  # on a desk; the second run has every page
MOST_STOPS = 200  # a list of children has a link each
OURS = {"127.0.0.1", ""}  # no host: data and blob addresses
LOOKED_FOR_FIRST = "/_stcore/"  # Streamlit looks beside the page, then at the root


@dataclass
class Visit:
    """One page at one width, what it asked for and what went wrong."""

    page: Page
    path: str
    width: int
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def opened(tabs, exampleshire_server):
    """Open a page by its address with nothing before it, once for every width."""
    page = tabs.lend(DESK, charts=True)
    now = [Visit(page, "", DESK)]
    page.on("request", lambda asked: now[0].asked.append(asked.url))
    page.on("websocket", lambda asked: now[0].asked.append(asked.url))
    page.on("pageerror", lambda fault: now[0].faults.append(str(fault)))
    page.on("response", lambda answer: _note(answer, now[0]))

    def open_once(path):
        if now[0].path != path:
            page.goto("about:blank")
            now[0] = Visit(page, path, DESK)
            page.set_viewport_size({"width": DESK, "height": 900})
            go(page, f"{exampleshire_server}/{at(path)}")
        return now[0]

    yield open_once
    page.close()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            (path, width),
            id=f"{path}-{width}",
            marks=[] if path in FIRST_RUN and width == DESK else pytest.mark.walk,
        )
        for path in PAGES
        for width in WIDTHS
    ],
)
def visited(request, opened, screenshots):
    """The page in full at a width; narrow, with its menu put away."""
    path, width = request.param
    visit = opened(path)
    if width != DESK:
        put_menu_away(visit.page)
    if screenshots:
        _picture(visit.page, screenshots / path, DESK if width == DESK else PHONE)
    visit.page.set_viewport_size({"width": width, "height": 900})
    show_in_full(settle(visit.page))
    return replace(visit, width=width)


@pytest.fixture(scope="module")
def record():
    """Note what passed; once all of it has, write it where the statement reads it."""
    passed = []
    yield passed.append
    asked = os.environ.get("IRO_WRITE_STATEMENT")
    if asked and len(passed) == len(PAGES) * len(WIDTHS):
        page = passed[-1].page
        write(
            Run(
                day=datetime.now(UTC).date(),
                axe=page.evaluate("axe.version"),
                browser=f"Chromium {page.context.browser.version}",
                rules=RULES,
                pages=tuple(PAGES),
                widths=WIDTHS,
            )
        )


def _note(answer, visit):
    if answer.status >= 400 and LOOKED_FOR_FIRST not in answer.url:
        visit.faults.append(f"{answer.status} {answer.url}")


def _picture(page, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    show_in_full(settle(page))
    page.screenshot(path=f"{name}-{width}.png")


def test_a_page_is_itself_at_its_address(visited):
    is_itself(visited.page, visited.path, menu_seen=visited.width == DESK)


def test_a_page_breaks_no_rule(visited, record):
    assert violations(visited.page) == []
    record(visited)


def test_nobody_scrolls_sideways(visited):
    assert too_wide_by(visited.page) <= 0


def test_headings_go_down_one_level_at_a_time(visited):
    levels = visited.page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]"
        ".map((heading) => Number(heading.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_page_asks_nobody_but_this_server(visited):
    assert len(visited.asked) > 1
    hosts = {urlsplit(url).hostname or "" for url in visited.asked}
    assert hosts <= OURS


def test_a_page_runs_without_a_fault(visited):
    assert visited.faults == []


def test_the_keyboard_reaches_only_what_can_be_seen(visited):
    if visited.width != DESK:
        return
    stops = list(_tab_stops(visited.page))
    assert [stop for stop in stops if stop["size"] == 0 or stop["seen"] == 0] == []
    assert len(menu(visited.page)) < len(stops) <= MOST_STOPS


def _tab_stops(page):
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST_STOPS + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                let seen = 1;
                for (let up = at; up; up = up.parentElement)
                    seen *= Number(getComputedStyle(up).opacity);
                return {
                    what: at === document.body ? '' : at.outerHTML.slice(0, 160),
                    size: box.width * box.height, seen,
                };
            }"""
        )
        if not stop["what"]:
            return
        yield stop


@pytest.mark.walk
def test_a_page_breaks_no_rule_with_everything_open(visit, exampleshire_server):
    page = go(visit(charts=True), f"{exampleshire_server}/overview")
    open_everything(page)
    assert page.get_by_role("table").count()
    assert violations(show_in_full(page)) == []
