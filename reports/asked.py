"""What a command is asked for: a day, a council, a form, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from domain.due import FIRST_YEAR, LAST_YEAR
from domain.errors import DashboardError

if TYPE_CHECKING:
    from sqlalchemy import Engine

FAILED, WRONG_USAGE = 1, 2


class Form(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class UsageError(DashboardError):
    """The command is asked for something that it cannot do."""


def day_asked(option: str, words: str | None) -> date:
    """Return the day that an option gives.

    Raises:
        UsageError: it is missing, or no day that figures can be of.
    """
    if words is None:
        raise UsageError(f"{option} is missing; expected a day such as 2025-03-31.")
    try:
        found = date.fromisoformat(words)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR < found.year < LAST_YEAR:
        raise UsageError(
            f"{option}: found '{words}', expected a day such as 2025-03-31."
        )
    return found


def store(url: str | None) -> Engine:
    """Return the store that is asked for, its tables up to date."""
    from data_access.store import database
    from data_access.store.settings import settings

    engine = database.get_engine(url or settings().database_url)
    database.upgrade(engine)
    return engine


def council_asked(engine: Engine, asked: str | None) -> str:
    """Return the code of the council that is asked for, or of the first.

    Raises:
        DashboardError: the store holds none.
        UsageError: it holds others.
    """
    from data_access.columns import councils
    from domain.access import COMMAND_LINE

    found = [code for code, _, _ in councils(engine, COMMAND_LINE)]
    if not found:
        raise DashboardError(
            "The store holds no council. Load files with python -m data_access load, "
            "or the invented council with python -m data_access demo."
        )
    if asked is not None and asked not in found:
        raise UsageError(
            f"--local-authority: found '{asked}', expected one of: {', '.join(found)}."
        )
    return asked or found[0]


@contextmanager
def told() -> Iterator[None]:
    """End a command that fails with the reason and the right number."""
    try:
        yield
    except DashboardError as error:
        from metrics.measure import MeasureError

        typer.echo(str(error), err=True)
        usage = isinstance(error, UsageError | MeasureError)
        raise typer.Exit(WRONG_USAGE if usage else FAILED) from None


@contextmanager
def asked(url: str | None, la: str | None) -> Iterator[tuple[Engine, str]]:
    """Give the store and the council that a command is asked for."""
    engine = store(url)
    yield engine, council_asked(engine, la)
