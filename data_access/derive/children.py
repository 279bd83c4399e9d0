"""One child's rows in every table, from what the live files say of that child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from data_access.derive.care import Care, Seen, periods_of_care, reviews_of
from data_access.derive.coverage import Coverage
from data_access.derive.disputes import dispute_row, stage_rows
from data_access.derive.protection import (
    conference_row,
    initial_conference,
    plan_review_rows,
    plan_rows,
)
from data_access.derive.told import ByRecord, Told
from data_access.importers.disputes_mapping import DisputeMapping
from data_access.models import (
    Allocation,
    Base,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    LeftOutRow,
    PeriodOfCare,
    Plan,
    PlanReview,
)
from data_access.records import Record, ReviewRecord
from domain.periods import financial_year
from domain.timescales import Timescales

Keep = Callable[[type[Base], Iterable[dict[str, Any]]], None]


@dataclass(frozen=True)
class Rules:
    """What a council's rows are derived by."""

    la: str
    timescales: Timescales
    mapping: DisputeMapping
    care: Coverage
    reviews: Coverage
    plans: Coverage
    file_names: dict[int, str] = field(default_factory=dict)


def derive_child(told: ByRecord, rules: Rules, keep: Keep) -> None:
    """Hand every row about one child to `keep`, table by table."""
    keep(Child, [_child(told["child"])])
    _derive_care(told, rules, keep)
    _derive_protection(told, rules, keep)
    disputes = _records(told["dispute"])
    keep(Dispute, (dispute_row(each, rules.mapping) for each in disputes))
    for each in disputes:
        keep(DisputeStageEvent, stage_rows(each, rules.mapping))
    allocations = _records(told["allocation"])
    keep(Allocation, (each.model_dump(exclude={"child_id"}) for each in allocations))


def staff_row(record: Record) -> dict[str, Any]:
    """Return a member of staff as stored."""
    row = record.model_dump(exclude={"child_id"})
    return {"name": row.pop("full_name"), **row}


def _records(told: Sequence[Told]) -> list[Any]:
    return [item.record for item in told]


def _child(told: Sequence[Told]) -> dict[str, Any]:
    """Return what is known of a child: each field from the newest file that has it."""
    known: dict[str, Any] = {"born": None, "sex": None, "ethnicity": None}
    for record in _records(told):
        said = record.model_dump(include=set(known))
        known.update({name: value for name, value in said.items() if value})
    return known


def _derive_care(told: ByRecord, rules: Rules, keep: Keep) -> None:
    seen = [Seen(item.record, item.year) for item in told["episode"]]  # type: ignore[arg-type]
    periods = periods_of_care(seen, rules.care)
    inside: dict[int, list[ReviewRecord]] = defaultdict(list)
    for item in told["review"]:
        review: ReviewRecord = item.record  # type: ignore[assignment]
        number = _holding(periods, review)
        if number is None:
            keep(LeftOutRow, [_review_outside(item, review, bool(periods), rules)])
        else:
            inside[number].append(review)
    for number, care in enumerate(periods, start=1):
        keep(PeriodOfCare, [{"number": number, **_period(care)}])
        episodes = (each.model_dump(exclude={"child_id"}) for each in care.episodes)
        keep(Episode, ({"period_number": number, **each} for each in episodes))
        reviews = reviews_of(care, inside[number], rules.reviews, rules.timescales)
        keep(ClaReview, ({"period_number": number, **vars(each)} for each in reviews))
        if care.lost:
            keep(LeftOutRow, [_lost(told["episode"], care, rules)])


def _period(care: Care) -> dict[str, Any]:
    return {
        "started": care.started,
        "start_known": care.start_known,
        "ceased": care.ceased,
        "reason_ceased": care.reason_ceased,
        "short_breaks": care.short_breaks,
    }


def _holding(periods: Sequence[Care], review: ReviewRecord) -> int | None:
    """Return the number of the latest period of care that holds a review."""
    for number in range(len(periods), 0, -1):
        if periods[number - 1].holds(review.held):
            return number
    return None


def _review_outside(
    item: Told, review: ReviewRecord, has_episodes: bool, rules: Rules
) -> dict[str, Any]:
    remedy = (
        "Correct the review's date, or the episode it belongs to, and load again."
        if has_episodes
        else "Load the Episodes file that holds this child."
    )
    return _left_out(
        item,
        rules,
        field="REVIEW",
        found=f"{review.held:%d/%m/%Y}",
        expected="a day inside one of the child's periods of care",
        remedy=remedy,
    )


def _review_without_plan(item: Told, rules: Rules) -> dict[str, Any]:
    return _left_out(
        item,
        rules,
        field="CPPreviewDate",
        found=f"{item.record.held:%d/%m/%Y}",  # type: ignore[attr-defined]
        expected="a plan of this child that is not itself left out",
        remedy="Correct the plan this review belongs to, and load again.",
    )


def _lost(told: Sequence[Told], care: Care, rules: Rules) -> dict[str, Any]:
    decom = care.episodes[-1].decom
    item = next(item for item in told if item.record.decom == decom)  # type: ignore[attr-defined]
    return _left_out(
        item,
        rules,
        whole_row=False,
        field="DEC",
        found="blank",
        expected="the day care ceased: the next year's return has no such child",
        remedy=(
            f"Counted as in care until {financial_year(item.year).end:%d/%m/%Y}. "
            "Load the return that closes this episode."
        ),
    )


def _left_out(item: Told, rules: Rules, **words: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "import_id": item.import_id,
        "file_name": rules.file_names.get(item.import_id, ""),
        "place": item.place,
        "record": item.record.name,
        "joining": True,
        "whole_row": True,
        **words,
    }


def _derive_protection(told: ByRecord, rules: Rules, keep: Keep) -> None:
    conferences = _records(told["conference"])
    keep(Conference, (conference_row(each, rules.timescales) for each in conferences))
    plans = _records(told["plan"])
    keep(Plan, plan_rows(plans))
    starts = {plan.started for plan in plans}
    orphans = [i for i in told["plan_review"] if i.record.plan_started not in starts]  # type: ignore[attr-defined]
    keep(LeftOutRow, (_review_without_plan(item, rules) for item in orphans))
    for plan in plans:
        held = [
            each
            for each in _records(told["plan_review"])
            if each.plan_started == plan.started
        ]
        conference = initial_conference(plan, (each.held for each in conferences))
        reviews = plan_review_rows(
            plan, conference, held, rules.plans, rules.timescales
        )
        keep(PlanReview, reviews)
