"""What became of each row of a file, counted as a spreadsheet counts rows."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Fate(IntEnum):
    """What became of a row; of the things that one row states, the largest holds."""

    LEFT_OUT = 0
    SAME = 1  # as before
    CHANGED = 2
    ADDED = 3


class Fates:
    """The fate of each row by the place where it stands, each row once."""

    def __init__(self) -> None:
        self._of: dict[str, Fate] = {}

    def tell(self, place: str, fate: Fate) -> None:
        """Take in what became of one thing that a row states."""
        self._of[place] = max(self._of.get(place, fate), fate)

    def leave_out(self, places: Iterable[str]) -> None:
        """Count rows as left out after all."""
        self._of.update(dict.fromkeys(places, Fate.LEFT_OUT))

    def count(self, fate: Fate) -> int:
        """Return how many rows met this fate."""
        return sum(each is fate for each in self._of.values())

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._of)
