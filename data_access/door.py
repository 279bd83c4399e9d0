"""The one door: every file comes in here, is tried first, then loaded whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session

from data_access import council, sources, store
from data_access.derive.rebuild import coverage, rebuild
from data_access.importers import cin_census, disputes_log, ssda903, ssda903_xml
from data_access.importers.report import (
    Item,
    LeftOut,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.models import Import, SourceRow
from data_access.records import DisputeRecord
from domain.errors import RefusedError
from domain.periods import Period, financial_year, quarter_of

IMPORTERS: tuple[ModuleType, ...] = (ssda903, ssda903_xml, cin_census, disputes_log)
ROWS_PER_NEWS = 2000
COVERS = {
    ("ssda903", "Episodes"): "care",
    ("ssda903", "Reviews"): "reviews",
    ("ssda903", "whole return"): "care,reviews",
    ("cin_census", "whole census"): "plans",
    ("disputes_log", "log"): "disputes",
}
ORDER = ("Header", "Episodes", "Reviews")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """Who loads what for whom, and on which day.

    `year` is the return year (by the 31 March that ends it), None to read it from
    the files. `today` bounds the dates a file may hold.
    """

    la: str
    by: str
    now: datetime
    year: int | None = None
    progress: Progress = lambda words: None

    @property
    def today(self) -> date:
        """The day of the load."""
        return self.now.date()


@dataclass
class FileReport:
    """What became of one file; `refused` or `note` in words where it was not read."""

    file: str
    kind: str = "unknown"
    table: str = ""
    year: int | None = None
    rows_read: int = 0
    added: int = 0
    changed: int = 0
    left_out: int = 0
    problems: list[LeftOut] = field(default_factory=list)
    refused: str | None = None
    note: str | None = None
    import_id: int | None = None


def load(
    engine: Engine, files: Sequence[SourceFile], asked: Asked, *, dry_run: bool
) -> list[FileReport]:
    """Read files into the store, all in one transaction; a dry run keeps nothing.

    A refused file stops only itself. What a dry run reports is what loading does,
    because it does the same and then takes it back.
    """
    chosen = [_recognise(file, asked) for file in files]
    _share_year(chosen)
    with Session(engine) as session, store.writing(session):
        before = _coverages(session, asked.la)
        children: set[str] = set()
        for choice in sorted(chosen, key=_Choice.order):
            if choice.wanted(session, asked):
                children |= _read(session, choice, asked)
        if children:
            everybody = _coverages(session, asked.la) != before
            rebuild(
                session,
                asked.la,
                None if everybody else children,
                lambda done, of: asked.progress(
                    f"Working out due dates: {done:,} of {of:,} children"
                ),
            )
            for choice in chosen:
                _count_joining(session, choice)
            store.bump(session)
        if dry_run:
            session.rollback()
    return [choice.report for choice in chosen]


def undo(engine: Engine, import_id: int, now: datetime) -> None:
    """Take one import back; the store becomes as if that file never came.

    Raises:
        RefusedError: there is no such import, or it was undone before.
    """
    with Session(engine) as session, store.writing(session):
        found = session.get(Import, import_id)
        if found is None or found.undone_at is not None:
            raise RefusedError(
                "This import is not in the store any more. Reload the page to see "
                "what is."
            )
        sources.forget(session, found, now)
        rebuild(session, found.la)
        store.bump(session)


def derive_again(engine: Engine, la: str, change: Callable[[Session], None]) -> None:
    """Make a change of the council's own rules and derive every row by it."""
    with Session(engine) as session, store.writing(session):
        change(session)
        rebuild(session, la)
        store.bump(session)


@dataclass
class _Choice:
    """A file, the importer that knows it, and what has become of it so far."""

    file: SourceFile
    report: FileReport
    importer: ModuleType | None = None
    found: Recognised | None = None

    def order(self) -> int:
        table = self.report.table
        return ORDER.index(table) if table in ORDER else len(ORDER)

    def wanted(self, session: Session, asked: Asked) -> bool:
        """Say whether to read the file; if not, the report says why."""
        report, found = self.report, self.found
        if report.refused or found is None:
            return False
        if not found.used:
            report.note = "Nothing in this file is shown by the dashboard; left as is."
            return False
        if found.needs_year and report.year is None:
            report.refused = (
                "The return year is in neither the file's name nor its dates. "
                "Say which year it is (for example 2024-25) and load it again."
            )
            return False
        same = sources.same_file(session, asked.la, self.file.sha256, report.year or 0)
        if same is not None:
            report.note = (
                f"This very file was loaded on {same.loaded_at:%d/%m/%Y}; "
                "nothing changes."
            )
            report.rows_read, report.left_out = same.rows_read, same.left_out
            report.import_id = same.id
        return same is None


