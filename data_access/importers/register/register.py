"""The service register: who the IROs and chairs are, and which child is whose.

One workbook for a council whose system gives no such file. It is a whole list: what a
later one no longer has is closed (ADR 0012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from data_access.importers.disputes import disputes
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.register import sheets
from data_access.importers.register.recorded import (
    RECORDED_WORDS_SETTING,
    RecordedWords,
    reader,
    says_more,
)
from data_access.importers.register.rows import READERS, RegisterRow
from data_access.importers.register.sheets import book_of, likeness
from data_access.importers.rows import Limit, items_of
from data_access.importers.template import Line, Table
from data_access.importers.workbooks import is_tabular
from data_access.store.statements import (
    AllocationRecord,
    Fault,
    Item,
    Items,
    LeftOut,
    Record,
    RecordedRecord,
    ReviewNoteRecord,
    StaffRecord,
    Statement,
)
from domain import recorded
from domain.errors import RefusedError
from domain.periods import say_day

KIND, TABLE = "register", "register"
Read = Callable[[RegisterRow], Record]
WHOLE = 2  # needed sheets
ROW_TWICE = Fault(
    "row_twice",
    "each {thing} once",
    "The first is used. Remove the row that is wrong and load the register again.",
)
OVERLAP = Fault(
    "allocations_overlap",
    "a day on which the child has nobody else in this role: {other} {end}",
    "The one that began first is used. Give it the day it ended in To, or remove the "
    "row that is wrong, and load the register again.",
)
STAFF_NOT_LISTED = Fault(
    "staff_not_listed",
    "the staff id of a good row of the sheet Staff",
    "The child is shown under the id alone. Correct either sheet and load the register "
    "again.",
)


def recognise(file: SourceFile) -> Recognised | None:
    """Return what the file is if it has the sheets Staff and Allocations.

    One of the two is enough, to be refused in words, where it is no dispute log.

    Raises:
        RefusedError: the name is a workbook's and the content cannot be opened.
    """
    if not is_tabular(file):
        return None
    found = likeness(file)
    if found == WHOLE or (found and disputes.recognise(file) is None):
        return Recognised(kind=KIND, table=TABLE)
    return None


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Yield every good row, and what is wrong with the others and the sheets.

    Raises:
        RefusedError: a needed sheet or heading is missing, a heading stands twice, or
            no row of a needed sheet can be used.
    """
    book = book_of(file)
    limit = Limit(context.today, "the day the file was loaded")
    yield from book.remarks
    staff = _items(sheets.STAFF, book.lines, limit)
    allocations = _apart(_items(sheets.ALLOCATIONS, book.lines, limit))
    for sheet, items in (sheets.STAFF, staff), (sheets.ALLOCATIONS, allocations):
        if not any(isinstance(item, Statement) for item in items):
            raise RefusedError(
                f"None of the {len(items)} rows of the sheet {sheet.name} can be "
                "used, so nothing of the register is. Compare it with the template: "
                "the ids, the dates and the words for roles."
            )
    yield from staff
    yield from _known(allocations, staff)
    words = context.setting(RECORDED_WORDS_SETTING, RecordedWords)
    notes = _items(sheets.REVIEWS, book.lines, limit)
    more = list(_more_of_reviews(book.lines, notes, words, limit))
    yield from _noting(notes, {item.place for item in more})
    yield from more
    yield from _items(sheets.PLANNED, book.lines, limit)
    for sheet in sheets.OTHERS:
        read = reader(sheets.RECORDED[sheet.name], words)
        yield from _items(sheet, book.lines, limit, read)


def _noting(notes: list[Item], said: set[str]) -> Iterator[Item]:
    """Yield notes, but of rows that say something else alone."""
    for item in notes:
        note = item.record if isinstance(item, Statement) else None
        nothing = isinstance(note, ReviewNoteRecord) and not (
            note.late_reason or note.record_sent
        )
        if not (nothing and item.place in said):
            yield item


