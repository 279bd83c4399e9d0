"""The one door: every file comes in here, is tried first, then loaded whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError
from sqlmodel import Session

from data_access.derive.precedence import Sources
from data_access.derive.rebuild import known_days, rebuild, registers
from data_access.importers.importer import Opened, SourceFile
from data_access.importers.registry import importer_of, taken_apart
from data_access.importers.template import hidden_in
from data_access.intake import sources
from data_access.intake.batch import (
    NOT_TEXT,
    Choice,
    FileReport,
    LoadAsked,
    choose,
    guarded,
    set_coverage,
    wanted,
)
from data_access.intake.sources import Fate, Fates, register_gaps
from data_access.store import database
from data_access.store.loaded import Import, SourceRow, batches, table
from data_access.store.statements import Fault, Item, LeftOut, Statement, sheet_of
from domain.errors import RefusedError
from domain.periods import say_return_year

__all__ = ["FileReport", "LoadAsked", "derive_again", "load", "undo"]

ROWS_PER_NEWS = 2000

MANY = 5  # rows dated after the year, at least, and most of them: the year is wrong
NOT_OF_THE_YEAR = (
    "{:,} of its {:,} rows are dated after the return of {}, which it was taken to be. "
    "Is it another year's? Say which year it is (for example 2024-25) and load it again."
)


BESIDE_ANOTHER_YEAR = (
    "Most rows of {}, which lies beside it, are dated after the return of {}, and "
    "nothing in this file says that it is of that year. Say which year they are (for "
    "example 2024-25) and load them again."
)


class Read(NamedTuple):
    """A file whose rows are kept: its line, its report, what became of its rows.

    `is_of_its_year` where it has rows that are dated, and none after its year.
    """

    line: Import
    report: FileReport
    rows: Fates
    is_of_its_year: bool


Return = tuple[str, PurePath, int | None]  # kind, folder and year


@dataclass
class Drop:
    """What is known of the files of one load so far.

    `late` are files refused as dated after their year, by the return they are of.
    """

    zeros: LeadingZeros
    late: dict[Return, str] = field(default_factory=dict)


def load(
    engine: Engine, files: Sequence[SourceFile], asked: LoadAsked, *, dry_run: bool
) -> list[FileReport]:
    """Read files into the store, all in one transaction; a dry run keeps nothing.

    A refused file stops only itself. What a dry run reports is what loading does,
    because it does the same and then takes it back. A file that holds others is read
    as those.
    """
    with taken_apart(files) as apart:
        return _load(engine, apart, asked, dry_run=dry_run)


def _load(
    engine: Engine, files: Sequence[SourceFile], asked: LoadAsked, *, dry_run: bool
) -> list[FileReport]:
    with Session(engine) as session:
        chosen = choose(session, files, asked)
    with Session(engine) as session, database.writing(session):
        before, drop = _coverages(session, asked.la), Drop(LeadingZeros(asked.la))
        imports = _read_all(session, chosen, asked, drop)
        if imports:
            everybody = _coverages(session, asked.la) != before
            touched = None if everybody else _touched(session, imports)
            rebuild(session, asked.la, touched, _news(asked))
            for read in imports:
                _count_joining(session, read)
            database.bump(session, asked.la)
        if dry_run:
            session.rollback()
            for read in imports:
                read.report.import_id = None
    return [choice.report for choice in chosen]


def _read_all(
    session: Session, chosen: Sequence[Choice], asked: LoadAsked, drop: Drop
) -> list[Read]:
    """Keep the rows of every file that is to be read.

    The tables of a return are of one year, and a list of children has no dates: where
    one is refused as of another year, those beside it that do not speak for theirs are
    refused with it, and the others are read again as if they had not been there.
    """
    attempt = session.begin_nested()
    imports = [
        found
        for choice in sorted(chosen, key=Choice.order)
        if (opened := wanted(session, choice, asked)) is not None
        and (found := _read(session, opened, choice.report, asked, drop)) is not None
    ]
    beside = [each.report for each in imports if _is_beside_late(each, drop)]
    if not beside:
        attempt.commit()
        return imports
    attempt.rollback()
    for report in beside:
        _refuse_beside(report, drop)
    for choice in chosen:
        choice.report.note = None if choice.opened else choice.report.note
    return _read_all(
        session, chosen, asked, replace(drop, zeros=LeadingZeros(asked.la))
    )


def _is_beside_late(read: Read, drop: Drop) -> bool:
    return not read.is_of_its_year and _return_of(read.report) in drop.late


def _refuse_beside(report: FileReport, drop: Drop) -> None:
    late, year = drop.late[_return_of(report)], say_return_year(report.year or 0)
    words = BESIDE_ANOTHER_YEAR.format(PurePath(late).name, year)
    refused = FileReport(
        report.file, report.kind, report.table, report.year, refused=words
    )
    vars(report).update(vars(refused))


def undo(engine: Engine, import_id: int, now: datetime) -> None:
    """Take one import back; the store becomes as if that file never came.

    Raises:
        RefusedError: there is no such import, or it was undone before.
    """
    with Session(engine) as session, database.writing(session):
        found = session.get(Import, import_id)
        if found is None or found.undone_at is not None:
            raise RefusedError(
                "This import is not in the store any more. Reload the page to see "
                "what is."
            )
        sources.forget(session, found, now)
        rebuild(session, found.la)
        database.bump(session, found.la)


def derive_again(engine: Engine, la: str, change: Callable[[Session], None]) -> None:
    """Make a change of the council's own rules and derive every row by it."""
    with Session(engine) as session, database.writing(session):
        change(session)
        rebuild(session, la)
        database.bump(session, la)


