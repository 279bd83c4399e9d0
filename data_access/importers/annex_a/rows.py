"""The rows of an Annex A, each as records, fault by fault in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data_access.importers.annex_a import lists, words
from data_access.importers.rows import (
    BEFORE_IT_BEGAN,
    BY_LIMIT,
    FIRST_DAY,
    HELD_AFTER_LIMIT,
    MEND,
    NO_DAY,
    NO_DAY_OR_BLANK,
    TOO_EARLY,
    Row,
    items_of,
)
from data_access.importers.template import Column, Table
from data_access.importers.where import CONFIDENTIAL, COUNCIL, region
from data_access.store.statements import (
    ConferenceRecord,
    Fault,
    HealthCheckRecord,
    InCareRecord,
    Item,
    PlanRecord,
    PlanReviewRecord,
    Record,
    ReviewRecord,
    Statement,
    VisitRecord,
)
from domain.codes import ABUSE, CARE_GOES_ON, SHORT_BREAKS
from domain.periods import say_day

NOT_USED = f"It is not used. {MEND}"
DAY_NOT_USED = Fault("day_not_used", NO_DAY.expected, NOT_USED)
EARLY_NOT_USED = Fault("early_day_not_used", TOO_EARLY.expected, NOT_USED)
LATE_NOT_USED = Fault("late_day_not_used", BY_LIMIT, NOT_USED)
NOT_ENDED = Fault("not_ended_by_limit", BY_LIMIT, f"It is read as not ended. {MEND}")
WORDING_NOT_KNOWN = Fault(
    "wording_not_known", "{choices}", "It counts as not recorded."
)
NOT_A_NUMBER = Fault("number_not_read", "a whole number", NOT_USED)
BY_IRO, BY_SOCIAL_WORKER, ON_PLAN = VisitRecord.kinds
ASSESSMENT, _, DENTAL = HealthCheckRecord.kinds
Coded = Callable[[str], str | None]


@dataclass
class AnnexRow(Row):
    """One row of a list."""

    def raw(self, heading: str) -> str:
        """The cell, empty for every way to leave one blank."""
        return words.cell_text(super().raw(heading))

    def id(self) -> str:
        """Return the child's id."""
        return self.needed_id(lists.CHILD_ID.heading)

    def day(self, heading: str) -> date | None:
        """Return a day, at whatever time; None where blank, with a note if faulty."""
        found = words.day_in(self.raw(heading))
        return found if found and found >= FIRST_DAY else super().day(heading)

    def needed(self, column: Column) -> date:
        """Return a day within the limit; the row is left out where there is none."""
        found = words.day_in(self.raw(column.heading))
        if found is None:
            self.leave_out(column.heading, NO_DAY)
        self.check_day(column.heading, found)
        return found

    def known(self, column: Column, since: date | None = None) -> date | None:
        """Return a day within the limit, from `since` on; else None, with a note."""
        heading = column.heading
        if self.is_blank(heading):
            return None
        found = words.day_in(self.raw(heading))
        if found is None:
            self.note(heading, DAY_NOT_USED)
        elif found < (since or FIRST_DAY):
            self.note(heading, EARLY_NOT_USED, first=say_day(since or FIRST_DAY))
        elif found > self.limit.day:
            self.note(heading, LATE_NOT_USED)
        else:
            return found
        return None

    def end(self, column: Column, started: date) -> date | None:
        """Return the day something ended; None while it goes on."""
        heading = column.heading
        if self.is_blank(heading):
            return None
        found = words.day_in(self.raw(heading))
        if found is None:
            self.leave_out(heading, NO_DAY_OR_BLANK)
        if found < started:
            self.leave_out(heading, BEFORE_IT_BEGAN, began=say_day(started))
        if found > self.limit.day:
            self.note(heading, NOT_ENDED)
            return None
        return found

    def coded(self, column: Column, code: Coded, choices: str) -> str | None:
        """Return the code of what is typed, with a note where there is none."""
        heading = column.heading
        found = code(self.raw(heading))
        if found is None and not self.is_blank(heading):
            self.note(heading, WORDING_NOT_KNOWN, choices=choices)
        return found


def enquiry(row: AnnexRow) -> ConferenceRecord:
    """Return a section 47 enquiry with its conference."""
    child_id, started = row.id(), row.needed(lists.S47_STARTED)
    heading = lists.ICPC_HELD.heading
    held = words.day_in(row.raw(heading))
    if held is None and not row.is_blank(heading):
        row.leave_out(heading, NO_DAY_OR_BLANK)
    if held is not None and held < started:
        row.leave_out(heading, BEFORE_IT_BEGAN, began=say_day(started))
    if held is not None and held > row.limit.day:
        row.note(heading, HELD_AFTER_LIMIT)
        held = None
    unnecessary = words.yes_or_no(row.raw(lists.ICPC_UNNECESSARY.heading))
    return ConferenceRecord(
        child_id=child_id,
        s47_started=started,
        held=held,
        not_required=held is None and unnecessary is True,
    )


