"""Numbers laid out to be settled: one kind of rows by one grouping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from domain.about import Policy
from domain.tables import Bools, Ints
from metrics.release.kept import (
    Kept,
    Leaf,
    Read,
    Spot,
    leaf_of,
    protected,
    withholds,
)
from metrics.release.numbers import Number, Of
from metrics.release.sums import Sums
from metrics.release.system import System, system_of


class Block:
    """One kind of rows by one grouping, beside the whole service; or the whole alone."""

    def __init__(
        self,
        wholes: list[Number],
        block: list[Number],
        policy: Policy,
        kept: Kept,
        read: Read,
    ) -> None:
        self.policy, self.kept, self.read = policy, kept, read
        every = [*wholes, *block]
        system = system_of(every)  # one for all rounds, so that proofs of it still fit
        while self._lie(every, len(wholes) if block else 0, system):
            pass
        self.target &= ~self.locked & (self.system.amount > 0)
        self.sums = Sums.among(self.numbers, self.system)
        self.because: dict[int, Sequence[int]] = defaultdict(list)
        for set_ in np.flatnonzero(self.target | ~self.shown):
            self.withhold(int(set_))

    def _lie(self, every: list[Number], settled: int, system: System) -> bool:
        """Lay the numbers out; say whether any is told by what cannot be withheld.

        The leaves of such numbers are not released: what they are is then not known to
        be what is shown.
        """
        of_leaf = [leaf_of(number.key, number.of) for number in every]
        there = [at for at, leaf in enumerate(of_leaf) if leaf not in self.kept.leaves]
        self.settled = sum(at < settled for at in there)
        self.numbers = [every[at] for at in there]
        self.system = replace(system, set_of=system.set_of[there])
        size = len(self.system.amount)
        self.least = np.zeros(size)
        self.locked, self.hidden, self.target = (np.zeros(size, bool) for _ in "123")
        self.shown = np.zeros(size, bool)
        self.members: list[list[int]] = [[] for _ in range(size)]
        for at, number in enumerate(self.numbers):
            self._place(at, number, int(self.system.set_of[at]))
        self.shown &= self.locked | ~self.hidden
        leaves = {
            self.leaf(at)
            for at, number in enumerate(self.numbers)
            if self.own(at)
            and self.locked[self.system.set_of[at]]
            and protected(number, self.policy)
            and (number.key, number.of) not in self.read.told
        }
        self.kept.leaves.update(leaves)
        return bool(leaves)

    def _place(self, at: int, number: Number, set_: int) -> None:
        """Say of a number's set what the number says of it."""
        self.members[set_].append(at)
        self.target[set_] |= protected(number, self.policy)
        if number.of is Of.REST:
            return
        hidden = self.kept.holds(number.key, number.of)
        withheld = withholds(self.policy, number.key.measure, number.key.by)
        told = (number.key, number.of) in self.read.told or not withheld
        self.shown[set_], self.hidden[set_] = True, self.hidden[set_] | hidden
        self.locked[set_] |= told or (not self.own(at) and not hidden)

    def told_by_a_sum(self, set_: int) -> bool:
        """Say whether a target in a sum with a set follows from the others in it."""
        return any(
            (self.target[parts] & told).any() for parts, told in self._told(set_)
        )

    def telling(self, target: int) -> list[int]:
        """Return what may be withheld of sums from which a target follows."""
        some: set[int] = set()
        for parts, told in self._told(target):
            if told[parts == target].any():
                some.update(parts.tolist())
        free = self.free()
        return [set_ for set_ in sorted(self.sums.makers(some)) if free[set_]]

    def _told(self, set_: int) -> Iterator[tuple[Ints, Bools]]:
        return self.sums.telling(set_, self.system.amount, self.shown, self.least)

    def protected(self, set_: int) -> list[Spot]:
        """Return the protected numbers that are one set."""
        some = (self.numbers[at] for at in self.members[set_])
        return [(n.key, n.of) for n in some if protected(n, self.policy)]

    def withhold(self, set_: int, because: Sequence[int] = ()) -> None:
        """Withhold every number of a set, for the sake of some targets."""
        self.because[set_] = because or self.because[set_]
        if self.locked[set_] or not self.system.amount[set_]:
            return
        self.shown[set_] = False
        for at in self.members[set_]:
            number = self.numbers[at]
            if number.of is Of.REST:
                continue
            self.least[set_] = min(1.0, self.system.amount[set_])  # 0 is shown
            if self.own(at):
                self.kept.numbers.add((number.key, number.of))

    def show(self, set_: int) -> None:
        """Show a set again that was withheld in vain."""
        self.shown[set_], self.least[set_] = True, 0.0
        self.kept.numbers.difference_update(
            (self.numbers[at].key, self.numbers[at].of) for at in self.members[set_]
        )

    def release_not(self, set_: int) -> bool:
        """Leave out the leaves of a target: nothing of them is published; say if any.

        Another target on them goes with its own leaves, and what else of their sets is
        shown elsewhere is withheld there. A number of the whole service stays a target.
        """
        return self._leave_out([set_], self.leaves(set_))

    def release_none(self, sets: Iterable[int]) -> bool:
        """Leave out every leaf that some sets are on; say if there were any."""
        every = list(sets)
        return self._leave_out(
            every, {leaf for each in every for leaf in self.own_leaves(each)}
        )

    def _leave_out(self, sets: Iterable[int], leaves: set[Leaf]) -> bool:
        before, done = len(self.kept.leaves), set[int]()
        pending = [(each, leaves) for each in sets if self.target[each]]
        while pending:
            at_hand, its = pending.pop()
            done.add(at_hand)
            self.shown[at_hand] = False
            self.target[at_hand] = self._of_the_whole(at_hand)
            self.least[at_hand] *= self.target[at_hand]
            self.kept.leaves.update(its)
            for at, other in enumerate(self.system.set_of.tolist()):
                if not self.own(at) or self.leaf(at) not in its:
                    continue
                if not self.target[other]:
                    if other not in done:
                        self.withhold(other)
                elif other not in done:
                    pending.append((other, self.own_leaves(other)))
        return len(self.kept.leaves) > before

    def _of_the_whole(self, set_: int) -> bool:
        """Say whether a set is a protected number that is settled elsewhere."""
        return any(
            protected(self.numbers[at], self.policy) and not self.own(at)
            for at in self.members[set_]
        )

    def leaves(self, set_: int) -> set[Leaf]:
        """Return the leaves of a set; of the whole service's, those that tell of it."""
        own = self.own_leaves(set_)
        if own:
            return own
        sharing = (self.system.sets @ self.system.sets[[set_]].T).toarray().ravel() > 0
        return {
            self.leaf(at)
            for at, other in enumerate(self.system.set_of.tolist())
            if self.own(at) and sharing[other]
        }

    def own(self, at: int) -> bool:
        """Say whether a number is the block's to settle."""
        return at >= self.settled

    def own_leaves(self, set_: int) -> set[Leaf]:
        """Return the leaves of a set that are the block's own."""
        return {self.leaf(at) for at in self.members[set_] if self.own(at)}

    def for_others(self, set_: int) -> bool:
        """Say whether a set is withheld for others' sake alone, and may be shown."""
        of = [self.numbers[at] for at in self.members[set_]]
        return not (
            self.protected(set_)
            or self.own_leaves(set_) & self.kept.leaves
            or any((n.key, n.of) in self.read.withheld for n in of)
        )

    def leaf(self, at: int) -> Leaf:
        """Return the leaf of a number by its place."""
        return leaf_of(self.numbers[at].key, self.numbers[at].of)

    def cost(self, set_: int) -> tuple[bool, int, float]:
        """Return what it costs to withhold a set: groups and short periods go first."""
        some = [self.numbers[at] for at in self.members[set_]]
        days = max((n.key.period.end - n.key.period.start).days for n in some)
        return any(not n.key.by for n in some), days, float(self.system.amount[set_])

    def free(self) -> Bools:
        """Return which sets are shown and may be withheld; 0 is shown."""
        found: Bools = self.shown & ~self.locked & (self.system.amount > 0)
        return found
