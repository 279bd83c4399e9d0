"""Which numbers of a release are withheld: the small ones, and what would tell them.

What is withheld for a small number's sake is chosen where the greatest value that all
published numbers allow it is too small: of the numbers that keep it down, the finest and
smallest goes first. Where nothing can go, the breakdown is not released for that period.
Once nothing is told, what was withheld for others' sake is shown again where it can be,
the greatest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from domain.about import Policy
from metrics.kernel import Numbers
from metrics.release.block import Block
from metrics.release.kept import (
    NOTHING_READ,
    SMALL,
    Kept,
    Leaf,
    Read,
    Spot,
    leaf_of,
    protected,
    whole,
    withholds,
)
from metrics.release.numbers import Number, Of
from metrics.release.part import Part, Proofs, parts
from metrics.release.system import NOTHING, components

Progress = Callable[[str], None]


def withheld(
    numbers: Sequence[Number],
    policy: Policy,
    read: Read = NOTHING_READ,
    proofs: Proofs | None = None,
    progress: Progress = lambda _: None,
) -> Kept:
    """Return what is withheld of all numbers of a release.

    The whole service is settled first and alone; each grouping keeps to it.
    """
    proofs = proofs or Proofs()
    kept = Kept(set(read.withheld), set(read.leaves))
    kept.leaves.update(_too_small_to_divide(numbers, policy))
    for words, wholes, block in _blocks(numbers):
        progress(words)
        every = (*wholes, *block)
        if _small(every, policy) or any(kept.holds(n.key, n.of) for n in every):
            _settle(Block(wholes, block, policy, kept, read), proofs)
    return kept


def told_after_all(
    numbers: Sequence[Number],
    policy: Policy,
    kept: Kept,
    read: Read = NOTHING_READ,
    proofs: Proofs | None = None,
) -> list[Spot]:
    """Return the protected numbers that what is published keeps too small: an attack."""
    proofs = proofs or Proofs()
    found: list[Spot] = []
    for _, wholes, some in _blocks(numbers):
        if not _small((*wholes, *some), policy):
            continue
        block = Block(wholes, some, policy, kept, read)
        for part in parts(block, proofs):
            found += [
                spot for set_ in part.unreached() for spot in block.protected(set_)
            ]
    return found


def _small(numbers: Iterable[Number], policy: Policy) -> bool:
    """Say whether any number must not be told."""
    return any(protected(number, policy) for number in numbers)


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
        measure, by = number.key.measure, number.key.by
        if by and withholds(policy, measure, by):
            sums[leaf_of(number.key, number.of), number.of] += number.amount
    return {leaf for (leaf, _), all_ in sums.items() if 0 < all_ <= SMALL}


def _settle(block: Block, proofs: Proofs) -> None:
    """Withhold more in a block until every target can be as great as it must."""
    every, shown = list(parts(block, proofs)), block.shown.copy()
    for part in every:
        _hide(part)
    _show_again(every, block, np.flatnonzero(shown & ~block.shown).tolist())


def _hide(part: Part) -> None:
    """Withhold what keeps a part's targets down.

    First what a plain sum says, then what the whole system says of all of them at once,
    and in the end what it says of each.
    """
    block = part.block
    for target in part.targets.tolist():
        while block.target[target] and (telling := block.telling(target)):
            block.withhold(min(telling, key=block.cost), [target])
    short, down = part.short()
    while len(short) and _withhold_for(short.tolist(), down, block):
        short, down = part.short()
    for target in short.tolist():
        _reach(part, target)


def _withhold_for(short: list[int], down: Numbers, block: Block) -> bool:
    """Withhold one number on each leaf that has a target; else one; say if any."""
    keeping = np.flatnonzero((down > NOTHING) & block.free()).tolist()
    keeping.sort(key=block.cost)
    leaves = {leaf for target in short for leaf in block.own_leaves(target)}
    chosen: dict[Leaf, int] = {}
    for set_ in keeping:
        for leaf in block.own_leaves(set_) & leaves:
            chosen.setdefault(leaf, set_)
    for set_ in dict.fromkeys(chosen.values() or keeping[:1]):
        block.withhold(set_, short)
    return bool(keeping)


def _reach(part: Part, target: int) -> None:
    """Withhold more until one target can be reached; else its leaf is not released.

    What was withheld in vain for it is then shown again. Of a target that is the whole
    service's, no group of its period is released where nothing else will do.
    """
    block, tried = part.block, list[int]()
    while block.target[target] and (down := part.keeping(target)) is not None:
        keeping = np.flatnonzero((down > NOTHING) & block.free()).tolist()
        if keeping:
            tried.append(min(keeping, key=block.cost))
            block.withhold(tried[-1], [target])
            continue
        for set_ in tried:
            block.show(set_)
        tried.clear()
        if not (block.release_not(target) or block.release_none(part.sets())):
            return  # the attack at the end says so


def _show_again(every: list[Part], block: Block, hidden: list[int]) -> None:
    """Show what of some sets can be shown while no target is told, greatest first.

    The targets that a set was withheld for are asked of first, each alone: mostly one of
    them is told.
    """
    for set_ in sorted(hidden, key=block.cost, reverse=True):
        if not block.for_others(set_):
            continue
        block.show(set_)
        touched = [(part, len(part.proofs)) for part in every if part.touches(set_)]
        among = [part for part, _ in touched]
        if (
            block.told_by_a_sum(set_)
            or any(part.tells(block.because[set_]) for part in among)
            or any(True for part in among for _ in part.unreached())
        ):
            block.withhold(set_)
            for part, before in touched:
                del part.proofs[before:]
