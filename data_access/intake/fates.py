"""What became of each row of a file, counted as a spreadsheet counts rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from enum import IntEnum

AT_ONCE = 1000  # rows held before they are written down
CACHE = "PRAGMA cache_size = -512"  # kilobytes in memory; the rest is on disk
TABLE = "CREATE TABLE fate (place TEXT PRIMARY KEY, fate INTEGER) WITHOUT ROWID"
TELL = (
    "INSERT INTO fate VALUES (?, ?) ON CONFLICT (place) "
    "DO UPDATE SET fate = max(fate, excluded.fate)"
)
LEAVE_OUT = "INSERT OR REPLACE INTO fate VALUES (?, ?)"
COUNT = "SELECT count(*) FROM fate WHERE fate = ?"


class Fate(IntEnum):
    """What became of a row; of the things that one row states, the largest holds."""

    LEFT_OUT = 0
    SAME = 1  # as before
    CHANGED = 2
    ADDED = 3


class Fates:
    """The fate of each row by the place where it stands, each row once.

    A format may come back to a row late, so all are kept, but in a private database
    that SQLite moves to a file of its own and deletes: memory does not grow.
    """

    def __init__(self) -> None:
        self._latest: dict[str, Fate] = {}
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute(CACHE)
        self._kept.execute(TABLE)

    def tell(self, place: str, fate: Fate) -> None:
        """Take in what became of one thing that a row states."""
        self._latest[place] = max(self._latest.get(place, fate), fate)
        if len(self._latest) >= AT_ONCE:
            self._write(TELL)

    def leave_out(self, places: Iterable[str]) -> None:
        """Count rows as left out after all."""
        self._write(TELL)
        self._latest = dict.fromkeys(places, Fate.LEFT_OUT)
        self._write(LEAVE_OUT)

    def count(self, fate: Fate) -> int:
        """Return how many rows met this fate."""
        self._write(TELL)
        return int(self._kept.execute(COUNT, (int(fate),)).fetchone()[0])

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(self.count(fate) for fate in Fate)

    def _write(self, how: str) -> None:
        if self._latest:
            self._kept.execute("BEGIN")
            rows = ((place, int(fate)) for place, fate in self._latest.items())
            self._kept.executemany(how, rows)
            self._kept.execute("COMMIT")
            self._latest = {}
