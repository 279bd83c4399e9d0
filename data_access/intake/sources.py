"""Keeping what files say, telling what is new in it, mending by it, taking it back."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, delete, exists, func, insert, select, update
from sqlmodel import Session

from data_access.importers.importer import Belief
from data_access.importers.registry import importer_of
from data_access.importers.rows import AFTER_LIMIT
from data_access.intake.repeats import Repeats
from data_access.store.loaded import Import, LeftOutRow, SourceRow, batches, table
from data_access.store.statements import (
    Item,
    LeftOut,
    Statement,
    content_of,
    record_of,
)
from data_access.store.twice import join

ROWS_AT_ONCE = 1000
PROBLEMS_KEPT = 1000  # in memory; every one is in the store
IMPORTS = table(Import).c
SOURCE = table(SourceRow).c
LEFT_OUT = table(LeftOutRow).c
Thing = tuple[str, str]  # record and key
CACHE = "PRAGMA cache_size = -512"  # kilobytes in memory; the rest is on disk
FATES = "CREATE TABLE fate (place TEXT PRIMARY KEY, fate INTEGER) WITHOUT ROWID"
TELL = """INSERT INTO fate VALUES (?, ?) ON CONFLICT (place)
DO UPDATE SET fate = max(fate, excluded.fate)"""
LEAVE_OUT = "INSERT OR REPLACE INTO fate VALUES (?, ?)"
COUNT = "SELECT count(*) FROM fate WHERE fate = ?"


class Fate(IntEnum):
    """What became of a row; of the things that one row states, the largest holds."""

    LEFT_OUT = 0
    SAME = 1  # as before
    CHANGED = 2
    ADDED = 3


class Fates:
    """The fate of each row by the place where it stands, each row once.

    A format may come back to a row late, so all are kept, but in a private database
    that SQLite moves to a file of its own and deletes: memory does not grow.
    """

    def __init__(self) -> None:
        self._latest: dict[str, Fate] = {}
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute(CACHE)
        self._kept.execute(FATES)

    def tell(self, place: str, fate: Fate) -> None:
        """Take in what became of one thing that a row states."""
        self._latest[place] = max(self._latest.get(place, fate), fate)
        if len(self._latest) >= ROWS_AT_ONCE:
            self._write(TELL)

    def leave_out(self, places: Iterable[str]) -> None:
        """Count rows as left out after all."""
        self._write(TELL)
        self._latest = dict.fromkeys(places, Fate.LEFT_OUT)
        self._write(LEAVE_OUT)

    def count(self, fate: Fate) -> int:
        """Return how many rows met this fate."""
        self._write(TELL)
        return int(self._kept.execute(COUNT, (int(fate),)).fetchone()[0])

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(self.count(fate) for fate in Fate)

    def _write(self, how: str) -> None:
        if self._latest:
            self._kept.execute("BEGIN")
            rows = ((place, int(fate)) for place, fate in self._latest.items())
            self._kept.executemany(how, rows)
            self._kept.execute("COMMIT")
            self._latest = {}


@dataclass
class Tally:
    """What one file brought: what became of its rows, and what is wrong with them."""

    rows: Fates = field(default_factory=Fates)
    after: int = 0  # of those left out, dated after the last day they can be of
    problems: list[LeftOut] = field(default_factory=list)
    faults: Repeats = field(default_factory=Repeats)


class Live(NamedTuple):
    """The statement that wins so far about one thing."""

    row_id: int
    import_id: int
    year: int
    content: str


@dataclass
class Coming:
    """A statement on its way in, with its JSON."""

    statement: Statement
    content: str


def receive(session: Session, load: Import, items: Iterable[Item]) -> Tally:
    """Keep one file's statements and left-out rows; count what they change.

    A row is added when nothing live speaks of what it states, and changed when it wins
    over what does and says otherwise. Rows are kept as they are read, so that memory
    does not grow with the file.
    """
    tally = Tally()
    for some in batches(items, ROWS_AT_ONCE):
        statements = [item for item in some if isinstance(item, Statement)]
        left_out = [item for item in some if isinstance(item, LeftOut)]
        left_out += _keep(session, load, statements, tally)
        keep_left_out(session, load, left_out, tally)
    mend(session, load)
    return tally


def forget(session: Session, load: Import, now: datetime) -> None:
    """Take an import back: its statements and left-out rows go, its line stays.

    What only this import put right is open again.
    """
    session.execute(delete(table(SourceRow)).where(SOURCE.import_id == load.id))
    session.execute(delete(table(LeftOutRow)).where(LEFT_OUT.import_id == load.id))
    load.undone_at = now
    session.add(load)
    session.flush()
    open_again(session, load)
    for later in reversed(live_imports(session, load.la)):
        if (later.kind, later.year) == (load.kind, load.year):
            mend(session, later)


def _keep(
    session: Session, load: Import, statements: Sequence[Statement], tally: Tally
) -> list[LeftOut]:
    """Store statements; return those that double another row of the same file."""
    things = [(item.record.name, item.record.key) for item in statements]
    live = _live(session, load.la, things)
    new: dict[Thing, Coming] = {}
    doubles: list[LeftOut] = []
    for thing, statement in zip(things, statements, strict=True):
        found = live.get(thing)
        if thing in new:
            first = new[thing]
            joined, double = join(first.statement, statement)
            new[thing] = Coming(joined, content_of(joined.record))
        elif found and found.import_id == load.id:
            double = _join_stored(session, found, statement)
        else:
            coming = Coming(statement, content_of(statement.record))
            new[thing] = coming
            tally.rows.tell(statement.place, _fate(load, coming.content, found))
            continue
        doubles.append(double)
    _insert(session, load, new)
    return doubles


def _live(session: Session, la: str, things: Sequence[Thing]) -> dict[Thing, Live]:
    keys: dict[str, list[str]] = defaultdict(list)
    for record, key in things:
        keys[record].append(key)
    found: dict[Thing, Live] = {}
    for record, some in keys.items():
        query = (
            select(SOURCE.key, SOURCE.id, SOURCE.import_id, SOURCE.year, SOURCE.content)
            .where(SOURCE.la == la, SOURCE.record == record, SOURCE.key.in_(some))
            .order_by(SOURCE.year, SOURCE.import_id)
        )
        for key, *live in session.execute(query):
            found[record, key] = Live(*live)
    return found


def _fate(load: Import, content: str, found: Live | None) -> Fate:
    if found is None:
        return Fate.ADDED
    wins = found.year <= load.year and found.content != content
    return Fate.CHANGED if wins else Fate.SAME


def _insert(session: Session, load: Import, new: dict[Thing, Coming]) -> None:
    if not new:
        return
    about = {"la": load.la, "import_id": load.id, "year": load.year}
    rows = [
        {
            **about,
            "record": record,
            "key": key,
            "child_id": coming.statement.record.child_id,
            "place": coming.statement.place,
            "content": coming.content,
        }
        for (record, key), coming in new.items()
    ]
    session.execute(insert(table(SourceRow)), rows)


def _join_stored(session: Session, found: Live, statement: Statement) -> LeftOut:
    record = record_of(statement.record.name, found.content)
    joined, double = join(Statement(record, "an earlier row"), statement)
    content = content_of(joined.record)
    if content != found.content:
        query = update(table(SourceRow)).where(SOURCE.id == found.row_id)
        session.execute(query.values(content=content))
    return double


def keep_left_out(
    session: Session, load: Import, left_out: list[LeftOut], tally: Tally
) -> None:
    """Keep rows, and fields, of an import that are left out, and tell them."""
    for item in left_out:
        tally.faults.tell(item)
        if item.whole_row:
            tally.rows.tell(item.place, Fate.LEFT_OUT)
    after = AFTER_LIMIT.code
    tally.after += sum(item.whole_row and item.code == after for item in left_out)
    tally.problems += left_out[: PROBLEMS_KEPT - len(tally.problems)]
    if left_out:
        about = {"la": load.la, "import_id": load.id, "file_name": load.file_name}
        rows = [{**about, "joining": False, **vars(item)} for item in left_out]
        session.execute(insert(table(LeftOutRow)), rows)


class Joining(NamedTuple):
    """What joining an import's rows with the others left out of it.

    `places` are those of whole rows, of which nothing that they state is used.
    """

    places: list[str]
    problems: list[LeftOut]


def joining(session: Session, load: Import, faults: Repeats) -> Joining:
    """Return the rows of an import that joining it with the others left out.

    Each is told to `faults`.
    """
    mine = LEFT_OUT.import_id == load.id, LEFT_OUT.joining
    words = select(*(LEFT_OUT[name] for name in LeftOut.__dataclass_fields__)).where(
        *mine
    )
    problems: list[LeftOut] = []
    told = words.order_by(LEFT_OUT.id)
    for row in session.execute(told.execution_options(yield_per=ROWS_AT_ONCE)):
        faults.tell(LeftOut(*row))
        if len(problems) < PROBLEMS_KEPT:
            problems.append(LeftOut(*row))
    if not problems:
        return Joining([], [])
    whole = select(LEFT_OUT.place, func.count()).where(*mine, LEFT_OUT.whole_row)
    gone = dict(session.execute(whole.group_by(LEFT_OUT.place)).all())
    stated = (
        select(SOURCE.place, func.count())
        .where(
            SOURCE.import_id == load.id,
            SOURCE.place.in_(whole.with_only_columns(LEFT_OUT.place)),
        )
        .group_by(SOURCE.place)
    )
    states = dict(session.execute(stated).all())
    places = [place for place in gone if gone[place] >= states.get(place, 0)]
    return Joining(places, problems)


def not_repeated(session: Session, load: Import) -> int:
    """Count what earlier files of the same kind and year state and this one does not.

    Only of the kinds of thing that this file is about. Of pictures of one day only one
    of the same day can lack something.
    """
    belief = importer_of(load.kind).belief
    if not load.year and not belief.restates:
        return 0
    mine = table(SourceRow).alias()
    about = select(mine.c.record).where(mine.c.import_id == load.id).distinct()
    here = select(mine.c.id).where(
        mine.c.la == SOURCE.la,
        mine.c.record == SOURCE.record,
        mine.c.key == SOURCE.key,
        mine.c.import_id == load.id,
    )
    is_picture = belief is Belief.PICTURE
    same_day = [IMPORTS.covers_to == load.covers_to] if is_picture else []
    query = (
        select(func.count())
        .select_from(table(SourceRow))
        .join(table(Import), IMPORTS.id == SOURCE.import_id)
        .where(*same_day)
        .where(SOURCE.la == load.la, SOURCE.year == load.year)
        .where(IMPORTS.kind == load.kind, SOURCE.import_id != load.id)
        .where(SOURCE.record.in_(about.scalar_subquery()), ~here.exists())
    )
    return session.execute(query).scalar_one()


def same_file(session: Session, la: str, file_hash: str, year: int) -> Import | None:
    """Return the live import of the very same file for the same year, if any."""
    query = select(Import).where(
        IMPORTS.la == la,
        IMPORTS.file_hash == file_hash,
        IMPORTS.year == year,
        IMPORTS.undone_at.is_(None),
    )
    return session.execute(query).scalars().first()


def live_imports(session: Session, la: str) -> list[Import]:
    """Return the imports of a council that are in force, the latest first."""
    query = select(Import).where(IMPORTS.la == la, IMPORTS.undone_at.is_(None))
    return list(session.execute(query.order_by(IMPORTS.id.desc())).scalars())


# Which left-out rows a later file of the same return has put right.


AT_ONCE = 500  # values in one query
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
    for some in batches(children, AT_ONCE):
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
    for some in batches([row.id for row in rows], AT_ONCE):
        chosen = update(table(LeftOutRow)).where(LEFT_OUT.id.in_(some))
        session.execute(chosen.values(mended_by=load.id))


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
