"""Every format that files come in, one line each; and files that hold other files."""

from __future__ import annotations

import csv
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from data_access.importers.annex_a.importer import ANNEX_A
from data_access.importers.cells import clean_heading
from data_access.importers.cin_census.importer import CIN_CENSUS
from data_access.importers.disputes.importer import DISPUTES_LOG
from data_access.importers.exchange.importer import EXCHANGE
from data_access.importers.importer import Belief, Importer, SourceFile
from data_access.importers.published.importer import PUBLISHED
from data_access.importers.register.importer import REGISTER
from data_access.importers.ssd.importer import SSD
from data_access.importers.ssda903.importer import SSDA903
from data_access.importers.template import Sheet, sheets_of, texts_of
from data_access.importers.workbooks import (
    MEGABYTE,
    MOST_PACKED,
    MOST_RATIO,
    MOST_UNPACKED,
    WORKBOOKS,
    SheetRow,
)
from data_access.store.loaded import INVENTED
from domain.errors import RefusedError

# In the order in which a file is tried: the first that knows it reads it.
IMPORTERS: tuple[Importer, ...] = (
    SSDA903,
    CIN_CENSUS,
    SSD,
    REGISTER,
    ANNEX_A,
    DISPUTES_LOG,
    PUBLISHED,
    EXCHANGE,
)
# As a reader is told of them.
OFFERED = tuple(sorted(IMPORTERS, key=lambda each: each.belief))


def importer_of(kind: str) -> Importer:
    """Return what is known of a kind of import.

    One that comes in no file, such as the invented council, is the council's own.
    """
    return _BY_KIND.get(kind) or _in_no_file(kind)


def _in_no_file(kind: str, words: str = "") -> Importer:
    return Importer(
        kind=kind,
        words=words or kind,
        an_example="",
        formats="",
        endings=(),
        belief=Belief.OWN,
        recognise=lambda file, context: None,
        open=lambda files, context: (),
    )


DEMO = _in_no_file(INVENTED, "invented council")
_BY_KIND = {each.kind: each for each in (*IMPORTERS, DEMO)}


# Files that hold other files: a zip, and a workbook with a sheet a table (ADR 0026).


ZIP = ".zip"
MOST_MEMBERS = 200
UNPACK = "Unpack it and load the files that are needed."
TOO_LARGE = (
    f"This zip is larger than {MOST_PACKED // MEGABYTE} MB, holds more than "
    f"{MOST_MEMBERS} files, or would unpack to more than {MOST_UNPACKED // MEGABYTE} "
    f"MB or to more than {MOST_RATIO} times its size. {UNPACK}"
)
DAMAGED = (
    "This zip, or this file in it, is damaged, or packed in a way that is not known. "
    "Make the zip again, or load the files themselves."
)
LOCKED = (
    "This file is locked with the zip's password. Unpack the zip with its password "
    "and load the files themselves."
)
NESTED = "A zip inside a zip is not opened. Take it out and load it by itself."
OUTSIDE = (
    "The name of this file leads out of its zip. Expected a plain name. Make the zip "
    "again, or load the file itself."
)
EMPTY = "This zip holds no files. Put the files in it, or load them themselves."
NO_TABLE = (
    "No row of this sheet is one of headings of the tables that the other sheets of "
    "its workbook are; left as is."
)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # also what is raised of an unknown way to pack
)


@contextmanager
def taken_apart(files: Sequence[SourceFile]) -> Iterator[list[SourceFile]]:
    """Give the files, those that hold others replaced by them, until it is left."""
    with TemporaryDirectory(prefix="iro-") as folder:
        paths = (Path(folder) / str(number) for number in count())
        yield [
            sheet
            for file in files
            for member in _members(file, paths)
            for sheet in _sheets(member, paths)
        ]


def _members(file: SourceFile, paths: Iterator[Path]) -> list[SourceFile]:
    """Return a zip's files, or the zip with what is wrong with it; another as it is."""
    if not file.name.lower().endswith(ZIP):
        return [file]
    try:
        with zipfile.ZipFile(file.path) as archive:
            inside = _checked(file.path, archive)
            return [_member(file, archive, each, next(paths)) for each in inside]
    except RefusedError as refusal:
        return [SourceFile(file.path, file.name, refused=str(refusal))]
    except _DAMAGED:
        return [SourceFile(file.path, file.name, refused=DAMAGED)]


def _checked(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    inside = [each for each in archive.infolist() if not _is_hidden(each)]
    unpacked = sum(each.file_size for each in archive.infolist())
    packed = path.stat().st_size
    if not inside:
        raise RefusedError(EMPTY)
    if (
        packed > MOST_PACKED
        or len(inside) > MOST_MEMBERS
        or unpacked > min(MOST_UNPACKED, MOST_RATIO * packed)
    ):
        raise RefusedError(TOO_LARGE)
    return inside


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    last = parts[-1] if parts else ""
    return member.is_dir() or "__MACOSX" in parts or last.startswith((".", "~$"))


def _member(
    file: SourceFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path
) -> SourceFile:
    """Return one file of a zip, unpacked to a path of our own choosing."""
    name = member.filename.replace("\\", "/")
    full = f"{file.name}/{name}"
    refused = _refusal(member, name)
    if not refused:
        try:
            with archive.open(member) as packed, path.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
        except _DAMAGED:
            refused = DAMAGED
    return SourceFile(path, full, refused=refused)


def _refusal(member: zipfile.ZipInfo, name: str) -> str:
    if ".." in name.split("/") or name.startswith("/") or ":" in name:
        return OUTSIDE
    if member.flag_bits & 1:
        return LOCKED
    return NESTED if name.lower().endswith(ZIP) else ""


def _sheets(file: SourceFile, paths: Iterator[Path]) -> list[SourceFile]:
    """Return the sheets of a workbook with a sheet a table; another file as it is."""
    if file.refused or PurePosixPath(file.name).suffix.lower() not in WORKBOOKS:
        return [file]
    try:
        first = sheets_of(file, _table_heads, whole=False)
        if not any(each.headings for each in first):
            return [file]
        sheets = sheets_of(file, _table_heads)
        return [
            _sheet(file, each, next(paths))
            for each in sheets
            if each.headings or any(map(any, map(texts_of, each.first)))
        ]
    except RefusedError:
        return [file]  # reading it says why


def _table_heads(row: SheetRow) -> bool | None:
    """Return whether a row holds the headings of a table; None where it does not."""
    headings = [clean_heading(text) for text in texts_of(row)]
    known = any(each.is_table(headings) for each in IMPORTERS if each.is_table)
    return known or None


def _sheet(file: SourceFile, sheet: Sheet[bool], path: Path) -> SourceFile:
    """Return a sheet as separated text, each row where it stands in the sheet."""
    plain = sheet.name.replace("/", " ").replace("\\", " ")
    name = f"{file.name}/{plain}"
    if not sheet.headings:
        return SourceFile(path, name, passed_over=NO_TABLE)
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerows([] for _ in range(sheet.at))
        rows.writerow(texts_of(sheet.head))
        rows.writerows(map(texts_of, sheet.under))
    return SourceFile(path, name)
