"""The numbers of a release, and the rows that each of them counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.tables import Columns, Ints, Rows
from metrics.measure import Counting, Shape
from metrics.release.cells import Key, Sheet
from metrics.sides import Found, Side, Sides


class Of(StrEnum):
    """Which number of a cell: `rest` are the cases that do not count, told by no cell."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    ASIDE = "aside"
    REST = "rest"


SIDES = {
    Of.NUMERATOR: Side.COUNTED,
    Of.DENOMINATOR: Side.CASES,
    Of.ASIDE: Side.ASIDE,
    Of.REST: Side.REST,
}
MOST_THINGS = 2**20  # in one row: no list of a month or a sample has so many
UNITS = {
    "care_spans": ("care", "care"),
    "plan_spans": ("plans", "plan"),
}
"""Spans are days of one period of care, or of one plan: a stock counts each once."""


@dataclass(frozen=True, eq=False)
class Number:
    """One number of a cell: what it comes to, and the rows it counts by their kind."""

    key: Key
    of: Of
    amount: float
    rows: tuple[tuple[str, Ints], ...]


def numbers_of(columns: Columns, sheet: Sheet) -> Iterator[Number]:
    """Yield the numbers of every cell of a sheet that has rows."""
    metric = sheet.metric
    sides = metric.sides(Counting(metric, columns, (sheet.period,), {}, None))
    natural = bool(sheet.by) and sheet.by == metric.natural
    rest = _rest_of_things(sides) if metric.shape is Shape.SHARE else None
    for cell in sheet.cells:
        group = columns.labels[sheet.by].index(cell.key.group) if sheet.by else None
        for of, some in _sides(sides, natural=natural):
            only = None if natural and of is not Of.NUMERATOR else group
            rows = tuple(_rows(columns, each, sheet.by, only) for each in some)
            yield Number(cell.key, of, _amount(rows, some, only), rows)
        if rest is not None:
            kind, things = rest
            yield Number(cell.key, Of.REST, float(len(things)), ((kind, things),))


def _rest_of_things(sides: Sides) -> tuple[str, Ints] | None:
    """Return the things that do not count, where the same rows say how many do."""
    if Side.REST in sides:
        return None
    (counted,), (cases,) = sides[Side.COUNTED], sides[Side.CASES]
    if counted.each is None or cases.each is None:
        return None
    kind, every = _things(cases.rows, cases.row, cases.each)
    _, some = _things(counted.rows, counted.row, counted.each)
    return kind, np.setdiff1d(every, some)


def _things(rows: str, row: Ints, each: Ints) -> tuple[str, Ints]:
    """Return a unit for each thing that rows say there are: the first so many of each."""
    first = np.repeat(np.cumsum(each) - each, each)
    place = np.arange(len(first)) - first
    return f"things of {rows}", np.repeat(row, each) * MOST_THINGS + place


def _sides(sides: Sides, *, natural: bool) -> Iterator[tuple[Of, tuple[Found, ...]]]:
    """Yield what each number counts; a group's share of all has no rest."""
    for of, side in SIDES.items():
        if natural and of is Of.NUMERATOR:
            yield of, sides[Side.CASES]
        elif side in sides and not (natural and of is Of.REST):
            yield of, sides[side]


def _rows(
    columns: Columns, found: Found, by: str, group: int | None
) -> tuple[str, Ints]:
    """Return which units of a kind are counted; of a group, those in it."""
    rows: Rows = columns.of(found.rows)
    row = found.row
    if group is not None:
        row = row[rows.groups[by][row] == group]
    if found.each is not None:
        return _things(found.rows, row, found.each)
    if found.amount != len(found.row):
        return f"{found.rows} weighed", row
    kind, unit = UNITS.get(found.rows, (found.rows, ""))
    if found.rows == "plans":
        unit = "plan"
    return kind, (getattr(rows, unit)[row] if unit else row)


def _amount(
    rows: tuple[tuple[str, Ints], ...], some: tuple[Found, ...], group: int | None
) -> float:
    if group is None:
        return float(sum(each.amount for each in some))
    return float(sum(len(row) for _, row in rows))
