import pytest
from sqlmodel import Session

from data_access.store import database
from tests.data_access.conftest import on_sqlite

engine = on_sqlite


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
