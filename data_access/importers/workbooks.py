"""Rows of a workbook or of a CSV file, one at a time, and which files are refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from data_access.importers.cells import encoding_of
from data_access.importers.report import CHUNK, SourceFile
from data_access.importers.workbook_limits import RowLimit, check_archive, check_merges
from domain.errors import RefusedError

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
SAMPLE = 1 << 16  # characters looked at for the separator, of so many rows
SAMPLE_ROWS = 20
SEPARATORS = (",", ";", "\t")

_OLD_EXCEL = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also the wrapping of an encrypted one
)
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
)
_Merges = dict[int, list[tuple[int, int]]]  # column from 0: first and last row


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the sheet (empty for a CSV file) and the number its owner sees."""

    sheet: str
    number: int
    cells: tuple[object, ...]

    @property
    def place(self) -> str:
        """`Sheet Q1, row 4`, or `Row 4` where there are no sheets."""
        if self.sheet:
            return f"Sheet {self.sheet}, row {self.number}"
        return f"Row {self.number}"


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
        start = stream.read(len(_OLD_EXCEL))
    if start == _OLD_EXCEL:
        raise RefusedError(_why_old(file.path))
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


def _why_old(path: Path) -> str:
    if any(_ENCRYPTED in chunk for chunk in _overlapping(path.open("rb"), 64)):
        return (
            "This workbook is locked with a password. Take the password off in Excel, "
            "save it and load it again."
        )
    return (
        "This workbook is in the old Excel format (.xls). Open it in Excel, save it "
        "as .xlsx and load it again."
    )


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
    held: dict[int, object] = {}
    last = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        limit.count(len(cells))
        full = _filled(cells, number, merges, held)
        if any(cell is not None for cell in full):
            limit.skip(number - last - 1)
            yield from (SheetRow(sheet.title, n, ()) for n in range(last + 1, number))
            yield SheetRow(sheet.title, number, full)
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
