"""The rows of a service register by sheet, and what is said of its headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import attrgetter

from data_access.importers.cells import normalise, words_of
from data_access.importers.importer import SourceFile
from data_access.importers.register.sheets import INSTRUCTIONS, SHEETS, Sheet, sheet_of
from data_access.importers.workbooks import SheetRow, rows
from data_access.store.statements import Fault, LeftOut
from domain.errors import RefusedError

HEADING_ROWS = 10  # headings stand in one of the first rows of a sheet
HEADINGS_AT_LEAST = 2  # known ones make a row of headings
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


@dataclass(frozen=True)
class Line:
    """One row under the headings: its cells as text by the template's headings."""

    cells: Mapping[str, str]
    place: str


@dataclass
class Book:
    """A register's rows by sheet, and what is said of sheets and headings."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    remarks: list[LeftOut] = field(default_factory=list)


def likeness(file: SourceFile) -> int:
    """Return how many of the needed sheets a workbook has, headings and all."""
    found = set()
    for row in rows(file, at_most=HEADING_ROWS, formulas=True):
        sheet = sheet_of(row.sheet)
        if sheet and sheet.needed and _are_headings(sheet, row):
            found.add(sheet.name)
    return len(found)


def book_of(file: SourceFile) -> Book:
    """Read every sheet of a register.

    Raises:
        RefusedError: a needed sheet or heading is missing, or a heading stands twice.
    """
    book = Book()
    for name, some in groupby(rows(file, formulas=True), key=attrgetter("sheet")):
        sheet = sheet_of(name)
        if sheet is None:
            if normalise(name) != normalise(INSTRUCTIONS):
                book.remarks.append(_ignored(f"Sheet {name}", "sheet", name))
            continue
        if sheet.name in book.lines:
            raise RefusedError(
                f"There are two sheets named {sheet.name}. Expected one. Put their "
                "rows together and load the register again."
            )
        book.lines[sheet.name] = list(_lines(sheet, some, book.remarks))
    for sheet in SHEETS:
        if sheet.needed and not book.lines.get(sheet.name):
            raise RefusedError(
                f"The register has no rows in a sheet named {sheet.name}. A register "
                "is the whole list of staff and allocations: fill in both sheets and "
                "load it again."
            )
    return book


def _lines(
    sheet: Sheet, some: Iterable[SheetRow], remarks: list[LeftOut]
) -> Iterator[Line]:
    """Yield the rows of one sheet that are not blank."""
    all_rows = iter(some)
    first = list(islice(all_rows, HEADING_ROWS))
    at = next((n for n, row in enumerate(first) if _are_headings(sheet, row)), 0)
    head = first[at] if first else SheetRow(sheet.name, 1, ())
    headings = _headings(sheet, head)
    remarks += _said(sheet, head, headings)
    for row in chain(first[at + 1 :], all_rows):
        cells = {
            heading: text
            for place, heading in headings.items()
            if place < len(row.cells) and (text := text_of(row.cells[place]))
        }
        if cells:
            yield Line(cells, row.place)


def _are_headings(sheet: Sheet, row: SheetRow) -> bool:
    known = {sheet.heading(text_of(cell)) for cell in row.cells} - {None}
    return len(known) >= HEADINGS_AT_LEAST


def _headings(sheet: Sheet, row: SheetRow) -> dict[int, str]:
    """Return the place of each known heading.

    Raises:
        RefusedError: one that is needed is missing, or one stands twice.
    """
    found: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        heading = sheet.heading(text_of(cell))
        if heading in found.values():
            raise RefusedError(
                f"{row.place}: the heading {heading} stands twice. Expected each "
                "once. Correct the headings and load the register again."
            )
        if heading is not None:
            found[place] = heading
    missing = [
        column.heading
        for column in sheet.columns
        if column.needed and column.heading not in found.values()
    ]
    if missing:
        raise RefusedError(
            f"{row.place}: expected headings for {', '.join(missing)}, and found "
            "none. Use the headings of the template and load the register again."
        )
    return found


def _said(sheet: Sheet, row: SheetRow, headings: Mapping[int, str]) -> list[LeftOut]:
    """Return what is said of headings that are not known, and of those not there."""
    unknown = [
        _ignored(row.place, "heading", text, sheet.record.name)
        for place, cell in enumerate(row.cells)
        if place not in headings and (text := text_of(cell))
    ]
    absent = [
        LeftOut.of(
            NO_HEADING,
            place=row.place,
            field=column.heading,
            found="no such heading",
            record=sheet.record.name,
            whole_row=False,
            heading=column.heading,
        )
        for column in sheet.columns
        if column.heading not in headings.values()
    ]
    return unknown + absent


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


def text_of(cell: object) -> str:
    """Return a cell as text on one line; a formula is its own text."""
    if not isinstance(cell, str):
        cell = getattr(cell, "text", cell)  # a formula over many cells
    return " ".join((words_of(cell) or "").split())
