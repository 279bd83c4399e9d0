"""What the live files say of each child, gathered from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.derive.pictures import add_care, keep_open, put_right_plans
from data_access.derive.precedence import (
    PICTURE,
    RANKS,
    Sources,
    differences_of_child,
    not_there,
    reconciled,
)
from data_access.derive.told import Told, ToldOfChild
from data_access.store.loaded import SourceRow, table
from data_access.store.statements import ChildRecord, DisputeRecord, Record, record_of

SOURCE = table(SourceRow).c
JOINED = (ChildRecord.name, DisputeRecord.name)
Thing = tuple[str, str, int]  # record, key, and the import where each one counts
Found = dict[Thing, Row[Any]]


def told_of(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> dict[str, ToldOfChild]:
    """Return, by child, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import; one of an extract only fills what these leave blank, and one of an Annex A
    what both do. Of children and disputes every statement is given, the one believed
    last, because those are joined field by field, stage by stage.
    """
    ranked = _rows(session, la, children, sources)
    found: dict[str, ToldOfChild] = defaultdict(ToldOfChild)
    believed: dict[Thing, Told[Record]] = {}
    for rank, rows in enumerate(ranked):
        for thing, row in rows.items():
            told = _told(row)
            if not rank:
                believed[thing] = told
            else:
                _add(found[row.child_id], thing, told, believed, sources)
    for thing in dict.fromkeys(thing for rows in reversed(ranked) for thing in rows):
        if thing in believed:
            child_id, told = believed[thing].record.child_id, believed[thing]
            found[child_id].by_name[told.record.name].append(told)
    for child in found.values() if any(ranked[1:]) else ():
        _compare_children(child, sources)
    for child in found.values() if ranked[RANKS[PICTURE]] else ():
        put_right_plans(child, sources)
        keep_open(child, sources)
        add_care(child, sources)
    return found


def _rows(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> tuple[Found, ...]:
    """Return the statement about each thing: of returns and logs, extracts, pictures."""
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
    ranked: list[list[Row[Any]]] = [[] for _ in (0, *RANKS)]
    for row in session.execute(query):
        ranked[sources.rank(row.import_id)].append(row)

    def age(row: Row[Any]) -> tuple[date, int]:
        return sources.as_at(row.import_id), row.import_id

    for rows in ranked[1:]:
        rows.sort(key=age)
    return tuple({_thing(row): row for row in rows} for rows in ranked)


def _thing(row: Row[Any]) -> Thing:
    return row.record, row.key, row.import_id if row.record in JOINED else 0


def _told(row: Row[Any]) -> Told[Record]:
    record = record_of(row.record, row.content)
    return Told(record, row.year, row.import_id, row.place)


def _add(
    child: ToldOfChild,
    thing: Thing,
    told: Told[Record],
    believed: dict[Thing, Told[Record]],
    sources: Sources,
) -> None:
    """Add what an extract, or an Annex A, says of a thing to what is believed more."""
    if thing in believed:
        believed[thing], listed = reconciled(believed[thing], told, sources)
        child.left_out.extend(listed)
    elif sources.speak_for(told):
        by_return = sources.returns_speak_for(told)
        child.left_out.append(not_there(told, by_return=by_return))
        child.not_used.append(told)
    elif sources.rank(told.import_id) == RANKS[PICTURE]:
        believed[thing] = replace(told, seen=sources.as_at(told.import_id))
    else:
        believed[thing] = replace(told, year=sources.year_of(told))


def _compare_children(child: ToldOfChild, sources: Sources) -> None:
    """List where extracts, and the latest Annex A, say otherwise of a child.

    Each is held against all that is believed more.
    """
    some = child.of(ChildRecord)
    pictures = [told for told in some if _rank(told, sources) == RANKS[PICTURE]]
    for told in (*(each for each in some if each not in pictures), *pictures[-1:]):
        better = [each for each in some if _rank(each, sources) < _rank(told, sources)]
        if better:
            known = _joined(each.record for each in better)
            child.left_out.extend(differences_of_child(known, told))


def _rank(told: Told[ChildRecord], sources: Sources) -> int:
    return sources.rank(told.import_id)


def _joined(records: Iterable[ChildRecord]) -> ChildRecord:
    """Return what several files know of a child, the last that has it for each field."""
    known: dict[str, Any] = {}
    for record in records:
        known |= record.model_dump(exclude_none=True)
    return ChildRecord(**known)
