"""What a workbook hides from whoever looks at it in Excel, and is read all the same."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator

from openpyxl import load_workbook

from data_access.importers.importer import CHUNK, SourceFile
from data_access.store.statements import Fault, LeftOut

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

    `read` are the sheets as places name them: `Sheet Q1`. Nothing is told of a file
    that is no workbook.
    """
    if not read or not zipfile.is_zipfile(file.path):
        return
    with zipfile.ZipFile(file.path) as archive, file.path.open("rb") as stream:
        book = load_workbook(stream, read_only=True, keep_links=False)
        for sheet in book.worksheets:
            place = f"Sheet {sheet.title}"
            if place not in read:
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
