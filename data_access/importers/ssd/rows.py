"""Children in care in the Standard Safeguarding Dataset: people, episodes, reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from data_access.importers import wordings
from data_access.importers.cells import clean_code, clean_id, clean_text, parse_day
from data_access.importers.rows import (
    BEFORE_PLAN,
    BEFORE_START,
    CODE_NOT_KNOWN,
    END_AFTER_LIMIT,
    HELD_AFTER_LIMIT,
    MEND,
    PLAN_END_AFTER_LIMIT,
    REASON_NOT_KNOWN,
    UNBORN,
    Limit,
    Row,
    ethnicity_of,
    items_of,
    placements,
    sex_of,
)
from data_access.importers.ssd.extract import Extract, Numbered, plain_id
from data_access.importers.ssd.passed_over import (
    CANCELLED,
    FOREIGN,
    NOT_HELD,
    passed_over,
)
from data_access.importers.ssd.spec import CONFERENCES
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    EpisodeRecord,
    Fault,
    Item,
    LeftOut,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
    VisitRecord,
)
from domain import codes
from domain.codes import ABUSE
from domain.periods import say_day

YES = frozenset({"Y", "YES", "1", "T", "TRUE"})
NO_END = Fault(
    "end_of_episode_missing",
    "a date, as the episode has a reason to end",
    f"It is read as open. {MEND}",
)
NOT_LOOKED_AFTER = Fault(
    "legal_status_not_known", "a legal status of looked-after children", MEND
)
CARE_OF_NOBODY = Fault(
    "care_of_no_child",
    "a period of care in ssd_cla_episodes",
    "Load ssd_cla_episodes in the same folder: it tells whose each period is.",
)
PEOPLE, EPISODE, REVIEW = ChildRecord.name, EpisodeRecord.name, ReviewRecord.name


def person(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a child's details; nothing of people who are in no other table read."""
    if plain_id(row.cells, "PERS_PERSON_ID") in (extract.children or {""}):
        yield from items_of(
            _row(row, PEOPLE, limit), lambda checked: _child(checked, extract)
        )


