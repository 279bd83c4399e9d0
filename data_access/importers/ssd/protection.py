"""Child protection in the Standard Safeguarding Dataset, enquiry to plan review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from data_access.importers import wordings
from data_access.importers.cells import clean_code, parse_day
from data_access.importers.rows import (
    BEFORE_PLAN,
    BEFORE_START,
    CODE_NOT_KNOWN,
    HELD_AFTER_LIMIT,
    MEND,
    PLAN_END_AFTER_LIMIT,
    Limit,
    Row,
    items_of,
)
from data_access.importers.ssd.extract import (
    Cells,
    Extract,
    Numbered,
    plain_id,
    plan_start,
)
from data_access.importers.ssd.passed_over import FOREIGN, NOT_HELD, passed_over
from data_access.importers.ssd.rows import NO, YES, needed_child
from data_access.importers.ssd.spec import CONFERENCES
from data_access.store.statements import (
    ConferenceRecord,
    Fault,
    Item,
    LeftOut,
    PlanRecord,
    PlanReviewRecord,
)
from domain.codes import ABUSE
from domain.periods import say_day

HELD, STARTED = "ICPC_ICPC_DATE", "S47E_S47_START_DATE"
REVIEW_HELD = "CPPR_CP_REVIEW_DATE"
SECOND_CONFERENCE = Fault("second_conference", "one conference for each enquiry", MEND)
ENQUIRY_NOT_THERE = Fault(
    "enquiry_not_there", "an enquiry in ssd_s47_enquiry, or a transfer in", MEND
)
OUTCOME_NOT_KNOWN = Fault(
    "outcome_not_known",
    "whether the enquiry led to a conference",
    f"One is read as awaited. {MEND}",
)
PLAN_NOT_THERE = Fault("plan_not_there", "a plan in ssd_cp_plans with its start", MEND)
_FLAG = r'{}"?\s*:\s*"?(\w*)'
_CONFERENCE_FLAG = re.compile(_FLAG.format("CP_CONFERENCE_FLAG"), re.IGNORECASE)
_NFA_FLAG = re.compile(_FLAG.format("NFA_FLAG"), re.IGNORECASE)
CONFERENCE = ConferenceRecord.name


def enquiry(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return an enquiry with its conference: the first, where two name it."""
    held_of = extract.conferences.get(plain_id(row.cells, "S47E_S47_ENQUIRY_ID"), ())
    some = sorted(held_of, key=_held_first)
    cells = {**(some[0].cells if some else {}), **row.cells}
    checked = Row(cells, f"Row {row.number}", CONFERENCE, limit)
    yield from items_of(checked, _enquiry)
    for other in some[1:]:
        yield _left_out(other, HELD, SECOND_CONFERENCE, limit)


def conferences_alone(
    extract: Extract, enquiries: frozenset[str], limit: Limit
) -> Iterator[Item]:
    """Return the conferences that no enquiry read here holds: transfers in, and faults."""
    for enquiry_id, rows in extract.conferences.items():
        for row in rows if enquiry_id not in enquiries or not enquiry_id else ():
            checked = _conference(row, limit)
            if clean_code(checked.raw("ICPC_ICPC_TRANSFER_IN")) in YES:
                if not checked.is_blank(HELD):
                    yield from items_of(checked, _transfer_in)
            else:
                yield _left_out(row, "ICPC_S47_ENQUIRY_ID", ENQUIRY_NOT_THERE, limit)


