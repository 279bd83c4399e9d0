"""What every format tells of itself, so that one door serves them all.

A format is a folder beside this file, whose `importer.py` makes one `Importer`, and a
line in `registry.py`. Nothing else in the product asks which kind a file is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from data_access.store.statements import Items
from domain.periods import Period, financial_year, quarter_of

CHUNK = 1 << 20  # bytes hashed at a time
TEXT_ENDINGS, BOOK_ENDINGS = ("csv", "txt", "tsv"), ("xlsx", "xlsm", "xls")
Settings = Mapping[str, str]  # what one council chose, as JSON by the setting's name
Model = TypeVar("Model", bound=BaseModel)

# What a picture of one day tells whole, beside who is in care on it. Whole accounts
# are of care, reviews, plans and disputes.
LATEST_REVIEWS, LATEST_CONFERENCES = "latest_reviews", "latest_conferences"
OPEN_PLANS = "open_plans"


@dataclass(frozen=True)
class SourceFile:
    """A file on disk and the name its owner knows it by (a path when it has one).

    A part of another file may not be there: `refused` says why it could not be taken
    out, `passed_over` why it is not looked at.
    """

    path: Path
    name: str
    refused: str = ""
    passed_over: str = ""

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
    part of the table `read_with` that comes with it. `covers` is what it is a whole
    account of, such as `care,reviews`.
    """

    kind: str
    table: str  # Episodes, Header, Reviews, whole return, log ...
    year: int | None = None
    needs_year: bool = False
    used: bool = True
    covers: str = ""
    read_with: str = ""
    la: str = ""  # the council's code, where the file itself says whose it is
    year_alone: bool = False  # its name has one year: a start or an end
    # How many of its dates lie in each return year, where its name is not sure of it.
    dated: Mapping[int, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ReadingContext:
    """What the reader must be told: the return year, and the day it is read on.

    `settings` are the council's own, for formats that are read by its own words.
    """

    year: int | None
    today: date
    settings: Settings = field(default_factory=dict)

    def setting(self, name: str, model: type[Model]) -> Model:
        """Return what the council chose, or what holds until it does."""
        return chosen(self.settings.get(name), model)


def chosen(value: str | None, model: type[Model]) -> Model:
    """Return a setting from its JSON; what holds until a council chooses, if None."""
    return model.model_validate_json(value) if value else model()


@dataclass(frozen=True)
class Kept:
    """What the store has kept of a file just read.

    `records` are the names of the kinds of record. `days` gives the latest day that
    each statement tells of; each is read again for it, so ask only where needed.
    """

    records: frozenset[str]
    year: int | None
    today: date
    days: Callable[[], Iterable[date]]

    def whole_period(self) -> Period:
        """Return the file's return year, or the whole quarters of its days.

        A return drawn off before its year is over speaks for the days up to the latest
        one in it: what was due after that day may have been held since.
        """
        year = financial_year(self.year) if self.year else None
        if year is not None and year.end <= self.today:
            return year
        days = sorted(self.days()) or [self.today]
        if year is not None:
            return Period(min(year.start, days[-1]), days[-1])
        last = quarter_of(days[-1]).end
        end = min(last, max(self.today, days[-1]))
        return Period(quarter_of(days[0]).start, end)


Read = Callable[[SourceFile, ReadingContext], Items]


@dataclass(frozen=True)
class Opened:
    """A file with all that it is read by.

    This serves a file that stands alone. A format whose files depend on the day, or on
    one another, has a class of its own that says otherwise.
    """

    file: SourceFile
    found: Recognised
    context: ReadingContext
    read: Read

    def items(self, year: int | None) -> Items:
        """Return what its rows state, as a file for a return year.

        Raises:
            RefusedError: nothing in it can be used.
        """
        return self.read(self.file, replace(self.context, year=year))

    @property
    def table(self) -> str:
        """Which table of its kind it is, or which part.

        Raises:
            RefusedError: it cannot be told, so the file is not read.
        """
        return self.found.table

    @property
    def taken_as(self) -> str:
        """What a reader is told that it was taken for; empty where it is plain."""
        return ""

    @property
    def beside(self) -> str:
        """What its rows follow from beside its content; if that differs, so do they."""
        return ""

    @property
    def fingerprint(self) -> str:
        """What is the same only where the same rows come out of it."""
        own, beside = self.file.sha256, self.beside
        return hashlib.sha256(f"{own}{beside}".encode()).hexdigest() if beside else own

    def covers(self, kept: Kept) -> str:
        """Return what it is a whole account of, once it is read."""
        return self.found.covers

    def period(self, kept: Kept) -> Period | None:
        """Return the days it speaks for; None where it speaks for none."""
        return kept.whole_period() if kept.records and self.covers(kept) else None

    def known_from(self, period: Period) -> date | None:
        """Return the day from which all is told of its children; None if it is unsure.

        `period` are the days it speaks for.
        """
        return period.start


class Belief(IntEnum):
    """How a kind of file is believed beside the others (ADR 0011 and 0013).

    Readers are told of kinds in this order.
    """

    RETURN = 0  # signed off, and the whole account of its year
    EXTRACT = 1  # of any day, checked by nobody: fills what is believed more
    PICTURE = 2  # of one day: fills what both of these leave blank
    OWN = (
        3  # the service's own list or log: as good as a return, and speaks for no year
    )

    @property
    def rank(self) -> int:
        """Which is believed first: 0, 1 for an extract, 2 for a picture."""
        return 0 if self is Belief.OWN else int(self)

    @property
    def restates(self) -> bool:
        """Whether each file, of no return year, says again all that is known."""
        return self in (Belief.EXTRACT, Belief.PICTURE)


@dataclass(frozen=True)
class WholeList:
    """A kind of file that is a whole list: each takes the place of the one before.

    `closes` are the names of the records that end where a later file lists them no
    longer; `warning` is said of so many (`{:,}`) of them.
    """

    closes: tuple[str, ...]
    warning: str


Recognise = Callable[[SourceFile, ReadingContext], Recognised | None]
Open = Callable[
    [Sequence[tuple[SourceFile, Recognised]], ReadingContext], Sequence[Opened]
]


@dataclass(frozen=True, kw_only=True)
class Importer:
    """One format: what it is called, how it is known, read and believed.

    `recognise` may raise `RefusedError`. `open` is given the files of this kind that
    lie in one folder, and returns each, opened; `alone` makes one for most formats.
    Of a format whose tables are files, `is_table` tells one by its headings, cleaned:
    a workbook with a sheet a table is read as those files.
    """

    kind: str  # as the store keeps it
    words: str  # what a reader calls it, inside a sentence
    an_example: str  # `an SSDA903 return`
    formats: str  # `CSV or XML`
    endings: tuple[str, ...]
    belief: Belief
    recognise: Recognise
    open: Open
    tables: tuple[str, ...] = ()  # those that are read before others, in order
    whole: str = ""  # the name of the table that is all there is in a file
    whole_list: WholeList | None = None
    is_table: Callable[[Sequence[str]], bool] | None = None

    def title(self, table: str = "") -> str:
        """Return what a reader is told that a file is: `CIN census`, `SSDA903, OC2`."""
        kind = f"{self.words[0].upper()}{self.words[1:]}"
        return kind if table in ("", self.whole) else f"{kind}, {table}"


def alone(read: Read) -> Open:
    """Return how files are opened that stand alone, each read by `read`."""
    return lambda files, context: [
        Opened(file, found, context, read) for file, found in files
    ]
