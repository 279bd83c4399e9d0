"""Tables under headings: what a template declares, and how a file is read by it.

A heading is known by its exact spelling once it is made plain; nothing is guessed.
Which table a row of headings is of, each format says by a rule of its own.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Generic, TypeVar

from openpyxl import load_workbook

from data_access.importers.cells import normalise, words_of
from data_access.importers.importer import CHUNK, SourceFile
from data_access.importers.workbooks import SheetRow, rows
from data_access.store.statements import Fault, LeftOut
from domain.errors import RefusedError

HEADING_ROWS = 10  # headings stand in one of the first rows of a sheet
LEAST = 2  # headings of a table that make a row the headings of that table
Plain = Callable[[str], str]
Counted = TypeVar("Counted")
Headings = TypeVar("Headings")  # what a format makes of a row of them


@dataclass(frozen=True)
class Column:
    """A column by its heading in the template; `also` are other wordings of it."""

    heading: str
    also: tuple[str, ...] = ()
    needed: bool = False


def all_needed(*headings: str) -> tuple[Column, ...]:
    """Return columns without which a table cannot be read, each with one spelling."""
    return tuple(Column(heading, needed=True) for heading in headings)


@dataclass(frozen=True)
class Table:
    """A table by its name in the template.

    `record` names what its rows become; nothing is read of a table without one.
    A workbook is refused without rows of a table that is `needed`.
    """

    name: str
    columns: tuple[Column, ...]
    record: str = ""
    needed: bool = False

    @cached_property
    def needed_headings(self) -> list[str]:
        """The headings that it must have."""
        return [column.heading for column in self.columns if column.needed]

    def missing(self, found: Collection[str]) -> list[str]:
        """Return the headings that it must have and that were not found."""
        return [heading for heading in self.needed_headings if heading not in found]


@dataclass(frozen=True)
class Spellings:
    """Headings of a template by every spelling of them, made plain.

    With `others`, a heading that is none of them stands for itself.
    """

    known: Mapping[str, str]
    plain: Plain = normalise
    others: bool = False

    def heading(self, typed: str) -> str:
        """Return the template's heading for one typed; empty where it has none."""
        words = self.plain(typed)
        return self.known.get(words, words if self.others else "")

    def headings(self, typed: Iterable[str]) -> dict[int, str]:
        """Return the template's heading at each index that has one."""
        found = enumerate(map(self.heading, typed))
        return {index: heading for index, heading in found if heading}


@lru_cache
def spellings(columns: tuple[Column, ...], plain: Plain = normalise) -> Spellings:
    """Return the headings of some columns by every spelling that they declare."""
    return Spellings(
        {
            plain(words): column.heading
            for column in columns
            for words in (column.heading, *column.also)
        },
        plain,
    )


def first_of_each(headings: Mapping[int, str]) -> dict[str, int]:
    """Return the first index of each heading."""
    found: dict[str, int] = {}
    for index, heading in headings.items():
        found.setdefault(heading, index)
    return found


