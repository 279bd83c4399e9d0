"""What somebody is typing of a measure outlives a connection that is lost."""

import shutil

import pytest

from tests.browser.driving import go, settle
from tests.browser.serving import free_port, running
from tests.conftest import url_of
from ui.meeting.commentary import LABEL

pytestmark = pytest.mark.walk
TYPED = "Two reviews were late because the chair was ill."
PAGE = "monthly-meeting?as=manager&measure=reviews_held_on_time"


def test_words_that_nobody_sent_yet_stand_after_the_server_was_gone(
    visit, small_file, tmp_path
):
    own = shutil.copy(small_file, tmp_path / "iro.db")
    store = {"DATABASE_URL": url_of(own), "IRO_OWN_MACHINE": "true"}
    port, page = free_port(), visit()
    with running(tmp_path, port=port, **store) as server:
        go(page, f"{server}/{PAGE}")
        box = page.get_by_role("textbox", name=LABEL)
        box.press_sequentially(TYPED)
    page.wait_for_timeout(3000)  # nobody answers
    with running(tmp_path, port=port, **store):
        page.get_by_text("CONNECTING").wait_for(state="detached")
        settle(page)
        assert box.input_value() == TYPED
        box.blur()
        page.get_by_text("Kept as your draft").wait_for()
        again = go(visit(), f"{server}/{PAGE}")
        assert again.get_by_role("textbox", name=LABEL).input_value() == TYPED
