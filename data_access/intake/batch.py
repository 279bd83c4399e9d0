"""What each file offered is, whose, for which year, and whether it is to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import PurePath
from traceback import extract_tb

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from data_access.derive import council
from data_access.importers.cells import has_nulls
from data_access.importers.importer import (
    Kept,
    Opened,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.importers.registry import IMPORTERS, OFFERED, importer_of
from data_access.importers.workbooks import TEXTS
from data_access.intake import sources
from data_access.intake.repeats import Repeats
from data_access.intake.years import settle
from data_access.store.loaded import INVENTED, Import, SourceRow, table
from data_access.store.statements import LeftOut, record_of
from domain import councils
from domain.errors import DashboardError, RefusedError
from domain.periods import say_return_year

# Whose files these are: the council's code, what a file says, what the store holds.


IMPORTS = table(Import).c
NOT_LISTED = (
    "{} is the code of no English council. Expected three digits, such as 390, or nine "
    "signs, such as E08000037."
)
OF_ANOTHER = (
    "The file says that it is of council {}, and it was to be loaded for {}. Load it for "
    "the council that it is of."
)
ANOTHER_IN_STORE = (
    "So far the store is that of {}. These files are to be loaded for {}. If that is a "
    "slip, do not load them, or undo them."
)


def not_listed(code: str) -> str:
    """Return what is wrong with a council's code; empty for one listed, or invented."""
    listed = councils.english_council(code) or councils.is_invented(code)
    return "" if listed else NOT_LISTED.format(code)


def of_another(stated: str, la: str, although_of: str | None) -> str | None:
    """Return why a file that states its council is not that of `la`, if it is not."""
    if not stated or any(
        councils.same(stated, each) for each in (la, although_of or la)
    ):
        return None
    return OF_ANOTHER.format(councils.said(stated), councils.said(la))


def in_store(engine: Engine) -> set[str]:
    """Return the councils whose own files are in the store, undone ones aside."""
    own = IMPORTS.kind != INVENTED, IMPORTS.undone_at.is_(None)
    with Session(engine) as session:
        return set(session.execute(select(IMPORTS.la).where(*own).distinct()).scalars())


def another_in_store(engine: Engine, la: str) -> str:
    """Return the warning that the store is another council's so far; empty if it is not.

    An invented council does not count, nor what was undone.
    """
    held = in_store(engine)
    if not held or any(councils.same(la, each) for each in held):
        return ""
    names = "; ".join(councils.said(each) for each in sorted(held))
    return ANOTHER_IN_STORE.format(names, councils.said(la))


# Whatever an importer raises on one file becomes that file's refusal, in words.


