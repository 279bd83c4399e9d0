import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from data_access.store import database, settings, tables
from data_access.store.loaded import METADATA

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
START = """
import sys
from data_access.store import database
engine = database.get_engine(sys.argv[1])
database.upgrade(engine)
print(database.version(engine.connect()))
"""


def test_upgrading_makes_every_table_that_the_models_have(bare_url):
    engine = database.get_engine(bare_url)
    database.upgrade(engine)
    assert tables.Base.metadata is METADATA
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_upgrading_again_keeps_the_rows(engine):
    with Session(engine) as session, database.writing(session):
        database.bump(session, "TST")
    database.upgrade(engine)
    with engine.connect() as connection:
        assert database.version(connection) == 1


def test_a_new_store_has_version_0_and_each_bump_moves_it_by_one(engine):
    with Session(engine) as session:
        assert database.version(session) == 0
        with database.writing(session):
            database.bump(session, "TST")
            database.bump(session, "TST")
    with engine.connect() as connection:
        assert database.version(connection) == 2


def test_an_exception_while_writing_leaves_the_store_as_it_was(engine):
    with (
        pytest.raises(KeyError),
        Session(engine) as session,
        database.writing(session),
    ):
        database.bump(session, "TST")
        raise KeyError
    with engine.connect() as connection:
        assert database.version(connection) == 0


def test_a_reader_sees_one_state_while_another_writes(engine):
    with database.reading(engine) as reader:
        before = database.version(reader)
        with Session(engine) as session, database.writing(session):
            database.bump(session, "TST")
        assert (before, database.version(reader)) == (0, 0)
    with database.reading(engine) as reader:
        assert database.version(reader) == 1


def test_what_was_committed_is_on_the_disk_before_anything_is_shown(sqlite_engine):
    """2 is FULL: SQLite has the log written through at every commit."""
    with sqlite_engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_the_store_is_one_engine_for_a_process(sqlite_url):
    assert database.get_engine(sqlite_url) is database.get_engine(sqlite_url)


def test_a_store_in_memory_can_be_used():
    engine = database.get_engine("sqlite://")
    database.upgrade(engine)
    assert "source_row" in inspect(engine).get_table_names()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_can_read_the_file_and_what_stands_beside_it(sqlite_url):
    engine = database.get_engine(sqlite_url)
    database.upgrade(engine)
    with Session(engine) as session, database.writing(session):
        database.bump(session, "TST")
        folder = Path(engine.url.database).parent
        modes = {
            each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()
        }
    names = ("iro.db", "iro.db-wal", "iro.db-shm", "iro.db.lock")
    assert modes == dict.fromkeys(names, 0o600)


def test_a_windows_path_in_the_url_stays_a_path():
    url = make_url(settings.url_of(Path("C:/Users/A B/iro.db")))
    assert url.database == "C:/Users/A B/iro.db"


