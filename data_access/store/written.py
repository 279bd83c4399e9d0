"""What people wrote that a release freezes beside its figures, as it then stood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session

from data_access.store.actions import standing_of
from data_access.store.commentary import OF_REPORTS
from data_access.store.loaded import CommentaryLine, CouncilEvent, keys_in, table

LINES, EVENTS = table(CommentaryLine).c, table(CouncilEvent).c
NAMES = frozenset({"author", "loaded_by"})  # a board is not told who it was
Json = dict[str, Any]


def beside_figures(
    session: Session, la: str, to: date, now: datetime
) -> Mapping[str, list[Json]]:
    """Return commentary and events up to a day, and the actions decided up to `now`.

    Commentary is of months that are over by that day. All is as it stood at `now`,
    days as ISO has them; `keys` are of measures: none of them stands in an event for
    every measure, in an action for the service.
    """
    return {
        "commentary": _commentary(session, la, to, now),
        "events": _events(session, la, to, now),
        "actions": _actions(session, la, now),
    }


def for_a_board(head: Json) -> Json:
    """Return a release's head as a board reads it: not who wrote or loaded what."""
    return head | {
        name: [_without(NAMES, each) for each in head[name]]
        for name in ("commentary", "actions", "files")
        if name in head
    }


def _without(names: frozenset[str], kept: Json) -> Json:
    return {name: value for name, value in kept.items() if name not in names}


def _commentary(session: Session, la: str, to: date, now: datetime) -> list[Json]:
    query = (
        select(table(CommentaryLine))
        .where(LINES.la == la, LINES.month <= to, LINES.written_at <= now)
        .where(LINES.measure.not_like(f"{OF_REPORTS}%"))
        .order_by(LINES.id)
    )
    latest = {(row.month, row.measure): row for row in session.execute(query)}
    return [
        {
            "measure": measure,
            "month": month.isoformat(),
            "text": row.text,
            "author": row.author,
        }
        for (month, measure), row in sorted(latest.items(), key=lambda each: each[0])
        if row.text
    ]


def _events(session: Session, la: str, to: date, now: datetime) -> list[Json]:
    query = (
        select(EVENTS.day, EVENTS.words, EVENTS.measures)
        .where(
            EVENTS.la == la,
            EVENTS.day <= to,
            EVENTS.set_at <= now,
            or_(EVENTS.removed_at.is_(None), EVENTS.removed_at > now),
        )
        .order_by(EVENTS.day, EVENTS.words, EVENTS.id)
    )
    return [
        {"day": day.isoformat(), "words": words, "keys": list(keys_in(measures))}
        for day, words, measures in session.execute(query)
    ]


def _actions(session: Session, la: str, now: datetime) -> list[Json]:
    return [
        {
            "number": each.number,
            "decided": each.decided.isoformat(),
            "what": each.what,
            "who": each.who,
            "due": each.due.isoformat(),
            "state": each.state.value,
            "evidence": each.evidence,
            "keys": list(each.keys),
            "author": each.author,
        }
        for each in standing_of(session, la, now).values()
        if each.decided <= now.date()
    ]
