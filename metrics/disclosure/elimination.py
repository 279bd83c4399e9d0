"""What sums tell of unknown cells when all of them are taken together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.tables import Bools, Ints
from metrics.kernel import Numbers

NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Solved:
    """Sums, each added up from those given so that it holds few unknown cells.

    A cell can be worked out exactly where a row holds it and no other unknown cell:
    `told` says of which cells. `news` are the rows that tell of settled cells what
    their own sums do not.
    """

    rows: Numbers
    told: Bools
    news: Ints


def solve(rows: Numbers, order: Ints, unknown: Bools, settled: Bools) -> Solved:
    """Return the reduced row echelon form of sums, in respect of the unknown cells.

    Cells that are settled are solved first from sums among themselves, then the others
    from all sums; what a row left over says of settled cells is news. `order` lists
    all cells: those that come first are solved for first, so that the last rows hold
    the last cells alone.
    """
    touching = (np.abs(rows[:, unknown]) > NOTHING).any(axis=1)
    reduced = rows[touching].copy()
    free = np.ones(len(reduced), np.bool_)
    mixed = np.any(np.abs(reduced[:, ~settled]) > NOTHING, axis=1)
    of_settled = order[(unknown & settled)[order]]
    _reduce(reduced, of_settled, ~mixed, free)
    _reduce(reduced, order[(unknown & ~settled)[order]], mixed, free)
    before = free.copy()
    _reduce(reduced, of_settled, mixed, free)
    held = np.abs(reduced) > NOTHING
    alone = (held & unknown).sum(axis=1) == 1
    told = unknown & held[alone].any(axis=0)
    return Solved(reduced[~free], told, np.flatnonzero((before & ~free)[~free]))


def _reduce(rows: Numbers, cells: Ints, allowed: Bools, free: Bools) -> None:
    """Give each cell a row of its own where one is free, and clear it from others."""
    for cell in cells:
        held = np.abs(rows[:, cell]) > NOTHING
        own = held & free & allowed
        if not own.any():
            continue
        pivot = own.argmax()
        free[pivot] = held[pivot] = False
        rows[pivot] /= rows[pivot, cell]
        rows[held] -= rows[held, cell, None] * rows[pivot]
