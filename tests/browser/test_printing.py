"""A page on paper: its charts are whole, and each page of it says what it shows."""

import pytest

from tests.browser.driving import go

HEAD = "[data-testid=stLayoutWrapper]:has(> .st-key-printed)"


@pytest.fixture(scope="module")
def printed(tabs, exampleshire_server):
    """A page drawn for a desk, about to be printed."""
    page = tabs.lend(1280, charts=True)
    go(page, f"{exampleshire_server}/reviews-on-time")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    yield page
    page.close()


def test_charts_are_made_to_shrink_to_the_paper(printed):
    drawings = printed.locator(".js-plotly-plot .main-svg")
    assert drawings.count()
    for each in drawings.all():
        assert each.get_attribute("viewBox") == (
            f"0 0 {each.get_attribute('width')} {each.get_attribute('height')}"
        )


def test_what_is_shown_stands_at_the_head_of_each_page(printed):
    printed.emulate_media(media="print")
    head = printed.locator(HEAD)
    assert head.evaluate("(it) => getComputedStyle(it).display") == "table-header-group"
    assert "Showing " in head.inner_text()


def test_nothing_to_click_is_printed(printed):
    printed.emulate_media(media="print")
    for test in ("stSidebar", "stHeader", "stDownloadButton"):
        for each in printed.locator(f"[data-testid={test}]").all():
            assert not each.is_visible()
