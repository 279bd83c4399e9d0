"""One child's life with the service, on one line: what happened, what is due next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pandas as pd

from data_access.casework.timeline import events
from data_access.casework.timeline.events import working_day
from data_access.casework.timeline.parts import (
    HELD,
    ChildRows,
    Event,
    Mark,
    days,
    in_order,
    last_held,
    overdue,
    runs,
    sentences,
)
from data_access.casework.worklist.rules import LONG
from data_access.derive.protection import initial_conference
from data_access.store.tables import ClaReview, PeriodOfCare, Plan, PlanReview
from domain.due import DISPUTE_LIMIT, FIRST_REVIEW, GROWN_UP, Timescales, dispute_due
from domain.periods import add_months, birthday, say_day

AnyReview = TypeVar("AnyReview", ClaReview, PlanReview)
SECOND = 2
A_YEAR = 365.25  # days
PLAN_MONTHS = (*LONG, 24)
COLUMNS = ("Day", "What", "On time?", "Detail")
NO_EARLIER_FILE = (
    "Not known: a review that it counts from may be in a file that is not loaded"
)
NO_START = "Not known: the file in which care began is not loaded"
NOT_BORN = "Not known: no date of birth is in the files"


@dataclass(frozen=True)
class Due:
    """A day to keep in mind: what falls on it, how far off it is, and by which rule.

    `day` is None where it cannot be known; `rule` then says why. It also has the day
    that the service register plans.
    """

    what: str
    day: date | None
    when: str
    rule: str


def next_due(rows: ChildRows, as_at: date, timescales: Timescales) -> Iterator[Due]:
    """Yield what falls due, reviews first."""
    if (care := rows.in_care(as_at)) is not None:
        yield _review(rows, care, as_at, timescales)
    if (plan := rows.on_plan(as_at)) is not None:
        yield _plan_review(rows, plan, as_at, timescales)
    yield from _disputes(rows, as_at)
    if plan is not None:
        yield from _months_on(plan, as_at)
    yield _adult(rows.born, as_at)


def _review(
    rows: ChildRows, care: PeriodOfCare, as_at: date, timescales: Timescales
) -> Due:
    reviews = rows.reviews_in(care)
    last, found = last_held(reviews), _owed(reviews)
    mode = timescales.interval_mode
    if found is None:
        day, rule = None, NO_EARLIER_FILE if last or care.start_known else NO_START
    elif last is None:
        day, began = found.due, say_day(care.started)
        rule = f"{FIRST_REVIEW} working days after coming into care on {began}"
    else:
        day, between = found.due, mode.sooner if found.number == SECOND else mode.later
        rule = f"{between} after the review on {say_day(last)}"
    beside = events.beside_planned(events.planned_in_care(rows, as_at), day, as_at)
    return _meeting("Review", day, as_at, rule, beside)


def _plan_review(
    rows: ChildRows, plan: Plan, as_at: date, timescales: Timescales
) -> Due:
    reviews = rows.reviews_of(plan)
    last, found = last_held(reviews), _owed(reviews)
    mode = timescales.interval_mode
    if found is None:
        rule = NO_EARLIER_FILE
    elif last is not None:
        rule = f"{mode.later} after the plan review on {say_day(last)}"
    else:
        held = [each.held for each in rows.conferences]
        first = initial_conference(plan.started, held)
        event = "the initial conference" if first in held else "the plan started"
        rule = f"{mode.sooner} after {event} on {say_day(first)}"
    day = found.due if found else None
    beside = events.beside_planned(events.planned_on_plan(rows, as_at), day, as_at)
    return _meeting("Plan review", day, as_at, rule, beside)


def _owed(reviews: tuple[AnyReview, ...]) -> AnyReview | None:
    return next((each for each in reviews if each.held is None and each.due), None)


def _disputes(rows: ChildRows, as_at: date) -> Iterator[Due]:
    for dispute in rows.disputes:
        if runs(dispute.raised, dispute.resolved, as_at):
            day = dispute_due(dispute.raised)
            rule = (
                f"{DISPUTE_LIMIT} working days after it was raised on "
                f"{say_day(dispute.raised)}; {working_day(dispute, as_at)}"
            )
            yield _meeting(f"Dispute: working day {DISPUTE_LIMIT}", day, as_at, rule)


def _months_on(plan: Plan, as_at: date) -> Iterator[Due]:
    for months in PLAN_MONTHS:
        day = add_months(plan.started, months)
        rule = f"{months} calendar months after the plan started on "
        rule += say_day(plan.started)
        yield _reached(f"{months} months on the plan", day, as_at, rule)


def _adult(born: date | None, as_at: date) -> Due:
    what = f"{GROWN_UP}th birthday"
    if born is None:
        return Due(what, None, "", sentences(NOT_BORN))
    return _reached(what, birthday(born, GROWN_UP), as_at, f"Born on {say_day(born)}")


def _meeting(
    what: str, day: date | None, as_at: date, rule: str, beside: str = ""
) -> Due:
    return Due(what, day, overdue(day, as_at) if day else "", sentences(rule, beside))


def _reached(what: str, day: date, as_at: date, rule: str) -> Due:
    """Return a day that comes by itself, so that it is reached and never overdue."""
    past, rule = (as_at - day).days, sentences(rule)
    if past == 0:
        return Due(what, day, "today", rule)
    if past > 0:
        return Due(what, day, f"reached {days(past)} ago", rule)
    years = int(-past / A_YEAR)
    when = f"in {years} years" if years > 1 else overdue(day, as_at)
    return Due(what, day, when, rule)


# What a timeline shows, in a sentence: since when, reviews on time, what is next.


SAID = {Mark.ON_TIME: "on time", Mark.LATE: "late", Mark.UNKNOWN: "not known"}


def finding(rows: ChildRows, as_at: date, timescales: Timescales) -> str:
    """Return what holds of the time in care and on a plan that runs on a day."""
    parts = []
    if (care := rows.in_care(as_at)) is not None:
        reviews = events.events_of_care(rows, care, as_at, timescales)
        since = say_day(care.started) + ("" if care.start_known else " or earlier")
        parts.append(_said("In care", since, "review", list(reviews), as_at))
    if (plan := rows.on_plan(as_at)) is not None:
        held = events.events_of_plan(rows, plan, as_at)
        since = say_day(plan.started)
        parts.append(_said("On a plan", since, "plan review", list(held), as_at))
    return ". ".join(parts)


def _said(where: str, since: str, what: str, events: list[Event], as_at: date) -> str:
    held = Counter(each.mark for each in events if each.mark in HELD)
    number = held.total()
    if number:
        counted = ", ".join(f"{held[mark]} {SAID[mark]}" for mark in SAID if held[mark])
        plural = "" if number == 1 else "s"
        said = f"{number} {what}{plural}: {counted}"
    else:
        said = f"no {what} held yet"
    return f"{where} since {since}, {said}; {_next(events, as_at)}"


def _next(events: Iterable[Event], as_at: date) -> str:
    for event in events:
        if event.mark is Mark.OWED:
            day = say_day(event.day)
            if event.day < as_at:
                return f"next was due {day}, {overdue(event.day, as_at)}"
            return f"next due {day}"
    return "next due date not known"


# The timeline as a whole.


@dataclass(frozen=True)
class Timeline:
    """Everything that happened up to a day, what is due after it, and what it shows."""

    as_at: date
    finding: str
    events: tuple[Event, ...]
    due: tuple[Due, ...]


def of(rows: ChildRows, as_at: date, timescales: Timescales) -> Timeline:
    """Return the timeline of one child's rows, by the council's way of counting."""
    return Timeline(
        as_at=as_at,
        finding=finding(rows, as_at, timescales),
        events=in_order(_events(rows, as_at, timescales)),
        due=tuple(next_due(rows, as_at, timescales)),
    )


def table(events: Iterable[Event]) -> pd.DataFrame:
    """Return events as a table, a row each. Columns: COLUMNS."""
    rows = [(each.day, each.what, each.on_time, each.said) for each in events]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _events(rows: ChildRows, as_at: date, timescales: Timescales) -> Iterator[Event]:
    yield from events.care_events(rows, as_at, timescales)
    yield from events.protection_events(rows, as_at)
    yield from events.dispute_events(rows, as_at)
    yield from events.planned_events(rows, as_at)
    yield from events.visit_events(rows)
