"""A release made, signed, taken as a file and withdrawn in a browser, as the group does."""

import shutil

import pytest

from tests.browser.driving import go, settle, show_in_full, violations
from tests.browser.serving import running
from tests.conftest import url_of

pytestmark = pytest.mark.walk


@pytest.fixture
def page(visit, small_file, tmp_path):
    own = shutil.copy(small_file, tmp_path / "iro.db")
    own_machine = {"DATABASE_URL": url_of(own), "IRO_OWN_MACHINE": "true"}
    with running(tmp_path, **own_machine) as server:
        yield go(visit(), f"{server}/releases?as=quality")


def press(page, name):
    settle(page).get_by_role("button", name=name, exact=True).click()


def told(page, words):
    page.get_by_text(words).wait_for()
    return settle(page)


def test_a_release_is_made_signed_taken_and_withdrawn(page):
    press(page, "Make a draft")
    told(page, "Draft to 31 March 2025")
    assert violations(show_in_full(page)) == []
    there = page.get_by_role("link", name="See the board's pages from this draft")
    assert there.get_attribute("href") == "overview?see=draft&as=quality"
    press(page, "Sign")
    told(page, "Nothing was signed. Tick")
    page.get_by_text("We have gone through the month", exact=True).click()
    press(page, "Sign")
    told(page, "Signed: the release to 31 March 2025.")
    settle(go(page, page.url))
    assert page.locator("tbody tr").first.inner_text().split("\t")[:3] == [
        "1",
        "31 March 2025",
        "stands",
    ]
    with page.expect_download() as download:
        press(page, "Download every cell that is read of it (CSV)")
    first, *_ = download.value.path().read_text("utf-8-sig").splitlines()
    assert first.startswith("# Release 1 to 31 March 2025, policy councils, signed by ")
    press(page, "What moved since")
    told(page, "Nothing moved: every signed figure would be the same today.")
    page.get_by_text("Withdraw this release").click()
    page.get_by_label("Reason").fill("a wrong file")
    settle(page)  # or the box would be redrawn as it is pressed
    page.get_by_text("Boards shall not read it any more", exact=True).click()
    press(page, "Withdraw it")
    told(page, "Release 1 to 31 March 2025 is withdrawn.")
    assert violations(show_in_full(page)) == []
