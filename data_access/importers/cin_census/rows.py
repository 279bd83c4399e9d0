"""Elements of the CIN census as records, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from data_access.importers.cells import clean_code
from data_access.importers.rows import CORRECT, Row, ethnicity_of, sex_of
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    PlanRecord,
    PlanReviewRecord,
)
from domain.codes import ABUSE
from domain.periods import say_day

ID, ICPC, REVIEW = "LAchildID", "DateOfInitialCPC", "CPPreviewDate"
SEXES = ("Sex", "GenderCurrent", "PersonGenderCurrent")  # from 2025, before, older
TRUE, FALSE = frozenset({"1", "TRUE", "Y", "YES"}), frozenset({"0", "FALSE", "N", "NO"})
UNBORN = timedelta(days=300)  # how far ahead a birth can be expected
MOST_PLANS = 99
NUMBERS = frozenset(str(number) for number in range(MOST_PLANS + 1))
ONCE = f"It is counted once, with the section 47 enquiry. {CORRECT}"
OPEN_STILL = f"The plan is read as open. {CORRECT}"


def read_who(row: Row) -> ChildRecord:
    child_id, latest = row.needed_id(ID), row.limit.day
    heading = "PersonBirthDate"
    if row.is_blank(heading):
        heading, latest = "ExpectedPersonBirthDate", latest + UNBORN
    sex_heading = next((name for name in SEXES if not row.is_blank(name)), SEXES[0])
    return ChildRecord(
        child_id=child_id,
        born=row.born(heading, latest),
        sex=sex_of(row, sex_heading, "M, F or U"),
        ethnicity=ethnicity_of(row, "Ethnicity"),
    )


def read_transfer_in(row: Row) -> ConferenceRecord:
    return ConferenceRecord(
        child_id=row.needed_id(ID), held=row.needed_day(ICPC), transfer_in=True
    )


def read_enquiry(row: Row) -> ConferenceRecord:
    child_id = row.needed_id(ID)
    started = row.needed_day("S47ActualStartDate")
    held = None if row.is_blank(ICPC) else row.needed_day(ICPC)
    if held is not None and held < started:
        row.leave_out(ICPC, "a date on or after S47ActualStartDate")
    for heading in ("ICPCnotRequired", "ICPCRequired"):
        row.code(heading, TRUE | FALSE, "true or false")
    is_not_required = not_required(row.cells)
    if held is not None and is_not_required:
        row.note("ICPCnotRequired", f"false, as {ICPC} holds a date")
    return ConferenceRecord(
        child_id=child_id,
        s47_started=started,
        held=held,
        source_due=row.day("InitialCPCtarget"),
        not_required=is_not_required and held is None,
    )


def read_enquiry_told_twice(row: Row) -> ConferenceRecord:
    enquiry = read_enquiry(row)
    row.note(ICPC, "the date in Section47 alone, not in CINdetails", ONCE)
    return enquiry


def read_plan(row: Row) -> PlanRecord:
    child_id, started = row.needed_id(ID), row.needed_day("CPPstartDate")
    ended = row.day("CPPendDate")
    if ended is not None and ended < started:
        row.leave_out("CPPendDate", "a date on or after CPPstartDate")
    if ended is not None and ended > row.limit.day:
        row.note("CPPendDate", row.limit.words, OPEN_STILL)
        ended = None
    words = f"one of {', '.join(ABUSE)}"
    return PlanRecord(
        child_id=child_id,
        started=started,
        ended=ended,
        initial_category=row.code("InitialCategoryOfAbuse", ABUSE, words),
        latest_category=row.code("LatestCategoryOfAbuse", ABUSE, words),
        previous_plans=_previous_plans(row),
    )


def _previous_plans(row: Row) -> int | None:
    found = row.code(
        "NumberOfPreviousCPP", NUMBERS, f"a whole number from 0 to {MOST_PLANS}"
    )
    return int(found) if found else None


def read_plan_review(started: date | None, row: Row) -> PlanReviewRecord:
    child_id, held = row.needed_id(ID), row.needed_day(REVIEW)
    if started is None:
        row.leave_out(REVIEW, "a review of a plan that is itself read")
    if held <= started:
        row.leave_out(REVIEW, f"a date after the plan's start, {say_day(started)}")
    return PlanReviewRecord(child_id=child_id, plan_started=started, held=held)


def not_required(cells: Mapping[str, str]) -> bool:
    return (
        clean_code(cells.get("ICPCnotRequired", "")) in TRUE
        or clean_code(cells.get("ICPCRequired", "")) in FALSE
    )