def episode(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return an episode, with the legal status and placement of its first day."""
    yield from items_of(
        _row(row, EPISODE, limit), lambda checked: _episode(checked, extract)
    )


def review(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a review held; of one that is planned, what is said of it."""
    checked = _row(row, REVIEW, limit)
    cancelled, held = "CLAR_CLA_REVIEW_CANCELLED", "CLAR_CLA_REVIEW_DATE"
    if clean_code(checked.raw(cancelled)) in YES:
        yield passed_over(checked, cancelled, CANCELLED, _child_of(row, extract))
        return
    if checked.is_blank(held):
        yield passed_over(checked, held, NOT_HELD, _child_of(row, extract))
        return
    yield from items_of(checked, lambda it: _review(it, _child_of(row, extract)))


def _row(row: Numbered, record: str, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", record, limit)


def _child(row: Row, extract: Extract) -> ChildRecord:
    child_id, latest = row.needed_id("PERS_PERSON_ID"), row.limit.day
    heading = "PERS_DOB"
    if row.is_blank(heading):
        heading, latest = "PERS_EXPECTED_DOB", latest + UNBORN
    return ChildRecord(
        child_id=child_id,
        born=row.born(heading, latest),
        sex=sex_of(row, "PERS_SEX", "M, F or U"),
        ethnicity=ethnicity_of(row, "PERS_ETHNICITY"),
        family=extract.families.get(child_id),
    )


def _episode(row: Row, extract: Extract) -> EpisodeRecord:
    child_id = row.needed_id("CLAE_PERSON_ID")
    decom = row.needed_day("CLAE_CLA_EPISODE_START_DATE")
    dec, reason_ceased = _ending(row, decom)
    place = _placement(row, extract, decom)
    return EpisodeRecord(
        child_id=child_id,
        decom=decom,
        rne=_reason_new(row, decom),
        legal_status=_legal_status(row, extract, decom),
        placement=_coded(
            place,
            "CLAP_CLA_PLACEMENT_TYPE",
            placements(None),
            "a placement code, such as U6 or K2",
        ),
        provider=_coded(
            place,
            "CLAP_CLA_PLACEMENT_PROVIDER",
            codes.PLACEMENT_PROVIDERS,
            "one of PR0 to PR5",
        ),
        dec=dec,
        reason_ceased=reason_ceased,
    )


def _reason_new(row: Row, decom: date) -> str | None:
    heading = "CLAE_CLA_EPISODE_START_REASON"
    words = "one of S, L, P, T, B and U"
    found = _coded(row, heading, codes.REASON_NEW_EPISODE, words)
    if found is None and parse_day(row.raw("CLAE_ENTERED_CARE_DATE")) == decom:
        return codes.STARTED_LOOKED_AFTER
    return found


def _ending(row: Row, decom: date) -> tuple[date | None, str | None]:
    heading = "CLAE_CLA_EPISODE_CEASED_DATE"
    dec = row.day(heading)
    reason = _coded(
        row,
        "CLAE_CLA_EPISODE_CEASED_REASON",
        codes.REASON_EPISODE_CEASED,
        "a reason the episode ceased, such as X1 or E4A",
        REASON_NOT_KNOWN,
    )
    if dec is None:
        if row.is_blank(heading) and reason:
            row.note(heading, NO_END)
        return None, None
    if dec < decom:
        row.leave_out(heading, BEFORE_START, start="the episode's start")
    if dec > row.limit.day:
        row.note(heading, END_AFTER_LIMIT)
        return None, None
    return dec, reason


def _placement(row: Row, extract: Extract, decom: date) -> Row:
    """Return the placement that the episode names, else the one begun that day.

    What is wrong with it is noted where the episode stands.
    """
    named = extract.placements.get(plain_id(row.cells, "CLAE_CLA_PLACEMENT_ID"))
    begun = extract.placements.get(f"{plain_id(row.cells, 'CLAE_CLA_ID')}|{decom}")
    return _beside(row, named or begun or {})


def _beside(row: Row, cells: Mapping[str, str]) -> Row:
    """Return cells of another table, whose faults are noted where the row stands."""
    return Row(cells, row.place, row.record, row.limit, "", row.child_id, row.notes)


def _legal_status(row: Row, extract: Extract, decom: date) -> str | None:
    """Return the code of the latest looked-after status in force on a day."""
    statuses = extract.legal_statuses.get(row.child_id, ())
    words = [
        status.words
        for status in reversed(statuses)
        if status.started <= decom and (status.ended is None or decom < status.ended)
    ]
    meant = [code for code in map(wordings.legal_status, words) if code]
    if words and not meant:
        cells = {"LEGA_LEGAL_STATUS": words[0]}
        _beside(row, cells).note("LEGA_LEGAL_STATUS", NOT_LOOKED_AFTER)
    return meant[0] if meant else None


def _coded(
    row: Row,
    heading: str,
    known: frozenset[str],
    choices: str,
    fault: Fault = CODE_NOT_KNOWN,
) -> str | None:
    """Return the code that a cell is or begins with, with a note if it is none."""
    found = wordings.leading_code(row.raw(heading), known)
    if found and found not in known:
        row.note(heading, fault, choices=choices)
        return None
    return found or None


def _child_of(row: Numbered, extract: Extract) -> str:
    """Return whose a review is, through the period of care where it does not say."""
    typed = clean_text(row.cells.get("CLAR_PERSON_ID", ""))
    care = plain_id(row.cells, "CLAR_CLA_ID")
    return clean_id(typed) or extract.child_in_care.get(care, "")


def _review(row: Row, child_id: str) -> ReviewRecord:
    if not child_id:
        row.leave_out("CLAR_CLA_ID", CARE_OF_NOBODY)
    row.child_id = child_id
    return ReviewRecord(
        child_id=child_id,
        held=row.needed_day("CLAR_CLA_REVIEW_DATE"),
        participation=_participation(row),
        source_due=row.day("CLAR_CLA_REVIEW_DUE_DATE"),
    )


def _participation(row: Row) -> str | None:
    heading = "CLAR_CLA_REVIEW_PARTICIPATION"
    if row.is_blank(heading):
        return None
    found = wordings.participation(row.raw(heading))
    if found is None:
        row.note(
            heading, CODE_NOT_KNOWN, choices="a code from PN0 to PN7, or its words"
        )
    return found


# Child protection in the Standard Safeguarding Dataset, enquiry to plan review.


NO = frozenset({"N", "NO", "0", "F", "FALSE"})
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
    cells = extract.plans.get(plain_id(row.cells, "CPPR_CP_PLAN_ID"), {})
    checked = Row(row.cells, f"Row {row.number}", PlanReviewRecord.name, limit)
    child_id = plain_id({**cells, **row.cells}, "CPPL_PERSON_ID", "CPPR_PERSON_ID")
    started = parse_day(cells.get("CPPL_CP_PLAN_START_DATE", ""))
    if is_foreign(cells):
        yield passed_over(checked, "CPPR_CP_PLAN_ID", FOREIGN, child_id)
        return
    if checked.is_blank(REVIEW_HELD):
        yield passed_over(checked, REVIEW_HELD, NOT_HELD, child_id)
        return
    yield from items_of(checked, lambda it: _plan_review(it, child_id, started))


def is_foreign(cells: Mapping[str, str]) -> bool:
    """Say whether a plan is another council's, for a child who lives here a while."""
    return clean_code(cells.get("CPPL_CP_PLAN_OLA", "")) in YES


def _held_first(row: Numbered) -> tuple[date, int]:
    return parse_day(row.cells.get(HELD, "")) or date.max, row.number


def _enquiry(row: Row) -> ConferenceRecord:
    child_id, started = row.needed_id("S47E_PERSON_ID"), row.needed_day(STARTED)
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
        child_id=row.needed_id("ICPC_PERSON_ID"),
        held=row.needed_day(HELD),
        transfer_in=True,
    )


def _plan(row: Row) -> PlanRecord:
    child_id = row.needed_id("CPPL_PERSON_ID")
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


# Visits in the Standard Safeguarding Dataset: by social workers, and by the IRO.


VISIT = VisitRecord.name
BY_IRO, BY_SOCIAL_WORKER, ON_PLAN = VisitRecord.kinds
LAST_CONTACT = "CLAE_CLA_LAST_IRO_CONTACT_DATE"
VISIT_TO_NOBODY = Fault(
    "visit_to_no_child",
    "an id that tells whose visit it is",
    "Load the table that tells whose it is in the same folder.",
)


def of_iros(rows: Iterable[Numbered], limit: Limit) -> Iterator[Item]:
    """Return the IRO's last visits or contacts, which each episode of a child repeats."""
    seen = set()
    for row in rows:
        whose, day = "CLAE_PERSON_ID", clean_text(row.cells.get(LAST_CONTACT, ""))
        child_id = plain_id(row.cells, whose)
        if day and (child_id, day) not in seen:
            seen.add((child_id, day))
            checked = _row(row, VISIT, limit)
            yield from _visit(checked, child_id, whose, BY_IRO, LAST_CONTACT)


def to_child_in_care(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a social worker's visit to a child in care."""
    care = "CLAV_CLA_ID"
    child_id = plain_id(row.cells, "CLAV_PERSON_ID") or extract.child_in_care.get(
        plain_id(row.cells, care), ""
    )
    checked = _row(row, VISIT, limit)
    yield from _visit(checked, child_id, care, BY_SOCIAL_WORKER, "CLAV_CLA_VISIT_DATE")


def to_child_on_plan(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a visit to a child on a plan."""
    plan = "CPPV_CP_PLAN_ID"
    plan_cells = extract.plans.get(plain_id(row.cells, plan), {})
    child_id = plain_id({**plan_cells, **row.cells}, "CPPV_PERSON_ID", "CPPL_PERSON_ID")
    checked = _row(row, VISIT, limit)
    yield from _visit(checked, child_id, plan, ON_PLAN, "CPPV_CP_VISIT_DATE")


def _visit(
    row: Row, child_id: str, whose: str, kind: str, heading: str
) -> Iterator[Item]:
    def visit(checked: Row) -> VisitRecord:
        if not child_id:
            checked.leave_out(whose, VISIT_TO_NOBODY)
        checked.child_id = child_id
        return VisitRecord(
            child_id=child_id, kind=kind, visited=checked.needed_day(heading)
        )

    yield from items_of(row, visit)
