"""The pages of figures on a dark screen: whatever is read in light can be read there."""

import pytest

from tests import listed
from tests.browser.driving import go, open_everything, show_in_full, violations
from tests.browser.serving import running
from tests.conftest import url_of

pytestmark = pytest.mark.walk


@pytest.fixture(scope="module")
def dark(chromium, looked_at, tmp_path_factory):
    """A server that starts with the dark theme."""
    home = tmp_path_factory.mktemp("dark")
    own = url_of(looked_at)
    with running(home, DATABASE_URL=own, STREAMLIT_THEME_BASE="dark") as server:
        yield server


@pytest.fixture
def in_the_dark(visit):
    """A page of a reader whose machine is dark."""
    page = visit(charts=True)
    page.emulate_media(color_scheme="dark")
    yield page
    page.emulate_media(color_scheme="null")


@pytest.mark.parametrize(
    "path", [*(each.address for each in listed.BOARD), "monthly-meeting"]
)
def test_a_page_of_figures_breaks_no_rule_in_the_dark(in_the_dark, dark, path):
    page = go(in_the_dark, f"{dark}/{path}?as=manager")
    ground = page.locator("[data-testid=stApp]").evaluate(
        "(it) => getComputedStyle(it).backgroundColor"
    )
    assert max(map(int, ground[4:-1].split(","))) < 50
    open_everything(page)
    assert violations(show_in_full(page)) == []
