"""Health of children in care, and when they were missing, as rows.

A child missing while in no care of ours is in no figure; nor is the health of a child of
whom no file tells that they were ever in care.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data_access.derive.care import Care
from data_access.derive.known import StatementsOfChild, Winning
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.store.statements import (
    Fault,
    HealthAnswersRecord,
    HealthCheckRecord,
    MissingRecord,
)

NEVER_IN_CARE = Fault(
    "health_without_care",
    "a child who is or was in care",
    "Load the Episodes file that holds this child.",
)
MISSING_OUTSIDE_CARE = Fault(
    "missing_outside_care",
    "a first day within a time in care, short breaks left out",
    "Correct it, or the episode it belongs to, and load again.",
)
STATED = (HealthCheckRecord, HealthAnswersRecord, MissingRecord)
ANSWERS = ("assessment", "dental", "immunised")


def health_rows(statements: StatementsOfChild) -> Iterator[dict[str, Any]]:
    """Yield each check of a child, and each answer that a file gives."""
    for check in statements.records(HealthCheckRecord):
        yield {"kind": check.kind, "day": check.done, "answer": None}
    for said in statements.records(HealthAnswersRecord):
        for kind in ANSWERS:
            answer = getattr(said, kind)
            if answer is not None:
                yield {"kind": kind, "day": said.as_at, "answer": answer}


def never_in_care(statements: StatementsOfChild) -> Iterator[LeftOutValues]:
    """Yield what is said of rows on the health of a child who was never in care."""
    for check in statements.of(HealthCheckRecord):
        yield _never(check, check.record.done)
    for said in statements.of(HealthAnswersRecord):
        yield _never(said, said.record.as_at)


def _never(winning: Winning[Any], day: date) -> LeftOutValues:
    return as_left_out(winning, NEVER_IN_CARE, field="whole row", found=day)


def missing_rows(
    statements: StatementsOfChild, periods: Sequence[Care]
) -> Iterator[dict[str, Any]]:
    """Yield each time that a child in care was missing, or away."""
    for said in statements.records(MissingRecord):
        if _in_care(periods, said.started):
            yield said.model_dump(exclude={"child_id"})


def missing_outside_care(
    statements: StatementsOfChild, periods: Sequence[Care]
) -> Iterator[LeftOutValues]:
    """Yield what is said of times that began outside every time in care."""
    for said in statements.of(MissingRecord):
        day = said.record.started
        if not _in_care(periods, day):
            yield as_left_out(said, MISSING_OUTSIDE_CARE, field="MIS_START", found=day)


def _in_care(periods: Sequence[Care], day: date) -> bool:
    return any(care.holds(day) for care in periods if not care.short_breaks)
