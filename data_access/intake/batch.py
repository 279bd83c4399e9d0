"""What each file offered is, which year it is for, and whether it is to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from sqlalchemy import select
from sqlmodel import Session

from data_access.derive import council
from data_access.derive.coverage import (
    LATEST_CONFERENCES,
    LATEST_REVIEWS,
    OPEN_PLANS,
)
from data_access.importers.annex_a import annex_a
from data_access.importers.cin_census import cin_census
from data_access.importers.disputes import disputes
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.register import register
from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from data_access.importers.ssd.spec import READ, StaffRoles
from data_access.importers.ssda903 import ssda903, xml
from data_access.intake import sources
from data_access.store.loaded import Import, SourceRow, table
from data_access.store.statements import (
    InCareRecord,
    Items,
    LeftOut,
    PlanRecord,
    PlanReviewRecord,
    ReadingContext,
    Recognised,
    ReviewRecord,
    SourceFile,
    record_of,
)
from domain.errors import RefusedError
from domain.periods import Period, financial_year, quarter_of

Progress = Callable[[str], None]
Read = Callable[[SourceFile, ReadingContext], Items]
ORDER = ("Header", "Episodes", "Reviews", *(table.name for table in READ))
NOT_KNOWN = (
    "This is not a file the dashboard knows. Expected an SSDA903 return (CSV or "
    "XML), a CIN census (XML), tables of the Standard Safeguarding Dataset (CSV), an "
    "Annex A (xlsx or csv), a service register (xlsx) or a dispute log (xlsx or csv), "
    "with their headings."
)
NO_YEAR = (
    "The return year is in neither the file's name nor its dates. "
    "Say which year it is (for example 2024-25) and load it again."
)
NOT_USED = "Nothing in this file is shown by the dashboard; left as is."
READ_WITH = "Read together with {}, as a part of it."


@dataclass(frozen=True)
class LoadAsked:
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
    not_repeated: int = 0  # rows of an earlier file of this kind and year
    not_listed: int = 0  # rows of the register before, which this register closes
    problems: list[LeftOut] = field(default_factory=list)
    refused: str | None = None
    note: str | None = None
    import_id: int | None = None

    @property
    def warning(self) -> str:
        """What to look at before this file is believed; empty where nothing."""
        if self.not_listed:
            return (
                f"{self.not_listed:,} rows of the register before are not in this one. "
                "Staff and allocations among them count as ended on the day of this "
                "load, reviews planned as not planned. If they go on, add them first."
            )
        if not self.not_repeated:
            return ""
        return (
            f"{self.not_repeated:,} rows of an earlier file of this kind and year are "
            "not in this one, and stay. If this file replaces that one, undo the "
            "earlier import."
        )


@dataclass
class Choice:
    """A file, what it is, how to read it, and what has become of it so far.

    `found` and `read` are None for a file that no importer knows. `extract` are the
    files it is read with, where a file alone does not tell all.
    """

    file: SourceFile
    report: FileReport
    found: Recognised | None = None
    read: Read | None = None
    extract: Extract | None = None
    meanings: str = ""  # of the council's own words, which the rows are read by
    picture: annex_a.Picture | None = None

    @property
    def fingerprint(self) -> str:
        """What is the same only for the same content, of the files read with it too."""
        own = self.file.sha256
        if self.picture is not None:  # another day makes it another picture
            return sha256(f"{own}{self.picture.as_at.day}".encode()).hexdigest()
        if self.extract is None:
            return own
        return sha256(
            f"{own}{self.extract.fingerprint}{self.meanings}".encode()
        ).hexdigest()

    def order(self) -> int:
        """Return where this file comes among the others: who, then where, then when."""
        table = self.report.table
        return ORDER.index(table) if table in ORDER else len(ORDER)


def choose(
    session: Session, files: Sequence[SourceFile], asked: LoadAsked
) -> list[Choice]:
    """Return what each file is, in the order given."""
    mapping = council.dispute_mapping(session, asked.la)
    chosen = [_recognise(file, asked, mapping) for file in files]
    _share_year(chosen)
    _join_extracts(chosen, council.staff_roles(session, asked.la))
    return chosen


def is_wanted(session: Session, choice: Choice, asked: LoadAsked) -> bool:
    """Say whether to read the file; if not, its report says why."""
    report, found = choice.report, choice.found
    if found is None or report.refused:
        return False
    if not found.used:
        report.note = READ_WITH.format(found.read_with) if found.read_with else NOT_USED
        return False
    if found.needs_year and report.year is None:
        report.refused = NO_YEAR
        return False
    same = sources.same_file(session, asked.la, choice.fingerprint, report.year or 0)
    if same is not None:
        report.note = (
            f"This very file was loaded on {same.loaded_at:%d/%m/%Y}; nothing changes."
        )
        report.rows_read, report.left_out = same.rows_read, same.left_out
        report.import_id = same.id
    return same is None


def _recognise(file: SourceFile, asked: LoadAsked, mapping: DisputeMapping) -> Choice:
    report = FileReport(file.name)
    try:
        found, read = _importer(file, mapping)
    except RefusedError as refusal:
        report.refused = str(refusal)
        return Choice(file, report)
    if found is None:
        report.refused = NOT_KNOWN
        return Choice(file, report)
    report.kind, report.table, report.year = found.kind, found.table, found.year
    if found.needs_year and asked.year is not None:
        report.year = asked.year
    choice = Choice(file, report, found, read)
    if found.kind == annex_a.KIND and found.used:
        _date(choice, asked.today)
    return choice


def _date(choice: Choice, today: date) -> None:
    """Tell the day that an Annex A is a picture of, or refuse it."""
    picture = annex_a.Picture(choice.file, today)
    try:
        choice.report.table = picture.title
    except RefusedError as refusal:
        choice.report.refused = str(refusal)
        return
    choice.picture = picture
    choice.read = partial(annex_a.read, picture=picture)


def _importer(
    file: SourceFile, mapping: DisputeMapping
) -> tuple[Recognised | None, Read | None]:
    """Return what the first importer that knows the file says, and its reader."""
    for importer in (ssda903, xml, cin_census, ssd, register, annex_a):
        found = importer.recognise(file)
        if found is not None:
            return found, importer.read
    found = disputes.recognise(file, mapping)
    return found, lambda file, context: disputes.read(file, context, mapping)


def _share_year(chosen: Sequence[Choice]) -> None:
    """Give a return file without a year the one year its companions have."""
    returns = [choice for choice in chosen if choice.found and choice.found.needs_year]
    years = {choice.report.year for choice in returns if choice.report.year}
    if len(years) == 1:
        for choice in returns:
            choice.report.year = choice.report.year or min(years)


def _join_extracts(chosen: Sequence[Choice], roles: StaffRoles) -> None:
    """Have the dataset's files of one folder read together."""
    folders: dict[PurePath, list[Choice]] = defaultdict(list)
    for choice in chosen:
        if choice.report.kind == ssd.KIND:
            folders[PurePath(choice.file.name).parent].append(choice)
    for choices in folders.values():
        extract = Extract(tuple(choice.file for choice in choices))
        for choice in choices:
            choice.extract = extract
            choice.meanings = roles.model_dump_json(exclude_defaults=True)
            choice.read = partial(ssd.read, extract=extract, roles=roles)


