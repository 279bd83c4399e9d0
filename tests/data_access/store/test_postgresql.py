"""What a store holds and gives is the same whichever database it is."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import insert, select, text

from data_access.columns import read_columns
from data_access.store import database
from data_access.store.loaded import METADATA
from domain.access import ALLOWED
from domain.access import EVERYTHING as EVERY_ROW
from domain.tables import Rows
from tests.conftest import copied
from tests.data_access.access.test_access import (
    FETCHES,
    LA,
    WAYS,
    given_to,
    said,
    viewer_of,
)
from tests.data_access.conftest import NO_SERVER, POSTGRESQL_URL, own_database
from tests.data_access.councils import Council
from tests.data_access.intake.test_door import EVERYTHING

AT_ONCE = 5000
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.xdist_group("postgresql"),  # one copy of a council
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
    alike(sqlite.columns(), postgresql.columns())


def alike(one, other):
    assert (one.labels, one.covered) == (other.labels, other.covered)
    assert (one.targets, one.rebases) == (other.targets, other.rebases)
    assert one.events == other.events
    for each in fields(one):
        rows = getattr(one, each.name)
        if isinstance(rows, Rows):
            assert as_lists(rows) == as_lists(getattr(other, each.name))


def as_lists(rows):
    columns = [getattr(rows, each.name).tolist() for each in fields(rows)[1:]]
    return columns, {name: group.tolist() for name, group in rows.groups.items()}


@pytest.fixture(scope="module")
def exampleshires(exampleshire_file, tmp_path_factory):
    """Exampleshire on either database, row for row."""
    place = tmp_path_factory.mktemp("either") / "iro.db"
    with copied(exampleshire_file, place) as one, own_database() as url:
        other = database.get_engine(url)
        database.upgrade(other)
        with one.connect() as held, other.begin() as made:
            for table in METADATA.sorted_tables:
                made.execute(table.delete())
                rows = held.execute(select(table)).mappings()
                for some in rows.partitions(AT_ONCE):
                    made.execute(insert(table), [dict(row) for row in some])
                if "id" in table.c:
                    made.execute(text(NUMBERED_ON.format(table.name)))
        yield one, other
        other.dispose()


NUMBERED_ON = (
    "SELECT setval(pg_get_serial_sequence('{0}', 'id'), max(id)) FROM {0} "
    "HAVING max(id) IS NOT NULL AND pg_get_serial_sequence('{0}', 'id') IS NOT NULL"
)


@pytest.mark.walk
def test_a_whole_council_has_the_same_columns_on_either_database(exampleshires):
    alike(*(read_columns(engine, LA, EVERY_ROW) for engine in exampleshires))


@pytest.mark.walk
@pytest.mark.parametrize(("fetch", "how"), WAYS, ids=said)
def test_a_fetch_gives_the_same_on_either_database(exampleshires, fetch, how):
    screen, _ = FETCHES[fetch]
    for role in ALLOWED[screen]:
        one, other = (
            plain(given_to(fetch, how, engine, viewer_of(role)))
            for engine in exampleshires
        )
        assert one == other


@singledispatch
def plain(given):
    """What was given as what Python compares."""
    if not is_dataclass(given):
        return given
    values = {each.name: getattr(given, each.name) for each in fields(given)}
    return {name: plain(value) for name, value in values.items() if not callable(value)}


@plain.register(pd.DataFrame)
@plain.register(pd.Series)
def _(given):
    return given.to_csv()


@plain.register
def _(given: np.ndarray):
    return given.tolist()


@plain.register
def _(given: Mapping):
    return {key: plain(value) for key, value in given.items()}


@plain.register(list)
@plain.register(tuple)
def _(given):
    return [plain(each) for each in given]


@plain.register
def _(given: bytes):
    """Return a file; of a workbook its sheets, as it says when it was made."""
    if not given.startswith(b"PK"):
        return given
    with ZipFile(BytesIO(given)) as book:
        return {name: book.read(name) for name in book.namelist() if "sheet" in name}