def _read(
    session: Session,
    opened: Opened,
    report: FileReport,
    asked: LoadAsked,
    drop: Drop,
) -> Read | None:
    """Keep one file's rows inside the transaction; a file refused midway leaves none."""
    load = _import_line(opened, report, asked)
    try:
        with session.begin_nested():
            session.add(load)
            session.flush()
            items = _counted(_all_of(opened, report.year), report, asked)
            tally = sources.receive(session, load, items)
            _check_year(report, tally, drop)
            sources.keep_left_out(session, load, drop.zeros.told(session, load), tally)
            with guarded():
                set_coverage(session, load, opened)
            _count(load, report, tally.rows)
            session.flush()
            report.not_repeated = sources.not_repeated(session, load)
            report.not_listed = register_gaps(session, load)
    except RefusedError as refusal:
        report.refused = str(refusal)
        return None
    except DataError:
        report.refused = NOT_TEXT
        return None
    report.import_id = load.id
    report.problems, report.faults = tally.problems, tally.faults
    is_of_its_year = bool(opened.found.covers) and not tally.after
    return Read(load, report, tally.rows, is_of_its_year)


def _return_of(report: FileReport) -> Return:
    return report.kind, PurePath(report.file).parent, report.year


def _count(load: Import, report: FileReport, rows: Fates) -> None:
    """Write what became of the rows on the import's line and on the report."""
    report.rows_read, report.same = len(rows), rows.count(Fate.SAME)
    report.added, report.changed = rows.count(Fate.ADDED), rows.count(Fate.CHANGED)
    report.left_out = rows.count(Fate.LEFT_OUT)
    load.rows_read, load.left_out = report.rows_read, report.left_out
    load.added, load.changed = report.added, report.changed


def _check_year(report: FileReport, tally: sources.Tally, drop: Drop) -> None:
    """Ask once for the year where most rows are dated after it.

    Raises:
        RefusedError: they are.
    """
    after, rows = tally.after, len(tally.rows)
    if report.year and after >= MANY and 2 * after > rows:
        drop.late[_return_of(report)] = report.file
        words = NOT_OF_THE_YEAR.format(after, rows, say_return_year(report.year))
        raise RefusedError(words)


def _import_line(opened: Opened, report: FileReport, asked: LoadAsked) -> Import:
    return Import(
        la=asked.la,
        file_name=opened.file.name,
        file_hash=opened.fingerprint,
        kind=report.kind,
        year=report.year or 0,
        loaded_by=asked.by,
        loaded_at=asked.now,
        rows_read=0,
        added=0,
        changed=0,
        left_out=0,
    )


def _all_of(opened: Opened, year: int | None) -> Iterator[Item]:
    """Yield what a file's rows state, then what a workbook hides of the sheets read."""
    sheets: set[str] = set()
    for item in opened.items(year):
        sheets.add(sheet_of(item.place))
        yield item
    yield from hidden_in(opened.file, sheets - {""})


def _counted(
    items: Iterator[Item], report: FileReport, asked: LoadAsked
) -> Iterator[Item]:
    rest, number = iter(items), 0
    while True:
        with guarded():
            item = next(rest, None)
        if item is None:
            return
        number += 1
        if number % ROWS_PER_NEWS == 0:
            asked.progress(f"{report.file}: {number:,} rows read")
        yield checked(item)


def _news(asked: LoadAsked) -> Callable[[int, int], None]:
    return lambda done, of: asked.progress(
        f"Working out due dates: {done:,} of {of:,} children"
    )


def _touched(session: Session, imports: Sequence[Read]) -> list[int]:
    """Return the imports whose children change: a register closes what others list."""
    lines = [read.line for read in imports]
    found = {line.id for line in lines if line.id is not None}
    if any(importer_of(line.kind).whole_list for line in lines):
        found |= set(registers(session, lines[0].la).loaded)
    return sorted(found)


