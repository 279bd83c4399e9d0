"""What is typed and not yet sent outlives a connection that is lost."""

import shutil
from datetime import UTC, date, datetime
from subprocess import Popen
from urllib.parse import urlencode

import pytest

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import About
from data_access.store import database
from domain.access import Role, Viewer
from tests.browser.driving import PATIENCE, go, settle
from tests.browser.serving import free_port, running
from tests.conftest import url_of
from ui.kit.writing import RETURNED
from ui.meeting.commentary import LABEL

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("servers")]
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
LOST = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
RAISED = About("disputes_raised", date(2025, 9, 1))
ON_TIME = About("reviews_held_on_time", date(2025, 9, 1))
SAVE = "Save this commentary"


@pytest.fixture
def store(fewer_file, tmp_path):
    return url_of(shutil.copy(fewer_file, tmp_path / "iro.db"))


@pytest.fixture
def ben(store):
    """Somebody else, who writes meanwhile."""
    engine = database.get_engine(store)
    viewer = Viewer("ben@example.org", Role.MANAGER)
    yield Look(engine, viewer, "EXM", date(2025, 9, 30), datetime.now(UTC))
    engine.dispose()


def open_measure(page, address, measure):
    chosen = urlencode({"as": "manager", "measure": measure})
    return go(page, f"{address}/monthly-meeting?{chosen}")


def box(page):
    return page.get_by_role("textbox", name=LABEL)


def type_more(page, words):
    """Type as somebody who does not leave the box."""
    box(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def press_save(page, told):
    page.get_by_role("button", name=SAVE).click()
    page.get_by_text(told).wait_for()
    return settle(page)


def come_back(page):
    page.wait_for_selector(CONNECTED, timeout=PATIENCE * 1000)
    return settle(page)


def test_words_outlive_a_socket_that_is_cut_and_a_server_that_is_killed(
    visit, store, ben, tmp_path
):
    sockets, port = [], free_port()
    saved, other = visit(), visit()
    saved.route_web_socket(
        "**/_stcore/stream*",
        lambda socket: sockets.append(socket) or socket.connect_to_server(),
    )
    with running(tmp_path, port=port, end=Popen.kill, DATABASE_URL=store) as address:
        open_measure(saved, address, "Disputes raised")
        type_more(saved, "Up")
        sockets[0].close(code=1011)
        while len(sockets) == 1:
            saved.wait_for_timeout(100)
        come_back(saved)
        assert box(saved).input_value() == "Up"
        press_save(saved, "Saved.")
        type_more(saved, " on August.")
        open_measure(other, address, "Reviews held on time")
        began = box(other).input_value()
        type_more(other, " Mine.")
    for page in (saved, other):
        page.wait_for_selector(LOST)
    theirs = commentary.of_measure(ben, ON_TIME).base
    commentary.save(ben, ON_TIME, "Theirs.", theirs)
    with running(tmp_path, port=port, DATABASE_URL=store):
        assert box(come_back(saved)).input_value() == "Up on August."
        press_save(saved, "Saved.")
        assert commentary.of_measure(ben, RAISED).standing.text == "Up on August."
        press_save(come_back(other), RETURNED)
        assert box(other).input_value() == f"{began} Mine."
        there = commentary.of_measure(ben, ON_TIME)
        assert there.standing.text == "Theirs."
        assert [each.text for each in there.others] == [f"{began} Mine."]
        press_save(other, "Saved.")
        assert commentary.of_measure(ben, ON_TIME).standing.text == f"{began} Mine."
