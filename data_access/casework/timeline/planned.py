"""The days that the service register plans for reviews and plan reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data_access.casework.timeline.event import Event, Lane, Mark, days
from data_access.casework.timeline.rows import ChildRows, last_held
from domain.periods import say_day

REVIEW, PLAN_REVIEW = "review", "plan_review"  # kinds of a planned review


def events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield what is planned and not held yet."""
    for day in of_care(rows, as_at):
        yield Event(Lane.REVIEWS, Mark.PLANNED, day, "Review planned")
    for day in of_plan(rows, as_at):
        yield Event(Lane.CONFERENCES, Mark.PLANNED, day, "Plan review planned")


def of_care(rows: ChildRows, as_at: date) -> list[date]:
    """Return the days planned since the last review of a child in care."""
    care = rows.in_care(as_at)
    if care is None:
        return []
    return _after(last_held(rows.reviews_in(care)) or care.started, REVIEW, rows)


def of_plan(rows: ChildRows, as_at: date) -> list[date]:
    """Return the days planned since the last review of the plan."""
    plan = rows.on_plan(as_at)
    if plan is None:
        return []
    return _after(last_held(rows.reviews_of(plan)) or plan.started, PLAN_REVIEW, rows)


def beside(planned: list[date], due: date | None, as_at: date) -> str:
    """Return the next day planned, and whether it is after the due date."""
    to_come = [day for day in planned if day >= as_at]
    if not to_come:
        gone = "which is gone by, and none is recorded"
        return f"Planned for {say_day(planned[-1])}, {gone}" if planned else ""
    if due is None:
        return f"Planned for {say_day(to_come[0])}"
    late = (to_come[0] - due).days
    after = f"{days(late)} after the due date" if late > 0 else "by the due date"
    return f"Planned for {say_day(to_come[0])}, {after}"


def _after(last: date, kind: str, rows: ChildRows) -> list[date]:
    return [
        each.planned_for
        for each in rows.planned
        if each.kind == kind and each.planned_for > last
    ]
