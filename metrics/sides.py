"""The parts of a figure, and the rows on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.tables import Ints


class Side(StrEnum):
    """A part of a figure: the value is what an address says."""

    COUNTED = "counted"
    REST = "rest"  # of the cases, those that are not counted
    CASES = "cases"  # what the figure is out of, or for
    ASIDE = "aside"  # left out because the answer is unknown


@dataclass(frozen=True, eq=False)
class Found:
    """Rows of one kind, by their places; `amount` is what they come to in the figure.

    It is how many there are, but for rows that are weighed; `each` is how many things
    each row says there are, where it sums those. Where a row is a child whose
    events decide, `events` has the places, among `event_rows`, of those that did.
    """

    rows: str
    row: Ints
    amount: float
    each: Ints | None = None
    event_rows: str = ""
    events: tuple[Ints, ...] = ()


Sides = Mapping[Side, tuple[Found, ...]]
