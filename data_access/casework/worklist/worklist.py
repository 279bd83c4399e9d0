"""The worklist: one row a thing to do, for the children somebody may see.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from icalendar import Calendar, Event
from sqlalchemy import Engine, Row, select, update
from sqlmodel import Session

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import ChildrenSeen
from data_access.casework.worklist import rows
from data_access.casework.worklist.rules import Found, TaskRule, rules
from data_access.store import database
from data_access.store.loaded import WorklistMark, table
from data_access.store.tables import ClaReview, PlanReview
from domain.access import Screen, Viewer, require
from domain.errors import DashboardError

# Lines of the worklist put aside until a day, marked done, and taken back.


MARKS = table(WorklistMark).c
LONGEST = 90  # days that a line may be put aside for
LONGEST_REASON = 200  # letters
Marked = tuple[str, str, date]  # child, what the mark is kept under, day


class MarkError(DashboardError):
    """A line cannot be put aside or marked done as asked."""


@dataclass(frozen=True)
class TaskLine:
    """A line of the worklist as a page names it: by code, rule and day."""

    code: str
    rule: str
    due: date


def put_aside(
    engine: Engine,
    viewer: Viewer,
    la: str,
    line: TaskLine,
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
    line: TaskLine,
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
    engine: Engine, viewer: Viewer, la: str, line: TaskLine, as_at: date, now: datetime
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
    line: TaskLine,
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


def _end(
    session: Session, la: str, child_id: str, line: TaskLine, now: datetime
) -> None:
    session.execute(
        update(table(WorklistMark))
        .where(MARKS.la == la, MARKS.child_id == child_id, MARKS.due == line.due)
        .where(MARKS.rule == _kept_under(line.rule), MARKS.ended_at.is_(None))
        .values(ended_at=now)
    )


def _child(
    session: Session, viewer: Viewer, la: str, line: TaskLine, as_at: date
) -> str:
    seen = scope.children_seen(session, viewer, la, as_at)
    return scope.child_of(session, la, as_at, seen, line.code)


def _kept_under(rule: str) -> str:
    for each in rules():
        if each.key == rule:
            return each.marks
    raise MarkError("There is no such line on the worklist. Open the page again.")


KEY = "Key"  # a rule's key, for the page; a reader reads its words
COLUMNS = (
    *("Rule", KEY, "Child", "Code", "Team", "IRO or chair", "Due", "Days"),
    "What to do",
)
MARK_COLUMNS = (*COLUMNS, "Put aside until", "Why", "By")


def lines(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return what there is to do on a day, what waited longest first.

    Columns: COLUMNS; `Days` are days late, below 0 before the day due. Lines that are
    put aside or done on the day of `now` are left out.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.WORKLIST, la)
    found = _open(engine, viewer, la, as_at, now)
    ledger.write(engine, viewer, la, Screen.WORKLIST, now, rows=len(found))
    return found


def exported(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the same lines to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.WORKLIST, la)
    found = _open(engine, viewer, la, as_at, now).drop(columns=["Child", KEY])
    _taken(engine, viewer, la, now, len(found))
    return found


def marked(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the lines that are put aside or done now, with the reason.

    Columns: MARK_COLUMNS; no day to come back on where a line is done.

    Raises:
        NotAllowedError: the role sees no worklist, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.WORKLIST, la)
    rows = [
        (*row, mark.until, mark.reason, mark.by)
        for row, mark in _rows(engine, viewer, la, as_at, now)
        if mark is not None
    ]
    found = _in_order(rows, MARK_COLUMNS)
    ledger.write(engine, viewer, la, Screen.WORKLIST, now, rows=len(found))
    return found


def _taken(engine: Engine, viewer: Viewer, la: str, now: datetime, rows: int) -> None:
    ledger.write(
        engine,
        viewer,
        la,
        Screen.WORKLIST,
        now,
        what=ledger.DOWNLOADED,
        rows=rows,
    )


def _open(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    found = _rows(engine, viewer, la, as_at, now)
    return _in_order([row for row, mark in found if mark is None], COLUMNS)


def _in_order(rows: list[tuple[object, ...]], names: tuple[str, ...]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=list(names))
    return found.sort_values(["Due", "Child"], kind="stable", ignore_index=True)


def _rows(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> list[tuple[tuple[object, ...], Row | None]]:
    """Return every line that somebody may see, with the mark that hides it."""
    with database.reading(engine) as session:
        seen = scope.children_seen(session, viewer, la, as_at)
        known = rows.read(session, la, as_at, seen)
        marks = standing(session, la, now)
    return [
        (_row(la, as_at, seen, rule, line), marks.get(_mark_of(rule, line)))
        for rule in rules()
        for line in _once(rule.find(known), seen.sees)
    ]


def _once(found: Iterator[Found], sees: Callable[[str], bool]) -> list[Found]:
    """Return the lines of the children seen; two of one child and day are one."""
    return list(
        {
            (line.child_id, line.due): line for line in found if sees(line.child_id)
        }.values()
    )


def _mark_of(rule: TaskRule, line: Found) -> Marked:
    return line.child_id, rule.marks, line.due


def _row(
    la: str, as_at: date, seen: ChildrenSeen, rule: TaskRule, line: Found
) -> tuple[object, ...]:
    return (
        rule.words,
        rule.key,
        line.child_id,
        pseudonym(la, line.child_id),
        seen.team.get(line.child_id, ""),
        seen.staff.get((line.child_id, line.role), ""),
        line.due,
        (as_at - line.due).days,
        line.action,
    )


# The reviews to come as a calendar file: codes, and nothing else about a child.


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
        seen = scope.children_seen(session, viewer, la, as_at)
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
