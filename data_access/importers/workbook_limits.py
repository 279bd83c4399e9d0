"""How much a workbook may come to; what is over it is refused before it is kept.

openpyxl holds every part but a sheet's rows whole, at some hundred bytes an element,
and fills the gaps of a sheet with blank rows and cells: a file of a few kilobytes can
ask for more memory and time than a server has.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from data_access.importers.report import CHUNK
from domain.errors import RefusedError

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
    if path.stat().st_size > MOST_PACKED:
        raise RefusedError(
            f"This workbook is larger than {MOST_PACKED // MEGABYTE} MB. Copy the "
            "cells that are needed into a new workbook and load that."
        )
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
