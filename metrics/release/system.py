"""Sums among numbers as one system: what is published says of what is withheld.

Rows that lie in the same numbers are one atom; how many rows an atom has is an unknown of
0 or more. A number is a set of atoms, and where it is published, an equation. Numbers of
the same rows are one set, whatever they are called, so sums are found and not listed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from domain.tables import Bools, Ints
from metrics.kernel import Numbers
from metrics.release.numbers import Number

Marks = npt.NDArray[np.uint64]

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NOTHING = 1e-6
APART = 2**40  # between the rows of one kind and the next


@dataclass(frozen=True, eq=False)
class System:
    """Sets of atoms: `sets` by atoms holds 1 where an atom is in a set.

    `amount` is what each set comes to, `atoms` how much each atom has, `set_of` the set
    of each number. `mark` says of each atom which rows it is, the same in every system.
    """

    sets: csr_matrix
    amount: Numbers
    atoms: Numbers
    set_of: Ints
    mark: Marks

    def among(self, atoms: Bools) -> System:
        """Return the same with some atoms alone; the others are as they are."""
        sets = self.sets[:, np.flatnonzero(atoms)]
        some = self.atoms[atoms]
        return System(sets, sets @ some, some, self.set_of, self.mark[atoms])


def system_of(numbers: Sequence[Number]) -> System:
    """Return the system of some numbers."""
    from scipy.sparse import csr_matrix

    unit, number = _entries(numbers)
    same = np.zeros(len(numbers), np.uint64)
    np.add.at(same, number, _mark(unit))
    _, place, set_of = np.unique(same, return_index=True, return_inverse=True)
    once = np.isin(number, place)
    units, at = np.unique(unit[once], return_inverse=True)
    set_ = set_of[number[once]]
    alike = np.zeros(len(units), np.uint64)
    np.add.at(alike, at, _mark(same[place][set_]))
    _, first, atom = np.unique(alike, return_index=True, return_inverse=True)
    kept = np.isin(at, first)
    shape = len(place), len(first)
    column = atom[at[kept]]
    sets = csr_matrix((np.ones(len(column)), (set_[kept], column)), shape=shape)
    atoms = np.bincount(atom, minlength=len(first)).astype(np.float64)
    mark = np.zeros(len(first), np.uint64)
    np.add.at(mark, atom, _mark(units))
    return System(sets, sets @ atoms, atoms, set_of, mark)


def _entries(numbers: Sequence[Number]) -> tuple[Ints, Ints]:
    """Return, for each row of each number, the row and the number's place."""
    units = [
        row.astype(np.int64) + APART * (zlib.crc32(kind.encode()) % 2**20)
        for number in numbers
        for kind, row in number.rows
    ]
    lengths = [sum(len(row) for _, row in number.rows) for number in numbers]
    return np.concatenate(units), np.repeat(np.arange(len(numbers)), lengths)


def _mark(numbers: Ints | Marks) -> Marks:
    """Return for each number one that looks like chance, so that sums tell sets apart."""
    found = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return found ^ (found >> np.uint64(31))


def components(numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """Yield numbers apart that share no kind of row, not even through another."""
    of_kinds: dict[frozenset[str], list[Number]] = {}
    for number in numbers:
        kinds = frozenset(kind for kind, _ in number.rows)
        of_kinds.setdefault(kinds, []).append(number)
    joined: list[tuple[frozenset[str], list[Number]]] = []
    for kinds, some in of_kinds.items():
        touching = [each for each in joined if each[0] & kinds]
        joined = [each for each in joined if not each[0] & kinds]
        every = kinds.union(*(each[0] for each in touching))
        joined.append((every, [one for each in touching for one in each[1]] + some))
    for _, some in joined:
        yield some
