"""One period of a block: which numbers must be able to be greater, and which can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from domain.periods import Period
from domain.tables import Bools, Ints
from metrics.kernel import Numbers
from metrics.release.block import Block
from metrics.release.kept import needed
from metrics.release.solver import Solver
from metrics.release.system import NOTHING, System

MANY = 200  # proofs of one part that are kept


@dataclass(frozen=True, eq=False)
class Proofs:
    """What atoms may have, as it was found: a proof wherever it still fits.

    Whoever asks puts each into the equations of the day, so an old one proves nothing
    false. They serve the attack, and the next releases of the same rows.
    """

    found: dict[bytes, list[Numbers]] = field(default_factory=dict)

    def of(self, system: System) -> list[Numbers]:
        """Return what was found for the atoms of a system."""
        return self.found.setdefault(system.mark.tobytes(), [])


@dataclass(frozen=True, eq=False)
class Part:
    """The atoms that lie in numbers of one period, which alone are moved.

    What can be reached without moving the others can be reached all the more with them.
    `rest` is what each set has of the others.
    """

    block: Block
    system: System
    rest: Numbers
    targets: Ints
    proofs: list[Numbers]

    @cached_property
    def solver(self) -> Solver:
        """What answers how great its sets can be."""
        return Solver(self.system)

    @property
    def needs(self) -> Numbers:
        """What each set must be able to come to here."""
        return needed(self.block.system.amount) - self.rest

    def sets(self) -> list[int]:
        """Return the sets of which some is here."""
        found: list[int] = np.flatnonzero(self.system.amount > 0).tolist()
        return found

    def touches(self, set_: int) -> bool:
        """Say whether some of a set is here."""
        return self.system.amount[set_] > 0

    def short(self) -> tuple[Ints, Numbers]:
        """Return the targets for which no proof is at hand, and what keeps them down.

        More are looked for, each of as many of them at once as can be.
        """
        down = np.zeros(len(self.rest))
        left = self._unproven(self.targets)
        while len(left):
            targets, down = left, self._raise(left)
            left = self._unproven(targets)
            if len(left) == len(targets):
                break
        return left, down

    def keeping(self, target: int) -> Numbers | None:
        """Return what keeps one target too small, each alone; None where nothing does."""
        one = np.array([target], np.intp)
        if not len(self._unproven(one)):
            return None
        down = self._raise(one)
        return down if len(self._unproven(one)) else None

    def tells(self, targets: Iterable[int]) -> bool:
        """Say whether one of some targets that are its own cannot be reached."""
        own = np.intersect1d(self.targets, list(targets))
        return any(self.keeping(target) is not None for target in own.tolist())

    def unreached(self) -> Iterator[int]:
        """Yield the targets that cannot be as great as they must."""
        targets, _ = self.short()
        for target in targets.tolist():
            if self.keeping(target) is not None:
                yield target

    def _raise(self, targets: Ints) -> Numbers:
        goal = np.zeros(len(self.rest))
        goal[targets] = self.needs[targets]
        least = self.block.least - self.rest
        atoms, down = self.solver.raised(goal, self.block.shown, least)
        self.proofs.append(atoms)
        del self.proofs[:-MANY]
        return down

    def _unproven(self, targets: Ints) -> Ints:
        """Return the targets that are still some, and that no proof at hand is of."""
        targets = targets[self.block.target[targets]]
        if not self.proofs or not len(targets):
            return targets
        amount, shown = self.system.amount[:, None], self.block.shown
        floor = np.where(shown, 0.0, self.block.least - self.rest)[:, None]
        values = self.system.sets @ np.column_stack(self.proofs)
        fits = (np.abs(values - amount)[shown] < NOTHING).all(axis=0)
        fits &= (values + NOTHING > np.minimum(floor, amount)).all(axis=0)
        great = values[targets][:, fits] + NOTHING > self.needs[targets][:, None]
        return targets[~great.any(axis=1)]


def parts(block: Block, proofs: Proofs) -> Iterator[Part]:
    """Yield a block's parts, period by period."""
    of_period: dict[Period, set[int]] = {}
    for number, set_ in zip(block.numbers, block.system.set_of.tolist(), strict=True):
        of_period.setdefault(number.key.period, set()).add(set_)
    for period in sorted(of_period):
        own = np.array(sorted(of_period[period]), np.intp)
        targets = own[block.target[own]]
        if len(targets):
            system = block.system.among(_in_any(block.system, own))
            rest = block.system.amount - system.amount
            yield Part(block, system, rest, targets, proofs.of(system))


def _in_any(system: System, sets: Ints) -> Bools:
    """Return the atoms that lie in any of some sets."""
    found: Bools = np.asarray(system.sets[sets].sum(axis=0)).ravel() > 0
    return found
