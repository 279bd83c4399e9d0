"""A browser, servers to look at, and pages opened in it."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.serving import running
from tests.conftest import url_of

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)
PATIENCE = 30_000  # milliseconds
CHARTS = re.compile(r"/PlotlyChart\.")


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


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        if found is None and not Path(own).exists():
            pytest.skip("There is no Chromium on this machine.")
        browser = playwright.chromium.launch(
            executable_path=found or own, args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_page(chromium):
    """Open a page: a session of its own for the server, scripts already fetched.

    Drawing the charts is most of a page's work: it is left out where nobody looks.
    """
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)

    def open_one(width=1280, height=900, charts=False):
        page = context.new_page()
        page.add_init_script("localStorage.clear()")  # it remembers the menu put away
        if not charts:
            page.route(CHARTS, lambda script: script.abort())
        page.set_viewport_size({"width": width, "height": height})
        return page

    yield open_one
    context.close()


@pytest.fixture
def visit(open_page):
    """Open pages, and close them when the test is done."""
    pages = []

    def open_one(**size):
        pages.append(open_page(**size))
        return pages[-1]

    yield open_one
    for page in pages:
        page.close()


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
