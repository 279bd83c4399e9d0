"""How far what is withheld can lie apart, as a board is told it.

The least and the greatest follow from the numbers beside it on the same sheet and from the
whole service's: never tighter than what all published numbers allow, so they tell nothing
that a reader could not work out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metrics.kernel import Numbers
from metrics.release.cells import Cell, Key, Sheet
from metrics.release.kept import Kept, leaf_of
from metrics.release.numbers import Of
from metrics.release.told import NOT_DIVIDED, TOO_FEW, Span, ToldCell

ROUNDS = 4  # after which the bounds of a sheet hardly move


@dataclass(frozen=True, eq=False)
class _Bounds:
    """The least and the greatest of one kind of number, group by group."""

    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, sheet: Sheet, of: Of, counts: Numbers, kept: Kept) -> _Bounds:
        """Return counts as bounds; what is withheld is 1 or more, as 0 is shown."""
        keys = [cell.key for cell in sheet.cells]
        hidden = np.array([kept.holds(key, of) for key in keys])
        undivided = np.array([leaf_of(key, of) in kept.leaves for key in keys])
        least = np.where(undivided, 0.0, 1.0)
        low = np.where(hidden, least, counts)
        return cls(low, np.where(hidden, math.inf, counts))

    @classmethod
    def unknown(cls, size: int) -> _Bounds:
        """Return bounds of what nothing is said of."""
        return cls(np.zeros(size), np.full(size, math.inf))

    def narrow(self, low: Numbers, high: Numbers) -> None:
        """Take tighter bounds where there are any."""
        np.maximum(
            self.low,
            np.nan_to_num(low, nan=0.0, posinf=math.inf, neginf=0.0),
            out=self.low,
        )
        np.minimum(
            self.high, np.nan_to_num(high, nan=math.inf, posinf=math.inf), out=self.high
        )

    def add_up_to(self, whole: Span | None) -> None:
        """Take what the whole of all groups says of each."""
        if whole is None:
            return
        most = math.inf if whole.high is None else whole.high
        low = [whole.low - _others(self.high, at) for at in range(len(self.low))]
        high = [most - _others(self.low, at) for at in range(len(self.low))]
        self.narrow(np.array(low), np.array(high))

    def span(self, at: int) -> Span:
        """Return one group's bounds."""
        high = self.high[at]
        return Span(float(self.low[at]), None if math.isinf(high) else float(high))


def _others(numbers: Numbers, at: int) -> float:
    return float(numbers[:at].sum() + numbers[at + 1 :].sum())


Wholes = Mapping[tuple[Key, Of], Span]


def told_of(sheets: Sequence[Sheet], kept: Kept) -> dict[Key, ToldCell]:
    """Return what a board is told of every cell of sheets."""
    found: dict[Key, ToldCell] = {}
    wholes: dict[tuple[Key, Of], Span] = {}
    for sheet in sorted(sheets, key=lambda sheet: bool(sheet.by)):
        for cell in _cells(sheet, kept, wholes):
            found[cell.key] = cell
            if not sheet.by:
                wholes[cell.key, Of.NUMERATOR] = cell.numerator
                wholes[cell.key, Of.ASIDE] = cell.aside
                if cell.denominator is not None:
                    wholes[cell.key, Of.DENOMINATOR] = cell.denominator
    return found


def _cells(sheet: Sheet, kept: Kept, wholes: Wholes) -> list[ToldCell]:
    counts = sheet.counts
    top = _Bounds.of(sheet, Of.NUMERATOR, counts.numerator[:, 0], kept)
    aside = _Bounds.of(sheet, Of.ASIDE, counts.aside[:, 0], kept)
    cases = None
    if counts.denominator is not None:
        cases = _Bounds.of(sheet, Of.DENOMINATOR, counts.denominator[:, 0], kept)
    rest = _Bounds.unknown(len(counts.labels))
    natural = bool(sheet.by) and sheet.by == sheet.metric.natural
    for _ in range(ROUNDS):
        if natural and cases is not None:
            top.add_up_to(cases.span(0))
        elif sheet.by:
            _add_up(sheet, wholes, {Of.NUMERATOR: top, Of.ASIDE: aside})
            if cases is not None:
                _add_up(sheet, wholes, {Of.DENOMINATOR: cases})
        if cases is not None and sheet.metric.joined == "of":
            _divide(top, rest, cases)
    return [
        _cell(sheet, cell, (top.span(at), aside.span(at)), _at(cases, at), kept)
        for at, cell in enumerate(sheet.cells)
    ]


def _at(bounds: _Bounds | None, at: int) -> Span | None:
    return None if bounds is None else bounds.span(at)


def _add_up(sheet: Sheet, wholes: Wholes, bounds: Mapping[Of, _Bounds]) -> None:
    key = Key(sheet.metric.key, "", "all", sheet.period)
    for of, each in bounds.items():
        each.add_up_to(wholes.get((key, of)))


def _divide(top: _Bounds, rest: _Bounds, cases: _Bounds) -> None:
    """Take what follows from cases being those that count and the rest."""
    with np.errstate(invalid="ignore"):
        top.narrow(cases.low - rest.high, cases.high - rest.low)
        rest.narrow(cases.low - top.high, cases.high - top.low)
        cases.narrow(top.low + rest.low, top.high + rest.high)


def _cell(
    sheet: Sheet, cell: Cell, spans: tuple[Span, Span], cases: Span | None, kept: Kept
) -> ToldCell:
    top, aside = spans
    value = None if cell.value is None else Span.of(cell.value)
    if top.exact is None or (cases is not None and cases.exact is None):
        value = _value(sheet, top, cases)
    told = ToldCell(cell.key, top, cases, value, aside)
    hidden = [of for of in told.withheld if kept.holds(cell.key, of)]
    if not hidden:
        return told
    undivided = any(leaf_of(cell.key, of) in kept.leaves for of in hidden)
    return replace(told, why=NOT_DIVIDED if undivided else TOO_FEW)


def _value(sheet: Sheet, top: Span, cases: Span | None) -> Span | None:
    """Return how far a value can lie apart, in whole numbers outwards.

    None is returned where the numbers say nothing of it: a middle value.
    """
    if cases is None:
        return top if sheet.metric.plain_count else None
    scale = sheet.metric.scale
    low = scale * top.low / cases.high if cases.high else 0.0
    high = None
    if top.high is not None and cases.low > 0:
        high = float(math.ceil(scale * top.high / cases.low))
    if sheet.metric.joined == "of":
        high = scale if high is None else min(high, scale)
    return Span(float(math.floor(low)), high)
