"""What stands of what is recorded: files and people say it in turn, and nothing is lost.

A register lists again what it listed before. So a file says something only where it
differs from what files said before it of the same field: a register that is older than
what somebody typed does not take it away. What somebody types is the whole row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, delete, func, select
from sqlmodel import Session

from data_access.derive.known import StatementsOfChild, Winning
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.store.loaded import Import, RecordedRow, table
from data_access.store.statements import (
    Fault,
    RecordedRecord,
    ReviewNoteRecord,
)
from domain.recorded import REVIEWS, SHEETS
from domain.sheets import Sheet, Values

RECORDED = table(RecordedRow)
JOINED = (RecordedRecord.name, ReviewNoteRecord.name)
"""Of these every file's statement is asked for, not only the one that wins."""
NOT_KNOWN = Fault(
    "recorded_child_not_known",
    "the id of a child whom the returns, the dispute log or the allocations know",
    "It is kept, and counted in no group of children. Correct the id, or load the file "
    "that holds this child.",
)
NOTED = ("late_reason", "record_sent")  # what a note of a review tells
_KEYS = {sheet.key for sheet in SHEETS.values() if not sheet.of_known_children}


class Telling(NamedTuple):
    """What was said of a row at a moment, by a file (with its number) or typed."""

    at: datetime
    import_id: int | None
    by: str
    values: Values
    removed: bool = False


@dataclass
class Told:
    """All that was said of one row; `noted` if a note of a review says so."""

    sheet: Sheet
    key: str
    said: list[Telling] = field(default_factory=list)
    noted: bool = False

    def add(self, said: Telling) -> None:
        """Take in what a file says; two statements of one file are one."""
        last = self.said[-1] if self.said else None
        if last is not None and last.import_id == said.import_id:
            self.said[-1] = said._replace(values={**last.values, **said.values})
        else:
            self.said.append(said)

    def makes_note(self, standing: Values) -> bool:
        """Say whether what stands notes something of a review."""
        noted = self.noted or any(name in standing for name in NOTED)
        return self.sheet is REVIEWS and noted

    def stands(self) -> tuple[list[Telling], Values | None]:
        """Return what each file makes stand anew, and what stands after all."""
        by_files: dict[str, Any] = {}
        standing: Values | None = None
        made: list[Telling] = []
        for said in sorted(self.said, key=lambda each: each.at):
            if said.import_id is None:
                standing = None if said.removed else said.values
                continue
            told = by_files.items()
            news = {name: v for name, v in said.values.items() if (name, v) not in told}
            by_files |= said.values
            if not news:
                continue
            after = dict(by_files) if standing is None else {**standing, **news}
            if after != standing:
                standing = after
                made.append(said._replace(values=after))
        return made, standing