def named_cells(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """Return a row's cells by heading; those of a row cut short are empty."""
    return {
        heading: cells[index] if index < len(cells) else ""
        for heading, index in columns.items()
    }


def most_of(counts: Mapping[Counted, int]) -> Counted | None:
    """Return what has most headings, the first of equals; None below `LEAST`."""
    most = max(counts, key=lambda each: counts[each], default=None)
    return most if most is not None and counts[most] >= LEAST else None


@dataclass(frozen=True)
class Line:
    """One row under the headings: its cells as text by the template's headings."""

    cells: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Sheet(Generic[Headings]):
    """A sheet, or a whole CSV file: its first rows, and the others yet to come.

    `headings` is what the row `at` is read as; None, and the first row, where no row is
    one of headings.
    """

    name: str
    first: Sequence[SheetRow]
    others: Iterator[SheetRow]
    headings: Headings | None
    at: int = 0

    @property
    def head(self) -> SheetRow:
        """The row of headings."""
        return self.first[self.at]

    @property
    def above(self) -> list[list[str]]:
        """The texts of the rows above the headings."""
        return [texts_of(row) for row in self.first[: self.at]]

    @property
    def under(self) -> Iterator[SheetRow]:
        """The rows under the headings, each given once."""
        return chain(self.first[self.at + 1 :], self.others)

    def lines(self, headings: Mapping[int, str]) -> Iterator[Line]:
        """Yield the rows under the headings that are not blank."""
        for row in self.under:
            texts = ((name, text_of(row.cell(at))) for at, name in headings.items())
            if cells := {name: text for name, text in texts if text}:
                yield Line(cells, row.place)


def sheets_of(
    file: SourceFile,
    headings_in: Callable[[SheetRow], Headings | None],
    *,
    among: int = HEADING_ROWS,
    whole: bool = True,
    formulas: bool = False,
) -> Iterator[Sheet[Headings]]:
    """Yield each sheet; its rows must be used before the next is asked for.

    `headings_in` returns what a row of headings is read as, and None for another row. It
    is asked of as many first rows as `among` says. Not `whole`, only those are read.

    Raises:
        RefusedError: the file cannot be opened.
    """
    every_row = rows(file, at_most=None if whole else among, formulas=formulas)
    for name, group in groupby(every_row, key=attrgetter("sheet")):
        others = iter(group)
        first = list(islice(others, among))
        found = ((at, headings_in(row)) for at, row in enumerate(first))
        at, headings = next((each for each in found if each[1] is not None), (0, None))
        yield Sheet(name, first, others, headings, at)


@dataclass(frozen=True)
class Refusal:
    """What a format says of a sheet that cannot be read, of `{table}` and `{place}`.

    `twice` is said of a `{heading}`; `missing` of headings with `between` them.
    """

    two_sheets: str
    twice: str
    missing: str
    between: str = ", "


@dataclass
class Book:
    """What a file holds, or a workbook: rows by table, and what is said of the rest.

    `above` are the texts of rows that stand above headings or on a front sheet.
    """

    lines: dict[str, list[Line]] = field(default_factory=dict)
    remarks: list[LeftOut] = field(default_factory=list)
    above: list[list[str]] = field(default_factory=list)

    def read(
        self, table: Table, sheet: Sheet[Table], spelt: Spellings, refusal: Refusal
    ) -> Mapping[int, str]:
        """Read a table's rows, and return its heading at each index.

        Raises:
            RefusedError: it is read already, or a heading is missing or stands twice.
        """
        headings, place = spelt.headings(texts_of(sheet.head)), sheet.head.place
        if table.name in self.lines:
            raise RefusedError(refusal.two_sheets.format(table=table.name))
        often = Counter(headings.values())
        if again := [heading for heading, count in often.items() if count > 1]:
            raise RefusedError(refusal.twice.format(place=place, heading=again[0]))
        if missing := table.missing(often):
            words = refusal.between.join(missing)
            raise RefusedError(
                refusal.missing.format(place=place, table=table.name, missing=words)
            )
        self.lines[table.name] = list(sheet.lines(headings))
        return headings


def texts_of(row: SheetRow) -> list[str]:
    """Return a row's cells as text."""
    return [text_of(cell) for cell in row.cells]


def text_of(cell: object) -> str:
    """Return a cell as text on one line: a day as 31/03/2025, a formula as typed."""
    if not isinstance(cell, str):
        cell = getattr(cell, "text", cell)  # a formula over many cells
    return " ".join((words_of(cell) or "").split())


# What a workbook hides from whoever looks at it in Excel, and is read all the same.


RECORD = "workbook"  # what is said of a sheet is about no one record
LONGEST_ROW = 1 << 12  # bytes of a row's own element, at most
SEE_IT = (
    "It is read like the rest. Unhide it in Excel to see what it holds, and delete what "
    "should not be counted."
)
HIDDEN_SHEET = Fault("hidden_sheet", "every sheet in sight", SEE_IT)
HIDDEN_ROWS = Fault("hidden_rows", "every row in sight", SEE_IT)
_HIDDEN = re.compile(
    rb"""<(?:\w+:)?row\b(?=[^>]*\shidden=["'](?:1|true)["'])"""
    rb"""[^>]*?\sr=["'](\d+)["'][^>]*>"""
)


def hidden_in(file: SourceFile, read: Collection[str]) -> Iterator[LeftOut]:
    """Yield what is hidden of a workbook's sheets that were read, once for each sheet.

    `read` are the names of those sheets. Nothing is told of a file that is no workbook.
    """
    if not read or not zipfile.is_zipfile(file.path):
        return
    with zipfile.ZipFile(file.path) as archive, file.path.open("rb") as stream:
        book = load_workbook(stream, read_only=True, keep_links=False)
        for sheet in book.worksheets:
            place = f"Sheet {sheet.title}"
            if sheet.title not in read:
                continue
            if sheet.sheet_state != "visible":
                yield _told(HIDDEN_SHEET, place, "the sheet", "a hidden sheet")
            rows = _hidden_rows(archive, sheet._worksheet_path)
            if rows:
                found = f"{len(rows):,} hidden, the first is row {min(rows)}"
                yield _told(HIDDEN_ROWS, place, "rows", found)


def _hidden_rows(archive: zipfile.ZipFile, part: str) -> set[int]:
    found: set[int] = set()
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            found.update(int(each) for each in _HIDDEN.findall(tail + chunk))
            tail = chunk[-LONGEST_ROW:]
    return found


def _told(fault: Fault, place: str, field: str, found: str) -> LeftOut:
    return LeftOut.of(
        fault, place=place, field=field, found=found, record=RECORD, whole_row=False
    )
