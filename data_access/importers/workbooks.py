"""Rows of a workbook or of a CSV file, one at a time, and which files are refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from data_access.importers import old_workbooks
from data_access.importers.cells import encoding_of
from data_access.importers.importer import CHUNK, SourceFile
from data_access.store.statements import Place
from domain.errors import RefusedError

# How much a workbook may come to; what is over it is refused before it is kept.


MEGABYTE = 1_000_000
MOST_PACKED = 50 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_RATIO = 200  # bytes unpacked to one packed
MOST_MARKS = 3_000_000  # "<" in sheets and their texts: some 30,000 rows of 25 columns
MOST_MARKS_ELSEWHERE = 500_000  # in the other parts, such as styles
MOST_SHEETS = 200
MOST_ROWS = 1_048_576  # Excel's own limit of one sheet
MOST_CELLS = 3_000_000  # blank ones before a value counted
MOST_BLANKS = 50_000  # rows together, with a value below them
MOST_MERGES = 100_000  # of a sheet
LARGE_PARTS = ("worksheets/", "sharedstrings")


def check_archive(path: Path) -> None:
    """Hold a workbook to the limits, as its parts say and as they unpack.

    Raises:
        RefusedError: it is over one of them.
    """
    _check_size(path)
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
            raise RefusedError(
                "This workbook would unpack to more than "
                f"{MOST_UNPACKED // MEGABYTE} MB, or to more than {MOST_RATIO} times "
                "its size. Copy the cells that are needed into a new workbook and load "
                "that."
            )
        large = sum(_marks(archive, each) for each in members if _is_large(each))
        small = sum(_marks(archive, each) for each in members if not _is_large(each))
    if large > MOST_MARKS or small > MOST_MARKS_ELSEWHERE:
        raise _too_much()


def _check_size(path: Path) -> None:
    if path.stat().st_size > MOST_PACKED:
        raise RefusedError(
            f"This workbook is larger than {MOST_PACKED // MEGABYTE} MB. Copy the "
            "cells that are needed into a new workbook and load that."
        )


class RowLimit:
    """Counts a workbook's rows and cells as they are read."""

    def __init__(self, sheets: int) -> None:
        """Begin a workbook of so many sheets.

        Raises:
            RefusedError: these are more than any file read here would have.
        """
        if sheets > MOST_SHEETS:
            raise _too_much()
        self._rows = self._cells = 0

    def count(self, cells: int) -> None:
        """Count one more row.

        Raises:
            RefusedError: the workbook has more than any file read here would have.
        """
        self._rows += 1
        self._cells += cells
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS:
            raise _too_much()

    def skip(self, blanks: int) -> None:
        """Hold the blank rows before one with a value to the limit.

        Raises:
            RefusedError: there are more.
        """
        if blanks > MOST_BLANKS:
            raise _too_much()


def check_merges(merges: int) -> None:
    """Hold the merged cells of one sheet to the limit.

    Raises:
        RefusedError: there are more.
    """
    if merges > MOST_MERGES:
        raise _too_much()


def _too_much() -> RefusedError:
    return RefusedError(
        "This workbook holds more sheets, rows, cells or formats than a file for the "
        "dashboard would. Copy the cells that are needed into a new workbook and load "
        "that."
    )


def _is_large(member: zipfile.ZipInfo) -> bool:
    return any(part in member.filename.lower() for part in LARGE_PARTS)


def _marks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    return sum(chunk.count(b"<") for chunk in _chunks(archive, member))


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
SAMPLE = 1 << 16  # characters looked at for the separator, of so many rows
SAMPLE_ROWS = 20
SEPARATORS = (",", ";", "\t")

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):[A-Z]+(\d+)"')
_LONGEST_MERGE = 80  # bytes of one such element, at most
_DAMAGED = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
    ParseError,
    *old_workbooks.DAMAGED,
)
_Merges = dict[int, list[tuple[int, int]]]  # column from 0: first and last row


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the sheet (empty for a CSV file) and the number its owner sees."""

    sheet: str
    number: int
    cells: tuple[object, ...]

    @property
    def place(self) -> Place:
        """`Sheet Q1, row 4`, or `Row 4` where there are no sheets."""
        return Place.of(self.sheet, self.number)

    def cell(self, index: int) -> object:
        """Return one cell; None beyond the last."""
        return self.cells[index] if index < len(self.cells) else None


def is_tabular(file: SourceFile) -> bool:
    """Whether the file's name is that of a workbook or of separated text."""
    return _suffix(file) in WORKBOOKS | TEXTS


def rows(
    file: SourceFile, *, at_most: int | None = None, formulas: bool = False
) -> Iterator[SheetRow]:
    """Yield every row, sheet by sheet; the first `at_most` of each.

    Blank ones too, but for those at the end of a workbook's sheet: where formats
    reach down to the last row there are a million of them. A cell merged downwards
    has its value in each of its rows. A formula gives the value last worked out for
    it, or with `formulas` its own text.

    Raises:
        RefusedError: the file is locked, damaged, too large or in another format.
    """
    with file.path.open("rb") as stream:
        start = stream.read(len(old_workbooks.SIGNATURE))
    if start == old_workbooks.SIGNATURE:
        return _old_rows(file.path, at_most)
    if start.startswith(b"PK"):
        return _workbook_rows(file.path, at_most, formulas=formulas)
    if _suffix(file) in WORKBOOKS:
        raise RefusedError(
            "The name is that of an Excel workbook and the content is not. Open it in "
            "Excel, save it as .xlsx and load it again."
        )
    return _text_rows(file, at_most)


