"""One child's rows in every table, from what the live files say of that child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_access.derive import health, left_out, liberty, permanence, protection
from data_access.derive.care import (
    Care,
    counting_breaks,
    ended_by,
    periods_of_care,
    reviews_of,
    series,
)
from data_access.derive.known import (
    Coverage,
    LatestEnd,
    StatementsOfChild,
    Why,
    Winning,
    latest_end,
)
from data_access.derive.protection import (
    conference_rows,
    initial_conference,
    plan_review_rows,
    plan_rows,
    plans_of,
)
from data_access.derive.registers import Registers, allocations_of, planned_of
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.store.law import LibertyRecord, PreProceedingsRecord
from data_access.store.loaded import Base, LeftOutRow
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from data_access.store.statements import (
    AllocationRecord,
    AloneRecord,
    ChildRecord,
    ConferenceRecord,
    DisputeRecord,
    EpisodeRecord,
    PlannedReviewRecord,
    PlanRecord,
    PlanReviewRecord,
    Record,
    ReviewRecord,
    StaffRecord,
    StageEntry,
    VisitRecord,
)
from data_access.store.tables import (
    AdoptionPlan,
    Allocation,
    CarePlan,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    Health,
    Liberty,
    Missing,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    PreProceedings,
    Visit,
)
from domain.due import Timescales, working_days_between

KNOWN_OF_CHILD = ("born", "died", "sex", "ethnicity", "family", "disabled")
Keep = Callable[[type[Base], Iterable[dict[str, Any]]], None]


@dataclass(frozen=True)
class DaysKnown:
    """The days for which the files hold every row, by what the rows are of.

    `reviews` are the days for which both the episodes and the reviews were loaded:
    with either alone, a review not seen proves nothing. `open_plans` are those for
    which every plan is known, though its reviews may not be. `alone` are those for
    which a list of unaccompanied asylum-seeking children was loaded, `liberty` those for
    which one of orders that deprive children of liberty was.
    """

    care: Coverage
    reviews: Coverage
    plans: Coverage
    open_plans: Coverage
    alone: Coverage
    liberty: Coverage


@dataclass(frozen=True)
class Rules:
    """What a council's rows are derived by."""

    la: str
    timescales: Timescales
    mapping: DisputeMapping
    known: DaysKnown
    registers: Registers = field(default_factory=Registers)


def derive_child(statements: StatementsOfChild, rules: Rules, keep: Keep) -> None:
    """Hand every row about one child to `keep`, table by table."""
    known = _child(statements.records(ChildRecord))
    end = latest_end(known["born"], known["died"], statements.records(EpisodeRecord))
    known["died"] = _death(end)
    keep(LeftOutRow, statements.left_out)
    periods = _derive_care(statements, rules, end, keep)
    keep(Child, [{**known, "alone": _alone(statements, periods, rules.known.alone)}])
    _derive_protection(statements, rules, end, keep)
    for dispute in joined(statements.records(DisputeRecord), rules.mapping):
        keep(Dispute, [dispute_row(dispute, rules.mapping)])
        keep(DisputeStageEvent, stage_rows(dispute, rules.mapping))
    allocations = allocations_of(statements.of(AllocationRecord), rules.registers)
    keep(Allocation, _dumped(allocations))
    planned = planned_of(statements.of(PlannedReviewRecord), rules.registers)
    keep(PlannedReview, _dumped(planned))
    keep(Visit, _dumped(statements.records(VisitRecord)))
    keep(PreProceedings, _dumped(statements.records(PreProceedingsRecord)))


def staff_row(record: StaffRecord) -> dict[str, Any]:
    """Return a member of staff as stored."""
    row = record.model_dump(exclude={"child_id"})
    return {"name": row.pop("full_name"), **row}


