import os
import uuid

import pytest
from sqlalchemy import create_engine, make_url, text

from data_access import store
from tests.data_access.councils import Council

POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL")
NO_SERVER = "set TEST_POSTGRESQL_URL to an empty PostgreSQL database to run this"
on_postgresql = pytest.param(
    "postgresql",
    marks=[
        pytest.mark.postgresql,
        pytest.mark.skipif(not POSTGRESQL_URL, reason=NO_SERVER),
    ],
)


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{(tmp_path / 'store' / 'iro.db').as_posix()}"


@pytest.fixture
def postgresql_url():
    """The URL of a schema of its own, gone after the test."""
    schema = f"test_{uuid.uuid4().hex}"
    server = create_engine(
        make_url(POSTGRESQL_URL).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
    )
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = make_url(POSTGRESQL_URL).update_query_dict(
            {"options": f"-csearch_path={schema}"}
        )
        yield url.render_as_string(hide_password=False)
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture(params=["sqlite", on_postgresql])
def database_url(request):
    """A database that holds nothing yet, of each kind that can be had."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(database_url):
    engine = store.get_engine(database_url)
    store.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def council(engine, tmp_path):
    return Council(engine, tmp_path / "files")
