"""What any test may ask for: stores to read, who is there, and no test skipped unseen."""

import gc
import json
import os
import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import select

from data_access.columns import read_columns
from data_access.demo import exampleshire
from data_access.store import database
from data_access.store.loaded import METADATA
from data_access.store.settings import settings
from domain.access import EVERYTHING
from reports import demonstration
from tests.small_store import load_small_council

AS_AT = date(2025, 9, 30)
NOW = datetime(2025, 10, 1, 9, 0, tzinfo=UTC)
MUST_RUN = ("browser", "postgresql", "nginx", "office")
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
GROUPS = {  # of the sign-in service, and the roles they stand for
    "boards": "board",
    "quality": "quality",
    "managers": {"role": "manager", "teams": ["*"]},
    "iros": {"role": "iro", "staff_claim": "employee", "la": "EXM"},
    "analysts": "analyst",
    "administrators": "administrator",
}


gc.set_threshold(200_000, 50, 100)  # collecting took a fifth of the tests' time


def pytest_collection_modifyitems(items):
    """Begin with what takes minutes: no worker is left with it alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("minutes") is None)


def pytest_collection_finish():
    """Keep the collector off what is imported by now: it would walk it 70 times."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Have one line say why all were skipped that lack the same, or let none be."""
    report = yield
    marks = [name for name in MUST_RUN if item.get_closest_marker(name)]
    if not (marks and report.skipped):
        return report
    if os.environ.get("IRO_REQUIRE_ALL"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where every {marks[0]} test must run."
    else:
        *_, why = report.longrepr
        report.longrepr = (str(Path(__file__).parent), None, why)
    return report


def url_of(file):
    return f"sqlite:///{Path(file).as_posix()}"


@pytest.fixture(scope="session")
def exampleshire_file(tmp_path_factory):
    """A store with Exampleshire, made once however many workers there are.

    Nobody opens it to write, not even to its ledger: tests take copies.
    """
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    file = folder / "exampleshire.db"
    with FileLock(f"{file}.lock"):
        if not file.exists():
            made = folder / "exampleshire-being-made.db"
            engine = database.get_engine(url_of(made))
            database.upgrade(engine)
            exampleshire.fill(engine, AS_AT, NOW)
            engine.dispose()
            made.rename(file)
    return file


@pytest.fixture(scope="session")
def released_file(exampleshire_file):
    """Exampleshire with its two latest quarters signed, made once by who asks first.

    Nobody opens it to write: tests take copies.
    """
    file = exampleshire_file.with_name("exampleshire-released.db")
    with FileLock(f"{file}.lock"):
        if not file.exists():
            made = file.with_name("exampleshire-being-signed.db")
            with copied(exampleshire_file, made) as engine:
                demonstration.sign_quarters(engine, AS_AT, latest=2)
            made.rename(file)
    return file


@pytest.fixture(scope="session")
def exampleshire_columns(exampleshire_file):
    """Exampleshire's rows, as whoever may see all of them is given them."""
    return read_columns(
        database.get_engine(url_of(exampleshire_file)), exampleshire.CODE, EVERYTHING
    )


@pytest.fixture
def use_store(monkeypatch):
    """Say which database this process reads."""

    def use(file):
        monkeypatch.setenv("DATABASE_URL", url_of(file))
        settings.cache_clear()

    yield use
    settings.cache_clear()


@pytest.fixture(scope="session")
def looked_at(exampleshire_file, tmp_path_factory):
    """The copy of Exampleshire that tests look at together; its ledger fills."""
    return shutil.copy(exampleshire_file, tmp_path_factory.mktemp("looked") / "iro.db")


@pytest.fixture
def with_exampleshire(use_store, looked_at):
    use_store(looked_at)


@pytest.fixture(scope="session")
def released_looked_at(released_file, tmp_path_factory):
    """The copy of it that tests look at together."""
    return shutil.copy(released_file, tmp_path_factory.mktemp("signed") / "iro.db")


@pytest.fixture
def with_releases(use_store, released_looked_at):
    use_store(released_looked_at)


@pytest.fixture
def own_releases(use_store, released_file, tmp_path):
    """A store with releases, for one test to write to."""
    with copied(released_file, tmp_path / "iro.db") as engine:
        use_store(tmp_path / "iro.db")
        yield engine


@pytest.fixture(scope="session")
def own_place(tmp_path_factory):
    return tmp_path_factory.mktemp("own") / "iro.db"


@pytest.fixture(scope="session")
def own_signed_place(tmp_path_factory):
    return tmp_path_factory.mktemp("own-signed") / "iro.db"


@pytest.fixture
def own_signed(use_store, released_file, own_signed_place):
    """A store with releases for one test to write words and views of its own to.

    As `own_exampleshire`, at one place for every test.
    """
    with copied(released_file, own_signed_place) as engine:
        use_store(own_signed_place)
        yield engine


@pytest.fixture(scope="session")
def fewer_file(exampleshire_file, tmp_path_factory):
    """Exampleshire with one in six of its children, which is read in a sixth of the time.

    Its published figures are not in it; whoever works there, targets and events are.
    """
    return fewer(exampleshire_file, tmp_path_factory.mktemp("fewer") / "iro.db")


@pytest.fixture(scope="session")
def fewer_released_file(released_file, tmp_path_factory):
    """The same with the releases of the whole."""
    return fewer(released_file, tmp_path_factory.mktemp("fewer signed") / "iro.db")


def fewer(store_file, place):
    """Put a copy with one in six of the children where it may lie; give its file."""
    of_children = [each for each in METADATA.sorted_tables if "child_id" in each.c]
    with copied(store_file, place) as engine:
        with engine.begin() as connection:
            known = select(METADATA.tables["child"].c.child_id)
            kept = "", *sorted(connection.execute(known).scalars())[::6]
            for each in of_children:
                connection.execute(each.delete().where(each.c.child_id.not_in(kept)))
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
    return place


@pytest.fixture
def own_exampleshire(use_store, fewer_file, own_place):
    """Exampleshire, of fewer children, for one test to write to.

    It lies at one place for every test, so that rows read once are not read again. A
    test that changes what figures are made of takes a copy to a place of its own.
    """
    with copied(fewer_file, own_place) as engine:
        use_store(own_place)
        yield engine


@pytest.fixture
def own_whole_exampleshire(use_store, exampleshire_file, own_place):
    """As `own_exampleshire`, with every child, for what only so many show."""
    whole = own_place.with_name("whole.db")
    with copied(exampleshire_file, whole) as engine:
        use_store(whole)
        yield engine


@contextmanager
def copied(store_file, place):
    """Put a fresh copy of a store where another may lie; give its engine."""
    engine = database.get_engine(url_of(place))
    engine.dispose()
    for left in place.parent.glob(f"{place.name}*"):
        left.unlink()
    shutil.copy(store_file, place)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """A store with its tables and no rows, to copy."""
    file = tmp_path_factory.mktemp("empty") / "iro.db"
    engine = database.get_engine(url_of(file))
    database.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def small_file(empty_file, tmp_path_factory):
    """A store with the small council's return, to copy."""
    folder = tmp_path_factory.mktemp("small")
    file = shutil.copy(empty_file, folder / "iro.db")
    engine = database.get_engine(url_of(file))
    load_small_council(engine, folder)
    engine.dispose()
    return file


@pytest.fixture
def with_nothing(use_store, empty_file, tmp_path):
    use_store(shutil.copy(empty_file, tmp_path / "iro.db"))


@pytest.fixture
def with_a_small_council(use_store, small_file, tmp_path):
    use_store(shutil.copy(small_file, tmp_path / "iro.db"))


@pytest.fixture
def own_machine(monkeypatch):
    """Say that this is one person's own machine."""
    monkeypatch.setenv("IRO_OWN_MACHINE", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def own_small_council(with_a_small_council, own_machine):
    """A council's own files are shown to nobody but who signs in or is alone."""


@pytest.fixture
def sign_in(monkeypatch):
    """People sign in here, and their groups stand for roles."""
    for name, value in {
        "IRO_OIDC_METADATA_URL": "https://login.example/discovery",
        "IRO_OIDC_CLIENT_ID": "dashboard",
        "IRO_OIDC_CLIENT_SECRET": "for tests",
        "IRO_OIDC_REDIRECT_URI": "https://dashboard.example/oauth2callback",
        "IRO_COOKIE_SECRET": "c" * 40,
        "IRO_ROLE_CLAIM": "groups",
        "IRO_ROLE_MAP": json.dumps(GROUPS),
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker: it can have no second."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        if found is None and not Path(own).exists():
            pytest.skip("There is no Chromium on this machine.")
        browser = playwright.chromium.launch(
            executable_path=found or own, args=ARGUMENTS
        )
        yield browser
        browser.close()
