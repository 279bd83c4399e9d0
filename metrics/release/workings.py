"""What is worked out of one set of rows, once for all releases made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from domain.periods import Period
from domain.tables import Columns
from metrics.catalogue import CATALOGUE
from metrics.release.cells import Sheet, sheet_of
from metrics.release.declared import breakdowns, put_together
from metrics.release.kept import Leaf, Spot, leaf_of
from metrics.release.numbers import Number, Of, numbers_of
from metrics.release.part import Proofs
from metrics.release.spans import NOT_DIVIDED
from metrics.release.told import Span, ToldCell

SheetKey = tuple[str, str, Period]


@dataclass(frozen=True)
class Earlier:
    """A release that a reader can still open: to which day, and the numbers it tells.

    A number is None where it is withheld; `leaves` are those that it did not release.
    """

    to: date
    numbers: Mapping[Spot, float | None]
    leaves: frozenset[Leaf] = frozenset()


def earlier_of(
    to: date, numbers: Mapping[Spot, float | None], undivided: Iterable[Spot]
) -> Earlier:
    """Return a release by its numbers, and those of them it says are not divided."""
    spots = set(undivided)
    none = {leaf_of(*spot) for spot in spots}
    some = {leaf_of(*spot) for spot in numbers.keys() - spots}
    return Earlier(to, numbers, frozenset(none - some))


def told_in(to: date, cells: Iterable[ToldCell]) -> Earlier:
    """Return a release by the cells that it tells."""
    numbers: dict[Spot, float | None] = {}
    undivided: list[Spot] = []
    for cell in cells:
        for of in (Of.NUMERATOR, Of.DENOMINATOR, Of.ASIDE):
            span: Span | None = getattr(cell, of.value)
            numbers[cell.key, of] = None if span is None else span.exact
            if numbers[cell.key, of] is None and cell.why == NOT_DIVIDED:
                undivided.append((cell.key, of))
    return earlier_of(to, numbers, undivided)


@dataclass(frozen=True, eq=False)
class Workings:
    """A council's rows, and what releases of them have in common.

    `earlier` holds releases that were read before, by their hash: they never change.
    """

    columns: Columns
    proofs: Proofs = field(default_factory=Proofs)
    earlier: dict[str, Earlier] = field(default_factory=dict)
    _sheets: dict[SheetKey, Sheet] = field(default_factory=dict)
    _numbers: dict[SheetKey, tuple[Number, ...]] = field(default_factory=dict)

    @cached_property
    def together(self) -> Columns:
        """The rows with groups that are small by nature put together."""
        return put_together(self.columns)

    def sheets(self, to: date) -> tuple[Sheet, ...]:
        """Return all that is released to the end of a quarter, measure after measure.

        A period that files do not speak for in full has no figure, nor have staff where
        no file lists any.

        Raises:
            MeasureError: the day ends no quarter.
        """
        found: list[Sheet] = []
        for metric in CATALOGUE:
            for breakdown in breakdowns(metric, self.together, to):
                for period in breakdown.periods:
                    key = metric.key, breakdown.by, period
                    if key not in self._sheets:
                        self._sheets[key] = sheet_of(metric, self.together, *key[1:])
                    found.append(self._sheets[key])
        return tuple(sheet for sheet in found if sheet.counts.covered.any())

    def numbers(self, sheet: Sheet) -> tuple[Number, ...]:
        """Return the numbers of every cell of a sheet."""
        if sheet.key not in self._numbers:
            self._numbers[sheet.key] = tuple(numbers_of(self.together, sheet))
        return self._numbers[sheet.key]
