"""Events of child protection: enquiries, conferences, plans and plan reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data_access.casework.timeline.event import (
    NOT_KNOWN,
    Event,
    Lane,
    Mark,
    days,
    meeting,
    owed,
    sentences,
)
from data_access.casework.timeline.rows import ChildRows, runs
from data_access.store.tables import Conference, Plan
from domain.codes import ABUSE, say
from domain.periods import say_day
from domain.timescales import ICPC_LIMIT

ENQUIRY = "Section 47 enquiry"
CONFERENCE, TRANSFER = "Initial conference", "Transfer-in conference"
PLAN, PLAN_REVIEW = "Child protection plan", "Plan review"
EARLIER_MAY_BE = (
    "Due date not known: an earlier plan review may be in a file not loaded"
)


def events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield what happened in child protection, and the plan review owed."""
    for conference in rows.conferences:
        yield from _conference(conference, as_at)
    for plan in rows.plans:
        yield _plan(plan)
        yield from of_plan(rows, plan, as_at)


def of_plan(rows: ChildRows, plan: Plan, as_at: date) -> Iterator[Event]:
    """Yield the reviews of one plan, the one owed last."""
    still = runs(plan.started, plan.ended, as_at)
    for review in rows.reviews_of(plan):
        if review.held is not None:
            unknown = EARLIER_MAY_BE if review.due is None else None
            yield meeting(
                Lane.CONFERENCES, PLAN_REVIEW, review.due, review.held, unknown
            )
        elif review.due is not None:
            yield owed(Lane.CONFERENCES, PLAN_REVIEW, review.due, as_at, still=still)


def _conference(row: Conference, as_at: date) -> Iterator[Event]:
    none_needed = row.not_required and row.held is None
    if row.s47_started is not None:
        yield Event(
            Lane.CONFERENCES,
            Mark.POINT,
            row.s47_started,
            ENQUIRY,
            "No conference was needed." if none_needed else "",
        )
    if row.held is not None:
        yield _initial(row, row.held)
    elif row.due is not None and not none_needed:
        yield owed(Lane.CONFERENCES, CONFERENCE, row.due, as_at, still=False)


def _initial(row: Conference, held: date) -> Event:
    """Return a conference; it is late once it took more working days than it may."""
    what = TRANSFER if row.transfer_in else CONFERENCE
    if row.working_days is None or row.due is None:
        on_time = "" if row.transfer_in else NOT_KNOWN
        return Event(Lane.CONFERENCES, Mark.UNKNOWN, held, what, "", on_time)
    late = row.working_days > ICPC_LIMIT
    return Event(
        Lane.CONFERENCES,
        Mark.LATE if late else Mark.ON_TIME,
        held,
        what,
        sentences(
            f"Due {say_day(row.due)}",
            f"{row.working_days} working days after the enquiry began",
        ),
        f"{days((held - row.due).days)} late" if late else "On time",
    )


def _plan(plan: Plan) -> Event:
    category = say(ABUSE, plan.latest_category)
    first = say(ABUSE, plan.initial_category)
    before = plan.previous_plans
    return Event(
        Lane.PLANS,
        Mark.SPAN,
        plan.started,
        PLAN,
        sentences(
            f"Category: {category}" if plan.latest_category else None,
            f"At first: {first}"
            if plan.initial_category and first != category
            else None,
            f"Plans before this one: {before}" if before else None,
        ),
        until=plan.ended,
        text=category if plan.latest_category else PLAN,
    )
