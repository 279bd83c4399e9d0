"""Opening the store, bringing its tables up to date, and its version number."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from data_access.models import StoreState
from domain.errors import DashboardError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 30_000  # milliseconds a writer waits for another
OWNER_ONLY = 0o600
WRITER_LOCK = 903  # any number, the same in every process


class StoreError(DashboardError):
    """The store cannot be opened as asked."""


@lru_cache(maxsize=8)
def get_engine(url: str) -> Engine:
    """Return the one engine of this process for a database URL.

    Raises:
        StoreError: the URL is for neither SQLite nor PostgreSQL.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(url, parsed.database)
    if backend == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True
        )
    raise StoreError(
        f"The database URL is for {backend}; expected sqlite or postgresql. "
        "Correct DATABASE_URL."
    )


def _sqlite(url: str, database: str | None) -> Engine:
    if not database or database == ":memory:":
        engine = create_engine(
            url, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        file = Path(database)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
        engine = create_engine(url)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def upgrade(engine: Engine) -> None:
    """Apply every migration the store has not had; nothing to do costs little."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with engine.begin() as connection:
        _begin_immediately(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def version(connection: Connection | Session) -> int:
    """Return the number that moves with every change of data; 0 for a new store."""
    found = connection.execute(select(StoreState.version)).scalar()  # type: ignore[call-overload]
    return found or 0


def bump(session: Session) -> None:
    """Move the store's version on by one."""
    state = session.get(StoreState, 1) or StoreState(id=1, version=0)
    state.version += 1
    session.add(state)
    session.flush()


@contextmanager
def writing(session: Session) -> Iterator[Session]:
    """Make a session's whole work one transaction, one writer at a time.

    Left by an exception, nothing of it stays.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
    _begin_immediately(connection)
    yield session
    session.commit()


def _begin_immediately(connection: Connection) -> None:
    """Take SQLite's write lock at once, so that two writers never both read first.

    Python's driver opens a transaction only before a change of rows: without this a
    kill among the statements that make tables would leave half of them.
    """
    raw = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and raw and not raw.in_transaction:
        raw.execute("BEGIN IMMEDIATE")
