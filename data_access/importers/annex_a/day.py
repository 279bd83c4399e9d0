"""The day that an Annex A is a picture of: its own words, its name, its latest date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from data_access.importers.annex_a import lists
from data_access.importers.annex_a.sheets import Book
from data_access.importers.annex_a.words import day_in
from data_access.importers.cells import parse_day
from data_access.importers.rows import FIRST_DAY
from domain.errors import RefusedError
from domain.periods import say_day

NO_DAY = (
    "The day of this Annex A is on no front sheet and not in the file's name, and no "
    "date in its lists tells it. Put the day into the file's name, such as "
    "Annex A 2025-03-31.xlsx, and load it again."
)
# What happened to a child by then; a conference may be planned, a birth expected.
_HAPPENED = (
    lists.S47_STARTED,
    lists.PLAN_STARTED,
    lists.PLAN_VISIT,
    lists.CONFERENCE_HELD,
    lists.PLAN_ENDED,
    lists.CARE_STARTED,
    lists.REVIEW_HELD,
    lists.WORKER_VISIT,
    lists.IRO_VISIT,
    lists.CARE_CEASED,
    lists.PLACED_SINCE,
)
_LABEL = re.compile(
    r"\b(as at|as of|correct (at|on)|position (at|on)|snapshot|extract|run (date|on)|"
    r"report date|date of (the )?(data|report|extract|list|run)|date produced|"
    r"date completed|data (date|to))",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    r"(?<!\d)(?:20\d\d([-_. /])\d{1,2}\1\d{1,2}|\d{1,2}([-_. /])\d{1,2}\2(?:20\d\d)"
    rf"|\d{{1,2}}[-_. ]?{_MONTH}[-_. ]?20\d\d|20\d\d(?:0[1-9]|1[0-2])[0-3]\d)(?!\d)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NAMED = re.compile(rf"(\d{{1,2}})[-_. ]?({_MONTH})[-_. ]?(20\d\d)", re.IGNORECASE)
_MARKS = re.compile(r"[-_. /]")


@dataclass(frozen=True)
class AsAt:
    """The day of an Annex A, and where it was found."""

    day: date
    source: str

    @property
    def words(self) -> str:
        """`as at 31 March 2025, from the file's name`."""
        return f"as at {say_day(self.day)}, {self.source}"


def as_at_of(book: Book, name: str, today: date) -> AsAt:
    """Return the day that a file's front sheet tells, else its name, else its rows.

    No day after `today` is believed.

    Raises:
        RefusedError: none of them tells a day.
    """
    found = (
        (_on_front(book.front), "from its front sheet"),
        (days_in(PurePath(name.replace("\\", "/")).stem), "from the file's name"),
        (_happened(book), "the latest date in it"),
    )
    for days, source in found:
        known = [day for day in days if FIRST_DAY <= day <= today]
        if known:
            return AsAt(max(known), source)
    raise RefusedError(NO_DAY)


def days_in(text: str) -> Iterator[date]:
    """Yield each whole day that stands in a text, day first or year first."""
    for found in _DAY.finditer(text):
        typed = found[0]
        if together := _TOGETHER.fullmatch(typed):
            typed = "-".join(together.groups())
        elif named := _NAMED.fullmatch(typed):
            typed = " ".join(named.groups())
        day = parse_day(_MARKS.sub("/", typed)) or parse_day(typed)
        if day is not None:
            yield day


def _on_front(front: Iterable[Iterable[str]]) -> Iterator[date]:
    """Yield the days beside, or in one cell with, words such as `as at`."""
    for row in front:
        texts = [text for text in row if text]
        for text, beside in pairwise([*texts, ""]):
            if _LABEL.search(text):
                yield from days_in(text) if _DAY.search(text) else days_in(beside)


def _happened(book: Book) -> Iterator[date]:
    for rows in book.lines.values():
        for line in rows:
            for column in _HAPPENED:
                day = day_in(line.cells.get(column.heading, ""))
                if day is not None:
                    yield day
