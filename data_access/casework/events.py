"""A council's event log: written by those who may, and nothing is rubbed out.

What is changed makes readers' columns be read anew; no row is derived again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive.council import events_of
from data_access.store import database
from data_access.store.loaded import CouncilEvent, as_kept, keys_in
from domain.access import Screen
from domain.errors import RefusedError
from domain.events import Event
from domain.periods import say_day
from domain.targets import NOTHING_KEPT, words_for

AN_EVENT = "The dispute resolution protocol was relaunched"
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class EventAsked:
    """What an event is to be: a day, words, and measures; none stands for all."""

    day: date
    words: str
    keys: tuple[str, ...] = ()


def logged(look: Look) -> Mapping[int, Event]:
    """Return the events that stand now, by their numbers."""
    return look.given(Screen.EVENTS, lambda session: events_of(session, look.la))


def log(look: Look, asked: EventAsked) -> None:
    """Write an event down, as who is looking.

    Raises:
        RefusedError: it has no words or no day that can be, or is written down already.
    """
    with _changing(look) as session:
        _add(session, look, asked)


def change(look: Look, number: int, asked: EventAsked) -> None:
    """Have an event say something else; what it said is kept.

    Raises:
        RefusedError: it cannot be so, or somebody else has removed or changed it.
    """
    with _changing(look) as session:
        _remove(session, look, number)
        _add(session, look, asked)


def remove(look: Look, number: int) -> None:
    """Remove an event from the log; it is kept, with who removed it and when.

    Raises:
        RefusedError: somebody else has removed or changed it.
    """
    with _changing(look) as session:
        _remove(session, look, number)


def put_back(look: Look, number: int) -> None:
    """Write an event down again that was removed, as whoever puts it back.

    Raises:
        RefusedError: it is not removed, or was written down again meanwhile.
    """
    with _changing(look) as session:
        line = session.get(CouncilEvent, number)
        if line is None or line.la != look.la or line.removed_at is None:
            raise RefusedError("This is not removed. Look at the list as it is now.")
        _add(session, look, EventAsked(line.day, line.words, keys_in(line.measures)))


@contextmanager
def _changing(look: Look) -> Iterator[Session]:
    """Give a session for one change; readers' columns are read anew after it."""
    with look.writing(Screen.EVENTS) as session:
        yield session
        database.bump(session, look.la)


def _add(session: Session, look: Look, asked: EventAsked) -> None:
    words = words_for("What happened", asked.words, AN_EVENT)
    if asked.day < EARLIEST:
        raise RefusedError(
            f"Day: {say_day(asked.day)} is too early. Choose a day from "
            f"{say_day(EARLIEST)} on. {NOTHING_KEPT}"
        )
    for each in events_of(session, look.la).values():
        if (each.day, each.words) == (asked.day, words):
            raise RefusedError(
                f"This is written down already, by {each.author}: {each.said}. Change "
                f"that line, if other measures are touched. {NOTHING_KEPT}"
            )
    line = CouncilEvent(
        la=look.la,
        day=asked.day,
        words=words,
        measures=as_kept(asked.keys),
        set_by=look.viewer.who,
        set_at=look.now,
    )
    session.add(line)
    session.flush()
    look.wrote(session, Screen.EVENTS, f"event {line.id}")


def _remove(session: Session, look: Look, number: int) -> None:
    line = session.get(CouncilEvent, number)
    if line is None or line.la != look.la:
        raise RefusedError("There is no such event. Look at the list as it is now.")
    if line.removed_at is not None:
        raise RefusedError(
            f"{line.removed_by} removed or changed this on "
            f"{say_day(line.removed_at.date())}. What you typed is still here: look at "
            "the list as it is now, and write it down anew if you still want it."
        )
    line.removed_by, line.removed_at = look.viewer.who, look.now
    session.add(line)
    session.flush()
    look.wrote(session, Screen.EVENTS, f"removal of event {number}")
