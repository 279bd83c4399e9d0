"""Plain sums among the numbers of a block, which tell much without a solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from domain.tables import Bools, Ints
from metrics.kernel import Numbers
from metrics.measure import ALL
from metrics.release.kept import Spot, needed, whole
from metrics.release.numbers import Number, Of
from metrics.release.system import System

Sum = tuple[int, Ints]  # a whole, and all its parts


@dataclass(frozen=True, eq=False)
class Sums:
    """The groups of a sheet, and of all cases those that count and the rest.

    `follows` gives for a rest the two sets that it follows from; `of` the sums that a
    set has a say in.
    """

    follows: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    of: dict[int, list[Sum]] = field(default_factory=dict)

    @classmethod
    def among(cls, numbers: Sequence[Number], system: System) -> Sums:
        """Return the sums that there are among numbers."""
        found = cls()
        places = dict[Spot, int]()
        for number, set_ in zip(numbers, system.set_of.tolist(), strict=True):
            places[number.key, number.of] = set_
        for at, parts in (*_sheets(numbers, places), *found._rests(places)):
            if system.amount[at] == system.amount[parts].sum():
                for set_ in {at, *parts}:
                    found.of.setdefault(set_, []).append((at, np.array(parts, np.intp)))
        for rest, pairs in found.follows.items():
            for set_ in {one for pair in pairs for one in pair}:
                found.of.setdefault(set_, []).extend(found.of.get(rest, ()))
        return found

    def _rests(self, places: dict[Spot, int]) -> Iterator[tuple[int, list[int]]]:
        for (key, of), rest in places.items():
            cases = places.get((key, Of.DENOMINATOR))
            counted = places.get((key, Of.NUMERATOR))
            if of is Of.REST and cases is not None and counted is not None:
                self.follows.setdefault(rest, []).append((cases, counted))
                yield cases, [counted, rest]

    def known(self, set_: int, shown: Bools) -> bool:
        """Say whether a set is shown, or is the rest where the others are."""
        return bool(shown[set_]) or any(
            shown[cases] and shown[counted]
            for cases, counted in self.follows.get(set_, ())
        )

    def telling(
        self, set_: int, amount: Numbers, shown: Bools, least: Numbers
    ) -> Iterator[tuple[Ints, Bools]]:
        """Yield, for each sum with a set, its parts, and which are kept too small."""
        for at, parts in self.of.get(set_, ()):
            if self.known(at, shown):
                known = [self.known(each, shown) for each in parts.tolist()]
                low = np.where(known, amount[parts], least[parts])
                yield parts, low + amount[at] - low.sum() < needed(amount[parts])

    def makers(self, sets: set[int]) -> set[int]:
        """Return sets and those that the rests among them follow from."""
        pairs = (pair for each in sets for pair in self.follows.get(each, ()))
        return sets.union(*pairs)


def _sheets(
    numbers: Sequence[Number], places: dict[Spot, int]
) -> Iterator[tuple[int, list[int]]]:
    found: dict[Spot, list[int]] = {}
    for number in numbers:
        if not whole(number):
            spot = replace(number.key, by="", group=ALL), number.of
            found.setdefault(spot, []).append(places[number.key, number.of])
    for spot, groups in found.items():
        if spot in places:
            yield places[spot], groups
