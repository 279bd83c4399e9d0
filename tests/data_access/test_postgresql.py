from dataclasses import fields

import pytest

from domain.tables import Rows
from tests.data_access.conftest import NO_SERVER, POSTGRESQL_URL
from tests.data_access.councils import Council
from tests.data_access.test_door import EVERYTHING

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not POSTGRESQL_URL, reason=NO_SERVER),
]


@pytest.fixture
def both(tmp_path, sqlite_engine, postgresql_engine):
    """The same council on either database."""
    return [
        Council(sqlite_engine, tmp_path / "one"),
        Council(postgresql_engine, tmp_path / "other"),
    ]


def test_the_same_files_give_the_same_rows_and_columns_on_either_database(both):
    one, other = (council.load_tables(EVERYTHING) for council in both)
    assert one == other
    sqlite, postgresql = both
    assert sqlite.derived() == postgresql.derived()
    one, other = sqlite.columns(), postgresql.columns()
    assert (one.labels, one.covered) == (other.labels, other.covered)
    for each in fields(one):
        rows = getattr(one, each.name)
        if isinstance(rows, Rows):
            assert as_lists(rows) == as_lists(getattr(other, each.name))


def as_lists(rows):
    columns = [getattr(rows, each.name).tolist() for each in fields(rows)[1:]]
    return columns, {name: group.tolist() for name, group in rows.groups.items()}
