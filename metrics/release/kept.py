"""What is withheld of a release's numbers, and which of them must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from domain.about import Policy
from domain.periods import Period
from metrics.catalogue import get
from metrics.kernel import Numbers
from metrics.release.cells import Key
from metrics.release.declared import about
from metrics.release.numbers import Number, Of

SMALL = 5
WIDE = 3  # how far the least and the greatest of a withheld number lie apart
OF_CASES = {Of.REST: Of.NUMERATOR, Of.DENOMINATOR: Of.NUMERATOR}
Spot = tuple[Key, Of]
Leaf = tuple[str, str, Period, Of]  # one kind of number of a breakdown's period


@dataclass(frozen=True)
class Read:
    """What releases before this one told of numbers that still are what they were.

    Numbers that are `told` cannot be withheld any more; those `withheld` stay so, and
    so do the `leaves` that were not released.
    """

    told: frozenset[Spot] = frozenset()
    withheld: frozenset[Spot] = frozenset()
    leaves: frozenset[Leaf] = frozenset()


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


@cache
def withholds(policy: Policy, measure: str, by: str) -> bool:
    """Say whether small numbers of a measure by a grouping must not be told."""
    return policy.withholds(about(get(measure), by), whole_service=not by)


def protected(number: Number, policy: Policy) -> bool:
    """Say whether a number must not be told: it is small, and says what it should not."""
    small = 0 < number.amount <= SMALL
    return small and withholds(policy, number.key.measure, number.key.by)


def needed(amount: Numbers) -> Numbers:
    """Return the value that a protected number must be able to have."""
    needs: Numbers = np.maximum(SMALL + 1, amount + WIDE)
    return needs
