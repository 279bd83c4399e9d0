"""What happens once, before the first page: tables, the invented council, imports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

from filelock import FileLock
from sqlalchemy import make_url

from data_access import exampleshire, store
from data_access.settings import settings

WARM = ("pandas", "plotly.graph_objects", "pyarrow", "ui.charts", "metrics.catalogue")


def prepare(now: datetime, tell: Callable[[str], None]) -> None:
    """Bring the store up to date; fill an empty one with the invented council.

    Two processes that start together do it one after the other. `tell` is given a
    line for each step that takes longer than a moment.
    """
    url = settings().database_url
    engine = store.get_engine(url)
    with FileLock(_lock_file(url)):
        store.upgrade(engine)
        if settings().demo and exampleshire.needed(engine):
            tell("Setting up: making the invented council Exampleshire ...")
            rows = exampleshire.fill(engine, now.date(), now, _percent(tell))
            tell(f"Setting up: {rows:,} invented rows are in the store.")
    for module in WARM:
        import_module(module)


def _percent(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    def progress(done: int, of: int) -> None:
        tell(f"Setting up: working out due dates, {100 * done // max(of, 1)}% done")

    return progress


def _lock_file(url: str) -> Path:
    """Beside an SQLite file; for a server's database, in the temporary folder."""
    from tempfile import gettempdir

    database = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and database:
        return Path(f"{database}.lock")
    return Path(gettempdir()) / "iro-quality-assurance.lock"