def rows_of(
    child_id: str,
    statements: StatementsOfChild,
    typed: Iterable[Row[Any]],
    loaded: Mapping[int, tuple[datetime, str]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return one child's recorded rows that files make, and the notes of reviews.

    `typed` are the rows that people typed, the earliest first; `loaded` gives when and
    by whom each file was loaded.
    """
    rows: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for told in _told(statements, typed, loaded):
        made, standing = told.stands()
        rows.extend(_row(child_id, told, each) for each in made)
        if standing is not None and told.makes_note(standing):
            notes.append(note_of(standing))
    return rows, notes


def note_of(values: Values) -> dict[str, Any]:
    """Return the note of a review that a row of the sheet Reviews makes."""
    sent = values.get("record_sent")
    return {
        "held": date.fromisoformat(str(values["held"])),
        "late_reason": values.get("late_reason"),
        "record_sent": date.fromisoformat(str(sent)) if sent else None,
    }


def not_known(statements: StatementsOfChild) -> Iterator[LeftOutValues]:
    """Yield that a child is not known of whom nothing but recorded rows tells."""
    others = statements.by_name.keys() - set(JOINED)
    if not any(statements.by_name[name] for name in others):
        for winning in _latest(statements.of(RecordedRecord)):
            heading = SHEETS[winning.record.sheet].columns[0].heading
            yield as_left_out(
                winning,
                NOT_KNOWN,
                whole_row=False,
                field=heading,
                found=winning.record.child_id,
            )


def _latest(
    said: Iterable[Winning[RecordedRecord]],
) -> Iterable[Winning[RecordedRecord]]:
    """Return the last statement about each row."""
    return {winning.record.key: winning for winning in said}.values()


def _told(
    statements: StatementsOfChild,
    typed: Iterable[Row[Any]],
    loaded: Mapping[int, tuple[datetime, str]],
) -> Iterable[Told]:
    found: dict[tuple[str, str], Told] = {}
    files: dict[tuple[str, str], list[tuple[int, Values, bool]]] = defaultdict(list)
    for note in statements.of(ReviewNoteRecord):
        values = _of_note(note.record)
        said = note.import_id, values, True
        files[REVIEWS.key, REVIEWS.key_of(values)].append(said)
    for row in statements.of(RecordedRecord):
        said = row.import_id, row.record.values, False
        files[row.record.sheet, row.record.row].append(said)
    for (sheet, key), some in files.items():
        told = found[sheet, key] = Told(SHEETS[sheet], key)
        for import_id, values, noted in sorted(some, key=lambda each: each[0]):
            at, by = loaded[import_id]
            told.add(Telling(at, import_id, by, values))
            told.noted |= noted
    for each in typed:
        told = found.setdefault(
            (each.sheet, each.key), Told(SHEETS[each.sheet], each.key)
        )
        values = json.loads(each.content)
        told.said.append(Telling(each.at, None, each.by, values, each.removed))
    return found.values()


def _of_note(note: ReviewNoteRecord) -> Values:
    told = json.loads(note.model_dump_json(exclude_none=True))
    return {"child": told.pop("child_id"), **told}


def _row(child_id: str, told: Told, said: Telling) -> dict[str, Any]:
    return {
        "child_id": child_id or told.sheet.subject_of(said.values),
        "sheet": told.sheet.key,
        "key": told.key,
        "content": as_kept(said.values),
        "removed": False,
        "import_id": said.import_id,
        "by": said.by,
        "at": said.at,
    }


def as_kept(values: Values) -> str:
    """Return a row as its line keeps it."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


# The stored rows: those that people typed, those that files made, those that stand.


def typed_of(
    session: Session, la: str, children: Sequence[str], *, nobodys: bool
) -> dict[str, list[Row[Any]]]:
    """Return what people typed, by child, the earliest first.

    With `nobodys`, what is about nobody whom the returns know is under no child.
    """
    c = RECORDED.c
    wanted = c.child_id.in_(children) & c.sheet.not_in(_KEYS)
    if nobodys:
        wanted |= c.sheet.in_(_KEYS)
    query = select(RECORDED).where(c.la == la, c.import_id.is_(None), wanted)
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query.order_by(c.at, c.id)):
        found["" if row.sheet in _KEYS else row.child_id].append(row)
    return found


def loaded_by(session: Session, la: str) -> dict[int, tuple[datetime, str]]:
    """Return when and by whom each of a council's files was loaded."""
    c = table(Import).c
    query = select(c.id, c.loaded_at, c.loaded_by).where(c.la == la)
    return {number: (at, by) for number, at, by in session.execute(query)}


def forget(session: Session, la: str, children: Sequence[str] | None = None) -> None:
    """Delete the rows that files made, of some children or (None) of the council."""
    c = RECORDED.c
    theirs = [c.la == la, c.import_id.is_not(None)]
    if children is not None:
        some = c.child_id.in_(children) & c.sheet.not_in(_KEYS)
        theirs.append(some | c.sheet.in_(_KEYS) if "" in children else some)
    session.execute(delete(RECORDED).where(*theirs))


def standing_of(la: str, sheet: str) -> Select[Any]:
    """Return the query of the rows of a sheet that stand, by their keys."""
    c = RECORDED.c
    latest = func.row_number().over(
        partition_by=c.key, order_by=(c.at.desc(), c.id.desc())
    )
    ranked = (
        select(RECORDED, latest.label("rank"))
        .where(c.la == la, c.sheet == sheet)
        .subquery()
    )
    s = ranked.c
    stand = select(*(s[each.name] for each in c)).where(
        s.rank == 1, s.removed.is_(False)
    )
    return stand.order_by(s.key, s.id)
