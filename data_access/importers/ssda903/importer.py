"""The SSDA903 return as a kind of file: one table a CSV file, or all of it as XML."""

from __future__ import annotations

from collections.abc import Sequence

from data_access.importers.importer import (
    BOOK_ENDINGS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    Opened,
    Read,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.importers.ssda903 import ssda903, xml
from data_access.importers.ssda903.rows import KIND


def _recognise(file: SourceFile, context: ReadingContext) -> Recognised | None:
    return ssda903.recognise(file) or xml.recognise(file)


def _open(
    files: Sequence[tuple[SourceFile, Recognised]], context: ReadingContext
) -> list[Opened]:
    return [Opened(file, found, context, _reader(found)) for file, found in files]


def _reader(found: Recognised) -> Read:
    return xml.read if found.table == xml.WHOLE else ssda903.read


SSDA903 = Importer(
    kind=KIND,
    words="SSDA903",
    an_example="an SSDA903 return",
    formats="CSV, XML or xlsx",
    endings=(*TEXT_ENDINGS, "xml", *BOOK_ENDINGS),
    belief=Belief.RETURN,
    recognise=_recognise,
    open=_open,
    tables=("Header", "UASC", "Episodes", "Reviews", "OC2", "Missing", "DoLO"),
    whole=xml.WHOLE,
    is_table=ssda903.is_table,
)