def plan(row: AnnexRow) -> PlanRecord:
    """Return a child protection plan."""
    child_id, started = row.id(), row.needed(lists.PLAN_STARTED)
    choices = f"one of {', '.join(ABUSE)}, or its words"
    return PlanRecord(
        child_id=child_id,
        started=started,
        ended=row.end(lists.PLAN_ENDED, started),
        initial_category=row.coded(lists.INITIAL_CATEGORY, words.abuse, choices),
        latest_category=row.coded(lists.LATEST_CATEGORY, words.abuse, choices),
        previous_plans=_count(row, lists.PREVIOUS_PLANS),
    )


def _count(row: AnnexRow, column: Column) -> int | None:
    text = row.raw(column.heading)
    if text and not text.isdecimal():
        row.note(column.heading, NOT_A_NUMBER)
    return int(text) if text.isdecimal() else None


def in_care(row: AnnexRow) -> InCareRecord:
    """Return a child's latest time in care."""
    child_id, started = row.id(), row.needed(lists.CARE_STARTED)
    code = words.reason_ceased(row.raw(lists.CEASED_REASON.heading))
    goes_on = code == CARE_GOES_ON  # an episode's end in place of care's own
    ceased = None if goes_on else row.end(lists.CARE_CEASED, started)
    legal_since = row.known(lists.LEGAL_SINCE)
    placed_since = row.known(lists.PLACED_SINCE)
    confidential = words.choice(row.raw(lists.LA_PLACED.heading)) == CONFIDENTIAL
    return InCareRecord(
        child_id=child_id,
        as_at=row.limit.day,
        started=started,
        ceased=ceased,
        reason_ceased=_reason(row) if ceased else None,
        legal_since=legal_since,
        legal_status=row.coded(
            lists.LEGAL_STATUS, words.legal_status, "a legal status, such as C2 or V2"
        ),
        placed_since=placed_since,
        placement=row.coded(
            lists.PLACEMENT, words.placement, "a placement code, such as U6 or K2"
        ),
        provider=row.coded(
            lists.PROVIDER, words.provider, "a provider's code, PR0 to PR5"
        ),
        location=row.coded(lists.LOCATION, words.location, "In or Out"),
        region=None if confidential else row.coded(lists.LA_PLACED, region, COUNCIL),
    )


def _reason(row: AnnexRow) -> str | None:
    """Return why care ceased; nothing where a group stands for several codes."""
    if words.is_grouped_reason(row.raw(lists.CEASED_REASON.heading)):
        return words.reason_ceased(row.raw(lists.CEASED_REASON.heading))
    choices = "a reason care ceased, such as E4A"
    return row.coded(lists.CEASED_REASON, words.reason_ceased, choices)


def _with_enquiry(row: AnnexRow, record: Record) -> Iterator[Record]:
    yield from ()


def _with_plan(row: AnnexRow, record: Record) -> Iterator[Record]:
    """Yield the latest review conference after the plan's start, and the last visit."""
    if not isinstance(record, PlanRecord):
        return
    held = row.known(lists.CONFERENCE_HELD, record.started)
    if held is not None and held > record.started:
        yield PlanReviewRecord(
            child_id=record.child_id, plan_started=record.started, held=held
        )
    yield from _visit(row, record, lists.PLAN_VISIT, ON_PLAN)


def _with_care(row: AnnexRow, record: Record) -> Iterator[Record]:
    """Yield the latest review, visits and checks; short breaks have reviews of their own."""
    if not isinstance(record, InCareRecord):
        return
    if record.legal_status not in SHORT_BREAKS:
        held = row.known(lists.REVIEW_HELD, record.started)
        if held is not None:
            yield ReviewRecord(child_id=record.child_id, held=held)
    yield from _visit(row, record, lists.IRO_VISIT, BY_IRO)
    yield from _visit(row, record, lists.WORKER_VISIT, BY_SOCIAL_WORKER)
    for column, kind in (
        (lists.HEALTH_ASSESSED, ASSESSMENT),
        (lists.DENTAL_CHECK, DENTAL),
    ):
        done = row.known(column)
        if done is not None:
            yield HealthCheckRecord(child_id=record.child_id, kind=kind, done=done)


def _visit(
    row: AnnexRow, record: Record, column: Column, kind: str
) -> Iterator[VisitRecord]:
    visited = row.known(column)
    if visited is not None:
        yield VisitRecord(child_id=record.child_id, kind=kind, visited=visited)


ReadRow = Callable[[AnnexRow], Record]
ReadWith = Callable[[AnnexRow, Record], Iterator[Record]]
READERS: Mapping[Table, tuple[ReadRow, ReadWith]] = {
    lists.ENQUIRIES: (enquiry, _with_enquiry),
    lists.PLANS: (plan, _with_plan),
    lists.IN_CARE: (in_care, _with_care),
}


def items_in(row: AnnexRow, each: Table) -> Iterator[Item]:
    """Yield what a row states, and what is wrong with it."""
    read, read_with = READERS[each]
    more: list[Record] = []

    def whole(it: AnnexRow) -> Record:
        record = read(it)
        more.extend(read_with(it, record))
        return record

    yield from items_of(row, whole)
    yield from (Statement(record, row.place) for record in more)
