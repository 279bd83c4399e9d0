"""The events of one council's log that stand, by their numbers here."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import CouncilEvent, table
from domain.events import Event

EVENTS = table(CouncilEvent)


def events_of(session: Session, la: str) -> dict[int, Event]:
    """Return a council's events by their day; those that somebody removed are not."""
    query = (
        select(EVENTS)
        .where(EVENTS.c.la == la, EVENTS.c.removed_at.is_(None))
        .order_by(EVENTS.c.day, EVENTS.c.words, EVENTS.c.id)
    )
    return {
        row.id: Event(
            row.day, row.words, keys_in(row.measures), row.set_by, row.set_at.date()
        )
        for row in session.execute(query)
    }


def keys_in(measures: str) -> tuple[str, ...]:
    """Return the keys that a line names; none for every measure."""
    return tuple(json.loads(measures)) if measures else ()


def as_kept(keys: tuple[str, ...]) -> str:
    """Return keys as a line keeps them."""
    return json.dumps(sorted(keys)) if keys else ""
