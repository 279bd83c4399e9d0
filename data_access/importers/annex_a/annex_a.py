"""Ofsted's Annex A: a picture of children in need of help, in care and on plans.

Three of its eleven lists are read: enquiries and conferences (5), plans (7) and
children in care (8). It tells the latest of everything and nothing before (ADR 0013).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath

from data_access.importers import who
from data_access.importers.annex_a import lists, words
from data_access.importers.annex_a.lists import LISTS, READ
from data_access.importers.annex_a.rows import WORDING_NOT_KNOWN, AnnexRow, items_in
from data_access.importers.annex_a.sheets import book_of, lists_in
from data_access.importers.annex_a.words import day_in
from data_access.importers.cells import parse_day
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.rows import FIRST_DAY, UNBORN, Limit, items_of
from data_access.importers.template import Book, Line
from data_access.store.statements import (
    ChildRecord,
    Item,
    Items,
    LeftOut,
    Statement,
)
from data_access.store.twice import SAID_TWICE
from domain.errors import RefusedError
from domain.periods import say_day

# The day that an Annex A is a picture of: its own words, its name, its latest date.


NO_DAY = (
    "The day of this Annex A is on no front sheet and not in the file's name, and no "
    "date in its lists tells it. Put the day into the file's name, such as "
    "Annex A 2025-03-31.xlsx, and load it again."
)
FROM_NAME = "from the file's name"
IF_ANOTHER = (
    "If it is of another day, put the day into its name, such as Annex A "
    "2025-03-31.xlsx, and load it again."
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
_MONTH_AND_YEAR = re.compile(
    rf"(?<![a-z])(?P<month>{_MONTH})[-_. ]?(?P<year>20\d\d)(?!\d)", re.IGNORECASE
)
_YEAR_AND_MONTH = re.compile(
    rf"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>{_MONTH})", re.IGNORECASE
)
_YEAR_ALONE = re.compile(r"(?<!\d)20\d\d(?!\d)")
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

    def told(self, name: str) -> str:
        """Return how it is taken, and whether a file's name agrees with the day."""
        taken = f"It is taken to show {say_day(self.day)}, {self.source}."
        if self.source == FROM_NAME:
            return taken
        agrees = _name_agrees(_stem(name), self.day)
        if agrees is None:
            return f"{taken} Its name tells no day. {IF_ANOTHER}"
        if agrees:
            return f"{taken} Its name agrees."
        return f"{taken} Its name does not agree. {IF_ANOTHER}"


def as_at_of(book: Book, name: str, today: date) -> AsAt:
    """Return the day that a file's front sheet tells, else its name, else its rows.

    No day after `today` is believed.

    Raises:
        RefusedError: none of them tells a day.
    """
    found = (
        (_on_front(book.above), "from its front sheet"),
        (days_in(_stem(name)), FROM_NAME),
        (_happened(book), "the latest date in it"),
    )
    for days, source in found:
        known = [day for day in days if FIRST_DAY <= day <= today]
        if known:
            return AsAt(max(known), source)
    raise RefusedError(NO_DAY)