NOT_READ = (
    "The file cannot be read: something in it is not as the dashboard expects ({where}). "
    "Export it again from your system. If it is refused again, tell whoever looks after "
    "the dashboard what stands in brackets."
)


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse the file where reading it fails in a way that nobody foresaw.

    The error's own text may hold a child's details, so only its kind and the line of
    the program are told. A fault of the database is no fault of the file.

    Raises:
        RefusedError: anything else was raised.
    """
    try:
        yield
    except (DashboardError, SQLAlchemyError):
        raise
    except Exception as error:  # noqa: BLE001 - that is the point
        raise RefusedError(NOT_READ.format(where=_where(error))) from None


def _where(error: Exception) -> str:
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {PurePath(last.filename).name} line {last.lineno}"


Progress = Callable[[str], None]
ORDER = tuple(table for each in IMPORTERS for table in each.tables)
*OTHERS, LAST = (f"{each.an_example} ({each.formats})" for each in OFFERED)
NOT_KNOWN = (
    f"This is not a file the dashboard knows. Expected {', '.join(OTHERS)} or {LAST}, "
    "with their headings."
)
NO_YEAR = (
    "The return year is in neither the file's name nor its dates. "
    "Say which year it is (for example 2024-25) and load it again."
)
NOT_TEXT = (
    "The file holds something that the database cannot keep, such as a null "
    "character in the text. Export it again from your system."
)
NOT_USED = "Nothing in this file is shown by the dashboard; left as is."
UNKNOWN = "unknown"  # the kind of a file that no importer knows
EMPTY = (
    "This file is empty: it holds not one byte. Export it again from your system, and "
    "see that it was copied whole."
)
YEAR_AS_SAID = (
    "Nothing in this file tells its year: it is taken as the return of {}, as was said."
)
READ_WITH = "Read together with {}, as a part of it."


@dataclass(frozen=True)
class LoadAsked:
    """Who loads what for whom, and on which day.

    `year` is the return year (by the 31 March that ends it), None to read it from
    the files. `starting` says whether a year alone in a file's name is the one that a
    return starts in; None asks where the dates say otherwise. `although_of` is a council
    whose files are loaded for this one on purpose. `today` bounds the dates a file may hold.
    """

    la: str
    by: str
    now: datetime
    year: int | None = None
    starting: bool | None = None
    although_of: str | None = None
    progress: Progress = lambda words: None

    @property
    def today(self) -> date:
        """The day of the load."""
        return self.now.date()


@dataclass
class FileReport:
    """What became of one file; `refused` or `note` in words where it was not read."""

    file: str
    kind: str = UNKNOWN
    table: str = ""
    year: int | None = None
    rows_read: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0  # as before
    left_out: int = 0
    not_repeated: int = 0  # rows of an earlier file of this kind and year
    not_listed: int = 0  # rows of the whole list before, which this one closes
    problems: list[LeftOut] = field(default_factory=list)  # the first so many
    faults: Repeats = field(default_factory=Repeats)  # each once, of all
    refused: str | None = None
    taken_as: str = ""  # the day it is taken to show, and whether its name agrees
    question: str = ""  # what to answer for it to be read; the same for files alike
    note: str | None = None
    import_id: int | None = None

    @property
    def title(self) -> str:
        """What the file is, as a reader is told."""
        if self.kind == UNKNOWN:
            return "Not known"
        return importer_of(self.kind).title(self.table)

    @property
    def warning(self) -> str:
        """What to look at before this file is believed; empty where nothing."""
        whole_list = importer_of(self.kind).whole_list
        if whole_list and self.not_listed:
            return whole_list.warning.format(self.not_listed)
        if not self.not_repeated:
            return ""
        return (
            f"{self.not_repeated:,} rows of an earlier file of this kind and year are "
            "not in this one, and stay. If this file replaces that one, undo the "
            "earlier import."
        )


@dataclass
class Choice:
    """A file, what it is, opened to be read, and what has become of it so far.

    `found` and `opened` are None for a file that no importer knows.
    """

    file: SourceFile
    report: FileReport
    found: Recognised | None = None
    opened: Opened | None = None

    def order(self) -> int:
        """Return where this file comes among the others: who, then where, then when."""
        table = self.report.table
        return ORDER.index(table) if table in ORDER else len(ORDER)


def choose(
    session: Session, files: Sequence[SourceFile], asked: LoadAsked
) -> list[Choice]:
    """Return what each file is, in the order given."""
    settings = council.settings(session, asked.la)
    context = ReadingContext(asked.year, asked.today, settings)
    chosen = [_recognise(file, context) for file in files]
    _check_council(chosen, asked)
    _settle_years(chosen, asked)
    _open(chosen, context)
    _tell_guessed(chosen, asked)
    return chosen


def wanted(session: Session, choice: Choice, asked: LoadAsked) -> Opened | None:
    """Return the file where it is to be read; if it is not, its report says why."""
    report, opened = choice.report, choice.opened
    if opened is None or report.refused:
        return None
    found = opened.found
    if not found.used:
        report.note = READ_WITH.format(found.read_with) if found.read_with else NOT_USED
        return None
    if found.needs_year and report.year is None:
        report.refused = NO_YEAR
        return None
    try:
        with guarded():
            fingerprint = opened.fingerprint
    except RefusedError as refusal:
        report.refused = str(refusal)
        return None
    same = sources.same_file(session, asked.la, fingerprint, report.year or 0)
    if same is not None:
        report.note = (
            f"This very file was loaded on {same.loaded_at:%d/%m/%Y}; nothing changes."
        )
        report.rows_read, report.left_out = same.rows_read, same.left_out
        report.same = same.rows_read - same.left_out
        report.import_id = same.id
    return opened if same is None else None


def _recognise(file: SourceFile, context: ReadingContext) -> Choice:
    report = FileReport(file.name)
    if file.refused or file.passed_over:
        report.refused, report.note = file.refused or None, file.passed_over or None
        return Choice(file, report)
    try:
        with guarded():
            _check_text(file)
            found = _found(file, context)
    except RefusedError as refusal:
        report.refused = str(refusal)
        return Choice(file, report)
    if found is None:
        report.refused = NOT_KNOWN
        return Choice(file, report)
    report.kind, report.table, report.year = found.kind, found.table, found.year
    if found.needs_year and context.year is not None:
        report.year = context.year
    return Choice(file, report, found)


def _check_text(file: SourceFile) -> None:
    if not file.path.stat().st_size:
        raise RefusedError(EMPTY)
    if PurePath(file.name).suffix.lower() in TEXTS and has_nulls(file):
        raise RefusedError(NOT_TEXT)


def _found(file: SourceFile, context: ReadingContext) -> Recognised | None:
    """Return what the first importer that knows the file says."""
    for importer in IMPORTERS:
        found = importer.recognise(file, context)
        if found is not None:
            return found
    return None


def _check_council(chosen: Sequence[Choice], asked: LoadAsked) -> None:
    """Refuse a file that says it is another council's, and the tables beside it."""
    known = [(each, each.found) for each in chosen if each.found is not None]
    parts = [(each, found) for each, found in known if _is_part(found)]
    told = {_beside(each): found.la for each, found in parts if found.la}
    for choice, found in known:
        beside = told.get(_beside(choice), "") if _is_part(found) else ""
        stated = found.la or beside
        choice.report.refused = of_another(stated, asked.la, asked.although_of)


