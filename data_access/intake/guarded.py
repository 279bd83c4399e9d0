"""Whatever an importer raises on one file becomes that file's refusal, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from traceback import extract_tb

from sqlalchemy.exc import SQLAlchemyError

from domain.errors import DashboardError, RefusedError

NOT_READ = (
    "The file cannot be read: something in it is not as the dashboard expects ({where}). "
    "Export it again from your system. If it is refused again, tell whoever looks after "
    "the dashboard what stands in brackets."
)


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse the file where reading it fails in a way that nobody foresaw.

    The error's own text may hold a child's details, so only its kind and the line of
    the program are told. A fault of the database is no fault of the file.

    Raises:
        RefusedError: anything else was raised.
    """
    try:
        yield
    except (DashboardError, SQLAlchemyError):
        raise
    except Exception as error:  # noqa: BLE001 - that is the point
        raise RefusedError(NOT_READ.format(where=_where(error))) from None


def _where(error: Exception) -> str:
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {PurePath(last.filename).name} line {last.lineno}"
