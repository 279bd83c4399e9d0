"""A line of the worklist put aside and taken back in a browser, and what is taken away."""

import re
import shutil

import pytest
from icalendar import Calendar

from tests.browser.driving import go, settle, show_in_full, violations
from tests.browser.serving import running
from tests.conftest import url_of

pytestmark = pytest.mark.walk
A_CODE = re.compile(r"[a-z2-7]{16}")


@pytest.fixture(scope="module")
def address(chromium, fewer_file, tmp_path_factory):
    """One server: each test leaves the list as it was."""
    home = tmp_path_factory.mktemp("home")
    own = shutil.copy(fewer_file, home / "iro.db")
    with running(home, DATABASE_URL=url_of(own)) as server:
        yield f"{server}/my-week?as=manager"


def chosen(page):
    (found,) = page.locator("label:has(input[type=radio]:checked)").all()
    return found.inner_text().strip()


def line(page):
    return page.get_by_role("combobox", name="Line, of those shown above").input_value()


def test_what_is_shown_as_chosen_follows_the_list_after_a_line_is_put_aside(
    visit, address
):
    page = go(visit(), address)
    before, first = chosen(page), line(page)
    number = int(before.rpartition(": ")[2])
    page.get_by_label("Why").fill("Carer is ill")
    page.get_by_role("button", name="Put aside", exact=True).click()
    page.get_by_text(f"{first}.").wait_for()
    settle(page)
    assert chosen(page) == f"Everything: {number - 1}"
    assert line(page) != first
    assert page.get_by_label("Why").input_value() == ""
    page.get_by_text("Show what is put aside or done").click()
    page.get_by_role("button", name="Take back").wait_for()
    assert violations(show_in_full(settle(page))) == []
    page.get_by_role("button", name="Take back").click()
    page.get_by_text(f"Taken back: {first}.").wait_for()
    settle(page)
    assert chosen(page) == before


def test_what_is_taken_away_has_codes_and_no_ids(visit, address):
    page = go(visit(), address)
    ids = set(page.locator("table th a").all_inner_texts())
    taken = []
    for label in ("for a calendar (ICS)", "Download this table (CSV)"):
        with page.expect_download() as download:
            page.get_by_text(label).click()
        taken.append(download.value.path().read_bytes())
    events = Calendar.from_ical(taken[0]).walk("VEVENT")
    assert all(A_CODE.search(str(event["summary"])) for event in events)
    assert len(events) > 100
    for content in taken:
        assert not ids & set(re.findall(r"\d{6}", content.decode("utf-8-sig")))
