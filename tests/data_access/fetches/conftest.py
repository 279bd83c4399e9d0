import pytest


@pytest.fixture
def engine(sqlite_engine):
    """On one database: test_postgresql.py holds that each gives the same on either."""
    return sqlite_engine
