"""What the live files say of each child, the winning statement about each thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.doubles import record_of
from data_access.models import SourceRow, table
from data_access.records import ChildRecord, DisputeRecord, Record

AnyRecord_co = TypeVar("AnyRecord_co", bound=Record, covariant=True)
SOURCE = table(SourceRow).c
JOINED = (ChildRecord.name, DisputeRecord.name)


@dataclass(frozen=True)
class Told(Generic[AnyRecord_co]):
    """The winning statement about one thing, and where it came from."""

    record: AnyRecord_co
    year: int
    import_id: int
    place: str


@dataclass(frozen=True)
class ToldOfChild:
    """Everything the live files say of one child, by kind of record."""

    by_name: dict[str, list[Told[Record]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def of(self, kind: type[AnyRecord_co]) -> list[Told[AnyRecord_co]]:
        """Return what is said of one kind of thing, oldest file first."""
        return cast("list[Told[AnyRecord_co]]", self.by_name[kind.name])

    def records(self, kind: type[AnyRecord_co]) -> list[AnyRecord_co]:
        """Return the records alone."""
        return [told.record for told in self.of(kind)]


def told_of(
    session: Session, la: str, children: Sequence[str]
) -> dict[str, ToldOfChild]:
    """Return, by child, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import. Of children and disputes every statement is given, oldest first, because
    those are joined field by field, stage by stage.
    """
    query = (
        select(
            SOURCE.child_id,
            SOURCE.record,
            SOURCE.key,
            SOURCE.content,
            SOURCE.year,
            SOURCE.import_id,
            SOURCE.place,
        )
        .where(SOURCE.la == la, SOURCE.child_id.in_(children))
        .order_by(SOURCE.year, SOURCE.import_id)
    )
    last: dict[tuple[str, str, int], Row[Any]] = {}
    for row in session.execute(query):
        version = row.import_id if row.record in JOINED else 0
        last[row.record, row.key, version] = row
    found: dict[str, ToldOfChild] = defaultdict(ToldOfChild)
    for row in last.values():
        record = record_of(row.record, row.content)
        told = Told(record, row.year, row.import_id, row.place)
        found[row.child_id].by_name[row.record].append(told)
    return found
