"""Health and missing in the Standard Safeguarding Dataset, of children it knows.

Of children who were neither in care nor in child protection nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_access.importers.cells import clean_code
from data_access.importers.rows import (
    BEFORE_START,
    END_AFTER_LIMIT,
    MEND,
    Limit,
    Row,
    items_of,
)
from data_access.importers.ssd.extract import Extract, Numbered, plain_id
from data_access.importers.ssd.passed_over import passed_over
from data_access.importers.ssd.rows import NO, YES, needed_child
from data_access.store.statements import (
    Fault,
    HealthAnswersRecord,
    HealthCheckRecord,
    Item,
    MissingRecord,
)

ASSESSMENT, INITIAL, DENTAL = HealthCheckRecord.kinds
TYPE, STATUS, DONE = (
    f"CLAH_HEALTH_CHECK_{name}" for name in ("TYPE", "STATUS", "DATE")
)
KINDS = (  # the first that fits
    (DENTAL, re.compile(r"DENT|TEETH|TOOTH")),
    (INITIAL, re.compile(r"\bIHA\b|INITIAL")),
    (ASSESSMENT, re.compile(r"ASSESS|\bR?HA\b|MEDICAL")),
)
COMPLETED = "COMPLETED"
NOT_COMPLETED = Fault(
    "health_check_not_completed",
    "a check that is completed",
    "Nothing to do: one that is planned, refused or cancelled was not done.",
)
STATUS_NOT_KNOWN = Fault(
    "health_check_status",
    "Planned, Refused, Cancelled or Completed",
    f"It does not count as done. {MEND}",
)
OTHER_CHECK = Fault(
    "other_health_check",
    "a health assessment or a dental check",
    "Nothing to do: no other check is counted.",
)
NOT_ANSWERED = Fault("immunisations_not_told", "Y or N", MEND)
MISSING_TYPE = Fault("missing_type", "Missing or Away", MEND)
MISSING, AWAY = MissingRecord.kinds
TYPES = {"M": MISSING, "MISSING": MISSING, "A": AWAY, "AWAY": AWAY, "ABSENT": AWAY}


def check(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a check that was done; of another, what is said of it."""
    child_id = plain_id(row.cells, "CLAH_PERSON_ID")
    if child_id not in (extract.children or {""}):
        return
    checked = _row(row, HealthCheckRecord.name, limit)
    status = clean_code(checked.raw(STATUS))
    kind = _kind(checked.raw(TYPE))
    if kind is None:
        yield passed_over(checked, TYPE, OTHER_CHECK, child_id)
    elif status in {"PLANNED", "REFUSED", "CANCELLED"}:
        yield passed_over(checked, STATUS, NOT_COMPLETED, child_id)
    else:
        yield from items_of(checked, lambda it: _check(it, kind))


def _kind(words: str) -> str | None:
    found = (kind for kind, means in KINDS if means.search(words.upper()))
    return next(found, None)


def _check(row: Row, kind: str) -> HealthCheckRecord:
    child_id = needed_child(row, "CLAH_PERSON_ID")
    if clean_code(row.raw(STATUS)) != COMPLETED:
        row.leave_out(STATUS, STATUS_NOT_KNOWN)
    return HealthCheckRecord(child_id=child_id, kind=kind, done=row.needed_day(DONE))


def immunised(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return whether a child's immunisations were up to date on a day."""
    if plain_id(row.cells, "CLAI_PERSON_ID") in (extract.children or {""}):
        yield from items_of(_row(row, HealthAnswersRecord.name, limit), _immunised)


def _immunised(row: Row) -> HealthAnswersRecord:
    heading = "CLAI_IMMUNISATIONS_STATUS"
    child_id, answer = (
        needed_child(row, "CLAI_PERSON_ID"),
        clean_code(row.raw(heading)),
    )
    if answer not in YES | NO:
        row.leave_out(heading, NOT_ANSWERED)
    as_at = row.needed_day("CLAI_IMMUNISATIONS_STATUS_DATE")
    return HealthAnswersRecord(child_id=child_id, as_at=as_at, immunised=answer in YES)


def missing(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a time that a child was missing, or away."""
    if plain_id(row.cells, "MISS_PERSON_ID") in (extract.children or {""}):
        yield from items_of(_row(row, MissingRecord.name, limit), _missing)


def _missing(row: Row) -> MissingRecord:
    child_id = needed_child(row, "MISS_PERSON_ID")
    started = row.needed_day("MISS_MISSING_EPISODE_START_DATE")
    type_, end = "MISS_MISSING_EPISODE_TYPE", "MISS_MISSING_EPISODE_END_DATE"
    words = re.split(r"\W+", row.raw(type_).strip().upper())
    kind = TYPES.get(words[0])
    if kind is None:
        row.leave_out(type_, MISSING_TYPE)
    ended = row.day(end)
    if ended is not None and ended < started:
        row.leave_out(end, BEFORE_START, start="the start")
    if ended is not None and ended > row.limit.day:
        row.note(end, END_AFTER_LIMIT)
        ended = None
    return MissingRecord(child_id=child_id, kind=kind, started=started, ended=ended)


def _row(row: Numbered, record: str, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", record, limit)