def _coverages(session: Session, la: str) -> tuple[object, ...]:
    """Return what every child's rows depend on beside the child's own statements."""
    sources_now = Sources.of(session, la)
    return known_days(session, la), sources_now.returns, sources_now.whole


def _count_joining(session: Session, read: Read) -> None:
    """Count what joining left out of a file among its rows left out."""
    report = read.report
    joining = sources.joining(session, read.line, report.faults)
    report.problems = (report.problems + joining.problems)[: sources.PROBLEMS_KEPT]
    read.rows.leave_out(joining.places)
    _count(read.line, report, read.rows)
    session.add(read.line)
    session.flush()


# Children's ids that cannot be one, and those that differ by leading zeros only.


SOURCE = table(SourceRow).c
LONGEST = 50  # signs
AT_ONCE = 500  # ids in one query
SHOWN = 5  # pairs of ids
FIELD = "the child's id"
_NO_ID = re.compile(r"=|[-\u2212]\s*\d")
NO_ID_AT_ALL = Fault(
    "not_an_id",
    f"an id of at most {LONGEST} signs that is no formula and no negative number",
    "Correct it in your system, or take the formula out of the spreadsheet, and load "
    "the file again.",
)
LEADING_ZEROS = Fault(
    "differ_by_zeros",
    "one spelling of each id",
    "They are counted as different children. If they are the same, a spreadsheet took "
    "the zeros off: export the file again with this column as text, and load it without "
    "opening it in Excel.",
)


def checked(item: Item) -> Item:
    """Return a statement, or that its row is left out as its child's id is none."""
    if not isinstance(item, Statement) or _is_good(item.record.child_id):
        return item
    return LeftOut.of(
        NO_ID_AT_ALL,
        place=item.place,
        field=FIELD,
        found=item.record.child_id[: LONGEST + 1],
        record=item.record.name,
    )


def _is_good(child_id: str) -> bool:
    return len(child_id) <= LONGEST and not _NO_ID.match(child_id)


@dataclass
class LeadingZeros:
    """Ids of one load that are others of the council with zeros before them.

    The council's own ids of this kind are asked for once, with the first file.
    """

    la: str
    _spelt: dict[str, set[str]] | None = None  # ids with zeros, by the id without

    def told(self, session: Session, load: Import) -> list[LeftOut]:
        """Return one message where ids of a file just kept are others' with zeros."""
        new = load.id if self._spelt is not None else None
        with_zeros = list(_with_zeros(session, self.la, new))
        self._spelt = self._spelt or {}
        for child_id in with_zeros:
            self._spelt.setdefault(_bare(child_id), set()).add(child_id)
        mine = {_bare(each) for each in _with_zeros(session, self.la, load.id)}
        mine |= set(_known(session, self.la, list(self._spelt), load.id))
        ids = [each for bare in mine for each in (bare, *self._spelt[bare])]
        alike: dict[str, set[str]] = defaultdict(set)
        for child_id in _known(session, self.la, ids):
            alike[_bare(child_id)].add(child_id)
        pairs = [" and ".join(sorted(some)) for some in alike.values() if len(some) > 1]
        return [_message(pairs)] if pairs else []


def _with_zeros(session: Session, la: str, of_import: int | None) -> Iterator[str]:
    """Yield the ids that begin with a zero, of the council or of one import."""
    query = select(SOURCE.child_id).where(
        SOURCE.la == la, SOURCE.child_id >= "0", SOURCE.child_id < "1"
    )
    if of_import is not None:
        query = query.where(SOURCE.import_id == of_import)
    yield from session.execute(query.distinct()).scalars()


def _message(pairs: list[str]) -> LeftOut:
    more = len(pairs) - SHOWN
    found = ", ".join(sorted(pairs)[:SHOWN]) + (
        f" and {more:,} more" if more > 0 else ""
    )
    return LeftOut.of(
        LEADING_ZEROS,
        place="The file",
        field=FIELD,
        found=found,
        record="child",
        whole_row=False,
    )


def _bare(child_id: str) -> str:
    return child_id.lstrip("0") or "0"


def _known(
    session: Session, la: str, ids: list[str], of_import: int | None = None
) -> Iterator[str]:
    """Yield those of the ids that the council's rows have, or one import's."""
    mine = [SOURCE.import_id == of_import] if of_import is not None else []
    for some in batches(ids, AT_ONCE):
        known = SOURCE.la == la, SOURCE.child_id.in_(some), *mine
        query = select(SOURCE.child_id).where(*known)
        yield from session.execute(query.distinct()).scalars()
