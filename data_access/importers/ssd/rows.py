"""Children in care in the Standard Safeguarding Dataset: people, episodes, visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from data_access.importers import where, who, wordings
from data_access.importers.cells import clean_code, clean_id, clean_text, parse_day
from data_access.importers.rows import (
    BEFORE_START,
    CODE_NOT_KNOWN,
    END_AFTER_LIMIT,
    MEND,
    REASON_NOT_KNOWN,
    UNBORN,
    Limit,
    Row,
    ethnicity_of,
    items_of,
    placements,
    sex_of,
)
from data_access.importers.ssd.extract import NOBODY, Extract, Numbered, plain_id
from data_access.importers.ssd.passed_over import CANCELLED, NOT_HELD, passed_over
from data_access.store.statements import (
    ChildRecord,
    EpisodeRecord,
    Fault,
    Item,
    ReviewRecord,
    VisitRecord,
)
from domain import codes

YES = frozenset({"Y", "YES", "1", "T", "TRUE"})
NO = frozenset({"N", "NO", "0", "F", "FALSE"})
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
OF_NO_PERSON = Fault(
    "no_person",
    "the child's id: the dataset has -1 where there is no person",
    MEND,
)
DISABILITY = "DISA_DISABILITY_CODE"
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
    yield from items_of(checked, lambda it: _review(it, row, extract))


def needed_child(row: Row, heading: str) -> str:
    """Return the child's id, which every later fault of this row then carries."""
    if clean_id(row.raw(heading)) == NOBODY:
        row.leave_out(heading, OF_NO_PERSON)
    return row.needed_id(heading)


def _row(row: Numbered, record: str, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", record, limit)


def _child(row: Row, extract: Extract) -> ChildRecord:
    child_id, latest = needed_child(row, "PERS_PERSON_ID"), row.limit.day
    heading, is_born = "PERS_DOB", not row.is_blank("PERS_DOB")
    if not is_born:
        heading, latest = "PERS_EXPECTED_DOB", latest + UNBORN
    born = row.born(heading, latest)
    return ChildRecord(
        child_id=child_id,
        born=born,
        died=row.died("PERS_DEATH_DATE", born if is_born else None),
        sex=sex_of(row, "PERS_SEX", "M, F or U"),
        ethnicity=ethnicity_of(row, "PERS_ETHNICITY"),
        family=extract.families.get(child_id),
        disabled=who.disabled(_disabilities(row, extract), DISABILITY),
        alone=_alone(extract.immigration.get(child_id, ())),
    )


def _disabilities(row: Row, extract: Extract) -> Row:
    typed = extract.disabilities.get(row.child_id, ())
    return beside(row, {DISABILITY: who.BETWEEN.join(typed)})


def _alone(statuses: Iterable[str]) -> bool | None:
    """Return whether any status ever was of a child who came alone; None if none tells."""
    said = {who.said_alone(words) for words in statuses} - {None}
    return True in said if said else None


def _episode(row: Row, extract: Extract) -> EpisodeRecord:
    child_id = needed_child(row, "CLAE_PERSON_ID")
    decom = row.needed_day("CLAE_CLA_EPISODE_START_DATE")
    dec, reason_ceased = _ending(row, decom)
    place = _placement(row, extract, decom)
    return EpisodeRecord(
        child_id=child_id,
        decom=decom,
        rne=_reason_new(row, decom),
        legal_status=_legal_status(row, extract, decom),
        placement=coded(
            place,
            "CLAP_CLA_PLACEMENT_TYPE",
            placements(None),
            "a placement code, such as U6 or K2",
        ),
        provider=coded(
            place,
            "CLAP_CLA_PLACEMENT_PROVIDER",
            codes.PLACEMENT_PROVIDERS,
            "one of PR0 to PR5",
        ),
        miles=where.miles(place, "CLAP_CLA_PLACEMENT_DISTANCE"),
        dec=dec,
        reason_ceased=reason_ceased,
    )


def _reason_new(row: Row, decom: date) -> str | None:
    heading = "CLAE_CLA_EPISODE_START_REASON"
    words = "one of S, L, P, T, B and U"
    found = coded(row, heading, codes.REASON_NEW_EPISODE, words)
    if found is None and parse_day(row.raw("CLAE_ENTERED_CARE_DATE")) == decom:
        return codes.STARTED_LOOKED_AFTER
    return found


def _ending(row: Row, decom: date) -> tuple[date | None, str | None]:
    heading = "CLAE_CLA_EPISODE_CEASED_DATE"
    dec = row.day(heading)
    reason = coded(
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
    return beside(row, named or begun or {})


def beside(row: Row, cells: Mapping[str, str]) -> Row:
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
        beside(row, cells).note("LEGA_LEGAL_STATUS", NOT_LOOKED_AFTER)
    return meant[0] if meant else None


def coded(
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
    care = plain_id(row.cells, "CLAR_CLA_ID")
    named = plain_id(row.cells, "CLAR_PERSON_ID")
    return named or extract.child_in_care.get(care, "")


def _review(row: Row, numbered: Numbered, extract: Extract) -> ReviewRecord:
    child_id = _child_of(numbered, extract)
    if not child_id:
        care = plain_id(row.cells, "CLAR_CLA_ID")
        there = care in extract.child_in_care
        row.leave_out("CLAR_CLA_ID", OF_NO_PERSON if there else CARE_OF_NOBODY)
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
