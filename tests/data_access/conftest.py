import os
import uuid
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

from data_access.store import database
from data_access.store.loaded import METADATA
from data_access.store.settings import settings, url_of
from tests.conftest import copied
from tests.data_access.councils import Council

POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL")
NO_SERVER = "set TEST_POSTGRESQL_URL to where databases may be made to run this"
on_postgresql = pytest.param(
    "postgresql",
    marks=[
        pytest.mark.postgresql,
        pytest.mark.skipif(not POSTGRESQL_URL, reason=NO_SERVER),
    ],
)
EITHER = ["sqlite", on_postgresql]


@contextmanager
def own_database():
    """Give the URL of a database of its own on the test server, gone afterwards.

    In one database there is one writer at a time: workers would wait for each other.
    """
    name = f"test_{uuid.uuid4().hex}"
    here = make_url(POSTGRESQL_URL)
    server = create_engine(
        here.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield here.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def sqlite_url(tmp_path):
    return url_of(tmp_path / "store" / "iro.db")


@pytest.fixture(params=EITHER)
def bare_url(request, sqlite_url):
    """A database that holds nothing yet, not even tables."""
    if request.param == "sqlite":
        yield sqlite_url
    else:
        with own_database() as url:
            yield url


@pytest.fixture(params=EITHER)
def engine(request):
    """A store with its tables and no rows, of each kind that can be had.

    Each kind is one engine for all tests: what it has compiled is not compiled again.
    """
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory):
    return tmp_path_factory.mktemp("store") / "iro.db"


@pytest.fixture
def sqlite_engine(empty_file, sqlite_place):
    with copied(empty_file, sqlite_place) as engine:
        yield engine


@pytest.fixture
def on_sqlite(sqlite_engine):
    """The engine where rules are Python's: test_postgresql.py holds that either agrees."""
    return sqlite_engine


@pytest.fixture(scope="session")
def postgresql_store():
    """A PostgreSQL store with its tables, whose rows the next test deletes."""
    with own_database() as url:
        engine = database.get_engine(url)
        database.upgrade(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_store):
    """It, without rows: of few rows DELETE takes a tenth of what TRUNCATE does."""
    begun_anew = "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences"
    with postgresql_store.begin() as connection:
        for each in reversed(METADATA.sorted_tables):
            connection.execute(each.delete())
        connection.execute(text(begun_anew))
    return postgresql_store


@pytest.fixture
def council(engine, tmp_path):
    return Council(engine, tmp_path / "files")


@pytest.fixture
def secret(monkeypatch):
    """What children's codes are made with, the same for every store."""
    monkeypatch.setenv("IRO_PSEUDONYM_SECRET", "for tests")
    settings.cache_clear()
    yield
    settings.cache_clear()
