"""Children in care in the Standard Safeguarding Dataset: people, episodes, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.importers import wordings
from data_access.importers.cells import clean_code, clean_id, clean_text, parse_day
from data_access.importers.report import Item, LeftOut
from data_access.importers.return_years import placements
from data_access.importers.rows import (
    CORRECT,
    Limit,
    Row,
    ethnicity_of,
    items_of,
    sex_of,
)
from data_access.importers.ssd.extract import Extract, Numbered, plain_id
from data_access.store.statements import ChildRecord, EpisodeRecord, ReviewRecord
from domain import codes

UNBORN = timedelta(days=300)  # how far ahead a birth can be expected
YES = frozenset({"Y", "YES", "1", "T", "TRUE"})
OPEN_STILL = "It is read as open. " + CORRECT
PLANNED = (
    "A review that is planned is not counted until it is held; when it is due is "
    "worked out from the review before. Load a later extract once it was held."
)
NO_CHILD = "Load ssd_cla_episodes in the same folder: it tells whose each period is."
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
    if clean_code(checked.raw("CLAR_CLA_REVIEW_CANCELLED")) in YES:
        return
    if checked.is_blank("CLAR_CLA_REVIEW_DATE"):
        yield not_held(checked, "CLAR_CLA_REVIEW_DATE", _child_of(row, extract))
        return
    yield from items_of(checked, lambda it: _review(it, _child_of(row, extract)))


def not_held(row: Row, heading: str, child_id: str) -> LeftOut:
    """Return what is said of a review that has no date yet."""
    return LeftOut(
        place=row.place,
        field=heading,
        found="blank",
        expected="the day the review was held, once it was",
        remedy=PLANNED,
        record=row.record,
        child_id=child_id,
        whole_row=False,
    )


def _row(row: Numbered, record: str, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", record, limit)


def _child(row: Row, extract: Extract) -> ChildRecord:
    child_id, latest, heading = row.needed_id("PERS_PERSON_ID"), row.limit.day, ""
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
    )
    if dec is None:
        if row.is_blank(heading) and reason:
            row.note(heading, "a date, as the episode has a reason to end", OPEN_STILL)
        return None, None
    if dec < decom:
        row.leave_out(heading, "a date on or after the episode's start")
    if dec > row.limit.day:
        row.note(heading, row.limit.words, OPEN_STILL)
        return None, None
    return dec, reason


def _placement(row: Row, extract: Extract, decom: date) -> Row:
    """Return the placement that the episode names, else the one begun that day.

    What is wrong with it is noted where the episode stands.
    """
    named = extract.placements.get(plain_id(row.cells, "CLAE_CLA_PLACEMENT_ID"))
    begun = extract.placements.get(f"{plain_id(row.cells, 'CLAE_CLA_ID')}|{decom}")
    cells = named or begun or {}
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
        told = Row(
            {"LEGA_LEGAL_STATUS": words[0]},
            row.place,
            row.record,
            row.limit,
            child_id=row.child_id,
            notes=row.notes,
        )
        told.note("LEGA_LEGAL_STATUS", "a legal status of looked-after children")
    return meant[0] if meant else None


def _coded(row: Row, heading: str, known: frozenset[str], expected: str) -> str | None:
    """Return the code that a cell is or begins with, with a note if it is none."""
    found = wordings.leading_code(row.raw(heading), known)
    if found and found not in known:
        row.note(heading, expected)
        return None
    return found or None


def _child_of(row: Numbered, extract: Extract) -> str:
    """Return whose a review is, through the period of care where it does not say."""
    told = clean_text(row.cells.get("CLAR_PERSON_ID", ""))
    care = plain_id(row.cells, "CLAR_CLA_ID")
    return clean_id(told) or extract.child_in_care.get(care, "")


def _review(row: Row, child_id: str) -> ReviewRecord:
    if not child_id:
        row.leave_out("CLAR_CLA_ID", "a period of care in ssd_cla_episodes", NO_CHILD)
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
        row.note(heading, "a code from PN0 to PN7, or its words")
    return found
