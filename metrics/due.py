"""Tests shared by reviews that are due on a day: of children in care and of plans."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from domain.tables import OPEN, UNKNOWN, Bools, Ints


class Due(Protocol):
    """Rows with the day each was due and held, day numbers or UNKNOWN."""

    @property
    def due(self) -> Ints: ...

    @property
    def held(self) -> Ints: ...


def was_held(rows: Due) -> Bools:
    """Return which reviews have been held."""
    return rows.held != UNKNOWN


def due_known(rows: Due) -> Bools:
    """Return which reviews have a due day that the loaded files tell."""
    return rows.due != UNKNOWN


def due_unknown(rows: Due) -> Bools:
    """Return which reviews have a due day that the loaded files do not tell."""
    return rows.due == UNKNOWN


def on_time(rows: Due) -> Bools:
    """Return which reviews were held by the day they were due."""
    return was_held(rows) & (rows.held <= rows.due)


def settled(rows: Due, no_longer_owed: Ints) -> Ints:
    """Return the day each review was held or no longer owed."""
    return np.minimum(np.where(was_held(rows), rows.held, OPEN), no_longer_owed)


def last_day_unsettled(rows: Due, no_longer_owed: Ints) -> Ints:
    """Return the last day each review counts against somebody.

    Its due day, or longer where it was late.
    """
    return np.maximum(rows.due, settled(rows, no_longer_owed) - 1)
