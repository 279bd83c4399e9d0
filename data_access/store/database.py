"""Opening the store, bringing its tables up to date, and its version number."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from data_access.store import tables
from data_access.store.loaded import (
    CouncilState,
    StoreState,
    only_invented,
    table,
)
from data_access.store.unwell import (
    CANNOT_OPEN,
    EMPTY,
    GONE,
    StoreError,
    in_words,
    told,
)

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 30_000  # milliseconds a writer waits for another
SYNCHRONOUS = "FULL"  # what was committed outlives a power cut (ADR 0023)
OWNER_ONLY = 0o600  # what SQLite puts beside its file is as the file is
OWNER_FOLDER = 0o700
WRITER_LOCK = 903  # any number, the same in every process

EARLIER = frozenset({"0001", "0002", "0003", "0004", "0005", "0006"})
MADE_EARLIER = (
    "The store was made by an earlier version of the dashboard, which this one cannot "
    "go on from, and holds a council's own files. It is left as it is. Load the files "
    "again into a new store: point DATABASE_URL elsewhere, or move the store's file."
)
MADE_LATER = (
    "The store was made by a later version of the dashboard than this one. It is left "
    "as it is. Start that version, or a newer one; or point DATABASE_URL at another "
    "store."
)


@lru_cache(maxsize=8)
def get_engine(url: str) -> Engine:
    """Return the one engine of this process for a database URL.

    What it raises does not repeat values, which may be a child's details.

    Raises:
        StoreError: the URL is for neither SQLite nor PostgreSQL, or is no URL; or
            the file cannot be made.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            "The database URL cannot be read; expected one such as "
            "sqlite:///data/iro.db. Correct DATABASE_URL."
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        try:
            engine = _sqlite(url, parsed.database)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(in_words(error) or CANNOT_OPEN) from None
        event.listen(engine, "handle_error", told)
        return engine
    if backend == "postgresql":
        return _postgresql(parsed)
    raise StoreError(
        f"The database URL is for {backend}; expected sqlite or postgresql. "
        "Correct DATABASE_URL."
    )


def _sqlite(url: str, database: str | None) -> Engine:
    if not database or database == ":memory:":
        engine = create_engine(
            url,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        _made(Path(database))
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "do_connect", partial(_there, Path(database)))
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _made(file: Path) -> None:
    """Make a store's file where there is none, never seen empty by another process."""
    file.parent.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
    if file.exists():
        return
    lock = Path(f"{file}.lock")
    os.close(os.open(lock, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    with FileLock(lock):
        if file.exists():
            return
        new = Path(f"{file}.new")
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
        with closing(sqlite3.connect(new)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")  # which writes a first page
        new.replace(file)


def _there(file: Path, *_connecting: object) -> None:
    """Refuse what SQLite would take for a new store: an empty file, or none."""
    try:
        size = file.stat().st_size
    except FileNotFoundError:
        raise StoreError(GONE) from None
    except OSError:
        raise StoreError(CANNOT_OPEN) from None
    if not size:
        raise StoreError(EMPTY)


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _hide_values)
    event.listen(engine, "handle_error", told)
    return engine


def _hide_values(context: ExceptionContext) -> None:
    """Keep what the server says is wrong; it adds the whole row that is."""
    diagnosis = getattr(context.original_exception, "diag", None)
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and diagnosis is not None and diagnosis.message_primary:
            error.args = (diagnosis.message_primary,)


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT}",  # first: changing to WAL may have to wait
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def upgrade(engine: Engine) -> None:
    """Apply every migration the store has not had; nothing to do costs little.

    A store of an earlier version is made anew, empty, where all that it holds is the
    invented council.

    Raises:
        StoreError: the store is unwell; or it is of a later version, or of an earlier
            one with a council's own files.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with engine.begin() as connection:
        _only_writer(connection)
        _clear_earlier(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:  # this version has no such migration
            raise StoreError(MADE_LATER) from None


def _clear_earlier(connection: Connection) -> None:
    """Drop the tables that the migrations from before the first release made."""
    from alembic.migration import MigrationContext

    if MigrationContext.configure(connection).get_current_revision() not in EARLIER:
        return
    if not only_invented(connection):
        raise StoreError(MADE_EARLIER)
    tables.Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))


def version(connection: Connection | Session) -> int:
    """Return the number that moves with every change of data; 0 for a new store."""
    found = connection.execute(select(table(StoreState).c.version)).scalar()
    return found or 0


def version_of(connection: Connection | Session, la: str) -> int:
    """Return the store's number at a council's last change; 0 if it had none."""
    council = table(CouncilState).c
    query = select(council.version).where(council.la == la)
    return connection.execute(query).scalar() or 0


def bump(session: Session, la: str) -> None:
    """Move the store's version on by one, for a change of one council's data."""
    state = session.get(StoreState, 1) or StoreState(id=1, version=0)
    state.version += 1
    session.add(state)
    session.merge(CouncilState(la=la, version=state.version))
    session.flush()


@contextmanager
def writing(session: Session) -> Iterator[Session]:
    """Make a session's whole work one transaction, one writer at a time.

    Left by an exception, nothing of it stays.
    """
    _only_writer(session.connection())
    yield session
    session.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one state of the store, whatever is written meanwhile."""
    with Session(engine) as session:
        if engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        else:
            _begin(session.connection(), "BEGIN")
        yield session


def _only_writer(connection: Connection) -> None:
    """Wait for every other writer to be done, before anything is read."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
    else:
        _begin(connection, "BEGIN IMMEDIATE")


def _begin(connection: Connection, how: str) -> None:
    """Open SQLite's transaction now.

    Python's driver opens one only before a change of rows: without this two writers
    could both read first, reads would not be of one state, and a kill among the
    statements that make tables would leave half of them.

    Raises:
        StoreError: another writer was not done in time, or the store is unwell.
    """
    raw = connection.connection.driver_connection
    if raw is None or raw.in_transaction:
        return
    try:
        raw.execute(how)
    except sqlite3.Error as error:
        raise StoreError(in_words(error) or CANNOT_OPEN) from None
