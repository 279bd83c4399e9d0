"""Visits in the Standard Safeguarding Dataset: by social workers, and by the IRO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data_access.importers.cells import clean_text
from data_access.importers.report import Item
from data_access.importers.rows import Limit, Row, items_of
from data_access.importers.ssd.extract import Extract, Numbered, plain_id
from data_access.store.statements import VisitRecord

BY_IRO, BY_SOCIAL_WORKER, ON_PLAN = "iro", "social_worker", "plan"
LAST_CONTACT = "CLAE_CLA_LAST_IRO_CONTACT_DATE"
NO_CHILD = "Load the table that tells whose it is in the same folder."


def of_iros(rows: Iterable[Numbered], limit: Limit) -> Iterator[Item]:
    """Return the IRO's last visits or contacts, which each episode of a child repeats."""
    told = set()
    for row in rows:
        whose, day = "CLAE_PERSON_ID", clean_text(row.cells.get(LAST_CONTACT, ""))
        child_id = plain_id(row.cells, whose)
        if day and (child_id, day) not in told:
            told.add((child_id, day))
            yield from _visit(_row(row, limit), child_id, whose, BY_IRO, LAST_CONTACT)


def to_child_in_care(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a social worker's visit to a child in care."""
    care = "CLAV_CLA_ID"
    child_id = plain_id(row.cells, "CLAV_PERSON_ID") or extract.child_in_care.get(
        plain_id(row.cells, care), ""
    )
    checked = _row(row, limit)
    yield from _visit(checked, child_id, care, BY_SOCIAL_WORKER, "CLAV_CLA_VISIT_DATE")


def to_child_on_plan(row: Numbered, extract: Extract, limit: Limit) -> Iterator[Item]:
    """Return a visit to a child on a plan."""
    plan = "CPPV_CP_PLAN_ID"
    told = extract.plans.get(plain_id(row.cells, plan), {})
    child_id = plain_id({**told, **row.cells}, "CPPV_PERSON_ID", "CPPL_PERSON_ID")
    yield from _visit(_row(row, limit), child_id, plan, ON_PLAN, "CPPV_CP_VISIT_DATE")


def _row(row: Numbered, limit: Limit) -> Row:
    return Row(row.cells, f"Row {row.number}", VisitRecord.name, limit)


def _visit(
    row: Row, child_id: str, whose: str, kind: str, heading: str
) -> Iterator[Item]:
    def visit(checked: Row) -> VisitRecord:
        if not child_id:
            checked.leave_out(whose, "an id that tells whose visit it is", NO_CHILD)
        checked.child_id = child_id
        return VisitRecord(
            child_id=child_id, kind=kind, visited=checked.needed_day(heading)
        )

    yield from items_of(row, visit)
