"""Which numbers of a release are withheld: the small ones, and what would tell them.

What is withheld for a small number's sake is chosen where the greatest value that all
published numbers allow it is too small: of the numbers that keep it down, the finest and
smallest goes first. Where nothing can go, the breakdown is not released for that period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.about import Policy
from domain.periods import Period
from domain.tables import Bools, Ints
from metrics.catalogue import get
from metrics.kernel import Numbers
from metrics.release.cells import Key
from metrics.release.declared import about
from metrics.release.numbers import Number, Of
from metrics.release.system import NOTHING, System, components, system_of

SMALL = 5
WIDE = 3  # how far the least and the greatest of a withheld number lie apart
OF_CASES = {Of.REST: Of.NUMERATOR, Of.DENOMINATOR: Of.NUMERATOR}
Spot = tuple[Key, Of]
Leaf = tuple[str, str, Period, Of]  # one kind of number of a breakdown's period
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Read:
    """What releases before this one told of numbers that still are what they were.

    Numbers that are `told` cannot be withheld any more; those `withheld` stay so.
    """

    told: frozenset[Spot] = frozenset()
    withheld: frozenset[Spot] = frozenset()


NOTHING_READ = Read()


@dataclass(frozen=True, eq=False)
class Kept:
    """What is withheld: single numbers, and whole leaves that are not released."""

    numbers: set[Spot] = field(default_factory=set)
    leaves: set[Leaf] = field(default_factory=set)

    def holds(self, key: Key, of: Of) -> bool:
        """Say whether a number is withheld."""
        return (key, of) in self.numbers or leaf_of(key, of) in self.leaves


def leaf_of(key: Key, of: Of) -> Leaf:
    """Return the leaf that a number is on: a figure's cases and all of them together.

    Beside all cases by group, those that count would follow where one group has all.
    """
    return key.measure, key.by, key.period, OF_CASES.get(of, of)


def whole(number: Number) -> bool:
    """Say whether a number is the whole service's, or a share of it by its own groups."""
    return number.key.by in ("", get(number.key.measure).natural)


def protected(number: Number, policy: Policy) -> bool:
    """Say whether a number must not be told: it is small, and says what it should not."""
    of = about(get(number.key.measure), number.key.by)
    withheld = policy.withholds(of, whole_service=not number.key.by)
    return withheld and 0 < number.amount <= SMALL


def needed(amount: Numbers) -> Numbers:
    """Return the value that a protected number must be able to have."""
    needs: Numbers = np.maximum(SMALL + 1, amount + WIDE)
    return needs


def withheld(
    numbers: Sequence[Number],
    policy: Policy,
    read: Read = NOTHING_READ,
    progress: Progress = lambda _: None,
) -> Kept:
    """Return what is withheld of all numbers of a release.

    The whole service is settled first and alone; each grouping keeps to it.
    """
    kept = Kept(set(read.withheld))
    kept.leaves.update(_too_small_to_divide(numbers, policy))
    for words, wholes, block in _blocks(numbers):
        progress(words)
        _settle(_Block(wholes, block, policy, kept, read))
    return kept


def told_after_all(
    numbers: Sequence[Number], policy: Policy, kept: Kept, read: Read = NOTHING_READ
) -> list[Spot]:
    """Return the protected numbers that what is published keeps too small: an attack."""
    found: list[Spot] = []
    for _, wholes, some in _blocks(numbers):
        block = _Block(wholes, some, policy, kept, read)
        for _, system, targets in _parts(block):
            told = _unreached(block, system, targets)
            found += [spot for set_ in told for spot in block.protected(int(set_))]
    return found


def _blocks(
    numbers: Sequence[Number],
) -> Iterator[tuple[str, list[Number], list[Number]]]:
    """Yield kinds of rows by grouping: words, the whole service, and its groups."""
    for some in components(numbers):
        wholes = [number for number in some if whole(number)]
        groupings = dict.fromkeys(n.key.by for n in some if not whole(n))
        for by in ("", *groupings):
            block = [n for n in some if n.key.by == by and not whole(n)]
            yield f"{some[0].rows[0][0]} {by}".strip(), wholes, block


def _too_small_to_divide(numbers: Iterable[Number], policy: Policy) -> set[Leaf]:
    """Return the leaves by group of which the whole is itself a small number."""
    sums: dict[tuple[Leaf, Of], float] = defaultdict(float)
    for number in numbers:
        of = about(get(number.key.measure), number.key.by)
        if number.key.by and policy.withholds(of, whole_service=False):
            sums[leaf_of(number.key, number.of), number.of] += number.amount
    return {leaf for (leaf, _), all_ in sums.items() if 0 < all_ <= SMALL}


