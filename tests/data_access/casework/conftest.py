import pytest
from sqlmodel import Session

from data_access.store import database
from data_access.store.settings import settings


@pytest.fixture
def engine(sqlite_engine):
    """On one database: test_postgresql.py holds that each gives the same on either."""
    return sqlite_engine


@pytest.fixture
def exampleshire(own_exampleshire):
    """A copy: most fetches write to its ledger."""
    return own_exampleshire


@pytest.fixture
def filled(sqlite_engine):
    """Put rows into a store that has none; give its engine."""

    def fill(*rows):
        with Session(sqlite_engine) as session, database.writing(session):
            session.add_all(rows)
        return sqlite_engine

    return fill


@pytest.fixture
def secret(monkeypatch):
    """What children's codes are made with, the same for every store."""
    monkeypatch.setenv("IRO_PSEUDONYM_SECRET", "for tests")
    settings.cache_clear()
    yield
    settings.cache_clear()
