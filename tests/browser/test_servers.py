"""Servers as they are run: two on one store, one that is killed, one far from here."""

import shutil
from subprocess import Popen

import pytest

from data_access.store import database
from tests.browser.driving import PATIENCE, go, settle, words_on
from tests.browser.serving import free_port, running
from tests.conftest import url_of
from tests.small_store import load_small_council

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("servers")]
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
FAR = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "0"}


@pytest.fixture
def homes(tmp_path):
    found = [tmp_path / name for name in ("one", "other")]
    for each in found:
        each.mkdir()
    return found


def test_two_servers_on_one_store_show_what_is_loaded_meanwhile(
    visit, homes, empty_file, tmp_path
):
    url = url_of(shutil.copy(empty_file, tmp_path / "iro.db"))
    own = {"DATABASE_URL": url, "IRO_DEMO": "0", "IRO_OWN_MACHINE": "true"}
    one, other = homes
    with running(one, **own) as first, running(other, **own) as second:
        pages = [visit(charts=True), visit(charts=True)]
        for page, address in zip(pages, (first, second), strict=True):
            assert "nothing in the store yet" in words_on(
                go(page, f"{address}/overview")
            )
        engine = database.get_engine(url)
        load_small_council(engine, tmp_path)
        engine.dispose()
        shown = [
            words_on(go(page, f"{address}/overview"))
            for page, address in zip(pages, (first, second), strict=True)
        ]
    assert "Reviews held on time" in shown[0]
    assert shown[0] == shown[1]


def test_a_page_whose_server_is_killed_goes_on_when_it_is_back(
    visit, homes, fewer_file, tmp_path
):
    url = url_of(shutil.copy(fewer_file, tmp_path / "iro.db"))
    port, (home, again) = free_port(), homes
    page = visit(charts=True)
    with running(home, port=port, end=Popen.kill, DATABASE_URL=url) as address:
        shown = words_on(go(page, f"{address}/overview?team=North"))
    with running(again, port=port, DATABASE_URL=url):
        page.wait_for_selector(CONNECTED, timeout=PATIENCE * 1000)
        page.get_by_role("button", name="Reset filters").click()
        page.wait_for_function("!location.search.includes('team=')")
        assert words_on(settle(page)) != shown
        assert words_on(go(page, f"{address}/overview?team=North")) == shown


def test_the_rows_of_another_side_are_shown_at_the_first_click_of_a_new_server(
    visit, homes, fewer_file, tmp_path
):
    url = url_of(shutil.copy(fewer_file, tmp_path / "iro.db"))
    port, (home, again) = free_port(), homes
    page, behind = visit(), "behind?as=manager&figure=reviews_held_on_time"
    with running(home, port=port, end=Popen.kill, DATABASE_URL=url) as address:
        go(page, f"{address}/{behind}")
    with running(again, port=port, DATABASE_URL=url):
        page.wait_for_selector(CONNECTED, timeout=PATIENCE * 1000)
        options = page.locator("label:has(input[type=radio])")
        options.last.click()
        page.wait_for_function("location.search.includes('part=')")
        settle(page)
        (shown,) = page.locator("label:has(input[type=radio]:checked)").all()
        assert shown.inner_text() == options.last.inner_text()


def test_a_server_in_another_time_zone_and_locale_shows_the_same(
    visit, homes, exampleshire_file, exampleshire_server, tmp_path
):
    url = url_of(shutil.copy(exampleshire_file, tmp_path / "iro.db"))
    page = visit(charts=True)
    here = words_on(go(page, f"{exampleshire_server}/children?as=manager"))
    with running(homes[0], DATABASE_URL=url, **FAR) as address:
        assert words_on(go(page, f"{address}/children?as=manager")) == here
