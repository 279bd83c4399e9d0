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
    Sources,
    differences_of_child,
    not_there,
    reconciled,
)
from data_access.derive.winning import StatementsOfChild, Winning
from data_access.importers.importer import Belief
from data_access.store.loaded import SourceRow, table
from data_access.store.statements import ChildRecord, DisputeRecord, Record, record_of

SOURCE = table(SourceRow).c
JOINED = (ChildRecord.name, DisputeRecord.name)
Thing = tuple[str, str, int]  # record, key, and the import where each one counts
Found = dict[Thing, Row[Any]]


def statements_of(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> dict[str, StatementsOfChild]:
    """Return, by child, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import; one of an extract only fills what these leave blank, and one of an Annex A
    what both do. Of children and disputes every statement is given, the one believed
    last, because those are joined field by field, stage by stage.
    """
    ranked = _rows(session, la, children, sources)
    found: dict[str, StatementsOfChild] = defaultdict(StatementsOfChild)
    believed: dict[Thing, Winning[Record]] = {}
    for rank, rows in enumerate(ranked):
        for thing, row in rows.items():
            winning = _told(row)
            if not rank:
                believed[thing] = winning
            else:
                _add(found[row.child_id], thing, winning, believed, sources)
    for thing in dict.fromkeys(thing for rows in reversed(ranked) for thing in rows):
        if thing in believed:
            child_id, winning = believed[thing].record.child_id, believed[thing]
            found[child_id].by_name[winning.record.name].append(winning)
    for child in found.values() if any(ranked[1:]) else ():
        _compare_children(child, sources)
    for child in found.values() if ranked[Belief.PICTURE.rank] else ():
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
    ranked: list[list[Row[Any]]] = [[] for _ in {each.rank for each in Belief}]
    for row in session.execute(query):
        ranked[sources.rank(row.import_id)].append(row)

    def age(row: Row[Any]) -> tuple[date, int]:
        return sources.as_at(row.import_id), row.import_id

    for rows in ranked[1:]:
        rows.sort(key=age)
    return tuple({_thing(row): row for row in rows} for rows in ranked)


def _thing(row: Row[Any]) -> Thing:
    return row.record, row.key, row.import_id if row.record in JOINED else 0


def _told(row: Row[Any]) -> Winning[Record]:
    record = record_of(row.record, row.content)
    return Winning(record, row.year, row.import_id, row.place)


def _add(
    child: StatementsOfChild,
    thing: Thing,
    winning: Winning[Record],
    believed: dict[Thing, Winning[Record]],
    sources: Sources,
) -> None:
    """Add what an extract, or an Annex A, says of a thing to what is believed more."""
    if thing in believed:
        believed[thing], listed = reconciled(believed[thing], winning, sources)
        child.left_out.extend(listed)
    elif sources.speak_for(winning):
        by_return = sources.returns_speak_for(winning)
        child.left_out.append(not_there(winning, by_return=by_return))
        child.not_used.append(winning)
    elif sources.is_picture(winning):
        believed[thing] = replace(winning, seen=sources.as_at(winning.import_id))
    else:
        believed[thing] = replace(winning, year=sources.year_of(winning))


def _compare_children(child: StatementsOfChild, sources: Sources) -> None:
    """List where extracts, and the latest Annex A, say otherwise of a child.

    Each is held against all that is believed more.
    """
    some = child.of(ChildRecord)
    pictures = [winning for winning in some if sources.is_picture(winning)]
    for winning in (*(each for each in some if each not in pictures), *pictures[-1:]):
        better = [
            each for each in some if _rank(each, sources) < _rank(winning, sources)
        ]
        if better:
            known = _joined(each.record for each in better)
            child.left_out.extend(differences_of_child(known, winning))


def _rank(winning: Winning[ChildRecord], sources: Sources) -> int:
    return sources.rank(winning.import_id)


def _joined(records: Iterable[ChildRecord]) -> ChildRecord:
    """Return what several files know of a child, the last that has it for each field."""
    known: dict[str, Any] = {}
    for record in records:
        known |= record.model_dump(exclude_none=True)
    return ChildRecord(**known)