def _is_part(found: Recognised) -> bool:
    """Return whether it is one table of several, which another may speak for."""
    return found.table != importer_of(found.kind).whole


def _beside(choice: Choice) -> tuple[str, PurePath]:
    """Return what the files have in common that are read together."""
    return choice.report.kind, PurePath(choice.file.name).parent


def _settle_years(chosen: Sequence[Choice], asked: LoadAsked) -> None:
    """Give every return file its year, or ask for it."""
    returns = [choice for choice in chosen if choice.found and choice.found.needs_year]
    if asked.year is not None:
        return
    files = [(each.file.name, each.found) for each in returns if each.found]
    for choice, told in zip(
        returns, settle(files, starting=asked.starting), strict=True
    ):
        report = choice.report
        report.year, report.question = told.year, told.question
        report.refused = report.refused or told.disagrees or None


def _open(chosen: Sequence[Choice], context: ReadingContext) -> None:
    """Open every file that is known, with those of its kind in one folder."""
    together: dict[tuple[str, PurePath], list[Choice]] = defaultdict(list)
    for choice in chosen:
        if choice.found is not None and not choice.report.refused:
            together[_beside(choice)].append(choice)
    for (kind, _), choices in together.items():
        files = [(each.file, each.found) for each in choices if each.found]
        try:
            with guarded():
                opened = importer_of(kind).open(files, context)
        except RefusedError as refusal:
            for choice in choices:
                choice.report.refused = str(refusal)
        else:
            for choice, each in zip(choices, opened, strict=True):
                _give(choice, each)


def _tell_guessed(chosen: Sequence[Choice], asked: LoadAsked) -> None:
    """Say of a return's undated tables, alone in their folder, that the year is as said.

    Beside one with dates the year of all is held against those.
    """
    if asked.year is None:
        return
    dated = {_beside(each) for each in chosen if each.found and each.found.covers}
    for each in chosen:
        found, report = each.found, each.report
        if found is None or _beside(each) in dated:
            continue
        if found.used and found.needs_year and found.year is None:
            report.taken_as = YEAR_AS_SAID.format(say_return_year(asked.year))


def _give(choice: Choice, opened: Opened) -> None:
    choice.opened = opened
    if opened.found.used:
        try:
            with guarded():
                choice.report.table = opened.table
                choice.report.taken_as = opened.taken_as
        except RefusedError as refusal:
            choice.report.refused = str(refusal)


# Which days a file just read speaks for, and of what it is a whole account.


SOURCE = table(SourceRow).c


def set_coverage(session: Session, load: Import, opened: Opened) -> None:
    """Write on an import's line what it covers, from which day to which."""
    query = select(SOURCE.record).where(SOURCE.import_id == load.id).distinct()
    records = frozenset(session.execute(query).scalars())
    days = partial(_days, session, load)
    kept = Kept(records, load.year or None, opened.context.today, days)
    load.covers, period = opened.covers(kept), opened.period(kept)
    if period is not None:
        load.covers_from, load.covers_to = period.start, period.end
        load.known_from = opened.known_from(period)


def _days(session: Session, load: Import) -> set[date]:
    """Return the latest day that each statement of a file tells of."""
    query = select(SOURCE.record, SOURCE.content).where(SOURCE.import_id == load.id)
    days = (record_of(name, content).latest for name, content in session.execute(query))
    return {day for day in days if day is not None}
