"""What the live files say of each child, the winning statement about each thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.models import SourceRow
from data_access.records import RECORDS, Record


@dataclass(frozen=True)
class Told:
    """The winning statement about one thing, and where it came from."""

    record: Record
    year: int
    import_id: int
    place: str


ByRecord = dict[str, list[Told]]


def told_of(session: Session, la: str, children: Sequence[str]) -> dict[str, ByRecord]:
    """Return, by child and then by record, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import. Of `child` records every statement is given, oldest first, because they
    are joined field by field.
    """
    query = (
        select(  # type: ignore[call-overload]
            SourceRow.child_id,
            SourceRow.record,
            SourceRow.key,
            SourceRow.content,
            SourceRow.year,
            SourceRow.import_id,
            SourceRow.place,
        )
        .where(SourceRow.la == la, SourceRow.child_id.in_(children))  # type: ignore[attr-defined]
        .order_by(SourceRow.year, SourceRow.import_id)
    )
    last: dict[tuple[str, ...], Row[Any]] = {}
    for row in session.execute(query):
        version = str(row.import_id) if row.record == "child" else ""
        last[row.child_id, row.record, row.key, version] = row
    found: dict[str, ByRecord] = {}
    for row in last.values():
        by_record = found.setdefault(row.child_id, defaultdict(list))
        by_record[row.record].append(_read(row))
    return found


def _read(row: Row[Any]) -> Told:
    record = RECORDS[row.record].model_validate_json(row.content)
    return Told(record, row.year, row.import_id, row.place)