def test_two_processes_that_start_on_an_empty_store_both_come_up(bare_url):
    both = [
        subprocess.Popen(
            [sys.executable, "-c", START, bare_url],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [(process.communicate()[0], process.returncode) for process in both] == [
        ("0\n", 0)
    ] * 2


def test_a_statement_that_fails_does_not_repeat_the_childs_details(engine):
    row = {"la": "TST", "child_id": "C1-born-2012"}
    with pytest.raises(IntegrityError) as failure, engine.begin() as connection:
        connection.execute(insert(METADATA.tables["plan"]), row)
    assert "2012" not in f"{failure.value} {failure.value.orig}"


def test_a_url_of_another_database_is_refused_in_words():
    with pytest.raises(database.StoreError) as refusal:
        database.get_engine("mysql://server/iro")
    assert str(refusal.value) == (
        "The database URL is for mysql; expected sqlite or postgresql. "
        "Correct DATABASE_URL."
    )


def test_a_url_that_is_none_is_refused_in_words_that_do_not_repeat_it():
    with pytest.raises(database.StoreError) as refusal:
        database.get_engine("a-secret")
    assert str(refusal.value) == (
        "The database URL cannot be read; expected one such as "
        "sqlite:///data/iro.db. Correct DATABASE_URL."
    )


def test_a_server_that_does_not_answer_is_told_in_words():
    engine = database.get_engine("postgresql://user:a-secret@127.0.0.1:1/iro")
    with pytest.raises(database.StoreError) as refusal:
        database.upgrade(engine)
    assert str(refusal.value) == (
        "The store cannot be opened. Check that the database is running, that "
        "DATABASE_URL is right, and that this account may write to it."
    )


def test_a_file_that_cannot_be_made_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(database.StoreError) as refusal:
        database.get_engine(settings.url_of(tmp_path / "file" / "iro.db"))
    assert str(refusal.value).startswith("The store cannot be opened. Check that")


def test_a_second_writer_that_waits_too_long_is_told_in_words(sqlite_url, monkeypatch):
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 10)
    engine = database.get_engine(sqlite_url)
    database.upgrade(engine)
    with Session(engine) as first, database.writing(first):
        database.bump(first, "TST")
        with (
            pytest.raises(database.StoreError) as refusal,
            Session(engine) as second,
            database.writing(second),
        ):
            pytest.fail("two writers at once")
    assert str(refusal.value) == (
        "Another load is still being written. Wait until it is done, then try again."
    )


def test_a_second_writer_waits_for_the_first(engine):
    with Session(engine) as session, database.writing(session):
        process = subprocess.Popen(
            [sys.executable, "-c", BUMP, engine.url.render_as_string(False)], cwd=ROOT
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=3)
        database.bump(session, "TST")
    assert process.wait(timeout=30) == 0
    with engine.connect() as connection:
        assert database.version(connection) == 2


BUMP = """
import sys
from sqlmodel import Session
from data_access.store import database
with Session(database.get_engine(sys.argv[1])) as session, database.writing(session):
    database.bump(session, "TST")
"""


def test_the_settings_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")
    monkeypatch.setenv("IRO_DEMO", "false")
    found = settings.Settings()
    assert (found.database_url, found.demo) == ("sqlite:///elsewhere.db", False)


def test_what_is_set_to_nothing_is_as_if_it_were_not_set(monkeypatch):
    names = [each.validation_alias for each in settings.Settings.model_fields.values()]
    for name in names:
        monkeypatch.delenv(name, raising=False)
    unset = settings.Settings()
    for name in names:
        monkeypatch.setenv(name, "")
    assert settings.Settings() == unset


def test_a_setting_that_cannot_be_read_is_named_without_what_it_is_set_to(monkeypatch):
    monkeypatch.setenv("IRO_LEDGER_MONTHS", "a-secret")
    settings.settings.cache_clear()
    with pytest.raises(settings.SettingError) as refusal:
        settings.settings()
    assert str(refusal.value).startswith("IRO_LEDGER_MONTHS cannot be read. IRO_DEMO")
    assert "a-secret" not in str(refusal.value)


def test_without_settings_the_store_is_a_file_in_the_data_folder(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = Path(make_url(settings.Settings().database_url).database)
    assert path == ROOT / "data" / "iro.db"
    assert settings.settings() is settings.settings()


@pytest.fixture
def before_release(bare_url):
    """A store as the migrations from before the first release left it."""
    engine = database.get_engine(bare_url)
    database.upgrade(engine)
    with engine.begin() as connection:
        for column in ("code", "day"):
            connection.execute(text(f"ALTER TABLE left_out_row DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    yield engine
    engine.dispose()


def accept(engine, kind):
    """Put a line of a file that was accepted, and somebody's role, into a store."""
    line = {"la": "TST", "file_name": "a", "file_hash": "b", "kind": kind, "year": 2025}
    line |= {"covers": "", "loaded_by": "a test", "loaded_at": NOW, "rows_read": 1}
    role = {"who": "a@b", "role": "analyst", "teams": "", "staff_id": ""}
    with engine.begin() as connection:
        connection.execute(
            insert(METADATA.tables["import"]),
            line | {"added": 1, "changed": 0, "left_out": 0, "undone_at": NOW},
        )
        connection.execute(
            insert(METADATA.tables["person"]),
            role | {"given_by": "a test", "given_at": NOW},
        )


def test_a_demonstration_from_before_the_release_is_made_anew(before_release):
    accept(before_release, "demo")
    database.upgrade(before_release)
    with before_release.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        for name in ("import", "person"):
            rows = connection.execute(select(METADATA.tables[name])).all()
            assert rows == []
    database.upgrade(before_release)


def test_an_empty_store_from_before_the_release_is_made_anew(before_release):
    database.upgrade(before_release)
    with before_release.connect() as connection:
        assert database.version(connection) == 0


def test_a_councils_own_files_from_before_the_release_are_refused_and_kept(
    before_release,
):
    accept(before_release, "demo")
    accept(before_release, "ssda903")
    with pytest.raises(database.StoreError) as refusal:
        database.upgrade(before_release)
    assert str(refusal.value) == (
        "The store was made by an earlier version of the dashboard, which this one "
        "cannot go on from, and holds a council's own files. It is left as it is. Load "
        "the files again into a new store: point DATABASE_URL elsewhere, or move the "
        "store's file."
    )
    with before_release.connect() as connection:
        kinds = connection.execute(select(METADATA.tables["import"].c.kind))
        assert [*kinds.scalars()] == ["demo", "ssda903"]
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == "0006"


def test_a_store_of_this_version_is_never_made_anew(engine):
    accept(engine, "demo")
    database.upgrade(engine)
    with engine.connect() as connection:
        assert len(connection.execute(select(METADATA.tables["import"])).all()) == 1


def test_a_council_s_version_is_the_store_s_at_its_own_last_change(engine):
    with Session(engine) as session, database.writing(session):
        for la in ("ONE", "TWO", "ONE", "TWO", "TWO"):
            database.bump(session, la)
    with engine.connect() as connection:
        found = {la: database.version_of(connection, la) for la in ("ONE", "TWO", "?")}
        assert (database.version(connection), found) == (
            5,
            {"ONE": 3, "TWO": 5, "?": 0},
        )
