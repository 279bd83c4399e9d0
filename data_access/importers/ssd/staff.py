"""IROs and chairs in the Standard Safeguarding Dataset, and whose they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from data_access.importers.cells import clean_code, clean_text, parse_day
from data_access.importers.importer import SourceFile
from data_access.importers.rows import (
    BEFORE_START,
    END_AFTER_LIMIT,
    MEND,
    Limit,
    Row,
    items_of,
)
from data_access.importers.ssd.extract import (
    Extract,
    Numbered,
    plain_id,
    rows_in,
    table_in,
)
from data_access.importers.ssd.rows import YES
from data_access.importers.ssd.spec import (
    CHAIR,
    DUAL,
    INVOLVEMENTS,
    IRO,
    PERSON,
    PROFESSIONALS,
    WORKER,
    StaffRoles,
    plain,
)
from data_access.store.statements import (
    AllocationRecord,
    Fault,
    Item,
    LeftOut,
    StaffRecord,
)
from domain.errors import RefusedError

SHOWN = frozenset({IRO, CHAIR, DUAL})
WHO, ROLE = "INVO_PROFESSIONAL_ID", "INVO_PROFESSIONAL_ROLE_ID"
STARTED, ENDED = "INVO_INVOLVEMENT_START_DATE", "INVO_INVOLVEMENT_END_DATE"
TITLE = "PROF_PROFESSIONAL_JOB_TITLE"
WORDED = {PROFESSIONALS: TITLE, INVOLVEMENTS: ROLE}  # the tables that say roles
OF_NOBODY = Fault(
    "involvement_of_no_child",
    "the child's id",
    "Load ssd_involvements with its person ids, or the table that holds the referral.",
)
NO_PROFESSIONAL = Fault("no_professional_id", "the id of a professional", MEND)
ROLE_NOT_KNOWN = Fault(
    "role_not_known",
    "words that tell an IRO, a conference chair, or neither",
    "Nothing is read from rows with these words. Where they mean an IRO or a chair, "
    "say so under What the role codes and job titles mean, on Load files.",
)
NOT_FULL_TIME = Fault("full_time_not_read", "a number from 0 to 1", MEND)


class TimeInTeam(NamedTuple):
    """The team of a child's social worker, from one day until another."""

    started: date
    ended: date | None
    team: str


@dataclass(frozen=True)
class Staffing:
    """Who an extract says is an IRO or a chair."""

    extract: Extract
    roles: StaffRoles

    def role_of(self, staff_id: str) -> str | None:
        """Return the role by job title and by what somebody does for children."""
        title = self.roles.meaning(self.extract.titles.get(staff_id, ""))
        held = self.extract.roles_held.get(staff_id, frozenset())
        does = {self.roles.meaning(code) for code in held} | {title}
        if DUAL in does or {IRO, CHAIR} <= does:
            return DUAL
        return IRO if IRO in does else CHAIR if CHAIR in does else None

    @cached_property
    def teams(self) -> Mapping[str, Sequence[TimeInTeam]]:
        """The teams each child's social workers are with."""
        found: dict[str, list[TimeInTeam]] = defaultdict(list)
        for row in self.extract.rows(INVOLVEMENTS):
            cells = row.cells
            team = cells.get("INVO_PROFESSIONAL_TEAM", "").strip()
            started = parse_day(cells.get(STARTED, ""))
            is_worker = self.roles.meaning(cells.get(ROLE, "")) == WORKER
            if is_worker and clean_text(team) and started:
                stay = TimeInTeam(started, parse_day(cells.get(ENDED, "")), team)
                found[self.child_of(cells)].append(stay)
        return found

    def team_on(self, child_id: str, day: date) -> str | None:
        """Return the team a child was with on a day, by its latest social worker."""
        stays = [
            stay
            for stay in self.teams.get(child_id, ())
            if stay.started <= day and (stay.ended is None or day < stay.ended)
        ]
        return max(stays).team if stays else None

    def child_of(self, cells: Mapping[str, str]) -> str:
        """Return whose an involvement is, through the referral where it must be."""
        referral = plain_id(cells, "INVO_REFERRAL_ID")
        child_id = plain_id(cells, "INVO_PERSON_ID")
        return child_id or self.extract.child_referred.get(referral, "")


