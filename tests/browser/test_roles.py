"""Every role at every page by its address, and what reaches a board member's browser."""

import re
import shutil
import sqlite3
from datetime import date

import pytest

from data_access.demo.exampleshire import CODE
from domain.access import ALLOWED, Role
from tests import listed
from tests.browser.driving import (
    CHARTS,
    go_by_menu,
    menu,
    open_everything,
    settle,
    show_in_full,
    title,
    violations,
    words_on,
)
from tests.browser.provider import asking, provider
from tests.browser.serving import free_port, running
from tests.browser.test_sign_in import sign_in
from tests.conftest import url_of

BOARD = [each.address for each in listed.BOARD]
PAGES = [each.address for each in listed.PAGES]
TITLES = {each.address: each.title for each in listed.PAGES}
ROLES = {
    **{role.value: {"role": role.value} for role in Role},
    "manager": {"role": "manager", "teams": ["North"]},
    "iro": {"role": "iro", "staff_claim": "staff_id", "la": CODE},
}
PEOPLE = {
    role.value: {
        "email": f"{role.value}@example.org",
        "groups": [role.value],
        "staff_id": "S01",
    }
    for role in Role
}
REFUSED = "Not for your role"
OF_CHILDREN = ("my-week", "children", "child", "iro", "record", "load-files")
LOOKS_EVERYWHERE = (Role.BOARD, Role.QUALITY)  # no page of theirs names a child
AT_ONCE, A_BREATH = 10, 1000  # Chromium drops the next download of a burst
A_NUMBER = re.compile(rb"(?<![0-9A-Za-z.#%])[0-9]{6}(?![0-9A-Za-z])")


@pytest.fixture(scope="module")
def known():
    with provider(PEOPLE) as address:
        yield address


@pytest.fixture
def own_store(fewer_released_file, tmp_path):
    return shutil.copy(fewer_released_file, tmp_path / "iro.db")


def forbidden_to(role):
    """The addresses at which a role has no page."""
    there = map(listed.given(role), listed.PAGES)
    return [each.address for each in there if role not in ALLOWED[each.screen]]


def all_of(file, query):
    with sqlite3.connect(file) as connection:
        return [row[0] for row in connection.execute(query)]


@pytest.mark.walk
@pytest.mark.minutes
@pytest.mark.parametrize("role", Role)
def test_a_role_sees_its_pages_and_no_other(chromium, known, own_store, tmp_path, role):
    port = free_port()
    settings = asking(known, port, ROLES)
    with running(
        tmp_path, port=port, DATABASE_URL=url_of(own_store), **settings
    ) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.route(CHARTS, lambda route: route.abort())
        forbidden = forbidden_to(role)
        asked = PAGES if role in LOOKS_EVERYWHERE else {*forbidden, *OF_CHILDREN}
        page = sign_in(page, f"{address}/{forbidden[0]}", role.value)
        assert title(page) == REFUSED
        seen, children = set(), all_of(own_store, "SELECT child_id FROM child")
        in_menu = set(menu(page))
        for path in asked:
            if TITLES[path] in in_menu:
                go_by_menu(page, TITLES[path])  # three times as fast as its address
            else:
                page.goto(f"{address}/{path}")
                page.get_by_role("heading", level=1).wait_for()
                page.locator("[data-test-script-state=notRunning]").wait_for()
            if title(page) != REFUSED:
                seen.add(path)
            if path not in OF_CHILDREN or path not in seen:
                assert not set(children) & set(words_on(page).split())
        context.close()
    assert seen == set(asked) - set(forbidden)
    looked = all_of(own_store, "SELECT DISTINCT screen FROM ledger_entry")
    own_year = {"supervision"} if role is Role.IRO else set()
    of_children = {"list of children", "what is recorded of children", "worklist"}
    assert set(looked) == (of_children | own_year if "children" in seen else set())


class Heard:
    """Everything that a server sends to one browser."""

    def __init__(self, page):
        self.all = []
        page.on("websocket", self._listen)
        page.on("response", self._take)

    def _listen(self, socket):
        socket.on("framereceived", lambda said: self.all.append(_bytes(said)))

    def _take(self, answer):
        if "/static/" not in answer.url:
            self.all.append(answer.url.encode())

    def add(self, content):
        self.all.append(_bytes(content))

    @property
    def text(self):
        return b"\n".join(self.all)


def _bytes(said):
    return said if isinstance(said, bytes) else said.encode()


def as_said(day):
    """The ways in which a day may be written."""
    found = date.fromisoformat(day)
    return {day.encode(), f"{found:%d/%m/%Y}".encode()}


@pytest.mark.walk
def test_nothing_of_a_child_or_member_of_staff_reaches_a_board_member(
    visit, own_store, tmp_path
):
    with running(tmp_path, DATABASE_URL=url_of(own_store)) as address:
        page = visit()
        heard = Heard(page)
        taken = 0
        for path in (*BOARD, "about-the-figures", "who-looked", "children", "people"):
            page.goto(f"{address}/{path}?as=board")
            settle(page)
            if path in BOARD:
                open_everything(page)
            buttons = page.get_by_text("Download this table (CSV)").all()
            for place, button in enumerate(buttons, start=1):
                if place % AT_ONCE == 0:
                    page.wait_for_timeout(A_BREATH)
                with page.expect_download() as download:
                    button.click()
                heard.add(download.value.path().read_bytes())
                taken += 1
            heard.add(page.content())
    assert taken > 10
    assert b"Reviews held on time" in heard.text
    assert not ids(own_store) & set(A_NUMBER.findall(heard.text))
    assert not [name for name in names(own_store) if name.encode() in heard.text]
    assert not [day for day in births(own_store) if day in heard.text]


def ids(file):
    found = {each.encode() for each in all_of(file, "SELECT child_id FROM child")}
    assert all(A_NUMBER.fullmatch(each) for each in found)
    return found


def names(file):
    staff = all_of(file, "SELECT name FROM staff")
    return {*staff, *all_of(file, "SELECT DISTINCT iro_name FROM dispute")} - {None}


def births(file):
    """Return the days of birth that are not also the first day of a chart's month."""
    born = all_of(file, "SELECT DISTINCT born FROM child WHERE born IS NOT NULL")
    return set().union(*(as_said(day) for day in born if not day.endswith("-01")))


@pytest.mark.walk
def test_the_same_search_finds_children_where_they_are_shown(
    visit, own_store, tmp_path
):
    with running(tmp_path, DATABASE_URL=url_of(own_store)) as address:
        page = visit()
        heard = Heard(page)
        page.goto(f"{address}/children?as=manager")
        settle(page)
        assert violations(show_in_full(page)) == []
        page.locator("table a").first.click()
        page.get_by_role("heading", level=1, name="One child").wait_for()
        settle(page)
        assert violations(show_in_full(page)) == []
    assert len(ids(own_store) & set(A_NUMBER.findall(heard.text))) >= 50
    assert [name for name in names(own_store) if name.encode() in heard.text]
