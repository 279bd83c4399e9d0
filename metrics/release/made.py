"""A release as it is made: every cell counted, and what a board is told of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.about import Policy
from domain.periods import say_day
from domain.tables import DIMENSIONS, Columns
from metrics.catalogue import get
from metrics.changed import Changed
from metrics.measure import MeasureError, Metric
from metrics.release.cells import Cell, Key, Sheet, with_cases
from metrics.release.judged import Said, changed_in, said_of
from metrics.release.kept import Kept, Read, Spot
from metrics.release.numbers import Number
from metrics.release.protect import Progress, told_after_all, withheld
from metrics.release.spans import told_of
from metrics.release.told import ToldCell, in_full
from metrics.release.workings import Earlier, Workings

ONLY_GROUPS_WITH_CASES = "team"


@dataclass(frozen=True, eq=False)
class Made:
    """Every cell of a release, in order, as it is counted and as it is told.

    `said` is what is told of each measure in words, by its key; `changed` what changed of
    the headlines.
    """

    metrics: tuple[Metric, ...]
    counted: tuple[Cell, ...]
    told: tuple[ToldCell, ...]
    said: Mapping[str, Said]
    changed: Changed | None


def counted_cells(columns: Columns, to: date) -> tuple[Cell, ...]:
    """Return every cell of a release to the end of a quarter, as it is counted.

    Raises:
        MeasureError: the day ends no quarter.
    """
    return tuple(_cells(Workings(columns).sheets(to)))


def made(
    of: Workings,
    to: date,
    policy: Policy,
    before: Sequence[Earlier] = (),
    progress: Progress = lambda _: None,
) -> Made:
    """Make a release of some rows to the end of a quarter, and attack it.

    `before` are the releases that a reader can still open.

    Raises:
        MeasureError: the day ends no quarter, no file speaks for it, or a number that
            must not be told can be worked out; the message names which.
    """
    found = of.sheets(to)
    if not any(sheet.period.end == to for sheet in found):
        last = of.columns.data_to
        raise MeasureError(
            f"No file speaks for the days up to {say_day(to)}; those that are loaded go "
            f"to {say_day(last) if last else 'no day'}. Load what is missing, or sign "
            "an earlier quarter."
        )
    cells = tuple(_cells(found))
    metrics = tuple(dict.fromkeys(sheet.metric for sheet in found))
    if policy is Policy.CLOSED:
        told = {cell.key: in_full(cell) for cell in cells}
    else:
        told = told_of(found, _kept(of, found, policy, before, progress))
    progress("what it says")
    return Made(
        metrics,
        cells,
        tuple(told[cell.key] for cell in cells),
        {each.key: said_of(each, of.together, to, told) for each in metrics},
        changed_in([each for each in metrics if each.ask], of.together, to, told),
    )


def _kept(
    of: Workings,
    found: tuple[Sheet, ...],
    policy: Policy,
    before: Sequence[Earlier],
    progress: Progress,
) -> Kept:
    """Return what is withheld, once an attack has found nothing that tells it."""
    every = [*found, *(sheet for each in before for sheet in of.sheets(each.to))]
    there = {sheet.key: sheet for sheet in every}
    numbers = [number for sheet in there.values() for number in of.numbers(sheet)]
    read = _read(numbers, before)
    kept = withheld(numbers, policy, read, of.proofs, progress)
    progress("attack")
    told = told_after_all(numbers, policy, kept, read, of.proofs)
    if told:
        names = "; ".join(sorted({_named(key) for key, _ in told}))
        raise MeasureError(
            "This release cannot be signed: numbers that are withheld can be worked out "
            f"from those that are not. They are of: {names}."
        )
    return kept


def _read(numbers: Sequence[Number], before: Sequence[Earlier]) -> Read:
    """Return what earlier releases told of numbers that are still the same."""
    told: set[Spot] = set()
    hidden: set[Spot] = set()
    for number in numbers:
        spot = number.key, number.of
        for earlier in before:
            if spot in earlier.numbers:
                then = earlier.numbers[spot]
                if then is None:
                    hidden.add(spot)
                elif then == number.amount:
                    told.add(spot)
    leaves = frozenset(leaf for earlier in before for leaf in earlier.leaves)
    return Read(frozenset(told), frozenset(hidden - told), leaves)


def _named(key: Key) -> str:
    by = DIMENSIONS.get(key.by, key.by)
    group = f" by {by.lower()}, {key.group}" if key.by else ""
    return f"{get(key.measure).name}{group}, {key.period.label}"


def _cells(found: tuple[Sheet, ...]) -> Iterator[Cell]:
    """Yield cells; of teams and what is not recorded only those that have cases."""
    there = with_cases(found)
    for sheet in found:
        for place, cell in enumerate(sheet.cells):
            by, group = sheet.by, cell.key.group
            always = not by or (by != ONLY_GROUPS_WITH_CASES and place > 0)
            if always or (by, group) in there:
                yield cell
