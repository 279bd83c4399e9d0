"""A store that is unwell is told in words, whichever call meets it."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from typer.testing import CliRunner

from data_access import __main__ as data_access
from data_access.columns import councils
from data_access.store import database
from data_access.store.loaded import METADATA, Import, table
from domain.access import COMMAND_LINE
from reports import __main__ as reports
from tests.conftest import url_of
from tests.data_access.conftest import NO_SERVER, POSTGRESQL_URL

DAMAGED = (
    "The store is damaged, or is no store: what is there cannot be read as a database. "
    "Nothing was changed. Check that DATABASE_URL is right; if it is, put the last copy "
    "of the store in its place, or move it away and load the files again."
)
EMPTY = (
    "The store's file is empty: there is nothing in it, not even tables. Nothing was "
    "changed. Put the last copy of the store in its place, or delete the empty file and "
    "a new store is made at the next start."
)
FULL = (
    "The disk that the store is on is full, so nothing was written. Make room there, "
    "then try again."
)
NOT_ALLOWED = (
    "This account may not do that to the store's tables, so nothing was changed. Use "
    "the account that owns them."
)
READ_ONLY = (
    "The store can be read but not written, so nothing was changed. Give this account "
    "leave to write to the store, and to the folder of its file, then try again."
)
NO_TABLES = (
    "The store does not have the tables that this version of the dashboard reads. Check "
    "that DATABASE_URL is right, then start the dashboard again."
)
LATER = (
    "The store was made by a later version of the dashboard than this one. It is left "
    "as it is. Start that version, or a newer one; or point DATABASE_URL at another "
    "store."
)
GONE = (
    "The store's file is not where it was when the dashboard started. Put it back, or "
    "start the dashboard again and a new store is made."
)
COMMANDS = {
    "load": (data_access, "load", "pyproject.toml", "--local-authority", "TST"),
    "demo": (data_access, "demo"),
    "tidy-ledger": (data_access, "tidy-ledger"),
    "figures": (
        *(reports, "figures", "reviews_held_on_time"),
        *("--from", "2024-04-01", "--to", "2025-03-31"),
    ),
}


@pytest.fixture
def file(small_file, tmp_path):
    return Path(shutil.copy(small_file, tmp_path / "iro.db"))


@pytest.fixture
def store(file):
    engine = database.get_engine(url_of(file))
    yield engine
    engine.dispose()


def always(engine, pragma):
    """Have every connection from now on obey a pragma."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _(connection, _record):
        connection.execute(f"PRAGMA {pragma}").close()


def spoil(file):
    """Write over everything in a store but its first page."""
    with file.open("r+b") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(4096)
        opened.write(b"\x77" * (size - 4096))


def read(engine):
    return councils(engine, COMMAND_LINE)


def write(engine, size=10):
    with Session(engine) as session, database.writing(session):
        database.bump(session, "TST")
        setting = {"la": "TST", "name": "a", "value": "v" * size}
        session.connection().execute(
            insert(METADATA.tables["council_setting"]), setting
        )


def refusal(doing, *arguments):
    with pytest.raises(database.StoreError) as refused:
        doing(*arguments)
    return str(refused.value)


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "iro.db").write_text("a letter, " * 100)
    engine = database.get_engine(url_of(tmp_path / "iro.db"))
    assert [refusal(each, engine) for each in (database.upgrade, read, write)] == [
        DAMAGED
    ] * 3


def test_a_file_that_is_damaged_under_a_running_dashboard(store, file):
    assert read(store)
    store.dispose()
    spoil(file)
    assert [refusal(each, store) for each in (read, write, database.upgrade)] == [
        DAMAGED
    ] * 3


def test_an_empty_file_is_not_taken_for_a_new_store(tmp_path):
    file = tmp_path / "iro.db"
    file.touch()
    engine = database.get_engine(url_of(file))
    assert [refusal(each, engine) for each in (database.upgrade, read, write)] == [
        EMPTY
    ] * 3
    assert file.stat().st_size == 0


def test_a_new_store_is_never_seen_as_an_empty_file(sqlite_url):
    engine = database.get_engine(sqlite_url)
    assert Path(engine.url.database).stat().st_size > 0


def test_a_file_that_is_taken_away_is_not_made_anew(store, file):
    store.dispose()
    file.unlink()
    assert refusal(read, store) == GONE
    assert not file.exists()


def test_a_disk_that_is_full(store):
    always(store, "max_page_count=1")
    assert refusal(write, store, 10_000_000) == FULL
    with store.connect() as connection:
        before = database.version(connection)
    write(store)
    with store.connect() as connection:
        assert database.version(connection) == before + 1


def test_a_disk_that_may_not_be_written(store):
    always(store, "query_only=ON")
    assert refusal(write, store) == READ_ONLY
    assert read(store)


def test_a_store_without_its_tables(store):
    with store.begin() as connection:
        connection.execute(text("DROP TABLE store_state"))
    assert refusal(write, store) == NO_TABLES


def test_a_store_without_its_tables_in_either_database(bare_url):
    assert refusal(read, database.get_engine(bare_url)) == NO_TABLES


def test_a_store_of_a_later_version_is_left_as_it_is(bare_url):
    engine = database.get_engine(bare_url)
    database.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    assert refusal(database.upgrade, engine) == LATER
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT version_num FROM alembic_version"))
        assert kept.scalar() == "later"
    engine.dispose()


@pytest.fixture
def stranger(postgresql_engine):
    """A store as an account sees it that may only read."""
    own = "stranger_of_the_store"
    with postgresql_engine.begin() as connection:
        for line in (
            f"CREATE ROLE {own} LOGIN",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {own}",
        ):
            connection.execute(text(line))
    engine = database.get_engine(
        postgresql_engine.url.set(
            drivername="postgresql", username=own
        ).render_as_string(hide_password=False)
    )
    yield engine
    engine.dispose()
    with postgresql_engine.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {own}"))
        connection.execute(text(f"DROP ROLE {own}"))


@pytest.mark.postgresql
@pytest.mark.skipif(not POSTGRESQL_URL, reason=NO_SERVER)
def test_an_account_that_may_not_write(stranger):
    assert read(stranger) == []
    assert refusal(write, stranger) == NOT_ALLOWED


def test_what_is_wrong_with_a_row_is_not_said_of_the_store(engine):
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(METADATA.tables["plan"]), {"la": "TST"})
    with engine.connect() as connection:
        assert connection.execute(select(table(Import))).all() == []


@pytest.fixture(params=["no database", "empty", "damaged", "later"])
def unwell(request, file):
    """The URL of a store that is unwell, and what is said of it."""
    if request.param == "no database":
        file.write_text("a letter, " * 100)
        return url_of(file), DAMAGED
    if request.param == "empty":
        file.write_bytes(b"")
        return url_of(file), EMPTY
    if request.param == "damaged":
        spoil(file)
        return url_of(file), DAMAGED
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'later'")
    return url_of(file), LATER


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_in_the_shell_it_is_the_sentence_alone_and_the_exit_code_is_1(unwell, command):
    url, words = unwell
    program, *arguments = command
    done = CliRunner().invoke(program.app, [*arguments, "--database", url])
    assert (done.stdout, done.stderr, done.exit_code) == ("", f"{words}\n", 1)
