"""The rows of an Annex A by list, and what stands above them and on its front sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby, islice
from operator import attrgetter

from data_access.importers.annex_a.headings import list_named, list_of, places_of
from data_access.importers.annex_a.lists import READ, AnnexList
from data_access.importers.cells import words_of
from data_access.importers.importer import SourceFile
from data_access.importers.workbooks import SheetRow, is_tabular, rows
from data_access.store.statements import Fault, LeftOut
from domain.errors import RefusedError

HEADING_ROWS = 10  # headings stand in one of the first rows of a sheet
TITLE_ROWS = 1  # a sheet with no more filled rows than this is an empty list
FRONT_ROWS = 60
RECORD = "annex_a"  # what is said of a sheet is about no one record
_EXPLAINS = re.compile(r"faq|guid|code|instruct|readme|lookup|note", re.IGNORECASE)
_FRONT = re.compile(r"front|cover|title|content|summary", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One row under the headings: its cells as text by the template's headings."""

    cells: Mapping[str, str]
    place: str


@dataclass
class Book:
    """What an Annex A holds: rows by list, the lists not read, and loose texts."""

    lines: dict[int, list[Line]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    front: list[list[str]] = field(default_factory=list)  # rows that may tell the day


def lists_in(file: SourceFile) -> list[AnnexList]:
    """Return the lists that a file holds, judged from the headings of its sheets.

    Raises:
        RefusedError: the name is a workbook's and the content cannot be opened.
    """
    if not is_tabular(file):
        return []
    found: list[AnnexList] = []
    sheets = groupby(rows(file, at_most=HEADING_ROWS), key=attrgetter("sheet"))
    for name, first in sheets:
        each = None if _EXPLAINS.search(name) else _headed(list(first))[1]
        if each is not None and each not in found:
            found.append(each)
    return found


def book_of(file: SourceFile) -> Book:
    """Read every list of an Annex A.

    Raises:
        RefusedError: a list that is read has no headings, lacks one that is needed, or
            one stands twice; or there are two sheets of one list.
    """
    book = Book()
    for name, some in groupby(rows(file), key=attrgetter("sheet")):
        if _FRONT.search(name):
            book.front += [_texts(row) for row in islice(some, FRONT_ROWS)]
        elif not _EXPLAINS.search(name):
            _read_sheet(book, name, some)
    return book


def _read_sheet(book: Book, name: str, some: Iterable[SheetRow]) -> None:
    all_rows = iter(some)
    first = list(islice(all_rows, HEADING_ROWS))
    at, each = _headed(first)
    if each is None:
        _check_blank(name, first)
        book.unused += [name] if name else []
        return
    book.front += [_texts(row) for row in first[:at]]
    if each not in READ:
        book.unused.append(name)
        return
    if each.number in book.lines:
        raise RefusedError(
            f"There are two sheets of {each.name}. Expected one. Put their rows "
            "together and load the file again."
        )
    places = _checked(each, first[at])
    under = chain(first[at + 1 :], all_rows)
    book.lines[each.number] = list(_lines(places, under))


def _headed(first: Sequence[SheetRow]) -> tuple[int, AnnexList | None]:
    """Return which of the first rows has a list's headings, and which list's."""
    for at, row in enumerate(first):
        each = list_of(_texts(row))
        if each is not None:
            return at, each
    return 0, None


def _check_blank(name: str, first: Sequence[SheetRow]) -> None:
    """Refuse a list that is read and has rows, but no headings to read them by."""
    each = list_named(name)
    filled = [row for row in first if any(_texts(row))]
    if each is not None and len(filled) > TITLE_ROWS:
        own = ", ".join(column.heading for column in each.columns if column.needed)
        raise RefusedError(
            f"The sheet {name} has rows and none of them is a row of headings. "
            f"Expected the headings of {each.name}: {own}. Put them above the rows and "
            "load the file again."
        )


def _checked(each: AnnexList, row: SheetRow) -> dict[int, str]:
    """Return the place of each heading.

    Raises:
        RefusedError: one that is needed is missing, or one stands twice.
    """
    places = places_of(each, _texts(row))
    headings = list(places.values())
    twice = [
        heading for heading in dict.fromkeys(headings) if headings.count(heading) > 1
    ]
    if twice:
        raise RefusedError(
            f"{row.place}: the heading {twice[0]} stands twice. Expected each once. "
            "Remove the column that is wrong and load the file again."
        )
    missing = [
        column.heading
        for column in each.columns
        if column.needed and column.heading not in headings
    ]
    if missing:
        raise RefusedError(
            f"{row.place}: these are headings of Annex A {each.name}, and there is none "
            f"for {'; '.join(missing)}. Use the headings of Ofsted's template and load "
            "the file again."
        )
    return places


def _lines(places: Mapping[int, str], under: Iterable[SheetRow]) -> Iterator[Line]:
    """Yield the rows that are not blank."""
    for row in under:
        cells = {
            heading: text
            for place, heading in places.items()
            if place < len(row.cells) and (text := text_of(row.cells[place]))
        }
        if cells:
            yield Line(cells, row.place)


def _texts(row: SheetRow) -> list[str]:
    return [text_of(cell) for cell in row.cells]


def text_of(cell: object) -> str:
    """Return a cell as text on one line; a day as 31/03/2025."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return " ".join((words_of(cell) or "").split())


LISTS_NOT_USED = Fault(
    "lists_not_used",
    "List 5, List 7 and List 8",
    "Nothing in the other lists is shown by the dashboard. Nothing to do.",
)


def not_read(book: Book) -> LeftOut | None:
    """Return what is said of the sheets that are not read."""
    if not book.unused:
        return None
    return LeftOut.of(
        LISTS_NOT_USED,
        place="The workbook",
        field="sheets",
        found=", ".join(book.unused),
        record=RECORD,
        whole_row=False,
    )
