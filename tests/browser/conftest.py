"""A browser, servers to look at, and pages opened in it."""

import os
from pathlib import Path

import pytest

from tests.browser.driving import CHARTS
from tests.browser.serving import running
from tests.conftest import url_of

PATIENCE = 30_000  # milliseconds


@pytest.hookimpl(tryfirst=True)  # before the workers read the groups
def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(_together(item)))


def _together(item):
    """Name what is opened once: a page at each width, or else a file of tests.

    What begins anew for each case, as a role does, is a group of its own.
    """
    case = getattr(item, "callspec", None)
    which = (case.id.rpartition("-")[0] or case.id) if case else ""
    return f"{item.path.name} {which}"


class Tabs:
    """Tabs to open pages in, taken back and lent again.

    One that has run the dashboard's scripts opens a page in a third of the time. Each
    page is a session of its own for the server all the same.
    """

    def __init__(self, context):
        self.context, self.free = context, []

    def lend(self, width=1280, height=900, charts=False):
        """Drawing the charts is most of a page's work: it is left out unless asked."""
        page = self.free.pop() if self.free else self._another()
        if not charts:
            page.route(CHARTS, lambda script: script.abort())
        page.set_viewport_size({"width": width, "height": height})
        return page

    def take_back(self, page):
        page.unroute_all()
        page.goto("about:blank")
        self.free.append(page)

    def _another(self):
        page = self.context.new_page()
        page.add_init_script("localStorage.clear()")  # it remembers the menu put away
        return page


@pytest.fixture(scope="session")
def tabs(chromium):
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield Tabs(context)
    context.close()


@pytest.fixture
def visit(tabs):
    """Open pages, and let go of them when the test is done."""
    lent = []

    def open_one(**how):
        lent.append(tabs.lend(**how))
        return lent[-1]

    yield open_one
    for page in lent:
        tabs.take_back(page)


@pytest.fixture(scope="session")
def exampleshire_server(chromium, looked_at, tmp_path_factory):
    """One server for every test that changes nothing in the store."""
    home = tmp_path_factory.mktemp("home")
    with running(home, DATABASE_URL=url_of(looked_at)) as address:
        yield address


@pytest.fixture(scope="session")
def screenshots():
    """Where pictures of pages go, None when nobody asked for any."""
    folder = os.environ.get("IRO_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
