"""The rows of a service register, each as a record, fault by fault in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from data_access.importers.cells import clean_id, clean_text, normalise, parse_day
from data_access.importers.register import sheets
from data_access.importers.rows import (
    AS_TEXT,
    BEFORE_IT_BEGAN,
    FIRST_DAY,
    MEND,
    NO_DAY_OR_BLANK,
    TOO_EARLY,
    Row,
)
from data_access.store.statements import (
    AllocationRecord,
    Fault,
    LeftOut,
    PlannedReviewRecord,
    Record,
    ReviewNoteRecord,
    StaffRecord,
)
from domain.cells import as_read
from domain.periods import say_day

FORMULA = Fault(
    "formula",
    "{expected}",
    "A formula is not worked out: copy the cell, paste it as a value and load the "
    "register again.",
)
STAFF_ID_CUT_SHORT = Fault("staff_id_cut_short", "the staff id in full", AS_TEXT)
NO_STAFF_ID = Fault("no_staff_id", "a staff id", MEND)
NO_NAME = Fault("no_name", "a name", MEND)
NOT_A_CHOICE = Fault("choice_not_known", "{choices}", MEND)
SENT_TOO_EARLY_OR_LATE = Fault(
    "sent_too_early_or_late", "a date from {first} to {last}", MEND
)
PLANNED_TOO_LATE = Fault("planned_too_late", "{like}, no later than {last_year}", MEND)
FULL_TIME_NOT_KNOWN = Fault(
    "full_time_not_known",
    "a number above 0 and up to 1, such as 0.6",
    "The person is counted in no caseload until it is corrected.",
)
EMPLOYMENT_NOT_KNOWN = Fault(
    "employment_not_known",
    "permanent or agency",
    f"Counted as permanent. {MEND}",
)
ROLES = {
    "IRO": "iro",
    "conference chair": "cp_chair",
    "both": "dual",
    "lead child protection practitioner": "lcpp",
    "other": "other",
}
UNCOUNTED = frozenset({"lcpp", "other"})  # in no caseload of IROs and chairs
AS = {"IRO": "iro", "chair": "cp_chair"}
EMPLOYMENT = {"permanent": False, "agency": True}
KINDS = {"review": "review", "plan review": "plan_review"}
CHAIRS = {"chair": "conference chair", "cp chair": "conference chair"}
LEAD = {"lcpp": "lead child protection practitioner"}
DUAL = {"iro and chair": "both", "dual": "both"}
PLANNED_AHEAD = 3  # years


@dataclass
class RegisterRow(Row):
    """One row of a register."""

    correct: ClassVar[str] = "Correct the cell and load the register again."

    def raw(self, heading: str) -> str:
        """The cell as typed, without the mark that keeps it from being a formula."""
        return as_read(super().raw(heading))

    def at_fault(
        self, heading: str, fault: Fault, *, whole_row: bool, **values: object
    ) -> LeftOut:
        """Return what is said of a cell with a fault: of a formula, that it is one."""
        found = super().at_fault(heading, fault, whole_row=whole_row, **values)
        if not self.raw(heading).startswith("="):
            return found
        values["expected"] = found.expected
        return super().at_fault(heading, FORMULA, whole_row=whole_row, **values)

    def words(self, heading: str) -> str | None:
        """Return the words of a cell; None where blank."""
        return clean_text(self.raw(heading)) or None

    def staff_id(self) -> str:
        """Return the id of a member of staff."""
        found = clean_id(self.raw("Staff id"))
        if found is None:
            self.leave_out("Staff id", STAFF_ID_CUT_SHORT)
        return found or self.leave_out("Staff id", NO_STAFF_ID)

    def choice(
        self,
        heading: str,
        choices: Mapping[str, str],
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """Return what one of a few words stands for; `more` are other such words."""
        typed = normalise(self.raw(heading))
        typed = normalise(more.get(typed, typed))
        meanings = {normalise(words): meaning for words, meaning in choices.items()}
        return meanings.get(typed) or self.leave_out(
            heading, NOT_A_CHOICE, choices=" or ".join(choices)
        )

    def true_day(self, heading: str) -> date | None:
        """Return a day at whatever time; the row is left out where it is none."""
        if self.is_blank(heading):
            return None
        found = parse_day(self.raw(heading))
        if found is None:
            self.leave_out(heading, NO_DAY_OR_BLANK)
        if found < FIRST_DAY:
            self.leave_out(heading, TOO_EARLY, first=say_day(FIRST_DAY))
        return found

    def day_after(self, heading: str, first: date | None) -> date | None:
        """Return a day no earlier than another; the row is left out where it is."""
        found = self.true_day(heading)
        if found and first and found < first:
            self.leave_out(heading, BEFORE_IT_BEGAN, began=say_day(first))
        return found


def staff(row: RegisterRow) -> StaffRecord:
    """Return a member of staff."""
    staff_id = row.staff_id()
    role = row.choice("Role", ROLES, {**CHAIRS, **DUAL, **LEAD})
    started = row.true_day("Start")
    return StaffRecord(
        staff_id=staff_id,
        full_name=row.words("Name") or row.leave_out("Name", NO_NAME),
        role=role,
        fte=_full_time(row, role),
        agency=_is_agency(row),
        started=started,
        ended=row.day_after("End", started),
        probation_until=row.day("On probation until"),
    )


def allocation(row: RegisterRow) -> AllocationRecord:
    """Return an allocation; it has begun by the day the register is loaded."""
    child_id = row.needed_id("Child id")
    started = row.needed_day("From")
    return AllocationRecord(
        child_id=child_id,
        staff_id=row.staff_id(),
        role=row.choice(
            "As IRO or as chair",
            AS,
            dict.fromkeys(("conference chair", "cp chair"), "chair"),
        ),
        team=row.words("Team"),
        started=started,
        ended=row.day_after("To", started),
    )


def review_note(row: RegisterRow) -> ReviewNoteRecord:
    """Return what is noted of a review."""
    child_id, held = row.needed_id("Child id"), row.needed_day("Date held")
    sent = row.day("Record sent on")
    if sent and not held <= sent <= row.limit.day:
        row.note("Record sent on", SENT_TOO_EARLY_OR_LATE, first=say_day(held))
        sent = None
    return ReviewNoteRecord(
        child_id=child_id,
        held=held,
        late_reason=row.words("Reason if late"),
        record_sent=sent,
    )


def planned_review(row: RegisterRow) -> PlannedReviewRecord:
    """Return a review that is planned."""
    child_id = row.needed_id("Child id")
    kind = row.choice("Kind", KINDS)
    day = row.true_day("Planned for")
    last = row.limit.day.year + PLANNED_AHEAD
    if day is None or day.year > last:
        row.leave_out("Planned for", PLANNED_TOO_LATE, last_year=last)
    return PlannedReviewRecord(child_id=child_id, kind=kind, planned_for=day)


def _full_time(row: RegisterRow, role: str) -> float | None:
    """Return the part of a full-time post, with a note where it counts and is not."""
    heading = "Full-time equivalent"
    text = clean_text(row.raw(heading))
    try:
        found = float(text) if text else None
    except ValueError:
        found = -1.0
    if found is None and role in UNCOUNTED:
        return None
    if found is None or not 0 < found <= 1:
        row.note(heading, FULL_TIME_NOT_KNOWN)
        return None
    return found


def _is_agency(row: RegisterRow) -> bool:
    """Say whether somebody is agency staff; a blank says that they are not."""
    typed = normalise(row.raw("Employment"))
    if typed and typed not in EMPLOYMENT:
        row.note("Employment", EMPLOYMENT_NOT_KNOWN)
    return EMPLOYMENT.get(typed, False)


READERS: Mapping[str, Callable[[RegisterRow], Record]] = {
    sheets.STAFF.name: staff,
    sheets.ALLOCATIONS.name: allocation,
    sheets.REVIEWS.name: review_note,
    sheets.PLANNED.name: planned_review,
}