# Which days a file just read speaks for, and of what it is a whole account.


COVERS = {
    ("ssda903", "Episodes"): "care",
    ("ssda903", "Reviews"): "reviews",
    ("ssda903", "whole return"): "care,reviews",
    ("cin_census", "whole census"): "plans",
    ("disputes_log", "log"): "disputes",
}
# What a picture tells whole on its own day: who is in care and on a plan, and that
# nothing was held between the latest review it tells and that day.
PICTURED = {
    "care": InCareRecord.name,
    LATEST_REVIEWS: ReviewRecord.name,
    OPEN_PLANS: PlanRecord.name,
    LATEST_CONFERENCES: PlanReviewRecord.name,
}
SOURCE = table(SourceRow).c


def set_coverage(
    session: Session, load: Import, choice: Choice, today: date, *, spoke: bool
) -> None:
    """Write on an import's line what it covers, from which day to which.

    A file that `told` nothing covers no day.
    """
    report = choice.report
    days: Period | None
    if choice.picture is not None:
        day = choice.picture.as_at.day
        load.covers, days = _pictured(session, load), Period(day, day)
    elif choice.extract is not None:
        load.covers = ssd.covers(report.table, choice.extract)
        days = ssd.window(choice.extract, today) if spoke else None
    else:
        load.covers = COVERS.get((report.kind, report.table), "")
        days = (
            _coverage_of_file(session, load, today) if load.covers and spoke else None
        )
    if days is not None:
        load.covers_from, load.covers_to = days.start, days.end


def _pictured(session: Session, load: Import) -> str:
    """Return what a picture tells whole of its day, by what was kept of it.

    A column that is blank in every row tells of nothing, not that nothing happened.
    """
    query = select(SOURCE.record).where(SOURCE.import_id == load.id).distinct()
    kept = set(session.execute(query).scalars())
    return ",".join(what for what, record in PICTURED.items() if record in kept)


def _coverage_of_file(session: Session, load: Import, today: date) -> Period:
    """Return the days a file speaks for: its return year, or a log's whole quarters.

    A return drawn off before its year is over speaks for the days up to the latest
    one in it: what was due after that day may have been held since.
    """
    year = financial_year(load.year) if load.year else None
    if year is not None and year.end <= today:
        return year
    days = sorted(_days(session, load)) or [today]
    if year is not None:
        return Period(min(year.start, days[-1]), days[-1])
    last = quarter_of(days[-1]).end
    return Period(quarter_of(days[0]).start, min(last, max(today, days[-1])))


def _days(session: Session, load: Import) -> set[date]:
    """Return the latest day that each statement of a file tells of."""
    query = select(SOURCE.record, SOURCE.content).where(SOURCE.import_id == load.id)
    days = (record_of(name, content).latest for name, content in session.execute(query))
    return {day for day in days if day is not None}