def _suffix(file: SourceFile) -> str:
    return PurePath(file.name).suffix.lower()


def _old_rows(path: Path, at_most: int | None) -> Iterator[SheetRow]:
    """Yield the rows of a workbook in the old format; a formula gives its value."""
    if any(_ENCRYPTED in chunk for chunk in _overlapping(path.open("rb"), 64)):
        raise RefusedError(old_workbooks.LOCKED)
    _check_size(path)
    with _in_words(), old_workbooks.opened(path, MOST_CELLS) as (count, sheets):
        limit = RowLimit(count)
        for sheet in sheets:
            numbered = _numbered(
                sheet.title, sheet.rows, by_column(sheet.merges), limit
            )
            yield from islice(numbered, at_most)


def _overlapping(stream: IO[bytes], overlap: int) -> Iterator[bytes]:
    """Yield the stream in pieces, each beginning with the end of the one before."""
    tail = b""
    with stream:
        while chunk := stream.read(CHUNK):
            yield tail + chunk
            tail = chunk[-overlap:]


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a damaged workbook raises into words; nothing of it is repeated."""
    try:
        yield
    except old_workbooks.TooMuchError:
        raise _too_much() from None
    except _DAMAGED:
        raise RefusedError(
            "This workbook cannot be read: it is damaged, or not an Excel workbook "
            "(.xlsx or .xlsm). Open it in Excel, save it as .xlsx and load it again."
        ) from None


def _workbook_rows(
    path: Path, at_most: int | None, *, formulas: bool
) -> Iterator[SheetRow]:
    with _in_words():
        check_archive(path)
    with _in_words(), zipfile.ZipFile(path) as archive, path.open("rb") as stream:
        book = load_workbook(
            stream, read_only=True, data_only=not formulas, keep_links=False
        )
        limit = RowLimit(len(book.worksheets))
        for sheet in book.worksheets:
            yield from islice(_sheet_rows(sheet, archive, limit), at_most)


def _sheet_rows(
    sheet: Any,  # noqa: ANN401 - openpyxl tells no types
    archive: zipfile.ZipFile,
    limit: RowLimit,
) -> Iterator[SheetRow]:
    sheet.reset_dimensions()  # some programs write a wrong one, which cuts rows off
    merges = _merges(archive, sheet._worksheet_path)
    return _numbered(sheet.title, sheet.iter_rows(values_only=True), merges, limit)


def _numbered(
    title: str, rows: Iterable[tuple[object, ...]], merges: _Merges, limit: RowLimit
) -> Iterator[SheetRow]:
    held: dict[int, object] = {}
    last = 0
    for number, cells in enumerate(rows, start=1):
        limit.count(len(cells))
        full = _filled(cells, number, merges, held)
        if any(cell is not None for cell in full):
            limit.skip(number - last - 1)
            yield from (SheetRow(title, n, ()) for n in range(last + 1, number))
            yield SheetRow(title, number, full)
            last = number


def _merges(archive: zipfile.ZipFile, part: str) -> _Merges:
    """Return the cells merged downwards; openpyxl does not say while it streams."""
    found: set[tuple[int, int, int]] = set()
    for chunk in _overlapping(archive.open(part), _LONGEST_MERGE):
        for column, first, last in _MERGED.findall(chunk):
            if first != last:
                index = column_index_from_string(column.decode()) - 1
                found.add((index, int(first), int(last)))
                check_merges(len(found))
    return by_column(found)


def by_column(found: Collection[tuple[int, int, int]]) -> _Merges:
    """Return cells merged downwards (column, first, last row) by their column.

    Raises:
        RefusedError: there are more than any file read here would have.
    """
    check_merges(len(found))
    merges: _Merges = {}
    for index, top, foot in sorted(found):
        merges.setdefault(index, []).append((top, foot))
    return merges


def _filled(
    cells: tuple[object, ...], number: int, merges: _Merges, held: dict[int, object]
) -> tuple[object, ...]:
    """Return the cells with those merged downwards filled in; `held` is kept up."""
    filled = list(cells)
    for column, spans in merges.items():
        first, last = spans[max(bisect_right(spans, number, key=_first) - 1, 0)]
        if first == number:
            held[column] = cells[column] if column < len(cells) else None
        elif first < number <= last:
            filled += [None] * (column + 1 - len(filled))
            filled[column] = held.get(column)
    return tuple(filled)


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _text_rows(file: SourceFile, at_most: int | None) -> Iterator[SheetRow]:
    encoding = encoding_of(file)
    with file.path.open(encoding=encoding, errors="replace", newline="") as stream:
        separator = _separator(stream.read(SAMPLE))
        stream.seek(0)
        lines = csv.reader(stream, delimiter=separator)
        try:
            for number, cells in enumerate(islice(lines, at_most), start=1):
                yield SheetRow("", number, tuple(cell or None for cell in cells))
        except csv.Error:
            raise RefusedError(
                "This file cannot be read as rows: a quotation mark is opened and "
                "never closed. Save it from Excel as CSV UTF-8 and load it again."
            ) from None


def _separator(sample: str) -> str:
    """Return the separator that makes the most cells of the first rows."""

    def cells(separator: str) -> int:
        lines = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        return sum(len(cells) for cells in islice(lines, SAMPLE_ROWS))

    return max(SEPARATORS, key=cells)
