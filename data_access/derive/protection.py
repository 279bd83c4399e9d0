"""Child protection: conference clocks, plans in order, and plan review due dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from data_access.derive.known import Coverage, LatestEnd, Why, Winning, lost_after
from data_access.store.statements import ConferenceRecord, PlanRecord, PlanReviewRecord
from domain.due import Answers, Kind, Rung, Timescales, owed, working_days_between

CONFERENCE_TO_PLAN = 30  # days: a plan recorded this long after its conference is its


def conference_rows(
    records: Sequence[ConferenceRecord],
    timescales: Timescales,
    until: date | None = None,
) -> list[dict[str, Any]]:
    """Return one child's enquiries and conferences; each conference answers one enquiry.

    Which of several enquiries it answers is the council's choice. The others of the
    same conference are settled on its day. Nothing is owed from `until` on: the child has
    died, or is 18.
    """
    answered: dict[date, ConferenceRecord] = {}
    in_order = sorted(records, key=lambda each: each.s47_started or date.min)
    if timescales.conference_answers is Answers.EARLIEST:
        in_order.reverse()
    for record in in_order:
        if record.held and record.s47_started:
            answered[record.held] = record
    return [_answered(record, answered, timescales, until) for record in records]


def _answered(
    record: ConferenceRecord,
    answered: Mapping[date, ConferenceRecord],
    timescales: Timescales,
    until: date | None,
) -> dict[str, Any]:
    started, held = record.s47_started, record.held
    if held and started and answered[held] is not record:
        unheld = record.model_copy(update={"held": None})
        return {**conference_row(unheld, timescales), "settled": held}
    later = (
        day
        for day, other in answered.items()
        if started and other.s47_started and started < other.s47_started
    )
    settled = None if timescales.earlier_stays_overdue else min(later, default=None)
    days = [day for day in (settled, until) if day]
    return {
        **conference_row(record, timescales),
        "settled": None if held else min(days, default=None),
    }


def conference_row(record: ConferenceRecord, timescales: Timescales) -> dict[str, Any]:
    """Return a conference with its due date and the working days it took.

    Counted from the start of the section 47 enquiry; a transfer-in has no enquiry
    here, so no clock.
    """
    started, held = record.s47_started, record.held
    return {
        "s47_started": started,
        "due": timescales.icpc_due(started) if started else None,
        "source_due": record.source_due,
        "held": held,
        "working_days": working_days_between(started, held)
        if started and held
        else None,
        "transfer_in": record.transfer_in,
        "not_required": record.not_required,
    }


@dataclass(frozen=True)
class PlanSeen:
    """A plan as derived; `guessed` says that no census gives its end.

    `cut` says why it ended before the files say so; nothing is owed from `until` on,
    which may be yet to come.
    """

    winning: Winning[PlanRecord]
    ended: date | None
    guessed: bool
    cut: Why | None = None
    until: date | None = None

    @property
    def started(self) -> date:
        """The day the plan started."""
        return self.winning.record.started

    @property
    def leaves(self) -> date | None:
        """The day from which nothing is owed, None where none is known."""
        return min((day for day in (self.ended, self.until) if day), default=None)


def plans_of(
    stated: Iterable[Winning[PlanRecord]], covered: Coverage
) -> list[PlanSeen]:
    """Return one child's plans in order, those left open by mistake closed.

    A census repeats every open plan, and a child has one at a time (CIN rules 8935,
    8940): an open plan ended with the last census that has it, where a later one was
    loaded, and at the latest when the next plan started.
    """
    plans = sorted(stated, key=lambda item: item.record.started)
    following = [item.record.started for item in plans[1:]]
    return [
        _plan(plan, lost_after(plan.last_day, covered), after)
        for plan, after in zip_longest(plans, following)
    ]


def _plan(plan: Winning[PlanRecord], lost: date | None, after: date | None) -> PlanSeen:
    ended, started = plan.record.ended, plan.record.started
    if ended is not None:
        return PlanSeen(plan, ended, guessed=False)
    latest = min((day for day in (lost, after) if day is not None), default=None)
    if latest is None:
        return PlanSeen(plan, None, guessed=False)
    return PlanSeen(plan, max(latest, started), guessed=True)


def ended_by(
    plans: Iterable[PlanSeen], end: LatestEnd | None, covered: Coverage
) -> tuple[list[PlanSeen], list[PlanSeen]]:
    """Return plans as they end by a day at the latest, and those that start after it."""
    last = covered.runs[-1].end if covered.runs else None
    if end is None:
        return list(plans), []
    if not end.reached(last):
        return [replace(plan, until=end.day) for plan in plans], []
    kept, after = [], []
    for plan in plans:
        if plan.started > end.day:
            after.append(replace(plan, cut=end.why))
        elif plan.ended is None or plan.ended > end.day:
            kept.append(replace(plan, ended=end.day, guessed=False, cut=end.why))
        else:
            kept.append(plan)
    return kept, after


def plan_rows(plans: Sequence[PlanSeen]) -> list[dict[str, Any]]:
    """Return one child's plans as stored, each with the end of the one before."""
    return [_plan_row(plan, plans[:number]) for number, plan in enumerate(plans)]