def _dumped(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    return (each.model_dump(exclude={"child_id"}) for each in records)


def _child(records: Sequence[ChildRecord]) -> dict[str, Any]:
    """Return what is known of a child: each field from the newest file that has it."""
    known: dict[str, Any] = dict.fromkeys(KNOWN_OF_CHILD)
    for record in records:
        said = {name: getattr(record, name) for name in known}
        known |= {name: value for name, value in said.items() if value is not None}
    return known


def _alone(
    statements: StatementsOfChild, periods: Sequence[Care], listed: Coverage
) -> bool | None:
    """Return whether a child is, or was, an unaccompanied asylum-seeking child.

    Whom one file names stays one. A no is one that a file says, or of a child in care
    on a day of a return whose list does not have them; anything else is not known.
    """
    said = {record.alone for record in statements.records(ChildRecord)} - {None}
    if True in said or statements.of(AloneRecord):
        return True
    not_listed = any(
        run.start < (care.ceased or date.max) and care.started <= run.end
        for care in periods
        for run in listed.runs
    )
    return False if said or not_listed else None


def _death(end: LatestEnd | None) -> date | None:
    return end.day if end and end.why is Why.DEATH else None


def _derive_care(
    statements: StatementsOfChild, rules: Rules, end: LatestEnd | None, keep: Keep
) -> Sequence[Care]:
    """Keep what is of care, and return the times in care."""
    episodes = statements.of(EpisodeRecord)
    seen = periods_of_care(episodes, rules.known.care)
    counted = counting_breaks(seen) if rules.timescales.breaks_count else seen
    periods, after = ended_by(counted, end, rules.known.care)
    keep(LeftOutRow, left_out.care_after_end(after, end, episodes))
    inside: dict[int, list[Winning[ReviewRecord]]] = defaultdict(list)
    for item in statements.of(ReviewRecord):
        number = _holding(periods, item.record.held)
        if number is None:
            outside = left_out.review_outside(item, has_episodes=bool(periods))
            keep(LeftOutRow, [outside])
        elif periods[number - 1].short_breaks:
            keep(LeftOutRow, [left_out.review_in_short_breaks(item)])
        else:
            inside[number].append(item)
    _derive_beside(statements, periods, rules, keep)
    for number, care in enumerate(periods, start=1):
        keep(PeriodOfCare, [{"number": number, **_period(care)}])
        stays = (each.model_dump(exclude={"child_id"}) for each in care.episodes)
        keep(Episode, ({"period_number": number, **each} for each in stays))
        held = [item.record for item in inside[number]]
        reviews = reviews_of(care, held, rules.known.reviews, rules.timescales)
        keep(ClaReview, ({"period_number": number, **vars(each)} for each in reviews))
        keep(LeftOutRow, left_out.end_of_care(care, episodes))
        keep(LeftOutRow, left_out.gaps_in_care(care, episodes))
        if care.turned and care.short_breaks:
            keep(LeftOutRow, [left_out.turned_into_short_breaks(care, episodes)])
        first = {
            part.held: parts[0].held
            for parts in series(held, rules.timescales)
            for part in parts[1:]
        }
        parts = (item for item in inside[number] if item.record.held in first)
        keep(LeftOutRow, (left_out.part_of_review(each, first) for each in parts))
    return periods


def _derive_beside(
    statements: StatementsOfChild, periods: Sequence[Care], rules: Rules, keep: Keep
) -> None:
    """Keep what else is told of a child in care, where anything is."""
    if any(statements.of(kind) for kind in health.STATED):
        _derive_health(statements, periods, keep)
    if any(statements.of(kind) for kind in permanence.STATED):
        _derive_permanence(statements, periods, keep)
    if statements.of(LibertyRecord):
        orders = liberty.orders(statements, periods, rules.known.liberty)
        keep(Liberty, liberty.liberty_rows(orders))
        keep(LeftOutRow, liberty.doubted(orders))


def _derive_health(
    statements: StatementsOfChild, periods: Sequence[Care], keep: Keep
) -> None:
    if periods:
        keep(Health, health.health_rows(statements))
    else:
        keep(LeftOutRow, health.never_in_care(statements))
    keep(Missing, health.missing_rows(statements, periods))
    keep(LeftOutRow, health.missing_outside_care(statements, periods))


def _derive_permanence(
    statements: StatementsOfChild, periods: Sequence[Care], keep: Keep
) -> None:
    if periods:
        keep(CarePlan, _dumped(statements.records(CarePlanRecord)))
        keep(AdoptionPlan, _dumped(statements.records(AdoptionPlanRecord)))
    else:
        keep(LeftOutRow, permanence.never_in_care(statements))


def _period(care: Care) -> dict[str, Any]:
    return {
        "started": care.started,
        "start_known": care.start_known,
        "ceased": care.ceased,
        "reason_ceased": care.reason_ceased,
        "short_breaks": care.short_breaks,
        "counts_from": care.counts_from,
    }


def _holding(periods: Sequence[Care], day: date) -> int | None:
    """Return the number of the latest period that holds a day, of care if one does."""
    holding = [
        (not care.short_breaks, number)
        for number, care in enumerate(periods, start=1)
        if care.holds(day)
    ]
    return max(holding)[1] if holding else None


def _derive_protection(
    statements: StatementsOfChild, rules: Rules, end: LatestEnd | None, keep: Keep
) -> None:
    conferences = statements.records(ConferenceRecord)
    known = rules.known.open_plans
    ended = end and end.reached(known.runs[-1].end if known.runs else None)
    until = end.day if end and ended else None
    keep(Conference, conference_rows(conferences, rules.timescales, until))
    seen = plans_of(statements.of(PlanRecord), known)
    plans, after = protection.ended_by(seen, end, known)
    keep(Plan, plan_rows(plans))
    told = (plan for plan in plans if plan.guessed or plan.cut)
    keep(LeftOutRow, map(left_out.end_of_plan, told))
    if end:
        keep(LeftOutRow, (left_out.plan_after_end(plan, end) for plan in after))
    held: dict[date, list[PlanReviewRecord]] = {plan.started: [] for plan in plans}
    for item in statements.of(PlanReviewRecord):
        if item.record.plan_started in held:
            held[item.record.plan_started].append(item.record)
        else:
            keep(LeftOutRow, [left_out.review_without_plan(item)])
    for plan in plans:
        conference = initial_conference(
            plan.started, (each.held for each in conferences)
        )
        reviews = plan_review_rows(
            plan, conference, held[plan.started], rules.known.plans, rules.timescales
        )
        keep(PlanReview, reviews)


# Disputes: the council's own stages and themes, and the working days each took.


def joined(
    said: Iterable[DisputeRecord], mapping: DisputeMapping
) -> list[DisputeRecord]:
    """Return each dispute once, from what several logs say of it, oldest first.

    A later log wins field by field where it says something. Its stages are added to
    those of earlier logs, a stage told twice is one: a case that climbs from one
    quarter's log to the next is one dispute.
    """
    found: dict[str, DisputeRecord] = {}
    for record in said:
        before = found.get(record.key)
        found[record.key] = _joined(before, record, mapping) if before else record
    return list(found.values())


def _joined(
    before: DisputeRecord, after: DisputeRecord, mapping: DisputeMapping
) -> DisputeRecord:
    filled = {name: said for name, said in after if said not in (None, ())}
    stages = {_same_stage(entry, mapping): entry for entry in before.stages}
    for entry in after.stages:
        same = _same_stage(entry, mapping)
        earlier = stages.get(same)
        stages[same] = _filled(entry, earlier) if earlier else entry
    ordered = sorted(stages.values(), key=lambda entry: _place(entry, after, mapping))
    return before.model_copy(update={**filled, "stages": tuple(ordered)})


def _same_stage(entry: StageEntry, mapping: DisputeMapping) -> str:
    words = entry.stage_as_typed or ""
    return _stage(words, mapping) or words.casefold().strip()


def _filled(entry: StageEntry, earlier: StageEntry) -> StageEntry:
    """Return a later log's entry; a stage was entered when the first log says."""
    said = {name: value for name, value in entry if value is not None}
    entered = earlier.entered or entry.entered
    return earlier.model_copy(update={**said, "entered": entered})


def _place(
    entry: StageEntry, dispute: DisputeRecord, mapping: DisputeMapping
) -> tuple[date, int]:
    """Order entries by day, those of one day by the council's own list."""
    stage = _stage(entry.stage_as_typed, mapping)
    known = stage in mapping.stages
    place = mapping.stages.index(stage) if stage and known else len(mapping.stages)
    return entry.entered or dispute.raised, place


def dispute_row(record: DisputeRecord, mapping: DisputeMapping) -> dict[str, Any]:
    """Return a dispute with its stages and theme in the council's list.

    Wording that the mapping does not know gives None, shown as not recorded. The
    entry stage is that of the first entry; the highest is the furthest down the
    council's ordered list.
    """
    stages = [_stage(entry.stage_as_typed, mapping) for entry in record.stages]
    known = [stage for stage in stages if stage is not None]
    return {
        "raised": record.raised,
        "ordinal": record.ordinal,
        "iro_name": record.iro_name,
        "team": record.team,
        "entry_stage": stages[0] if stages else None,
        "highest_stage": max(known, key=mapping.stages.index) if known else None,
        "theme": mapping.theme(record.theme_as_typed)
        if record.theme_as_typed
        else None,
        "theme_as_typed": record.theme_as_typed,
        "resolved": record.resolved,
        "working_days": working_days_between(record.raised, record.resolved)
        if record.resolved
        else None,
        "outcome": record.outcome,
    }


def stage_rows(record: DisputeRecord, mapping: DisputeMapping) -> list[dict[str, Any]]:
    """Return a dispute's entries into stages, in the order they happened."""
    return [
        {
            "raised": record.raised,
            "ordinal": record.ordinal,
            "position": position,
            "stage": _stage(entry.stage_as_typed, mapping),
            **entry.model_dump(),
        }
        for position, entry in enumerate(record.stages, start=1)
    ]


def _stage(as_typed: str | None, mapping: DisputeMapping) -> str | None:
    return mapping.stage(as_typed) if as_typed else None
