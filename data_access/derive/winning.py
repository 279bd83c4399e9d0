"""What the live files say of one child: the winning statement about each thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, cast

from data_access.store.statements import Record
from domain.periods import financial_year

AnyRecord_co = TypeVar("AnyRecord_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Winning(Generic[AnyRecord_co]):
    """The winning statement about one thing, and where it came from.

    `year` is the return year it was told for, 0 for none; `seen` the day of the
    picture that told it last.
    """

    record: AnyRecord_co
    year: int
    import_id: int
    place: str
    seen: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day up to which it is known what this says; None where none is."""
        end = financial_year(self.year).end if self.year else None
        return max((day for day in (end, self.seen) if day), default=None)


@dataclass(frozen=True)
class StatementsOfChild:
    """Everything the live files say of one child, by kind of record."""

    by_name: dict[str, list[Winning[Record]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left_out: list[dict[str, Any]] = field(default_factory=list)
    not_used: list[Winning[Record]] = field(default_factory=list)  # listed in left_out

    def of(self, kind: type[AnyRecord_co]) -> list[Winning[AnyRecord_co]]:
        """Return what is said of one kind of thing, oldest file first."""
        return cast("list[Winning[AnyRecord_co]]", self.by_name[kind.name])

    def records(self, kind: type[AnyRecord_co]) -> list[AnyRecord_co]:
        """Return the records alone."""
        return [winning.record for winning in self.of(kind)]