def _stem(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem


def _name_agrees(stem: str, day: date) -> bool | None:
    """Say whether a name's day, month or year is that of a day; None if it has none."""
    days = list(days_in(stem))
    if days:
        return day in days
    found = _MONTH_AND_YEAR.search(stem) or _YEAR_AND_MONTH.search(stem)
    if found:
        month = found["month"][:3].lower()
        return (month, found["year"]) == (f"{day:%b}".lower(), str(day.year))
    years = set(_YEAR_ALONE.findall(stem))
    return str(day.year) in years if years else None


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


KIND = "annex_a"
WORKBOOK = "workbook"


@dataclass(frozen=True)
class Picture:
    """An Annex A file, read once, and its day."""

    file: SourceFile
    today: date

    @cached_property
    def book(self) -> Book:
        """Its rows by list."""
        return book_of(self.file)

    @cached_property
    def as_at(self) -> AsAt:
        """Its day.

        Raises:
            RefusedError: nothing tells it, or the headings are not good.
        """
        return as_at_of(self.book, self.file.name, self.today)

    @property
    def title(self) -> str:
        """What it is and of which day: the lists that are read, where not all are."""
        names = self.book.lines.keys()
        some = "" if len(names) == len(READ) else _in_order(names)
        return ", ".join(part for part in (some, self.as_at.words) if part)


def recognise(file: SourceFile) -> Recognised | None:
    """Return what the file is if the headings of a sheet are those of a list.

    Raises:
        RefusedError: the name is a workbook's and the content cannot be opened.
    """
    found = lists_in(file)
    if not found:
        return None
    used = any(each in READ for each in found)
    table = WORKBOOK if used else _in_order([each.name for each in found])
    return Recognised(kind=KIND, table=table, used=used)


def read(
    file: SourceFile, context: ReadingContext, picture: Picture | None = None
) -> Items:
    """Yield what every row states, and what is wrong with rows.

    Raises:
        RefusedError: a list's headings are not good, or nothing tells the day.
    """
    picture = picture or Picture(file, context.today)
    limit = Limit(
        picture.as_at.day, f"the day of this Annex A ({picture.as_at.source})"
    )
    items = (*_children(picture.book, limit), *_rows(picture.book, limit))
    yield from _once(_told_once(items))
    yield from picture.book.remarks


def _rows(book: Book, limit: Limit) -> Iterator[Item]:
    for each in READ:
        for line in book.lines.get(each.name, ()):
            row = AnnexRow(line.cells, line.place, each.record, limit)
            yield from items_in(row, each)


def _children(book: Book, limit: Limit) -> Iterator[Item]:
    """Yield each child once, each detail from the first row that has it."""
    first: dict[str, tuple[Line, dict[str, str]]] = {}
    for each in READ:
        for line in book.lines.get(each.name, ()):
            typed = words.cell_text(line.cells.get(lists.CHILD_ID.heading, ""))
            known = {
                name: text for name, text in line.cells.items() if _told(name, text)
            }
            _, cells = first.setdefault(typed, (line, {}))
            cells.update({name: known[name] for name in known.keys() - cells.keys()})
    for typed, (line, cells) in first.items():
        if typed:
            row = AnnexRow(cells, line.place, ChildRecord.name, limit)
            found = list(items_of(row, _child))
            # A row whose id cannot be read is left out once, where its list is read.
            yield from found if isinstance(found[0], Statement) else ()


def _told(heading: str, text: str) -> bool:
    """Say whether a cell tells something: of disabilities NONE does too."""
    none = heading == lists.DISABILITY.heading and text.strip().upper() == "NONE"
    return none or bool(words.cell_text(text))


def _child(row: AnnexRow) -> ChildRecord:
    child_id = row.id()
    sex = row.coded(lists.GENDER, words.sex, "Male or Female")
    return ChildRecord(
        child_id=child_id,
        born=row.born(lists.BORN.heading, row.limit.day + UNBORN),
        sex=sex,
        ethnicity=row.coded(
            lists.ETHNICITY, words.ethnicity, "an ethnicity code, such as WBRI or NOBT"
        ),
        disabled=who.disabled(row, lists.DISABILITY.heading),
        alone=who.alone(row, lists.ALONE.heading),
    )


def _once(items: Iterable[Item]) -> Iterator[Item]:
    """Yield each statement once: two rows of a child often tell of one visit.

    A row of which nothing is left is told as the same as those before it.
    """
    seen: set[str] = set()
    told: set[str] = set()
    again: dict[str, Statement] = {}
    for item in items:
        if isinstance(item, Statement):
            said = f"{item.record.name} {item.record.model_dump_json()}"
            if said in seen:
                again.setdefault(item.place, item)
                continue
            seen.add(said)
        told.add(item.place)
        yield item
    for place, statement in again.items():
        if place not in told:
            yield LeftOut.of(
                SAID_TWICE,
                place=place,
                field="whole row",
                found="what rows before it say",
                record=statement.record.name,
                child_id=statement.record.child_id,
            )


NOT_KNOWN = frozenset(
    fault.code
    for fault in (WORDING_NOT_KNOWN, who.DISABILITY_NOT_KNOWN, who.ALONE_NOT_KNOWN)
)


def _told_once(items: Iterable[Item]) -> Iterator[Item]:
    """Yield a wording that stands for no code once, with how many rows have it.

    Councils type these in words of their own, so the same one may fill a list.
    """
    wordings: dict[tuple[str, str], LeftOut] = {}
    often: Counter[tuple[str, str]] = Counter()
    for item in items:
        if isinstance(item, LeftOut) and item.code in NOT_KNOWN:
            often[item.field, item.found] += 1
            wordings.setdefault((item.field, item.found), item)
        else:
            yield item
    for key, item in wordings.items():
        rows = "1 row" if often[key] == 1 else f"{often[key]:,} rows, this one first"
        yield replace(item, child_id="", remedy=f"{item.remedy} It stands in {rows}.")


def _in_order(names: Collection[str]) -> str:
    return ", ".join(each.name for each in LISTS if each.name in names)