def _plan_row(plan: PlanSeen, before: Sequence[PlanSeen]) -> dict[str, Any]:
    record = plan.winning.record
    known = record.previous_plans is not None or before
    return {
        "started": record.started,
        "ended": plan.ended,
        "initial_category": record.initial_category,
        "latest_category": record.latest_category or record.initial_category,
        "previous_plans": max(record.previous_plans or 0, len(before))
        if known
        else None,
        "last_plan_ended": before[-1].ended if before else None,
    }


def initial_conference(started: date, held: Iterable[date | None]) -> date:
    """Return the day of the conference that made a plan; the plan's start if unseen.

    The two should be one day (CIN rule 2885); where they are not, the conference is
    the last one held in the 30 days before the plan started.
    """
    earliest = started - timedelta(days=CONFERENCE_TO_PLAN)
    near = [day for day in held if day and earliest <= day <= started]
    return max(near, default=started)


def plan_review_rows(
    plan: PlanSeen,
    conference: date,
    held: Sequence[PlanReviewRecord],
    covered: Coverage,
    timescales: Timescales,
) -> list[dict[str, Any]]:
    """Return a plan's reviews in order, the one still owed last.

    The first is due three months after the initial conference, each later one six
    months after the last. Due is None where a census that may hold an earlier review
    was not loaded. A plan that ended by the due date owes nothing.
    """
    last, rung = plan.started, Rung(Kind.PLAN_REVIEW, conference)
    rows: list[dict[str, Any]] = []
    for review in sorted(held, key=lambda review: review.held):
        due = rung.due(timescales)
        if due is not None and covered.missed(last, due, review.held):
            rows.append(_review_row(plan, due, None))
        known = covered.holds(last, review.held)
        rows.append(_review_row(plan, due if known else None, review))
        last, rung = review.held, rung.held(review.held)
    days = (each.held for each in held)
    stands = standing(plan.started, plan.ended, conference, days, covered, timescales)
    due = stands.due(timescales) if stands else None
    if due is not None and owed(due, plan.leaves):
        rows.append(_review_row(plan, due, None))
    return rows


def standing(
    started: date,
    ended: date | None,
    conference: date,
    held: Iterable[date],
    covered: Coverage,
    timescales: Timescales,
) -> Rung | None:
    """Return where a plan stands after the reviews held; None where nobody can know."""
    last, rung = started, Rung(Kind.PLAN_REVIEW, conference)
    for day in sorted(held):
        last, rung = day, rung.held(day)
    due = rung.due(timescales)
    missed = due is not None and covered.missed(last, due)
    return rung if missed or covered.settles(last, ended) else None


def _review_row(
    plan: PlanSeen, due: date | None, review: PlanReviewRecord | None
) -> dict[str, Any]:
    return {
        "plan_started": plan.started,
        "due": due,
        "source_due": review.source_due if review else None,
        "held": review.held if review else None,
    }
