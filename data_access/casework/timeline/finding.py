"""What a timeline shows, in a sentence: since when, reviews on time, what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from data_access.casework.timeline import care as of_care
from data_access.casework.timeline import protection
from data_access.casework.timeline.event import HELD, Event, Mark, overdue
from data_access.casework.timeline.rows import ChildRows
from domain.periods import say_day
from domain.timescales import Timescales

SAID = {Mark.ON_TIME: "on time", Mark.LATE: "late", Mark.UNKNOWN: "not known"}


def finding(rows: ChildRows, as_at: date, timescales: Timescales) -> str:
    """Return what holds of the time in care and on a plan that runs on a day."""
    parts = []
    if (care := rows.in_care(as_at)) is not None:
        reviews = of_care.of_period(rows, care, as_at, timescales)
        since = say_day(care.started) + ("" if care.start_known else " or earlier")
        parts.append(_said("In care", since, "review", list(reviews), as_at))
    if (plan := rows.on_plan(as_at)) is not None:
        held = protection.of_plan(rows, plan, as_at)
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
