"""Which left-out rows a later file of the same return has put right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select, update
from sqlmodel import Session

from data_access.importers.registry import importer_of
from data_access.store.loaded import Import, LeftOutRow, SourceRow, table

AT_ONCE = 500  # values in one query
IMPORTS = table(Import).c
SOURCE = table(SourceRow).c
LEFT_OUT = table(LeftOutRow).c
EARLIER = table(SourceRow).alias("earlier")
UNREADABLE = ""  # stands for a child whose id could not be read
Left = Row[Any]
Problem = tuple[str, str, str, str]  # record, child, field and what was found


def mend(session: Session, load: Import) -> None:
    """Close the left-out rows of earlier files that this one puts right.

    Only a file of the same return (kind and year) can. One that says again all that
    an earlier file said of some record, or more, takes the place of its list. One
    that says less closes a child's rows if it says at least as many new things of
    that child, and the rows that it lists again itself. A whole list, such as a service
    register, takes the place of earlier ones.
    """
    if importer_of(load.kind).whole_list:
        _close(session, load, _open(session, load))
        return
    by_file: dict[tuple[int, str], list[Left]] = defaultdict(list)
    for row in _open(session, load):
        by_file[row.import_id, row.record].append(row)
    listed = _listed(session, load) if by_file else set()
    for (earlier, record), rows in by_file.items():
        if _says_all_of(session, load, earlier, record):
            _close(session, load, rows)
        else:
            again = [row for row in rows if _problem(row) in listed]
            others = [row for row in rows if _problem(row) not in listed]
            _close(session, load, again)
            _close(session, load, _put_right(session, load, others))


def open_again(session: Session, load: Import) -> None:
    """List again what an import put right, once it is taken back."""
    put_right = update(table(LeftOutRow)).where(LEFT_OUT.mended_by == load.id)
    session.execute(put_right.values(mended_by=None))


def _open(session: Session, load: Import) -> Sequence[Left]:
    query = (
        select(
            LEFT_OUT.id,
            LEFT_OUT.import_id,
            LEFT_OUT.record,
            LEFT_OUT.child_id,
            LEFT_OUT.place,
            LEFT_OUT.field,
            LEFT_OUT.found,
        )
        .join(table(Import), IMPORTS.id == LEFT_OUT.import_id)
        .where(IMPORTS.la == load.la, IMPORTS.id < load.id)
        .where(IMPORTS.kind == load.kind, IMPORTS.year == load.year)
        .where(LEFT_OUT.mended_by.is_(None), ~LEFT_OUT.joining)
    )
    return session.execute(query).all()


def _problem(row: Left) -> Problem:
    return row.record, row.child_id, row.field, row.found


def _listed(session: Session, load: Import) -> set[Problem]:
    query = select(
        LEFT_OUT.record, LEFT_OUT.child_id, LEFT_OUT.field, LEFT_OUT.found
    ).where(LEFT_OUT.import_id == load.id)
    return {_problem(row) for row in session.execute(query)}


def _says_all_of(session: Session, load: Import, earlier: int, record: str) -> bool:
    now = SOURCE.import_id == load.id, SOURCE.record == record
    said_again = exists().where(*now, *_same_thing())
    left_unsaid = exists().where(
        EARLIER.c.import_id == earlier, EARLIER.c.record == record, ~said_again
    )
    query = select(exists().where(*now), left_unsaid)
    says_any, says_less = session.execute(query).one()
    return bool(says_any and not says_less)


def _put_right(session: Session, load: Import, rows: Sequence[Left]) -> Iterator[Left]:
    """Return the rows of one earlier file and record, where enough is new."""
    by_child: dict[str, list[Left]] = defaultdict(list)
    for row in rows:
        by_child[row.child_id].append(row)
    new = _new(session, load, rows[0], sorted(by_child)) if rows else Counter()
    for child, theirs in by_child.items():
        if new[child] >= len({row.place for row in theirs}):
            yield from theirs


def _new(
    session: Session, load: Import, row: Left, children: Sequence[str]
) -> Counter[str]:
    """Return how many things the load says of each child that `row`'s file did not."""
    said = exists().where(
        EARLIER.c.import_id == row.import_id,
        EARLIER.c.content == SOURCE.content,
        *_same_thing(),
    )
    new = SOURCE.import_id == load.id, SOURCE.record == row.record, ~said
    counts: Counter[str] = Counter()
    for some in _some(children):
        query = select(SOURCE.child_id, func.count()).where(
            *new, SOURCE.child_id.in_(some)
        )
        counts.update(dict(session.execute(query.group_by(SOURCE.child_id)).all()))
    if UNREADABLE in children:
        query = select(func.count()).where(*new)
        counts[UNREADABLE] = session.execute(query).scalar_one()
    return counts


def _same_thing() -> tuple[ColumnElement[bool], ...]:
    return (
        EARLIER.c.la == SOURCE.la,
        EARLIER.c.record == SOURCE.record,
        EARLIER.c.key == SOURCE.key,
    )


def _close(
    session: Session, load: Import, rows: Iterator[Left] | Sequence[Left]
) -> None:
    for some in _some([row.id for row in rows]):
        chosen = update(table(LeftOutRow)).where(LEFT_OUT.id.in_(some))
        session.execute(chosen.values(mended_by=load.id))


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


# What a service register closes by not listing it (ADR 0012).


def register_gaps(session: Session, load: Import) -> int:
    """Count what the whole list before has and this one closes; 0 for other files."""
    whole_list = importer_of(load.kind).whole_list
    if whole_list is None:
        return 0
    before = select(func.max(IMPORTS.id)).where(
        IMPORTS.la == load.la,
        IMPORTS.kind == load.kind,
        IMPORTS.undone_at.is_(None),
        IMPORTS.id < load.id,
    )
    mine = table(SourceRow).alias()
    here = select(mine.c.id).where(
        mine.c.la == SOURCE.la,
        mine.c.record == SOURCE.record,
        mine.c.key == SOURCE.key,
        mine.c.import_id == load.id,
    )
    query = select(func.count(SOURCE.id)).where(
        SOURCE.import_id == before.scalar_subquery(),
        SOURCE.record.in_(whole_list.closes),
        ~here.exists(),
    )
    return session.execute(query).scalar_one()