class _Block:
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
        while self._lie([*wholes, *block], len(wholes) if block else 0):
            pass
        self.target &= ~self.locked & (self.system.amount > 0)
        for set_ in np.flatnonzero(self.target | ~self.shown):
            self.withhold(int(set_))

    def _lie(self, every: list[Number], settled: int) -> bool:
        """Lay the numbers out; say whether any is told by what cannot be withheld.

        The leaves of such numbers are not released: what they are is then not known to
        be what is shown.
        """
        of_leaf = [leaf_of(number.key, number.of) for number in every]
        there = [at for at, leaf in enumerate(of_leaf) if leaf not in self.kept.leaves]
        self.settled = sum(at < settled for at in there)
        self.numbers = [every[at] for at in there]
        self.system = system_of(self.numbers)
        size = len(self.system.amount)
        self.least = np.zeros(size)
        self.locked, self.shown, self.target = (np.zeros(size, bool) for _ in "123")
        self.members: list[list[int]] = [[] for _ in range(size)]
        for at, number in enumerate(self.numbers):
            self._place(at, number, int(self.system.set_of[at]))
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
        of = about(get(number.key.measure), number.key.by)
        withheld = self.policy.withholds(of, whole_service=not number.key.by)
        told = (number.key, number.of) in self.read.told or not withheld
        self.shown[set_] |= not hidden
        self.locked[set_] |= told or (not self.own(at) and not hidden)

    def protected(self, set_: int) -> list[Spot]:
        """Return the protected numbers that are one set."""
        some = (self.numbers[at] for at in self.members[set_])
        return [(n.key, n.of) for n in some if protected(n, self.policy)]

    def withhold(self, set_: int) -> None:
        """Withhold every number of a set."""
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

    def release_not(self, set_: int) -> None:
        """Leave out the leaves of a target: nothing of them is published.

        Another target on them goes with its own leaves, and what else of their sets is
        shown elsewhere is withheld there.
        """
        pending = [set_]
        while pending:
            at_hand = pending.pop()
            self.shown[at_hand] = self.target[at_hand] = False
            self.least[at_hand] = 0.0
            leaves = self.leaves(at_hand)
            self.kept.leaves.update(leaves)
            for at, other in enumerate(self.system.set_of.tolist()):
                if not self.own(at) or self.leaf(at) not in leaves:
                    continue
                if self.target[other]:
                    pending.append(other)
                elif other != at_hand:
                    self.withhold(other)

    def leaves(self, set_: int) -> set[Leaf]:
        """Return the leaves of a set; of the whole service's, those that tell of it."""
        own = {self.leaf(at) for at in self.members[set_] if self.own(at)}
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


def _settle(block: _Block) -> None:
    """Withhold more in a block until every target can be as great as it must."""
    for rest, system, targets in _parts(block):
        need = needed(block.system.amount)
        for target in _unreached(block, system, targets):
            _reach(block, system, int(target), need, rest)


def _parts(block: _Block) -> Iterator[tuple[Numbers, System, Ints]]:
    """Yield, period by period, what does not move, what does, and the targets."""
    for period in _periods(block):
        system = block.system.among(_atoms_of(block, period))
        targets = [
            set_
            for set_ in np.flatnonzero(block.target).tolist()
            if _is_of(block, set_, period)
        ]
        yield block.system.amount - system.amount, system, np.array(targets, np.intp)


def _periods(block: _Block) -> tuple[Period, ...]:
    found = {
        block.numbers[at].key.period
        for set_ in np.flatnonzero(block.target)
        for at in block.members[set_]
    }
    return tuple(sorted(found))


def _is_of(block: _Block, set_: int, period: Period) -> bool:
    return any(block.numbers[at].key.period == period for at in block.members[set_])


def _atoms_of(block: _Block, period: Period) -> Bools:
    """Return the atoms that lie in some number of a period; others are left as they are.

    What can be reached without moving them can be reached all the more with them.
    """
    own = sorted(
        {
            int(set_)
            for number, set_ in zip(block.numbers, block.system.set_of, strict=True)
            if number.key.period == period
        }
    )
    found: Bools = np.asarray(block.system.sets[own].sum(axis=0)).ravel() > 0
    return found


def _unreached(block: _Block, system: System, targets: Ints) -> Ints:
    """Return the targets that cannot be as great as they must.

    Many are asked for at once first, and each that is not among the great ones alone.
    """
    need = needed(block.system.amount)
    rest = block.system.amount - system.amount
    never: list[int] = []
    while len(targets := targets[block.target[targets]]):
        for together in (targets, targets[:1]):
            weights = np.zeros(len(need))
            weights[together] = 1.0
            values, _ = system.greatest(weights, block.shown, block.least - rest)
            left = targets[(values + rest + NOTHING < need)[targets]]
            if len(left) < len(targets):
                break
        else:
            never.append(int(targets[0]))
            left = targets[1:]
        targets = left
    return np.array(never, np.intp)


def _reach(
    block: _Block, system: System, target: int, need: Numbers, rest: Numbers
) -> None:
    """Withhold more until one target can be reached; else its leaf is not released.

    What was withheld in vain for it is then shown again.
    """
    weights = np.zeros(len(need))
    weights[target] = 1.0
    tried: list[int] = []
    while block.target[target]:
        values, down = system.greatest(weights, block.shown, block.least - rest)
        if values[target] + rest[target] + NOTHING >= need[target]:
            return
        keeping = np.flatnonzero((down > NOTHING) & block.free()).tolist()
        if keeping:
            tried.append(min(keeping, key=block.cost))
            block.withhold(tried[-1])
        else:
            for set_ in tried:
                block.show(set_)
            block.release_not(target)
            return
