"""What every rule of the worklist has, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Protocol

from data_access.casework.worklist.facts import Facts

SOON, SOONER = 28, 14  # days


class Found(NamedTuple):
    """A thing to do for a child: by when, whose it is, and what it is."""

    child_id: str
    due: date
    role: str
    action: str


class Rule(Protocol):
    """What every rule has."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def marks(self) -> str: ...
    def find(self, facts: Facts) -> Iterator[Found]:
        """Return what there is to do by this rule."""
        ...
