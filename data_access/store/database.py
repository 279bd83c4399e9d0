"""Opening the store, bringing its tables up to date, and its version number."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

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
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from data_access.store import tables
from data_access.store.loaded import (
    CouncilState,
    StoreState,
    only_invented,
    table,
)
from domain.errors import DashboardError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 30_000  # milliseconds a writer waits for another
OWNER_ONLY = 0o600  # what SQLite puts beside its file is as the file is
OWNER_FOLDER = 0o700
WRITER_LOCK = 903  # any number, the same in every process

CANNOT_OPEN = (
    "The store cannot be opened. Check that the database is running, that "
    "DATABASE_URL is right, and that this account may write to it."
)
EARLIER = frozenset({"0001", "0002", "0003", "0004", "0005", "0006"})
MADE_EARLIER = (
    "The store was made by an earlier version of the dashboard, which this one cannot "
    "go on from, and holds a council's own files. It is left as it is. Load the files "
    "again into a new store: point DATABASE_URL elsewhere, or move the store's file."
)


class StoreError(DashboardError):
    """The store cannot be opened as asked."""


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
            return _sqlite(url, parsed.database)
        except OSError:
            raise StoreError(CANNOT_OPEN) from None
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
        file = Path(database)
        file.parent.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
        if not file.exists():
            for own in (file, Path(f"{file}.lock")):  # the lock of a first start
                os.close(os.open(own, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
        engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _hide_values)
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
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def upgrade(engine: Engine) -> None:
    """Apply every migration the store has not had; nothing to do costs little.

    A store of an earlier version is made anew, empty, where all that it holds is the
    invented council.

    Raises:
        StoreError: the database does not answer, or the file cannot be written; or
            the store is an earlier version's, with a council's own files.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    try:
        with engine.begin() as connection:
            _only_writer(connection)
            _clear_earlier(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError:
        raise StoreError(CANNOT_OPEN) from None


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
        StoreError: another writer was not done in time.
    """
    raw = connection.connection.driver_connection
    if raw is None or raw.in_transaction:
        return
    try:
        raw.execute(how)
    except sqlite3.OperationalError:
        raise StoreError(
            "Another load is still being written. Wait until it is done, then try "
            "again."
        ) from None
