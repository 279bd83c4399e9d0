"""Workbooks in Excel's old format (.xls), sheet by sheet, held to limits first."""

from __future__ import annotations

import mmap
import os
import struct
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xlrd import XLRDError, open_workbook
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from domain.errors import RefusedError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of any compound file
DAMAGED = (XLRDError, CompDocError, AssertionError, ArithmeticError, struct.error)
LOCKED = (
    "This workbook is locked with a password. Take the password off in Excel, "
    "save it and load it again."
)
MOST_OTHERS = 100_000  # records that hold no cells, such as formats and notes
NO_WORKBOOK = "no workbook in the file"

_HEAD = struct.Struct("<HH")  # what a record is, and how many bytes follow
_WHERE = struct.Struct("<HH")  # the row and the column of a cell
_LAST = struct.Struct("<H")  # the last column of many cells
_BEGIN, _SHEET, _LOCK = 0x809, 0x85, 0x2F
_CELL = frozenset({0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
_MANY = frozenset({0xBD, 0xBE})  # cells of one row
_BESIDE = frozenset({0x3C, 0xD7, 0x207, 0x208})  # what goes with rows and cells
_OF_CELLS = _CELL | _MANY | _BESIDE
_STREAMS = ("Workbook", "Book")


class TooMuchError(Exception):
    """A workbook holds more than a file for the dashboard would."""


@dataclass(frozen=True)
class OldSheet:
    """A sheet: its rows, and the cells merged downwards (column, first, last row)."""

    title: str
    rows: Iterator[tuple[object, ...]]
    merges: list[tuple[int, int, int]]


@contextmanager
def opened(path: Path, most_cells: int) -> Iterator[tuple[int, Iterator[OldSheet]]]:
    """Give how many sheets a workbook has, and each, which is let go after its turn.

    Raises:
        RefusedError: it is locked with a password.
        TooMuchError: it holds more than a file for the dashboard would.
    """
    _check(path, most_cells)
    with Path(os.devnull).open("w") as nowhere:  # xlrd prints what it finds odd
        book = open_workbook(
            path,
            logfile=nowhere,
            on_demand=True,
            ragged_rows=True,
            formatting_info=True,  # without it nothing is told of merged cells
        )
        with book:
            yield book.nsheets, _sheets(book)


def _sheets(book: Book) -> Iterator[OldSheet]:
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        merges = [
            (left, first + 1, last)
            for first, last, left, _ in sheet.merged_cells
            if last - first > 1
        ]
        yield OldSheet(sheet.name, _rows(sheet, book.datemode), merges)
        book.unload_sheet(number)


def _rows(sheet: Sheet, datemode: int) -> Iterator[tuple[object, ...]]:
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        yield tuple(map(_cell, kinds, values, [datemode] * len(kinds)))


def _cell(kind: int, value: object, datemode: int) -> object:
    """Return a cell as it is given of a new workbook: a day as one, no empty text."""
    if kind == XL_CELL_TEXT:
        return value or None
    if kind == XL_CELL_DATE:
        return _moment(value, datemode)
    if kind == XL_CELL_NUMBER:
        return value
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    return error_text_from_code.get(value) if kind == XL_CELL_ERROR else None


def _moment(value: object, datemode: int) -> object:
    """Return a day, or the number where it stands for none."""
    try:
        return xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError, ValueError):
        return value


def _check(path: Path, most_cells: int) -> None:
    """Walk the records of a workbook, each a few bytes, before any is kept."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=1) as content:
        nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - closed below
        with nowhere:
            files = CompDoc(content, logfile=nowhere)
        found = (files.locate_named_stream(name) for name in _STREAMS)
        stream, base, length = next((each for each in found if each[0]), (None, 0, 0))
        if stream is None:
            raise XLRDError(NO_WORKBOOK)
        _count(bytes(stream[base : base + length]), most_cells)


def _count(stream: bytes, most_cells: int) -> None:
    """Hold the records to the limits; sheets must each begin at a place of their own."""
    begins: set[int] = set()
    sheets: list[int] = []
    widths: Counter[tuple[int, int]] = (
        Counter()
    )  # cells by sheet and row, blank ones too
    often: Counter[str] = Counter()
    for at, kind, size in _records(stream):
        if kind in _CELL or kind in _MANY:
            often["cells"] += 1
            row, column = _WHERE.unpack_from(stream, at)
            if kind in _MANY:
                (column,) = _LAST.unpack_from(stream, at + size - _LAST.size)
            key = len(begins), row
            widths[key] = max(widths[key], column + 1)
        elif kind == _BEGIN:
            begins.add(at - _HEAD.size)
        elif kind == _SHEET:
            sheets += struct.unpack_from("<I", stream, at)
        often["others"] += kind not in _OF_CELLS
    if (
        max(often["cells"], widths.total()) > most_cells
        or often["others"] > MOST_OTHERS
    ):
        raise TooMuchError
    if len({*sheets}) < len(sheets) or not {*sheets} <= begins:
        raise XLRDError(NO_WORKBOOK)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each record's content begins, what it is and how long."""
    at = 0
    while at + _HEAD.size <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if kind == _LOCK:
            raise RefusedError(LOCKED)
        yield at, kind, size
        at += size