def _more_of_reviews(
    lines: dict[str, list[Line]], notes: list[Item], words: RecordedWords, limit: Limit
) -> Iterator[Item]:
    """Yield what rows of the sheet Reviews say beside the notes that are used."""
    read = reader(recorded.REVIEWS, words, but=frozenset(sheets.NOTED))
    used = {item.place for item in notes if isinstance(item, Statement)}
    some = [line for line in lines.get(sheets.REVIEWS.name, ()) if line.place in used]
    for item in _read(some, RecordedRecord.name, limit, read):
        record = item.record
        if not isinstance(record, RecordedRecord) or says_more(record):
            yield item


def _items(
    sheet: Table,
    lines: dict[str, list[Line]],
    limit: Limit,
    read: Read | None = None,
) -> list[Item]:
    read = read or READERS[sheet.name]
    found = _read(lines.get(sheet.name, ()), sheet.record, limit, read)
    return list(_once(found, sheet))


def _read(
    lines: Iterable[Line], record: str, limit: Limit, read: Read
) -> Iterator[Item]:
    for line in lines:
        yield from items_of(RegisterRow(line.cells, line.place, record, limit), read)


def _once(items: Iterable[Item], sheet: Table) -> Iterator[Item]:
    """Yield each thing once; a second row about it is left out."""
    first: dict[str, str] = {}
    for item in items:
        if isinstance(item, LeftOut):
            yield item
        elif item.record.key in first:
            yield _left_out(
                item,
                ROW_TWICE,
                field=sheet.columns[0].heading,
                found=f"the same as {first[item.record.key]}",
                thing=_thing(sheet),
            )
        else:
            first[item.record.key] = item.place
            yield item


_THING = {
    sheets.STAFF.name: "staff id",
    sheets.ALLOCATIONS.name: "child, role and first day",
    sheets.REVIEWS.name: "child and date held",
    sheets.PLANNED.name: "child, kind and planned day",
}


def _thing(sheet: Table) -> str:
    return _THING.get(sheet.name) or sheets.RECORDED[sheet.name].thing


def _apart(items: list[Item]) -> list[Item]:
    """Leave out allocations that begin before the one before them has ended."""
    of_child: dict[tuple[str, str], list[tuple[int, AllocationRecord]]]
    of_child = defaultdict(list)
    for number, item in enumerate(items):
        if isinstance(item, Statement) and isinstance(item.record, AllocationRecord):
            record = item.record
            of_child[record.child_id, record.role].append((number, record))
    for allocated in of_child.values():
        last: tuple[int, AllocationRecord] | None = None
        for number, record in sorted(allocated, key=_start):
            if last and (last[1].ended is None or record.started < last[1].ended):
                items[number] = _overlap(items[number], items[last[0]].place, last[1])
            else:
                last = number, record
    return items


def _start(allocated: tuple[int, AllocationRecord]) -> date:
    return allocated[1].started


def _overlap(item: Item, place: str, before: AllocationRecord) -> Item:
    if not isinstance(item, Statement) or not isinstance(item.record, AllocationRecord):
        return item
    end = f"ends on {say_day(before.ended)}" if before.ended else "has no end"
    return _left_out(
        item,
        OVERLAP,
        field="From",
        found=f"{item.record.started:%d/%m/%Y}",
        other=place,
        end=end,
    )


def _known(items: Iterable[Item], staff: Iterable[Item]) -> Iterator[Item]:
    """Say which allocations are to staff whom the register does not list."""
    listed = {
        item.record.staff_id
        for item in staff
        if isinstance(item, Statement) and isinstance(item.record, StaffRecord)
    }
    for item in items:
        yield item
        record = item.record
        if isinstance(record, AllocationRecord) and record.staff_id not in listed:
            yield LeftOut.of(
                STAFF_NOT_LISTED,
                place=item.place,
                field="Staff id",
                found=record.staff_id,
                record=record.name,
                child_id=record.child_id,
                whole_row=False,
            )


def _left_out(
    item: Statement, fault: Fault, *, field: str, found: str, **values: object
) -> LeftOut:
    return LeftOut.of(
        fault,
        place=item.place,
        field=field,
        found=found,
        record=item.record.name,
        child_id=item.record.child_id,
        whole_row=True,
        **values,
    )
