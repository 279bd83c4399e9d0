"""The one door: every file comes in here, is tried first, then loaded whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DataError
from sqlmodel import Session

from data_access.derive.precedence import Sources
from data_access.derive.rebuild import known_days, rebuild, registers
from data_access.importers.importer import Opened, SourceFile
from data_access.importers.parts import taken_apart
from data_access.importers.registry import importer_of
from data_access.intake import sources
from data_access.intake.batch import (
    Choice,
    FileReport,
    LoadAsked,
    choose,
    set_coverage,
    wanted,
)
from data_access.intake.sources import register_gaps
from data_access.store import database
from data_access.store.loaded import Import
from data_access.store.statements import Item
from domain.errors import RefusedError

__all__ = ["FileReport", "LoadAsked", "derive_again", "load", "undo"]

ROWS_PER_NEWS = 2000
NOT_TEXT = (
    "The file holds something that the database cannot keep, such as a null "
    "character in the text. Export it again from your system."
)


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
        before = _coverages(session, asked.la)
        imports = [
            found
            for choice in sorted(chosen, key=Choice.order)
            if (opened := wanted(session, choice, asked)) is not None
            and (found := _read(session, opened, choice.report, asked)) is not None
        ]
        if imports:
            everybody = _coverages(session, asked.la) != before
            ids = None if everybody else _touched(session, imports)
            rebuild(session, asked.la, ids, _news(asked))
            for line, report in imports:
                _count_joining(session, line, report)
            database.bump(session)
        if dry_run:
            session.rollback()
            for _, report in imports:
                report.import_id = None
    return [choice.report for choice in chosen]


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
        database.bump(session)


def derive_again(engine: Engine, la: str, change: Callable[[Session], None]) -> None:
    """Make a change of the council's own rules and derive every row by it."""
    with Session(engine) as session, database.writing(session):
        change(session)
        rebuild(session, la)
        database.bump(session)


def _read(
    session: Session, opened: Opened, report: FileReport, asked: LoadAsked
) -> tuple[Import, FileReport] | None:
    """Keep one file's rows inside the transaction; a file refused midway leaves none."""
    load = _import_line(opened, report, asked)
    try:
        with session.begin_nested():
            session.add(load)
            session.flush()
            items = _counted(opened.items(report.year), report, asked)
            tally = sources.receive(session, load, items)
            set_coverage(session, load, opened)
            load.rows_read, load.left_out = tally.rows_read, tally.left_out
            load.added, load.changed = tally.added, tally.changed
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
    report.rows_read, report.left_out = tally.rows_read, tally.left_out
    report.added, report.changed = tally.added, tally.changed
    report.problems = tally.problems
    return load, report


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


def _counted(
    items: Iterator[Item], report: FileReport, asked: LoadAsked
) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        if number % ROWS_PER_NEWS == 0:
            asked.progress(f"{report.file}: {number:,} rows read")
        yield item


def _news(asked: LoadAsked) -> Callable[[int, int], None]:
    return lambda done, of: asked.progress(
        f"Working out due dates: {done:,} of {of:,} children"
    )


def _touched(
    session: Session, imports: Sequence[tuple[Import, FileReport]]
) -> list[int]:
    """Return the imports whose children change: a register closes what others list."""
    lines = [line for line, _ in imports]
    ids = {line.id for line in lines if line.id is not None}
    if any(importer_of(line.kind).whole_list for line in lines):
        ids |= set(registers(session, lines[0].la).loaded)
    return sorted(ids)


def _coverages(session: Session, la: str) -> tuple[object, ...]:
    """Return what every child's rows depend on beside the child's own statements."""
    sources_now = Sources.of(session, la)
    return known_days(session, la), sources_now.returns, sources_now.whole


def _count_joining(session: Session, load: Import, report: FileReport) -> None:
    """Count what joining left out of a file among its rows left out."""
    joining = sources.joining(session, load)
    report.left_out += joining.rows
    report.added -= joining.were_added
    report.problems = (report.problems + joining.problems)[: sources.PROBLEMS_KEPT]
    load.left_out, load.added = report.left_out, report.added
    session.add(load)
    session.flush()
