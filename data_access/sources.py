"""Keeping what files say, telling what is new in it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlmodel import Session

from data_access.importers.report import Item, LeftOut, Statement
from data_access.models import METADATA, Import, LeftOutRow, SourceRow
from data_access.records import RECORDS, Record

ROWS_AT_ONCE = 1000
PROBLEMS_KEPT = 1000  # in memory; every one is in the store
SOURCE_ROWS = METADATA.tables["source_row"]
LEFT_OUT_ROWS = METADATA.tables["left_out_row"]
Thing = tuple[str, str]  # record and key


@dataclass
class Tally:
    """What one file brought, counted as it is read."""

    rows_read: int = 0
    added: int = 0
    changed: int = 0
    left_out: int = 0
    problems: list[LeftOut] = field(default_factory=list)
    children: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    news: set[Thing] = field(default_factory=set)  # record and child added or changed


@dataclass(frozen=True)
class Live:
    """The statement that wins so far about one thing."""

    row_id: int
    import_id: int
    year: int
    content: str


def receive(session: Session, load: Import, items: Iterable[Item]) -> Tally:
    """Keep one file's statements and left-out rows; count what they change.

    A statement is added when nothing live speaks of that thing, and changed when it
    wins over what does and says otherwise. Rows are kept as they are read, so memory
    does not grow with the file.
    """
    tally = Tally()
    for some in _some(items):
        statements = [item for item in some if isinstance(item, Statement)]
        left_out = [item for item in some if isinstance(item, LeftOut)]
        tally.rows_read += len(statements) + sum(item.whole_row for item in left_out)
        left_out += _keep(session, load, statements, tally)
        _keep_left_out(session, load, left_out, tally)
    _mend(session, load, tally)
    return tally


def forget(session: Session, load: Import, now: datetime) -> set[str]:
    """Take an import back: its statements and left-out rows go, its line stays.

    Returns the children whose rows must be derived again.
    """
    mine = SourceRow.import_id == load.id
    query = select(SourceRow.child_id).where(mine).distinct()  # type: ignore[call-overload]
    children = set(session.execute(query).scalars())
    session.execute(delete(SourceRow).where(mine))  # type: ignore[arg-type]
    session.execute(delete(LeftOutRow).where(LeftOutRow.import_id == load.id))  # type: ignore[arg-type]
    session.execute(
        update(LeftOutRow).where(LeftOutRow.mended_by == load.id).values(mended_by=None)  # type: ignore[arg-type]
    )
    load.undone_at = now
    session.add(load)
    session.flush()
    return children


def joining_left_out(session: Session, load: Import) -> list[LeftOut]:
    """Return the rows of an import that joining it with the others left out."""
    query = select(LeftOutRow).where(
        LeftOutRow.import_id == load.id, LeftOutRow.joining
    )  # type: ignore[arg-type]
    return [
        LeftOut(
            row.place,
            row.field,
            row.found,
            row.expected,
            row.remedy,
            row.record,
            row.child_id,
            row.whole_row,
        )
        for row in session.execute(query).scalars()
    ]


def _some(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, ROWS_AT_ONCE)):
        yield some


def _keep(
    session: Session, load: Import, statements: list[Statement], tally: Tally
) -> list[LeftOut]:
    """Store statements; return those that double another row of the same file."""
    live = _live(session, load.la, statements)
    new: dict[Thing, Statement] = {}
    doubles: list[LeftOut] = []
    for statement in statements:
        record = statement.record
        thing = record.name, record.key
        tally.children.add(record.child_id)
        tally.records.add(record.name)
        found = live.get(thing)
        if thing in new:
            new[thing], double = _joined(new[thing], statement)
        elif found and found.import_id == load.id:
            double = _join_stored(session, found, statement)
        else:
            new[thing], double = statement, None
            _count(load, record, found, tally)
        if double:
            doubles.append(double)
    if new:
        session.execute(
            insert(SOURCE_ROWS), [_row(load, item) for item in new.values()]
        )
    return doubles


def _live(session: Session, la: str, statements: list[Statement]) -> dict[Thing, Live]:
    keys: dict[str, list[str]] = {}
    for statement in statements:
        keys.setdefault(statement.record.name, []).append(statement.record.key)
    found: dict[Thing, Live] = {}
    for record, some in keys.items():
        query = (
            select(  # type: ignore[call-overload]
                SourceRow.key,
                SourceRow.id,
                SourceRow.import_id,
                SourceRow.year,
                SourceRow.content,
            )
            .where(SourceRow.la == la, SourceRow.record == record)
            .where(SourceRow.key.in_(some))  # type: ignore[attr-defined]
            .order_by(SourceRow.year, SourceRow.import_id)
        )
        for key, *live in session.execute(query):
            found[record, key] = Live(*live)
    return found


def _count(load: Import, record: Record, found: Live | None, tally: Tally) -> None:
    if found is None:
        tally.added += 1
    elif found.year <= load.year and found.content != record.model_dump_json():
        tally.changed += 1
    else:
        return
    tally.news.add((record.name, record.child_id))


def _row(load: Import, statement: Statement) -> dict[str, Any]:
    record = statement.record
    return {
        "la": load.la,
        "import_id": load.id,
        "record": record.name,
        "key": record.key,
        "child_id": record.child_id,
        "year": load.year,
        "place": statement.place,
        "content": record.model_dump_json(),
    }


def _joined(first: Statement, second: Statement) -> tuple[Statement, LeftOut | None]:
    """Fill what the first row leaves blank from the second; say if they differ."""
    one, other = first.record.model_dump(), second.record.model_dump()
    filled = {name: other[name] for name, value in one.items() if value is None}
    differ = any(
        value is not None and other[name] not in (None, value)
        for name, value in one.items()
    )
    joined = Statement(first.record.model_copy(update=filled), first.place)
    return joined, _double(first.place, second, differ)


def _join_stored(session: Session, found: Live, statement: Statement) -> LeftOut | None:
    record = RECORDS[statement.record.name].model_validate_json(found.content)
    joined, double = _joined(Statement(record, "an earlier row"), statement)
    content = joined.record.model_dump_json()
    if content != found.content:
        query = update(SourceRow).where(SourceRow.id == found.row_id)  # type: ignore[arg-type]
        session.execute(query.values(content=content))
    return double


def _double(first_place: str, second: Statement, differ: bool) -> LeftOut:
    return LeftOut(
        place=second.place,
        field="whole row",
        found=f"the same {_thing_words(second.record)} as {first_place}"
        + (", with other details" if differ else ""),
        expected="each once",
        remedy="The first is used. Remove the row that is wrong."
        if differ
        else "Nothing to do: both rows say the same.",
        record=second.record.name,
        child_id=second.record.child_id,
        whole_row=True,
    )


def _thing_words(record: Record) -> str:
    return {
        "child": "child",
        "review": "child and review date",
        "episode": "child and start date",
        "conference": "child and enquiry date",
        "plan": "child and plan start",
        "plan_review": "plan and review date",
    }.get(record.name, record.name)


def _keep_left_out(
    session: Session, load: Import, left_out: list[LeftOut], tally: Tally
) -> None:
    tally.left_out += sum(item.whole_row for item in left_out)
    tally.problems += left_out[: PROBLEMS_KEPT - len(tally.problems)]
    if left_out:
        about = {"la": load.la, "import_id": load.id, "file_name": load.file_name}
        session.execute(insert(LEFT_OUT_ROWS), [{**about, **vars(i)} for i in left_out])


def _mend(session: Session, load: Import, tally: Tally) -> None:
    """Mark earlier left-out rows that this load puts right.

    A row is put right when a later file adds or changes something of the same kind
    for the same child, and leaves out no row of that child itself. A row whose child
    could not be read is put right by a later file of the same kind and year in which
    every child could be.
    """
    table: Any = LeftOutRow
    still = (
        select(table.record, table.child_id)
        .where(table.import_id == load.id)
        .distinct()
    )
    wrong = {(record, child) for record, child in session.execute(still)}
    earlier: Any = Import
    same = and_(earlier.kind == load.kind, earlier.year == load.year)
    open_rows = (
        select(table.id, table.record, table.child_id, same)
        .join(earlier, earlier.id == table.import_id)
        .where(table.la == load.la, table.import_id != load.id)
        .where(table.mended_by.is_(None), table.joining.is_(False))
    )
    read = {(record, "") for record in tally.records}
    mended = [
        row_id
        for row_id, record, child, same_return in session.execute(open_rows)
        if (record, child) in (tally.news | (read if same_return else set())) - wrong
    ]
    if mended:
        query = update(LeftOutRow).where(table.id.in_(mended))
        session.execute(query.values(mended_by=load.id))


def same_file(session: Session, la: str, file_hash: str, year: int) -> Import | None:
    """Return the live import of the very same file for the same year, if any."""
    query = select(Import).where(
        Import.la == la,  # type: ignore[arg-type]
        Import.file_hash == file_hash,  # type: ignore[arg-type]
        Import.year == year,  # type: ignore[arg-type]
        Import.undone_at.is_(None),  # type: ignore[union-attr]
    )
    return session.execute(query).scalars().first()


def live_imports(session: Session, la: str) -> list[Import]:
    """Return the imports of a council that are in force, the latest first."""
    query = select(Import).where(Import.la == la, Import.undone_at.is_(None))  # type: ignore[arg-type,union-attr]
    return list(session.execute(query.order_by(Import.id.desc())).scalars())  # type: ignore[union-attr]


def left_out_count(session: Session, la: str) -> int:
    """Return how many rows of a council are left out of its figures now."""
    query = select(func.count()).where(
        LeftOutRow.la == la,  # type: ignore[arg-type]
        LeftOutRow.mended_by.is_(None),  # type: ignore[union-attr]
        LeftOutRow.whole_row,  # type: ignore[arg-type]
    )
    return session.execute(query).scalar_one()
