"""A board's pages of a release in a browser: no rule broken, at three widths."""

import pytest

from tests import listed
from tests.browser.driving import (
    go,
    open_everything,
    put_menu_away,
    settle,
    show_in_full,
    title,
    too_wide_by,
    violations,
)
from tests.browser.serving import running
from tests.conftest import url_of

pytestmark = pytest.mark.walk
WIDTHS = (1280, 768, 320)
BOARD = {each.address: each.title for each in listed.BOARD}


@pytest.fixture(scope="module")
def signed_server(chromium, released_looked_at, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with running(home, DATABASE_URL=url_of(released_looked_at)) as address:
        yield address


@pytest.mark.parametrize("path", BOARD)
def test_a_board_s_page_breaks_no_rule_at_any_width(visit, signed_server, path):
    page = go(visit(charts=True), f"{signed_server}/{path}?as=board")
    assert title(page) == BOARD[path]
    open_everything(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width < WIDTHS[0]:
            put_menu_away(page)
        show_in_full(settle(page))
        assert too_wide_by(page) <= 0
        if width in (WIDTHS[0], WIDTHS[-1]):
            assert violations(page) == []


def test_the_first_screen_says_is_it_better_good_enough_and_what_to_ask(
    visit, signed_server
):
    page = visit()
    for width, height in ((1280, 800), (768, 1024)):
        page.set_viewport_size({"width": width, "height": height})
        go(page, f"{signed_server}/overview?as=board")
        for said in ("Misses its target: ", "Ask first: "):
            box = page.get_by_text(said).first.bounding_box()
            assert box["y"] + box["height"] < height / 2
        cards = page.locator(".card")
        assert cards.count() == 5
        assert cards.nth(3).bounding_box()["y"] < height


def test_on_a_telephone_everything_is_in_one_column(visit, signed_server):
    page = visit()
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, f"{signed_server}/overview?as=board")
    left = {round(each.bounding_box()["x"]) for each in page.locator(".card p").all()}
    assert len(left) == 1
