"""The rows of an Annex A by list, and what stands above them and on its front sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice

from data_access.importers.annex_a.lists import READ, list_named, list_of, plain
from data_access.importers.importer import SourceFile
from data_access.importers.template import (
    Book,
    Refusal,
    Sheet,
    Table,
    sheets_of,
    spellings,
    texts_of,
)
from data_access.importers.workbooks import SheetRow, is_tabular
from data_access.store.statements import Fault, LeftOut
from domain.errors import RefusedError

TITLE_ROWS = 1  # a sheet with no more filled rows than this is an empty list
FRONT_ROWS = 60
RECORD = "annex_a"  # what is said of a sheet is about no one record
_EXPLAINS = re.compile(r"faq|guid|code|instruct|readme|lookup|note", re.IGNORECASE)
_FRONT = re.compile(r"front|cover|title|content|summary", re.IGNORECASE)
REFUSAL = Refusal(
    two_sheets="There are two sheets of {table}. Expected one. Put their rows together "
    "and load the file again.",
    twice="{place}: the heading {heading} stands twice. Expected each once. Remove the "
    "column that is wrong and load the file again.",
    missing="{place}: these are headings of Annex A {table}, and there is none for "
    "{missing}. Use the headings of Ofsted's template and load the file again.",
    between="; ",
)
LISTS_NOT_USED = Fault(
    "lists_not_used",
    "List 5, List 7 and List 8",
    "Nothing in the other lists is shown by the dashboard. Nothing to do.",
)


def lists_in(file: SourceFile) -> list[Table]:
    """Return the lists that a file holds, judged from the headings of its sheets.

    Raises:
        RefusedError: the name is a workbook's and the content cannot be opened.
    """
    if not is_tabular(file):
        return []
    sheets = sheets_of(file, _list_of, whole=False)
    return list(dict.fromkeys(sheet.headings for sheet in sheets if sheet.headings))


def book_of(file: SourceFile) -> Book:
    """Read every list of an Annex A.

    Raises:
        RefusedError: a list that is read has no headings, lacks one that is needed, or
            one stands twice; or there are two sheets of one list.
    """
    book = Book()
    unused: list[str] = []
    for sheet in sheets_of(file, _list_of):
        if _FRONT.search(sheet.name):
            front = islice(chain(sheet.first, sheet.others), FRONT_ROWS)
            book.above += map(texts_of, front)
        elif not _EXPLAINS.search(sheet.name):
            book.above += sheet.above
            each = sheet.headings
            if each in READ:
                book.read(each, sheet, spellings(each.columns, plain), REFUSAL)
            elif sheet.name:
                unused.append(sheet.name)
            if each is None:
                _check_blank(sheet)
    if unused:
        book.remarks.append(_not_read(unused))
    return book


def _list_of(row: SheetRow) -> Table | None:
    return None if _EXPLAINS.search(row.sheet) else list_of(texts_of(row))


def _check_blank(sheet: Sheet[Table]) -> None:
    """Refuse a list that is read and has rows, but no headings to read them by."""
    each = list_named(sheet.name)
    filled = [row for row in sheet.first if any(texts_of(row))]
    if each is not None and len(filled) > TITLE_ROWS:
        raise RefusedError(
            f"The sheet {sheet.name} has rows and none of them is a row of headings. "
            f"Expected the headings of {each.name}: {', '.join(each.needed_headings)}. "
            "Put them above the rows and load the file again."
        )


def _not_read(sheets: Sequence[str]) -> LeftOut:
    return LeftOut.of(
        LISTS_NOT_USED,
        place="The workbook",
        field="sheets",
        found=", ".join(sheets),
        record=RECORD,
        whole_row=False,
    )