def plan(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a plan of this council's own."""
    checked = Row(row.cells, f"Row {row.number}", PlanRecord.name, limit)
    if not is_foreign(row.cells):
        yield from items_of(checked, _plan)
        return
    checked.note("CPPL_CP_PLAN_OLA", FOREIGN)
    yield from checked.notes


def plan_review(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a review conference held; of one that is planned, what is said of it."""
    cells = _plan_of(row, extract)
    checked = Row(row.cells, f"Row {row.number}", PlanReviewRecord.name, limit)
    child_id = plain_id({**cells, **row.cells}, "CPPL_PERSON_ID", "CPPR_PERSON_ID")
    started = plan_start(cells)
    if is_foreign(cells):
        yield passed_over(checked, "CPPR_CP_PLAN_ID", FOREIGN, child_id)
        return
    if checked.is_blank(REVIEW_HELD):
        yield passed_over(checked, REVIEW_HELD, NOT_HELD, child_id)
        return
    yield from items_of(checked, lambda it: _plan_review(it, child_id, started))


def _plan_of(row: Numbered, extract: Extract) -> Cells:
    """Return the plan that a review names; if none, the one its child was on that day.

    Failing that the child's first plan, so that a review before it is told as such.
    """
    named = plain_id(row.cells, "CPPR_CP_PLAN_ID")
    if named:
        return extract.plans.get(named, {})
    plans = extract.plans_of.get(plain_id(row.cells, "CPPR_PERSON_ID"), ())
    held = parse_day(row.cells.get(REVIEW_HELD, ""))
    on_then = [plan for plan in plans if held and _runs(plan, held)]
    before_all = [plan for plan in plans[:1] if held and held <= _started(plan)]
    return next(iter([*reversed(on_then), *before_all]), {})


def _runs(plan: Cells, day: date) -> bool:
    ended = parse_day(plan.get("CPPL_CP_PLAN_END_DATE", ""))
    return _started(plan) < day and (ended is None or day <= ended)


def _started(plan: Cells) -> date:
    return plan_start(plan) or date.max


def is_foreign(cells: Mapping[str, str]) -> bool:
    """Say whether a plan is another council's, for a child who lives here a while."""
    return clean_code(cells.get("CPPL_CP_PLAN_OLA", "")) in YES


def _held_first(row: Numbered) -> tuple[date, int]:
    return parse_day(row.cells.get(HELD, "")) or date.max, row.number


def _enquiry(row: Row) -> ConferenceRecord:
    child_id, started = needed_child(row, "S47E_PERSON_ID"), row.needed_day(STARTED)
    held = row.day(HELD)
    if held is not None and held < started:
        row.leave_out(HELD, BEFORE_START, start=STARTED)
    if held is not None and held > row.limit.day:
        row.note(HELD, HELD_AFTER_LIMIT)
        held = None
    return ConferenceRecord(
        child_id=child_id,
        s47_started=started,
        held=held,
        source_due=row.day("ICPC_ICPC_TARGET_DATE"),
        not_required=held is None and _not_required(row),
    )


def _not_required(row: Row) -> bool:
    """Say whether the enquiry's outcome is that no conference is held.

    Where no outcome is told of an enquiry that has ended, a conference is awaited,
    and that is noted.
    """
    heading = "S47E_S47_OUTCOME_JSON"
    flagged = _CONFERENCE_FLAG.search(row.raw(heading))
    flag = flagged[1].upper() if flagged else ""
    if flag in YES | NO:
        return flag in NO
    nfa = clean_code(row.raw("S47E_S47_NFA"))
    outcome = _NFA_FLAG.search(row.raw(heading))
    if nfa in YES or (outcome and outcome[1].upper() in YES):
        return True
    if not row.is_blank("S47E_S47_END_DATE"):
        row.note(heading, OUTCOME_NOT_KNOWN)
    return False


def _transfer_in(row: Row) -> ConferenceRecord:
    return ConferenceRecord(
        child_id=needed_child(row, "ICPC_PERSON_ID"),
        held=row.needed_day(HELD),
        transfer_in=True,
    )


def _plan(row: Row) -> PlanRecord:
    child_id = needed_child(row, "CPPL_PERSON_ID")
    started = row.needed_day("CPPL_CP_PLAN_START_DATE")
    heading = "CPPL_CP_PLAN_END_DATE"
    ended = row.day(heading)
    if ended is not None and ended < started:
        row.leave_out(heading, BEFORE_START, start="the plan's start")
    if ended is not None and ended > row.limit.day:
        row.note(heading, PLAN_END_AFTER_LIMIT)
        ended = None
    return PlanRecord(
        child_id=child_id,
        started=started,
        ended=ended,
        initial_category=_abuse(row, "CPPL_CP_PLAN_INITIAL_CATEGORY"),
        latest_category=_abuse(row, "CPPL_CP_PLAN_LATEST_CATEGORY"),
    )


def _abuse(row: Row, heading: str) -> str | None:
    if row.is_blank(heading):
        return None
    found = wordings.abuse(row.raw(heading))
    if found is None:
        row.note(
            heading, CODE_NOT_KNOWN, choices=f"one of {', '.join(ABUSE)}, or its words"
        )
    return found


def _plan_review(row: Row, child_id: str, started: date | None) -> PlanReviewRecord:
    row.child_id = child_id
    if started is None or not child_id:
        row.leave_out("CPPR_CP_PLAN_ID", PLAN_NOT_THERE)
    held = row.needed_day(REVIEW_HELD)
    if held <= started:
        row.leave_out(REVIEW_HELD, BEFORE_PLAN, started=say_day(started))
    return PlanReviewRecord(
        child_id=child_id,
        plan_started=started,
        held=held,
        source_due=row.day("CPPR_CP_REVIEW_DUE_DATE"),
    )


def _conference(row: Numbered, limit: Limit) -> Row:
    return Row(row.cells, f"{CONFERENCES.name}, row {row.number}", CONFERENCE, limit)


def _left_out(row: Numbered, heading: str, fault: Fault, limit: Limit) -> LeftOut:
    checked = _conference(row, limit)
    checked.child_id = plain_id(row.cells, "ICPC_PERSON_ID")
    return checked.at_fault(heading, fault, whole_row=True)