def professional(row: Numbered, staffing: Staffing, limit: Limit) -> Iterator[Item]:
    """Return an IRO or a chair; of anybody else nothing is kept."""
    staff_id = plain_id(row.cells, "PROF_PROFESSIONAL_ID")
    role = staffing.role_of(staff_id) if staff_id else None
    if role is not None:
        checked = Row(row.cells, f"Row {row.number}", StaffRecord.name, limit)
        yield from items_of(checked, lambda it: _staff(it, staff_id, role))


def involvement(row: Numbered, staffing: Staffing, limit: Limit) -> Iterator[Item]:
    """Return the allocations of a child to an IRO, a chair, or one who is both."""
    meaning = staffing.roles.meaning(row.cells.get(ROLE, ""))
    if meaning not in SHOWN:
        return
    for role in (IRO, CHAIR) if meaning == DUAL else (meaning,):
        checked = Row(row.cells, f"Row {row.number}", AllocationRecord.name, limit)
        yield from items_of(checked, partial(_allocation, staffing, role))


class Wording(NamedTuple):
    """A role code or job title in capitals, on how many rows, and what it means."""

    words: str
    rows: int
    meaning: str | None


def wordings(files: Iterable[SourceFile], roles: StaffRoles) -> list[Wording]:
    """Return the role codes and job titles of an extract, those not known first.

    Files of other tables are passed over, and so is the rest of a damaged file.
    """
    counted: Counter[str] = Counter()
    for file in files:
        try:
            heading = WORDED.get(table_in(file) or PERSON)
            for row in rows_in(file) if heading else ():
                counted[plain(row.cells.get(heading or "", ""))] += 1
        except RefusedError:
            continue  # trying the file says why
    found = [
        Wording(words, rows, roles.meaning(words))
        for words, rows in counted.most_common()
        if words
    ]
    return sorted(found, key=lambda each: each.meaning is not None)


def unknown_words(
    rows: Iterator[Numbered], heading: str, roles: StaffRoles, record: str
) -> Iterator[LeftOut]:
    """Return each wording without a meaning, once, at the first row that has it."""
    seen: set[str] = set()
    for row in rows:
        typed = row.cells.get(heading, "")
        if plain(typed) not in seen and roles.meaning(typed) is None:
            yield LeftOut.of(
                ROLE_NOT_KNOWN,
                place=f"Row {row.number}",
                field=heading,
                found=typed,
                record=record,
                whole_row=False,
            )
        seen.add(plain(typed))


def _staff(row: Row, staff_id: str, role: str) -> StaffRecord:
    name = clean_text(row.raw("PROF_PROFESSIONAL_NAME"))
    return StaffRecord(
        staff_id=staff_id,
        full_name=name or clean_text(row.raw("PROF_STAFF_ID")) or staff_id,
        role=role,
        fte=_fte(row),
        agency=clean_code(row.raw("PROF_AGENCY_WORKER_FLAG")) in YES,
    )


def _fte(row: Row) -> float | None:
    heading = "PROF_FULL_TIME_EQUIVALENCY"
    if row.is_blank(heading):
        return None
    try:
        found = float(row.raw(heading))
    except ValueError:
        found = -1
    if not 0 <= found <= 1:
        row.note(heading, NOT_FULL_TIME)
        return None
    return found or None


def _allocation(staffing: Staffing, role: str, row: Row) -> AllocationRecord:
    row.child_id = staffing.child_of(row.cells)
    if not row.child_id:
        row.leave_out("INVO_PERSON_ID", OF_NOBODY)
    staff_id, started = plain_id(row.cells, WHO), row.needed_day(STARTED)
    if not staff_id:
        row.leave_out(WHO, NO_PROFESSIONAL)
    ended = row.day(ENDED)
    if ended is not None and ended < started:
        row.leave_out(ENDED, BEFORE_START, start=STARTED)
    if ended is not None and ended > row.limit.day:
        row.note(ENDED, END_AFTER_LIMIT)
        ended = None
    return AllocationRecord(
        child_id=row.child_id,
        staff_id=staff_id,
        role=role,
        team=staffing.team_on(row.child_id, started),
        started=started,
        ended=ended,
    )
