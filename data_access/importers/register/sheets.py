"""The sheets of a service register as in the template, and their rows as typed."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importers.cells import normalise
from data_access.importers.importer import SourceFile
from data_access.importers.template import (
    Book,
    Column,
    Refusal,
    Sheet,
    Table,
    most_of,
    sheets_of,
    spellings,
    texts_of,
)
from data_access.importers.workbooks import SheetRow
from data_access.store.statements import (
    AllocationRecord,
    Fault,
    LeftOut,
    PlannedReviewRecord,
    RecordedRecord,
    ReviewNoteRecord,
    StaffRecord,
)
from domain import recorded, sheets
from domain.errors import RefusedError

INSTRUCTIONS = "Instructions"
REFUSAL = Refusal(
    two_sheets="There are two sheets named {table}. Expected one. Put their rows "
    "together and load the register again.",
    twice="{place}: the heading {heading} stands twice. Expected each once. Correct the "
    "headings and load the register again.",
    missing="{place}: expected headings for {missing}, and found none. Use the headings "
    "of the template and load the register again.",
)
NO_HEADING = Fault(
    "no_heading",
    "the heading {heading}",
    "Nothing is known of it. Add the column if the service has it.",
)
NOT_OF_TEMPLATE = Fault(
    "not_of_template",
    "a {what} of the template",
    "The {what} is ignored. Nothing to do, unless its name is a slip.",
)

CHILD_ID = Column("Child id", ("child", "child identifier"), needed=True)
STAFF_ID = Column("Staff id", ("staff", "staff identifier"), needed=True)
STAFF = Table(
    "Staff",
    (
        STAFF_ID,
        Column("Name", ("full name",), needed=True),
        Column("Role", needed=True),
        Column("Full-time equivalent", ("fte",)),
        Column("Employment", ("permanent or agency",)),
        Column("Start", ("start date", "started")),
        Column("End", ("end date", "ended")),
        Column("On probation until", ("probation until",)),
    ),
    StaffRecord.name,
    needed=True,
)
ALLOCATIONS = Table(
    "Allocations",
    (
        CHILD_ID,
        STAFF_ID,
        Column("As IRO or as chair", ("as", "as iro or chair", "role"), needed=True),
        Column("Team"),
        Column("From", ("from date", "start"), needed=True),
        Column("To", ("to date", "end")),
    ),
    AllocationRecord.name,
    needed=True,
)
NOTED = ("late_reason", "record_sent")
"""The columns of the sheet Reviews that are read as a note of the review."""


def _recorded(sheet: sheets.Sheet) -> Table:
    """Return a sheet of what the service records as the template declares it."""
    headings = (
        Column(column.heading, column.also, needed=column.needed)
        for column in sheet.columns
    )
    noted = sheet is recorded.REVIEWS
    record = ReviewNoteRecord.name if noted else RecordedRecord.name
    return Table(sheet.name, tuple(headings), record)


RECORDED = {sheet.name: sheet for sheet in recorded.SHEETS.values()}
REVIEWS = _recorded(recorded.REVIEWS)
PLANNED = Table(
    "Planned reviews",
    (
        CHILD_ID,
        Column("Kind", ("kind of review",), needed=True),
        Column("Planned for", ("planned date", "date planned"), needed=True),
    ),
    PlannedReviewRecord.name,
)
OTHERS = tuple(
    _recorded(sheet) for name, sheet in RECORDED.items() if name != REVIEWS.name
)
SHEETS = (STAFF, ALLOCATIONS, REVIEWS, PLANNED, *OTHERS)
_BY_NAME = {normalise(sheet.name): sheet for sheet in SHEETS}


def sheet_of(name: str) -> Table | None:
    """Return the sheet of a register that a sheet's name stands for."""
    return _BY_NAME.get(normalise(name))


def likeness(file: SourceFile) -> int:
    """Return how many of the needed sheets a workbook has, headings and all."""
    sheets = sheets_of(file, _table_of, whole=False, formulas=True)
    tables = {each.headings for each in sheets if each.headings}
    return sum(table.needed for table in tables)


def book_of(file: SourceFile) -> Book:
    """Read every sheet of a register.

    Raises:
        RefusedError: a needed sheet or heading is missing, or a heading stands twice.
    """
    book = Book()
    for sheet in sheets_of(file, _table_of, formulas=True):
        table = sheet_of(sheet.name)
        if table is not None:
            spelt = spellings(table.columns)
            headings = book.read(table, sheet, spelt, REFUSAL)
            book.remarks += _said(sheet, table, headings)
        elif normalise(sheet.name) != normalise(INSTRUCTIONS):
            book.remarks.append(_ignored(f"Sheet {sheet.name}", "sheet", sheet.name))
    for table in SHEETS:
        if table.needed and not book.lines.get(table.name):
            raise RefusedError(
                f"The register has no rows in a sheet named {table.name}. A register "
                "is the whole list of staff and allocations: fill in both sheets and "
                "load it again."
            )
    return book


def _table_of(row: SheetRow) -> Table | None:
    table = sheet_of(row.sheet)
    if table is None:
        return None
    found = spellings(table.columns).headings(texts_of(row))
    return most_of({table: len({*found.values()})})


def _said(
    sheet: Sheet[Table], table: Table, headings: Mapping[int, str]
) -> list[LeftOut]:
    """Return what is said of headings that are not known, and of those not there."""
    place = sheet.head.place
    unknown = [
        _ignored(place, "heading", text, table.record)
        for index, text in enumerate(texts_of(sheet.head))
        if text and index not in headings
    ]
    absent = [
        LeftOut.of(
            NO_HEADING,
            place=place,
            field=column.heading,
            found="no such heading",
            record=table.record,
            whole_row=False,
            heading=column.heading,
        )
        for column in table.columns
        if column.heading not in headings.values() and _is_missed(table, column)
    ]
    return unknown + absent


def _is_missed(table: Table, column: Column) -> bool:
    """Say whether a reader is told that a heading is not there.

    Of what a service records it keeps the columns that it uses.
    """
    sheet = RECORDED.get(table.name)
    noted = [recorded.REVIEWS.by_key[key].heading for key in NOTED]
    return sheet is None or (table is REVIEWS and column.heading in noted)


def _ignored(place: str, what: str, found: str, record: str = "register") -> LeftOut:
    return LeftOut.of(
        NOT_OF_TEMPLATE,
        place=place,
        field=what,
        found=found,
        record=record,
        whole_row=False,
        what=what,
    )
