"""The CIN census as a kind of file: all of it as XML, or one table a file."""

from __future__ import annotations

from collections.abc import Sequence

from data_access.importers.cin_census import tables
from data_access.importers.cin_census.cin_census import KIND, TABLE, read, recognise
from data_access.importers.importer import (
    BOOK_ENDINGS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    Opened,
    ReadingContext,
    Recognised,
    SourceFile,
)


def _open(
    files: Sequence[tuple[SourceFile, Recognised]], context: ReadingContext
) -> list[Opened]:
    parts = [(file, found) for file, found in files if found.table != TABLE]
    by_file = {each.file: each for each in tables.opened(parts, context)}
    return [
        by_file.get(file) or Opened(file, found, context, read) for file, found in files
    ]


CIN_CENSUS = Importer(
    kind=KIND,
    words="CIN census",
    an_example="a CIN census",
    formats="XML, CSV or xlsx",
    endings=("xml", *TEXT_ENDINGS, *BOOK_ENDINGS),
    belief=Belief.RETURN,
    recognise=lambda file, context: recognise(file) or tables.recognise(file),
    open=_open,
    whole=TABLE,
    is_table=lambda headings: tables.table_of(headings) is not None,
)
