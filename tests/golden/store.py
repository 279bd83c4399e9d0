"""A store filled with Exampleshire, as it stands on one fixed day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from data_access.columns import read_columns
from data_access.demo import exampleshire
from data_access.store import database
from domain.access import EVERYTHING
from domain.tables import Columns

AS_AT = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def filled(folder: str | Path) -> Columns:
    """Return the columns of a store filled in a folder."""
    engine = database.get_engine(f"sqlite:///{Path(folder).as_posix()}/golden.db")
    database.upgrade(engine)
    exampleshire.fill(engine, AS_AT, NOW)
    columns = read_columns(engine, exampleshire.CODE, EVERYTHING)
    engine.dispose()
    return columns