def _recognise(file: SourceFile, asked: Asked) -> _Choice:
    report = FileReport(file.name)
    try:
        for importer in IMPORTERS:
            found = importer.recognise(file)
            if found is not None:
                report.kind, report.table = found.kind, found.table
                report.year = found.year
                if found.needs_year and asked.year is not None:
                    report.year = asked.year
                return _Choice(file, report, importer, found)
    except RefusedError as refusal:
        report.refused = str(refusal)
        return _Choice(file, report)
    report.refused = (
        "This is not a file the dashboard knows. Expected an SSDA903 return (CSV or "
        "XML), a CIN census (XML) or a dispute log (xlsx or csv) with its headings."
    )
    return _Choice(file, report)


def _share_year(chosen: Sequence[_Choice]) -> None:
    """Give a return file without a year the one year its companions have."""
    years = {
        choice.report.year
        for choice in chosen
        if choice.found and choice.found.needs_year and choice.report.year
    }
    if len(years) == 1:
        for choice in chosen:
            if choice.found and choice.found.needs_year:
                choice.report.year = choice.report.year or min(years)


def _read(session: Session, choice: _Choice, asked: Asked) -> set[str]:
    """Keep one file's rows inside the transaction; a file refused midway leaves none.

    Returns the children it speaks of.
    """
    report, found = choice.report, choice.found
    if choice.importer is None or found is None:
        return set()
    load = _import_line(choice, found, asked)
    try:
        with session.begin_nested():
            session.add(load)
            session.flush()
            items = _items(session, choice, asked)
            tally = sources.receive(session, load, _counted(items, report, asked))
            covers = COVERS.get((found.kind, found.table), "")
            if covers and tally.rows_read:
                load.covers = covers
                span = _span(session, load, asked.today)
                load.covers_from, load.covers_to = span.start, span.end
            load.rows_read, load.left_out = tally.rows_read, tally.left_out
            load.added, load.changed = tally.added, tally.changed
            session.flush()
    except RefusedError as refusal:
        report.refused = str(refusal)
        return set()
    report.import_id = load.id
    report.rows_read, report.left_out = tally.rows_read, tally.left_out
    report.added, report.changed = tally.added, tally.changed
    report.problems = tally.problems
    return tally.children


def _import_line(choice: _Choice, found: Recognised, asked: Asked) -> Import:
    return Import(
        la=asked.la,
        file_name=choice.file.name,
        file_hash=choice.file.sha256,
        kind=found.kind,
        year=choice.report.year or 0,
        loaded_by=asked.by,
        loaded_at=asked.now,
        rows_read=0,
        added=0,
        changed=0,
        left_out=0,
    )


def _items(session: Session, choice: _Choice, asked: Asked) -> Iterator[Item]:
    context = ReadingContext(choice.report.year, asked.today)
    importer: Any = choice.importer
    if importer is disputes_log:
        mapping = council.dispute_mapping(session, asked.la)
        return importer.read(choice.file, context, mapping)  # type: ignore[no-any-return]
    return importer.read(choice.file, context)  # type: ignore[no-any-return]


def _counted(items: Iterator[Item], report: FileReport, asked: Asked) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        if number % ROWS_PER_NEWS == 0:
            asked.progress(f"{report.file}: {number:,} rows read")
        yield item


def _span(session: Session, load: Import, today: date) -> Period:
    """Return the days a file speaks for: its return year, or a log's whole quarters."""
    if load.kind != "disputes_log":
        year = financial_year(load.year)
        return Period(min(year.start, today), min(year.end, today))
    query = select(SourceRow.content).where(SourceRow.import_id == load.id)  # type: ignore[call-overload]
    days = [
        DisputeRecord.model_validate_json(content).raised
        for content in session.execute(query).scalars()
    ]
    first, last = min(days, default=today), max(days, default=today)
    return Period(quarter_of(first).start, min(quarter_of(last).end, max(today, last)))


def _coverages(session: Session, la: str) -> tuple[object, ...]:
    return tuple(coverage(session, la, what) for what in ("care", "reviews", "plans"))


def _count_joining(session: Session, choice: _Choice) -> None:
    """Move rows that joining left out from `added` to `left_out`."""
    report = choice.report
    load = session.get(Import, report.import_id) if report.import_id else None
    if load is None or report.note:
        return
    joining = sources.joining_left_out(session, load)
    rows = sum(item.whole_row for item in joining)
    report.left_out += rows
    report.added = max(0, report.added - rows)
    report.problems = (report.problems + joining)[: sources.PROBLEMS_KEPT]
    load.left_out, load.added = report.left_out, report.added
    session.add(load)
    session.flush()
