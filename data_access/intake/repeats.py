"""One fault that many rows of a file have, told once, with how many and where first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from data_access.store.statements import LeftOut

FIRST = 3  # places named of each fault
ROW = "Row "


@dataclass
class Repeat:
    """A fault of a file: how many rows have it, the first of them, and what they say.

    `found`, `expected` and `remedy` are the first row's, of all where they are `alike`.
    """

    field: str
    found: str
    expected: str
    remedy: str
    rows: int = 0
    first: list[str] = dataclasses.field(default_factory=list)
    alike: bool = True

    def tell(self, item: LeftOut) -> None:
        """Count one more row."""
        self.rows += 1
        self.alike &= (item.found, item.expected) == (self.found, self.expected)
        if len(self.first) < FIRST:
            self.first.append(item.place)

    @property
    def sentence(self) -> str:
        """`412 rows, first in rows 3, 7, 12: CHILD: found '', expected ...`."""
        told = (
            f"{self.field}: found '{self.found}', expected {self.expected}. "
            f"{self.remedy}"
        )
        if self.rows == 1:
            return f"{self.first[0]}, {told}"
        of_first = "" if self.alike else f"; of {_within(self.first[0])}"
        return f"{self.rows:,} rows, first in {self._places}{of_first}: {told}"

    @property
    def _places(self) -> str:
        if all(place.startswith(ROW) for place in self.first):
            numbers = (place.removeprefix(ROW) for place in self.first)
            return f"rows {', '.join(numbers)}"
        return "; ".join(self.first)


def _within(place: str) -> str:
    return f"row {place.removeprefix(ROW)}" if place.startswith(ROW) else place


@dataclass
class Repeats:
    """The faults of one file, each once, in the order in which they were met."""

    by_fault: dict[tuple[str, str], Repeat] = dataclasses.field(default_factory=dict)

    def tell(self, item: LeftOut) -> None:
        """Count a row, or a field of one, that is left out."""
        about = item.code, item.field
        if about not in self.by_fault:
            self.by_fault[about] = Repeat(
                item.field, item.found, item.expected, item.remedy
            )
        self.by_fault[about].tell(item)

    def __iter__(self) -> Iterator[Repeat]:
        return iter(self.by_fault.values())

    def __len__(self) -> int:
        return len(self.by_fault)
