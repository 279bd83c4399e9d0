"""Plans for a lasting home in the Standard Safeguarding Dataset: in care, for adoption.

Of children who were neither in care nor in child protection nothing is read. What a care
plan says is told as yes or no: which home it names is not kept, nor is it repeated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from data_access.importers.cells import clean_code
from data_access.importers.rows import (
    AFTER_LIMIT,
    BEFORE_START,
    MEND,
    Limit,
    Row,
    items_of,
)
from data_access.importers.ssd.extract import Extract, Numbered, plain_id
from data_access.importers.ssd.passed_over import passed_over
from data_access.importers.ssd.rows import NO, YES, beside, coded, needed_child
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from data_access.store.statements import (
    Fault,
    Item,
)
from domain.codes import REVERSED

AIMS, MONTHS = (
    frozenset(
        (
            *("REMAINSUP", "RETURN1M", "RETURN6M", "RETURNEV", "LTRELFR"),
            *("LTFOST18", "RESPLMT", "SUPPLIV", "ADOPTION", "OTHERPLN"),
        )
    ),
    "RETURNEV",  # its answer may be a number of months
)
AIM = "LACP_CLA_CARE_PLAN_JSON"
ANNEX_A = re.compile(r"[A-G]\s*\)")  # how a plan begins as Ofsted's Annex A words it
NOT_UNDERSTOOD = Fault(
    "care_plan_not_understood",
    "the dataset's list of plans, each with Y, N or nothing, or a plan as an Annex A "
    "words it",
    "Whether this care plan names a lasting home is not known. {correct}",
)
NOT_FOR_ADOPTION = Fault(
    "no_decision_for_adoption",
    "the day of the decision that the child should be placed for adoption",
    "Nothing to do where adoption was never the plan: orders and ends of care are told "
    "by episodes.",
)
REVERSED_WITHOUT_DAY = Fault(
    "reversed_without_day",
    "a date, as there is a reason no longer to place the child for adoption",
    f"It is read as not reversed. {MEND}",
)
SIBLINGS_NOT_READ = Fault("siblings_not_read", "{choices}", MEND)
DECIDED = "PERM_ADM_DECISION_DATE"
ENDED, REASON = "PERM_DECISION_REVERSED_DATE", "PERM_DECISION_REVERSED_REASON"
GROUP = "PERM_PART_OF_SIBLING_GROUP"
MOST_SIBLINGS = 20


def care_plan(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a care plan, and whether it names a lasting home."""
    if plain_id(row.cells, "LACP_PERSON_ID") in (extract.children or {""}):
        yield from items_of(_row(row, CarePlanRecord.name, limit), _care_plan)


def _care_plan(row: Row) -> CarePlanRecord:
    child_id = needed_child(row, "LACP_PERSON_ID")
    started = row.needed_day("LACP_CLA_CARE_PLAN_START_DATE")
    lasting = False if row.is_blank(AIM) else _lasting(row.raw(AIM).strip())
    if lasting is None:
        beside(row, {AIM: "other words"}).note(AIM, NOT_UNDERSTOOD)
    return CarePlanRecord(child_id=child_id, started=started, lasting=lasting)


def _lasting(said: str) -> bool | None:
    """Return whether a plan is named; None where it is not understood."""
    if ANNEX_A.match(said.upper()) or said.upper() in AIMS:
        return True
    try:
        found = json.loads(said)
    except ValueError:
        return None
    lists = found if isinstance(found, list) else [found]
    if not all(isinstance(each, dict) for each in lists):
        return None
    answers = {
        _answer(aim.strip().upper(), answer)
        for each in lists
        for aim, answer in each.items()
    }
    return True if True in answers else None if None in answers else False


def _answer(aim: str, said: object) -> bool | None:
    """Return whether one plan of the list is the child's."""
    words = "" if said is None else str(said).strip().upper()
    if not words or words in NO:
        return False
    months = aim == MONTHS and words.isdecimal()
    return True if aim in AIMS and (words in YES or months) else None


def adoption_plan(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a decision for adoption; of a row without one, what is said of it."""
    child_id = plain_id(row.cells, "PERM_PERSON_ID")
    if child_id not in (extract.children or {""}):
        return
    checked = _row(row, AdoptionPlanRecord.name, limit)
    if checked.is_blank(DECIDED):
        yield passed_over(checked, DECIDED, NOT_FOR_ADOPTION, child_id)
    else:
        yield from items_of(checked, _adoption_plan)


def _adoption_plan(row: Row) -> AdoptionPlanRecord:
    child_id, decided = needed_child(row, "PERM_PERSON_ID"), row.needed_day(DECIDED)
    ended, reason = (
        _later(row, ENDED, decided),
        coded(row, REASON, frozenset(REVERSED), "RD1, RD2, RD3 or RD4"),
    )
    if reason and row.is_blank(ENDED):
        row.note(ENDED, REVERSED_WITHOUT_DAY)
    return AdoptionPlanRecord(
        child_id=child_id,
        decided=decided,
        matched=_later(row, "PERM_MATCHED_DATE", decided),
        placed=_later(row, "PERM_PLACED_FOR_ADOPTION_DATE", decided),
        reversed=ended,
        reason=reason if ended else None,
        sibling=_in_group(row),
        together=_number(row, "PERM_SIBLINGS_PLACED_TOGETHER"),
        apart=_number(row, "PERM_SIBLINGS_PLACED_APART"),
    )


def _later(row: Row, heading: str, decided: date) -> date | None:
    """Return a day from the decision on, else None with a note."""
    found = row.day(heading)
    if found is None:
        return None
    if found < decided:
        row.note(heading, BEFORE_START, start="the decision")
        return None
    if found > row.limit.day:
        row.note(heading, AFTER_LIMIT)
        return None
    return found


def _in_group(row: Row) -> bool | None:
    if row.is_blank(GROUP):
        return None
    said = clean_code(row.raw(GROUP))
    if said not in YES | NO:
        row.note(GROUP, SIBLINGS_NOT_READ, choices="1 for yes or 0 for no")
        return None
    return said in YES


def _number(row: Row, heading: str) -> int | None:
    if row.is_blank(heading):
        return None
    said = row.raw(heading).strip().removesuffix(".0")
    if not (said.isdecimal() and int(said) <= MOST_SIBLINGS):
        row.note(heading, SIBLINGS_NOT_READ, choices="a number of children")
        return None
    return int(said)


def _row(row: Numbered, record: str, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", record, limit)
