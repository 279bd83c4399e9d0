"""A reader who tries to work withheld cells out, by ways the engine does not use."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]
Sums = Sequence[tuple[int, tuple[int, ...]]]


def worked_out(values: Sequence[int], sums: Sums, withheld: Sequence[bool]) -> set[int]:
    """Return the withheld cells that follow from what is shown and the sums alone.

    Exact elimination in fractions of every sum at once, one unknown cell a column.
    """
    unknown = [cell for cell, is_withheld in enumerate(withheld) if is_withheld]
    column = {cell: place for place, cell in enumerate(unknown)}
    rows = []
    for total, parts in sums:
        row = [Fraction(0)] * len(unknown)
        for cell, sign in [*((part, 1) for part in parts), (total, -1)]:
            if cell in column:
                row[column[cell]] += sign
        if any(row):
            rows.append(row)
    solved = _echelon(rows)
    alone = [[place for place, x in enumerate(row) if x] for row in solved]
    return {unknown[places[0]] for places in alone if len(places) == 1}


def _echelon(rows: list[Row]) -> list[Row]:
    done: list[Row] = []
    for given in rows:
        row = given
        for other in done:
            row = _less(row, other, _lead(other))
        if any(row):
            lead = _lead(row)
            done = [*(_less(other, row, lead) for other in done), row]
    return done


def _lead(row: Row) -> int:
    return next(place for place, x in enumerate(row) if x)


def _less(row: Row, other: Row, lead: int) -> Row:
    if not row[lead]:
        return row
    times = row[lead] / other[lead]
    return [x - times * y for x, y in zip(row, other, strict=True)]


class Fillings:
    """Every filling of the parts with whole numbers that agrees with what is shown."""

    def __init__(
        self,
        values: Sequence[int],
        sums: Sums,
        withheld: Sequence[bool],
        least: int = 0,
        most: int = 14,
    ) -> None:
        """`least` is the smallest number that the reader takes a withheld part for."""
        totals = {total for total, _ in sums}
        self.leaves = [cell for cell in range(len(values)) if cell not in totals]
        self.values, self.withheld = values, withheld
        self.least, self.most = least, most
        inside: dict[int, frozenset[int]] = {
            leaf: frozenset({leaf}) for leaf in self.leaves
        }
        for total, parts in sums:  # totals come after their parts
            inside.setdefault(total, frozenset().union(*(inside[x] for x in parts)))
        self.inside = inside

    def can_be(self, cell: int, value: int) -> bool:
        """Say whether some filling gives the cell this value."""
        wanted = {
            total: self.values[total]
            for total in self.inside
            if not self.withheld[total]
        }
        wanted[cell] = value
        facts = [(sorted(self.inside[total]), n) for total, n in wanted.items()]
        order = sorted(self.leaves, key=lambda leaf: self.withheld[leaf])
        return self._fill(order, facts, {})

    def _fill(
        self,
        order: list[int],
        facts: list[tuple[list[int], int]],
        filled: dict[int, int],
    ) -> bool:
        for leaves, total in facts:
            so_far = sum(filled.get(leaf, 0) for leaf in leaves)
            if so_far > total:
                return False
            if so_far < total and all(leaf in filled for leaf in leaves):
                return False
        if len(filled) == len(order):
            return True
        leaf = order[len(filled)]
        truth = self.values[leaf]
        tried = (
            sorted(range(self.least, self.most), key=lambda n: abs(n - truth))
            if self.withheld[leaf]
            else [truth]
        )
        return any(self._fill(order, facts, {**filled, leaf: n}) for n in tried)
