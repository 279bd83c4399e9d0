"""What it costs that a ledger line outlives a power cut: python -m benchmarks.durable.

Writes lines to a store of each kind of `PRAGMA synchronous`, in turns, so that a noisy
disk disturbs all of them; prints the median of one line in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from data_access.access import ledger
from data_access.store import database
from data_access.store.settings import url_of
from domain.access import Role, Screen, Viewer

KINDS = ("NORMAL", "FULL")
LINES = 500
VIEWER = Viewer("somebody@example.org", Role.MANAGER, teams=("*",))


def store(folder: Path, kind: str) -> Engine:
    """Make a store whose connections all are of a kind."""
    database.SYNCHRONOUS = kind
    engine = database.get_engine(url_of(folder / f"{kind}.db"))
    database.upgrade(engine)  # the one connection of the pool is made here
    return engine


def main() -> None:
    """Print each kind's median, and how many times the first it is."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with TemporaryDirectory(dir=place) as folder:
        stores = {kind: store(Path(folder), kind) for kind in KINDS}
        for _ in range(LINES):
            for kind, engine in stores.items():
                began = time.perf_counter()
                ledger.write(
                    engine, VIEWER, "TST", Screen.CHILDREN, datetime.now(UTC), rows=1
                )
                took[kind].append(1000 * (time.perf_counter() - began))
        for engine in stores.values():
            engine.dispose()
    first = statistics.median(took[KINDS[0]])
    for kind, each in took.items():
        median = statistics.median(each)
        print(f"{kind:8} {median:6.2f} ms a line, {median / first:.2f} times")


if __name__ == "__main__":
    main()
