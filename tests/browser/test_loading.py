"""A council's own files: dropped, tried, loaded, counted and taken back."""

import sqlite3
from contextlib import closing, contextmanager

import pytest

from tests.browser.driving import (
    card,
    choose,
    go,
    go_by_menu,
    settle,
    show_in_full,
    violations,
    words_on,
)
from tests.browser.serving import running
from tests.conftest import url_of
from tests.small_store import CODE, OF_ALL, ON_TIME, write_files

pytestmark = pytest.mark.walk


@contextmanager
def serving_nothing(home):
    url = url_of(home / "store" / "own.db")
    chosen = {"IRO_DEMO": "false", "IRO_OWN_MACHINE": "true"}
    with running(home, DATABASE_URL=url, **chosen) as address:
        yield address


@pytest.fixture(scope="module")
def empty_server(chromium, tmp_path_factory):
    """One server for every test that loads nothing."""
    with serving_nothing(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture
def own_server(chromium, tmp_path_factory):
    with serving_nothing(tmp_path_factory.mktemp("home")) as address:
        yield address


def drop_and_try(page, address, files):
    go(page, f"{address}/load-files")
    code = page.get_by_label("Council code")
    code.fill(CODE)
    code.press("Enter")
    settle(page)
    page.get_by_text("The code is right: load for it").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Try the files").click()
    page.get_by_role("button", name="Load 3 of 3 files").wait_for()
    return settle(page)


def test_an_empty_store_says_where_to_begin(visit, empty_server):
    page = go(visit(), f"{empty_server}/overview")
    assert "There is nothing in the store yet." in words_on(page)
    page.locator("[data-testid=stMain]").get_by_role("link", name="Load files").click()
    page.get_by_role("heading", level=1, name="Load files").wait_for()


def test_files_dropped_are_tried_loaded_counted_and_undone(visit, own_server, tmp_path):
    page = visit()
    drop_and_try(page, own_server, write_files(tmp_path))
    assert "No row is left out." in words_on(page)
    assert "In the store" not in words_on(page)
    assert violations(show_in_full(page)) == []

    page.get_by_role("button", name="Load 3 of 3 files").click()
    page.get_by_text("Loaded. Every page now counts these rows.").wait_for()
    settle(page)
    go_by_menu(page, "Reviews on time")
    assert card(page, "Reviews held on time") == ON_TIME
    assert f"{OF_ALL} reviews" in words_on(page)

    go_by_menu(page, "Load files")
    page.get_by_text("Undo an import").click()
    choose(settle(page), "Import", "Reviews")
    page.get_by_text("I am sure: take these rows out of every figure").click()
    settle(page)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Undone. The store is as if that file had never come.").wait_for()
    go_by_menu(page, "Reviews on time")
    assert card(page, "Reviews held on time") == "No data"


def test_trying_files_changes_nothing(visit, empty_server, tmp_path):
    page = visit()
    drop_and_try(page, empty_server, write_files(tmp_path))
    go(page, f"{empty_server}/overview")
    assert "There is nothing in the store yet." in words_on(page)


def test_what_files_that_are_tried_leave_out_is_taken_by_the_ledger(visit, tmp_path):
    page, paths = visit(), write_files(tmp_path)
    with paths[-1].open("a", encoding="utf-8") as reviews:
        reviews.write("C1,05/05/2012,31/02/2025,PN1\n")
    with serving_nothing(tmp_path) as address:
        drop_and_try(page, address, paths)
        page.get_by_text("View what is left out, and why").click()
        with page.expect_download() as download:
            page.get_by_text("Download this table (CSV)").click()
        assert b"31/02/2025" in download.value.path().read_bytes()
    with closing(sqlite3.connect(tmp_path / "store" / "own.db")) as store:
        lines = store.execute("SELECT screen, what, rows FROM ledger_entry").fetchall()
    assert lines == [
        ("rows left out", "downloaded left-out-of-these-files.csv", 1),
    ]


def test_a_file_of_something_else_is_refused_in_words(visit, empty_server, tmp_path):
    other = tmp_path / "list.csv"
    other.write_text("name,colour\nA,red\n", encoding="utf-8")
    page = go(visit(), f"{empty_server}/load-files")
    page.get_by_label("Council code").fill(CODE)
    page.get_by_label("Council code").press("Enter")
    settle(page)
    page.get_by_text("The code is right: load for it").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(other)
    page.get_by_role("button", name="Try the files").click()
    page.get_by_text("This is not a file the dashboard knows.").first.wait_for()
    assert not page.get_by_role("button", name="Load 1 of 1 files").count()
