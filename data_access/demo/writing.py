"""The council's records as they stand on a day: nothing later is known yet."""

from __future__ import annotations

from collections import Counter
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
from data_access.demo.difference import alerts, ready
from data_access.demo.disputes import disputes
from data_access.demo.education import education
from data_access.demo.families import Enquiry, InventedPlan
from data_access.demo.follow_up import follow_up
from data_access.demo.health import health
from data_access.demo.lasting_homes import lasting_homes
from data_access.demo.liberty import liberty
from data_access.demo.people import OPENING, InventedChild
from data_access.demo.placements import episodes
from data_access.demo.pre_proceedings import pre_proceedings
from data_access.demo.recorded import recorded
from data_access.demo.reviews import due_days
from data_access.demo.staffed import staffed
from data_access.demo.stays import InventedStay
from data_access.demo.voiced import voiced
from data_access.store.statements import (
    AllocationRecord,
    ChildRecord,
    ConferenceRecord,
    DisputeRecord,
    EpisodeRecord,
    PlannedReviewRecord,
    PlanRecord,
    PlanReviewRecord,
    Record,
    ReviewNoteRecord,
    ReviewRecord,
    StaffRecord,
    VisitRecord,
)
from domain.due import add_working_days
from domain.periods import add_months

# What the service notes since its register began: visits, records sent, days planned.


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
ANSWERED, DISABLED, DISABLED_ALONE = 0.96, 0.15, 0.03  # of children
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


def _of_stay(seed: int, stay: InventedStay, as_at: date) -> Iterator[Record]:
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


def _due(plan: InventedPlan, as_at: date) -> date:
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


def records(council: Council, as_at: date) -> list[Record]:
    """Return every record of a child or colleague the council knows on `as_at`.

    Children whose time in care, or on a plan, ended before the opening are left out;
    those still there then have their records from the start.
    """
    about_children = [
        *_care(council, as_at),
        *_conferences(council, as_at),
        *_plans(council, as_at),
    ]
    mentioned = dict.fromkeys(record.child_id for record in about_children)
    alone = {stay.child_id for stay in council.care.stays if stay.path == "alone"}
    return [
        *(
            _child(council.seed, council.children[each], each in alone, as_at)
            for each in mentioned
        ),
        *about_children,
        *_staff(council, as_at),
        *_allocations(council, as_at),
        *(raised := list(_disputes(council, as_at))),
        *follow_up(council.seed, raised, as_at),
        *notes(council, as_at),
        *health(council, as_at),
        *lasting_homes(council, as_at),
        *liberty(council, as_at),
        *pre_proceedings(council, as_at),
        *education(council, as_at),
        *recorded(council, as_at),
        *voiced(council, as_at),
        *ready(council, as_at),
        *alerts(council.seed, as_at),
        *staffed(council.seed, as_at),
    ]


def _care(council: Council, as_at: date) -> Iterator[Record]:
    for stay in council.care.stays:
        if stay.started <= as_at:
            yield from _episodes(council, stay, as_at)
            for held in stay.reviews:
                if held <= as_at:
                    code = council.codes[stay.child_id, held]
                    yield ReviewRecord(
                        child_id=stay.child_id, held=held, participation=code
                    )


def _episodes(
    council: Council, stay: InventedStay, as_at: date
) -> Iterator[EpisodeRecord]:
    child = council.children[stay.child_id]
    for episode in episodes(council.seed, stay, child):
        if episode.decom > as_at:
            return
        open_still = episode.dec is None or episode.dec > as_at
        yield (
            episode.model_copy(update={"dec": None, "reason_ceased": None})
            if open_still
            else episode
        )


def _conferences(council: Council, as_at: date) -> Iterator[ConferenceRecord]:
    kept = {(p.child_id, p.started) for p in council.families.plans if _is_kept(p)}
    for enquiry in council.families.enquiries:
        for child_id in enquiry.children:
            if enquiry.known >= OPENING or (child_id, enquiry.known) in kept:
                yield from _conference(enquiry, child_id, as_at)


def _conference(
    enquiry: Enquiry, child_id: str, as_at: date
) -> Iterator[ConferenceRecord]:
    first_heard = enquiry.s47_started or enquiry.known
    if first_heard <= as_at:
        yield ConferenceRecord(
            child_id=child_id,
            s47_started=enquiry.s47_started,
            held=_by(enquiry.icpc, as_at),
            transfer_in=enquiry.s47_started is None,
            not_required=enquiry.icpc is None and enquiry.known <= as_at,
        )


def _plans(council: Council, as_at: date) -> Iterator[Record]:
    earlier = Counter(council.families.priors)
    for plan in council.families.plans:
        if _is_kept(plan) and plan.started <= as_at:
            changed = plan.conferences[0] <= min(as_at, plan.ended)
            yield PlanRecord(
                child_id=plan.child_id,
                started=plan.started,
                ended=_by(plan.ended, as_at),
                initial_category=plan.category,
                latest_category=plan.latest_category if changed else plan.category,
                previous_plans=earlier[plan.child_id],
            )
            for held in plan.held:
                if held <= as_at:
                    yield PlanReviewRecord(
                        child_id=plan.child_id, plan_started=plan.started, held=held
                    )
        earlier[plan.child_id] += 1


def _is_kept(plan: InventedPlan) -> bool:
    return plan.ended >= OPENING


def _child(seed: int, child: InventedChild, alone: bool, as_at: date) -> ChildRecord:
    """Return the child; before birth neither the day nor the sex is known."""
    unborn = child.born > as_at
    rng = stream(seed, "disability", child.child_id)
    known, chance = rng.random() < ANSWERED, DISABLED_ALONE if alone else DISABLED
    return ChildRecord(
        child_id=child.child_id,
        born=None if unborn else child.born,
        sex="U" if unborn else child.sex,
        ethnicity=child.ethnicity,
        family=child.family or None,
        disabled=rng.random() < chance if known and not unborn else None,
        alone=alone,
    )


def _staff(council: Council, as_at: date) -> Iterator[StaffRecord]:
    for member in council.members:
        if member.started <= as_at:
            yield StaffRecord(
                staff_id=member.staff_id,
                full_name=member.full_name,
                role=member.post.role,
                fte=member.post.fte,
                agency=member.post.agency,
                started=member.started,
                ended=_by(member.ended, as_at),
                probation_until=probation(member.started),
            )


def _allocations(council: Council, as_at: date) -> Iterator[AllocationRecord]:
    for allocated in council.allocated:
        if allocated.started <= as_at:
            yield AllocationRecord(
                child_id=allocated.case.child.child_id,
                staff_id=allocated.member.staff_id,
                role=allocated.case.role,
                team=allocated.team,
                started=allocated.started,
                ended=_by(allocated.ended, as_at),
            )


def _disputes(council: Council, as_at: date) -> Iterator[DisputeRecord]:
    for dispute in disputes(council.seed, as_at, council.allocated):
        if dispute.raised <= as_at:
            resolved = _by(dispute.resolved, as_at)
            yield dispute.model_copy(
                update={
                    "resolved": resolved,
                    "outcome": dispute.outcome if resolved else None,
                    "stages": tuple(
                        stage.model_copy(
                            update={"responded": _by(stage.responded, as_at)}
                        )
                        for stage in dispute.stages
                        if stage.entered and stage.entered <= as_at
                    ),
                }
            )


def _by(day: date | None, as_at: date) -> date | None:
    """Return the day if it has come, None if it has not."""
    return day if day and day <= as_at else None
