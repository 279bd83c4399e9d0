"""What every importer is given and gives back, so that one door serves them all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from data_access.store.statements import Record

CHUNK = 1 << 20  # bytes hashed at a time


@dataclass(frozen=True)
class SourceFile:
    """A file on disk and the name its owner knows it by (a path when it has one)."""

    path: Path
    name: str

    @cached_property
    def sha256(self) -> str:
        """The content's fingerprint, read in chunks."""
        digest = hashlib.sha256()
        with self.path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True)
class Recognised:
    """What a file is, judged from its content.

    `year` is the return year (the year whose 31 March ends it) found in the name or
    the content, None where it must be asked for. `used` is False for a file that
    belongs to a known collection and holds nothing the dashboard shows, or is read as a
    part of the table `read_with` that comes with it.
    """

    kind: str  # ssda903, cin_census, disputes_log, ssd, annex_a
    table: str  # Episodes, Header, Reviews, whole return, log ...
    year: int | None = None
    needs_year: bool = False
    used: bool = True
    covers_reviews: bool = False
    covers_plans: bool = False
    read_with: str = ""


@dataclass(frozen=True)
class Statement:
    """One good record and where in the file it stands, as its owner counts."""

    record: Record
    place: str


@dataclass(frozen=True)
class LeftOut:
    """A row (or one field of it, `whole_row` False) that cannot be used, and why.

    Raises nothing and is never logged: `found` may hold a child's details.
    """

    place: str
    field: str
    found: str
    expected: str
    remedy: str
    record: str
    child_id: str = ""
    whole_row: bool = True

    @property
    def sentence(self) -> str:
        """`Row 3, REVIEW: found '2024-13-45', expected a date. Correct it ...`."""
        return (
            f"{self.place}, {self.field}: found '{self.found}', "
            f"expected {self.expected}. {self.remedy}"
        )


@dataclass(frozen=True)
class ReadingContext:
    """What the reader must be told: the return year, and the day it is read on."""

    year: int | None
    today: date


Item = Statement | LeftOut
Items = Iterator[Item]
