"""What the service notes since its register began: visits, records sent, days planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import (
    pick,
    stream,
    working_day_after,
    working_day_before,
)
from data_access.demo.council import Council
from data_access.demo.plans import Plan
from data_access.demo.reviews import due_days
from data_access.demo.stays import Stay
from data_access.store.statements import (
    PlannedReviewRecord,
    Record,
    ReviewNoteRecord,
    VisitRecord,
)
from domain.periods import add_months
from domain.working_days import add_working_days

SINCE = date(2024, 9, 1)  # when the register began
RECORD_DAYS, SLOW_RECORD_DAYS = (4, 19), (21, 45)  # working days to send a record
SLOW, NEVER = 0.12, 0.006  # of records
NO_REASON = 0.15  # of late reviews
VISITED = 0.68  # of the times between two reviews
BEFORE_REVIEW = (9, 75)  # days between the visit and the review
PLANNED = 0.82  # of reviews due in the months ahead
PLANNED_LATE = 0.06
AHEAD = 3  # months
PROBATION = 6  # months
REASONS: Final = {
    "Parent or carer could not come": 24,
    "Child asked for another day": 16,
    "Social worker's report was late": 22,
    "IRO was ill": 10,
    "Placement moved": 12,
    "Court hearing awaited": 9,
    "No interpreter": 3,
}


def notes(council: Council, as_at: date) -> Iterator[Record]:
    """Return what is noted of reviews, visits and days planned, up to a day."""
    for stay in council.care.stays:
        if stay.reviewed and stay.started <= as_at and stay.ceased > SINCE:
            yield from _of_stay(council.seed, stay, as_at)
    for plan in council.families.plans:
        if plan.open_on(as_at):
            yield from _planned(
                council.seed, plan.child_id, "plan_review", _due(plan, as_at), as_at
            )


def probation(started: date) -> date:
    """Return the last day of somebody's probation."""
    return add_months(started, PROBATION)


def _of_stay(seed: int, stay: Stay, as_at: date) -> Iterator[Record]:
    due = due_days(stay.started, stay.reviews)
    for held, was_due in zip(stay.reviews, due, strict=False):
        rng = stream(seed, "notes", stay.child_id, held)
        if SINCE <= held <= as_at:
            yield _note(rng, stay.child_id, held, held > was_due, as_at)
        visited = working_day_before(held - timedelta(days=rng.randint(*BEFORE_REVIEW)))
        if rng.random() < VISITED and max(SINCE, stay.started) <= visited <= as_at:
            yield VisitRecord(child_id=stay.child_id, kind="iro", visited=visited)
    if stay.open_on(as_at):
        gone = sum(held <= as_at for held in stay.reviews)
        yield from _planned(seed, stay.child_id, "review", due[gone], as_at)


def _note(
    rng: Random, child_id: str, held: date, late: bool, as_at: date
) -> ReviewNoteRecord:
    chance, reason, wanted = rng.random(), pick(rng, REASONS), rng.random()
    days = SLOW_RECORD_DAYS if chance < SLOW else RECORD_DAYS
    sent = add_working_days(held, rng.randint(*days))
    return ReviewNoteRecord(
        child_id=child_id,
        held=held,
        late_reason=reason if late and wanted >= NO_REASON else None,
        record_sent=sent if sent <= as_at and chance >= NEVER else None,
    )


def _due(plan: Plan, as_at: date) -> date:
    return plan.due(sum(held <= as_at for held in plan.held))


def _planned(
    seed: int, child_id: str, kind: str, due: date, as_at: date
) -> Iterator[PlannedReviewRecord]:
    """Yield the day planned for a review that is due soon, if it has one."""
    rng = stream(seed, "planned", child_id, kind, due)
    has_day, is_late, days = rng.random(), rng.random(), rng.randint(1, 9)
    if has_day >= PLANNED or due > add_months(as_at, AHEAD):
        return
    if is_late < PLANNED_LATE:
        day = working_day_after(due + timedelta(days=days))
    else:
        day = working_day_before(due - timedelta(days=days))
    if day > as_at:
        yield PlannedReviewRecord(child_id=child_id, kind=kind, planned_for=day)
