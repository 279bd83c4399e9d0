"""Lines of the worklist put aside until a day, marked done, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, Row, select, update
from sqlmodel import Session

from data_access.access import scope
from data_access.casework.worklist.rules import rules
from data_access.store import database
from data_access.store.loaded import WorklistMark, table
from domain.access import Screen, Viewer, require
from domain.errors import DashboardError

MARKS = table(WorklistMark).c
LONGEST = 90  # days that a line may be put aside for
LONGEST_REASON = 200  # letters
Marked = tuple[str, str, date]  # child, what the mark is kept under, day


class MarkError(DashboardError):
    """A line cannot be put aside or marked done as asked."""


@dataclass(frozen=True)
class Line:
    """A line of the worklist as a page names it: by code, rule and day."""

    code: str
    rule: str
    due: date


def put_aside(
    engine: Engine,
    viewer: Viewer,
    la: str,
    line: Line,
    until: date,
    reason: str,
    as_at: date,
    now: datetime,
) -> None:
    """Hide a line until a day; with another day due it is another line.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        NoSuchChildError: no child they may see has this code.
        MarkError: there is no reason, or the day is not within LONGEST days.
    """
    require(viewer, Screen.WORKLIST, la)
    today = now.date()
    if not today < until <= today + timedelta(days=LONGEST):
        raise MarkError(
            f"Choose a day after today, within {LONGEST} days, on which the line is "
            "to come back."
        )
    _mark(engine, viewer, la, line, reason, as_at, now, until)


def done(
    engine: Engine,
    viewer: Viewer,
    la: str,
    line: Line,
    reason: str,
    as_at: date,
    now: datetime,
) -> None:
    """Mark a line as done; it is hidden until it is taken back.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        NoSuchChildError: no child they may see has this code.
        MarkError: there is no reason.
    """
    require(viewer, Screen.WORKLIST, la)
    _mark(engine, viewer, la, line, reason, as_at, now, None)


def take_back(
    engine: Engine, viewer: Viewer, la: str, line: Line, as_at: date, now: datetime
) -> None:
    """Show a line again that was put aside or done; the mark is kept, as ended.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        NoSuchChildError: no child they may see has this code.
    """
    require(viewer, Screen.WORKLIST, la)
    with Session(engine) as session, database.writing(session):
        child_id = _child(session, viewer, la, line, as_at)
        _end(session, la, child_id, line, now)


def standing(session: Session, la: str, now: datetime) -> dict[Marked, Row]:
    """Return the marks that hide a line now, by what they are of."""
    query = (
        select(table(WorklistMark))
        .where(MARKS.la == la, MARKS.ended_at.is_(None))
        .where(MARKS.done.is_(True) | (MARKS.until > now.date()))
        .order_by(MARKS.id)
    )
    return {
        (mark.child_id, mark.rule, mark.due): mark for mark in session.execute(query)
    }


def _mark(
    engine: Engine,
    viewer: Viewer,
    la: str,
    line: Line,
    reason: str,
    as_at: date,
    now: datetime,
    until: date | None,
) -> None:
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise MarkError(f"Say why, in up to {LONGEST_REASON} letters.")
    with Session(engine) as session, database.writing(session):
        child_id = _child(session, viewer, la, line, as_at)
        _end(session, la, child_id, line, now)
        mark = WorklistMark(
            la=la,
            child_id=child_id,
            rule=_kept_under(line.rule),
            due=line.due,
            done=until is None,
            until=until,
            reason=said,
            by=viewer.who,
            at=now,
        )
        session.add(mark)


def _end(session: Session, la: str, child_id: str, line: Line, now: datetime) -> None:
    session.execute(
        update(table(WorklistMark))
        .where(MARKS.la == la, MARKS.child_id == child_id, MARKS.due == line.due)
        .where(MARKS.rule == _kept_under(line.rule), MARKS.ended_at.is_(None))
        .values(ended_at=now)
    )


def _child(session: Session, viewer: Viewer, la: str, line: Line, as_at: date) -> str:
    seen = scope.known(session, viewer, la, as_at)
    return scope.child_of(session, la, as_at, seen, line.code)


def _kept_under(rule: str) -> str:
    for each in rules():
        if each.key == rule:
            return each.marks
    raise MarkError("There is no such line on the worklist. Open the page again.")
