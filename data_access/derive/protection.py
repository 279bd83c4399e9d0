"""Child protection: conference clocks, plans in order, and plan review due dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from data_access.derive.coverage import Coverage
from data_access.records import ConferenceRecord, PlanRecord, PlanReviewRecord
from domain.timescales import Timescales
from domain.working_days import working_days_between

CONFERENCE_TO_PLAN = 30  # days: a plan recorded this long after its conference is its


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


def plan_rows(plans: Iterable[PlanRecord]) -> list[dict[str, Any]]:
    """Return one child's plans in order, each with the end of the one before."""
    rows: list[dict[str, Any]] = []
    for plan in sorted(plans, key=lambda plan: plan.started):
        last = rows[-1] if rows else None
        rows.append(
            {
                "started": plan.started,
                "ended": plan.ended,
                "initial_category": plan.initial_category,
                "latest_category": plan.latest_category or plan.initial_category,
                "previous_plans": max(plan.previous_plans or 0, len(rows))
                if plan.previous_plans is not None or rows
                else None,
                "last_plan_ended": last["ended"] if last else None,
            }
        )
    return rows


def initial_conference(plan: PlanRecord, held: Iterable[date | None]) -> date:
    """Return the day of the conference that made a plan; the plan's start if unseen.

    The two should be one day (CIN rule 2885); where they are not, the conference is
    the last one held in the 30 days before the plan started.
    """
    earliest = plan.started - timedelta(days=CONFERENCE_TO_PLAN)
    near = [day for day in held if day and earliest <= day <= plan.started]
    return max(near, default=plan.started)


def plan_review_rows(
    plan: PlanRecord,
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
    anchor, due_after = conference, timescales.first_plan_review_due
    rows: list[dict[str, Any]] = []
    for review in sorted(held, key=lambda review: review.held):
        known = covered.holds(anchor, review.held)
        rows.append(
            {
                "plan_started": plan.started,
                "due": due_after(anchor) if known else None,
                "source_due": review.source_due,
                "held": review.held,
            }
        )
        anchor, due_after = review.held, timescales.next_plan_review_due
    owed = _owed(anchor, due_after(anchor), plan.ended, covered)
    if owed:
        rows.append(
            {
                "plan_started": plan.started,
                "due": owed,
                "source_due": None,
                "held": None,
            }
        )
    return rows


def _owed(
    anchor: date, due: date, ended: date | None, covered: Coverage
) -> date | None:
    if covered.run_of(anchor) is None or (ended is not None and ended <= due):
        return None
    return due
