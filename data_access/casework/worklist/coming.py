"""The reviews to come as a calendar file: codes, and nothing else about a child."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy import Engine

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.store import database
from data_access.store.tables import ClaReview, PlanReview
from domain.access import Screen, Viewer, require

PRODUCT = "-//IRO quality assurance//Worklist//EN"
REVIEW, PLAN_REVIEW = "Review", "Plan review"


def calendar(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> bytes:
    """Return the reviews due from a day on as iCalendar (RFC 5545), a day each.

    A review keeps its name from file to file, so that one taken in again is not
    there twice.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.WORKLIST, la)
    with database.reading(engine) as session:
        seen = scope.known(session, viewer, la, as_at)
        in_care = scope.in_care(session, la, as_at)
        on_plan = scope.on_plan(session, la, as_at)
        owed = {
            REVIEW: scope.next_due(session, la, ClaReview, in_care),
            PLAN_REVIEW: scope.next_due(session, la, PlanReview, on_plan),
        }
    coming = sorted(
        (due, kind, child_id)
        for kind, found in owed.items()
        for child_id, due in found.items()
        if due >= as_at and seen.sees(child_id)
    )
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for due, kind, child_id in coming:
        made.add_component(_event(due, kind, pseudonym(la, child_id), now))
    ledger.write(
        engine,
        viewer,
        la,
        Screen.WORKLIST,
        now,
        what=ledger.DOWNLOADED,
        rows=len(coming),
    )
    return made.to_ical()


def _event(due: date, kind: str, code: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{code}-{kind.lower().replace(' ', '-')}-{due:%Y%m%d}")
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"{kind} due: {code}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
