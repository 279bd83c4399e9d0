"""What the live files say of each child, gathered from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.derive.precedence import (
    Sources,
    differences_of_child,
    not_in_return,
    reconciled,
)
from data_access.derive.told import Told, ToldOfChild
from data_access.doubles import record_of
from data_access.models import SourceRow, table
from data_access.records import ChildRecord, DisputeRecord, Record

SOURCE = table(SourceRow).c
JOINED = (ChildRecord.name, DisputeRecord.name)
Thing = tuple[str, str, int]  # record, key, and the import where each one counts
Found = dict[Thing, Row[Any]]


def told_of(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> dict[str, ToldOfChild]:
    """Return, by child, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import; one of an extract only fills what these leave blank. Of children and
    disputes every statement is given, oldest first, because those are joined field by
    field, stage by stage.
    """
    last, extracted = _rows(session, la, children, sources)
    found: dict[str, ToldOfChild] = defaultdict(ToldOfChild)
    filled: set[Thing] = set()
    for thing, row in extracted.items():
        if _add_extracted(found[row.child_id], _told(row), last.get(thing), sources):
            filled.add(thing)
    for thing, row in last.items():
        if thing not in filled:
            found[row.child_id].by_name[row.record].append(_told(row))
    for told in found.values() if extracted else ():
        _compare_children(told, sources)
    return found


def _rows(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> tuple[Found, Found]:
    """Return the statement about each thing, of returns and logs, and of extracts."""
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
    last: Found = {}
    of_extracts: list[Row[Any]] = []
    for row in session.execute(query):
        if sources.is_extract(row.import_id):
            of_extracts.append(row)
        else:
            last[_thing(row)] = row

    def age(row: Row[Any]) -> tuple[date, int]:
        return sources.as_at(row.import_id), row.import_id

    return last, {_thing(row): row for row in sorted(of_extracts, key=age)}


def _thing(row: Row[Any]) -> Thing:
    return row.record, row.key, row.import_id if row.record in JOINED else 0


def _told(row: Row[Any]) -> Told[Record]:
    record = record_of(row.record, row.content)
    return Told(record, row.year, row.import_id, row.place)


def _add_extracted(
    child: ToldOfChild, told: Told[Record], row: Row[Any] | None, sources: Sources
) -> bool:
    """Add what an extract says of a thing; say whether a return's row is in it."""
    by_name = child.by_name[told.record.name]
    if row is not None:
        both, listed = reconciled(_told(row), told, sources)
        by_name.append(both)
        child.left_out.extend(listed)
    elif sources.speak_for(told):
        child.left_out.append(not_in_return(told))
    else:
        year = sources.year_of(told)
        by_name.append(Told(told.record, year, told.import_id, told.place))
    return row is not None


def _compare_children(told: ToldOfChild, sources: Sources) -> None:
    """List where extracts say otherwise of a child than the latest return does."""
    some = told.of(ChildRecord)
    returned = [each for each in some if not sources.is_extract(each.import_id)]
    for extracted in some if returned else ():
        if sources.is_extract(extracted.import_id):
            known = _joined(each.record for each in returned)
            told.left_out.extend(differences_of_child(known, extracted))


def _joined(records: Iterable[ChildRecord]) -> ChildRecord:
    """Return what several files know of a child, the last that has it for each field."""
    known: dict[str, Any] = {}
    for record in records:
        known |= record.model_dump(exclude_none=True)
    return ChildRecord(**known)
