"""Sums among numbers as one system: what is published says of what is withheld.

Rows that lie in the same numbers are one atom; how many rows an atom has is an unknown of
0 or more. A number is a set of atoms, and where it is published, an equation. Numbers of
the same rows are one set, whatever they are called, so sums are found and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from domain.tables import Bools, Ints
from metrics.kernel import Numbers
from metrics.release.numbers import Number

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NOTHING = 1e-6
SEED = 903  # of the weights by which sets are told apart: any number


@dataclass(frozen=True, eq=False)
class System:
    """Sets of atoms: `sets` by atoms holds 1 where an atom is in a set.

    `amount` is what each set comes to, `atoms` how much each atom has, `set_of` the set
    of each number.
    """

    sets: csr_matrix
    amount: Numbers
    atoms: Numbers
    set_of: Ints

    def among(self, atoms: Bools) -> System:
        """Return the same with some atoms alone; the others are as they are."""
        sets = self.sets[:, np.flatnonzero(atoms)]
        return System(sets, sets @ self.atoms[atoms], self.atoms[atoms], self.set_of)

    def greatest(
        self, weights: Numbers, shown: Bools, least: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return what sets come to where a weighed sum of them is as great as it can be.

        All that is `shown` stays as it is, and no set falls below its `least`. Also how
        much each set that is shown keeps the sum down.
        """
        from scipy.optimize import linprog

        told = np.flatnonzero(shown & (np.diff(self.sets.indptr) > 0))
        floor = np.flatnonzero((least > 0) & ~shown)
        found: Any = linprog(
            -(self.sets.T @ weights),
            A_eq=self.sets[told],
            b_eq=self.amount[told],
            A_ub=-self.sets[floor] if len(floor) else None,
            b_ub=-np.minimum(least, self.amount)[floor] if len(floor) else None,
            method="highs",
        )
        down = np.zeros(len(self.amount))
        if found.x is None:  # no limit: any value will do
            return np.where(weights > 0, np.inf, self.amount), down
        down[told] = np.abs(found.eqlin.marginals)
        values: Numbers = self.sets @ found.x
        return values, down


def system_of(numbers: Sequence[Number]) -> System:
    """Return the system of some numbers."""
    from scipy.sparse import csr_matrix

    unit, number = _entries(numbers)
    units, at = np.unique(unit, return_inverse=True)
    rng = np.random.default_rng(SEED)
    mark = rng.integers(1, 2**62, size=len(numbers), dtype=np.uint64)
    alike = np.zeros(len(units), np.uint64)
    np.add.at(alike, at, mark[number])
    _, first, atom, size = np.unique(
        alike, return_index=True, return_inverse=True, return_counts=True
    )
    kept = np.isin(at, first)
    column = atom[at[kept]]
    mark = rng.integers(1, 2**62, size=len(first), dtype=np.uint64)
    same = np.zeros(len(numbers), np.uint64)
    np.add.at(same, number[kept], mark[column])
    _, place, set_of = np.unique(same, return_index=True, return_inverse=True)
    shape = len(numbers), len(first)
    rows = csr_matrix((np.ones(len(column)), (number[kept], column)), shape=shape)
    sets = rows[place]
    atoms = size.astype(np.float64)
    return System(sets, sets @ atoms, atoms, set_of)


def _entries(numbers: Sequence[Number]) -> tuple[Ints, Ints]:
    """Return, for each row of each number, the row and the number's place."""
    kinds = sorted({kind for number in numbers for kind, _ in number.rows})
    apart = 2**40
    units = [
        row.astype(np.int64) + apart * kinds.index(kind)
        for number in numbers
        for kind, row in number.rows
    ]
    lengths = [sum(len(row) for _, row in number.rows) for number in numbers]
    return np.concatenate(units), np.repeat(np.arange(len(numbers)), lengths)


def components(numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Yield numbers apart that share no kind of row, not even through another."""
    joined: list[tuple[set[str], list[Number]]] = []
    for number in numbers:
        kinds = {kind for kind, _ in number.rows}
        touching = [each for each in joined if each[0] & kinds]
        for each in touching:
            joined.remove(each)
            kinds |= each[0]
        some = [one for each in touching for one in each[1]]
        joined.append((kinds, [*some, number]))
    for _, some in joined:
        yield some
