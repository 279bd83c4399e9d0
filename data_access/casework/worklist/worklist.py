"""The worklist: one row a thing to do, for the children somebody may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from icalendar import Calendar, Event
from sqlalchemy import Row, select, update
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import ChildrenSeen
from data_access.casework.worklist import rows
from data_access.casework.worklist.rules import Found, TaskRule, rules
from data_access.store.loaded import WorklistMark, table
from data_access.store.tables import ClaReview, PlanReview
from domain.access import Screen
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


def put_aside(look: Look, line: TaskLine, until: date, reason: str) -> None:
    """Hide a line until a day; with another day due it is another line.

    Raises:
        NoSuchChildError: no child they may see has this code.
        MarkError: there is no reason, or the day is not within LONGEST days.
    """
    today = look.now.date()
    with look.writing(Screen.WORKLIST) as session:
        if not today < until <= today + timedelta(days=LONGEST):
            raise MarkError(
                f"Choose a day after today, within {LONGEST} days, on which the line "
                "is to come back."
            )
        _mark(session, look, line, reason, until)


def done(look: Look, line: TaskLine, reason: str) -> None:
    """Mark a line as done; it is hidden until it is taken back.

    Raises:
        NoSuchChildError: no child they may see has this code.
        MarkError: there is no reason.
    """
    with look.writing(Screen.WORKLIST) as session:
        _mark(session, look, line, reason, None)


def take_back(look: Look, line: TaskLine) -> None:
    """Show a line again that was put aside or done; the mark is kept, as ended.

    Raises:
        NoSuchChildError: no child they may see has this code.
    """
    with look.writing(Screen.WORKLIST) as session:
        _end(session, look, _child(session, look, line), line)


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
    session: Session, look: Look, line: TaskLine, reason: str, until: date | None
) -> None:
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise MarkError(f"Say why, in up to {LONGEST_REASON} letters.")
    child_id = _child(session, look, line)
    _end(session, look, child_id, line)
    mark = WorklistMark(
        la=look.la,
        child_id=child_id,
        rule=_kept_under(line.rule),
        due=line.due,
        done=until is None,
        until=until,
        reason=said,
        by=look.viewer.who,
        at=look.now,
    )
    session.add(mark)


def _end(session: Session, look: Look, child_id: str, line: TaskLine) -> None:
    session.execute(
        update(table(WorklistMark))
        .where(MARKS.la == look.la, MARKS.child_id == child_id, MARKS.due == line.due)
        .where(MARKS.rule == _kept_under(line.rule), MARKS.ended_at.is_(None))
        .values(ended_at=look.now)
    )


def _child(session: Session, look: Look, line: TaskLine) -> str:
    return scope.child_of(session, look, scope.children_seen(session, look), line.code)


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


def lines(look: Look, *, taken: bool = False) -> pd.DataFrame:
    """Return what there is to do on a day, what waited longest first.

    Columns: COLUMNS; `Days` are days late, below 0 before the day due. Lines that are
    put aside or done on the day of looking are left out.
    """

    def read(session: Session) -> pd.DataFrame:
        found = _rows(session, look)
        return _in_order([row for row, mark in found if mark is None], COLUMNS)

    return look.listed(Screen.WORKLIST, read, taken=taken, page_only=[KEY])


def marked(look: Look) -> pd.DataFrame:
    """Return the lines that are put aside or done now, with the reason.

    Columns: MARK_COLUMNS; no day to come back on where a line is done.
    """

    def read(session: Session) -> pd.DataFrame:
        rows = [
            (*row, mark.until, mark.reason, mark.by)
            for row, mark in _rows(session, look)
            if mark is not None
        ]
        return _in_order(rows, MARK_COLUMNS)

    return look.listed(Screen.WORKLIST, read)


def _in_order(rows: list[tuple[object, ...]], names: tuple[str, ...]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=list(names))
    return found.sort_values(["Due", "Child"], kind="stable", ignore_index=True)


def _rows(session: Session, look: Look) -> list[tuple[tuple[object, ...], Row | None]]:
    """Return every line that somebody may see, with the mark that hides it."""
    seen = scope.children_seen(session, look)
    known = rows.read(session, look.la, look.as_at, seen)
    marks = standing(session, look.la, look.now)
    return [
        (_row(look.la, look.as_at, seen, rule, line), marks.get(_mark_of(rule, line)))
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


def calendar(look: Look) -> bytes:
    """Return the reviews due from a day on as iCalendar (RFC 5545), a day each.

    A review keeps its name from file to file, so that one taken in again is not
    there twice.
    """
    coming = look.given(
        Screen.WORKLIST, lambda session: _coming(session, look), taken=True
    )
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for due, kind, child_id in coming:
        made.add_component(_event(due, kind, pseudonym(look.la, child_id), look.now))
    return made.to_ical()


def _coming(session: Session, look: Look) -> list[tuple[date, str, str]]:
    """Return the reviews to come, first come first: day, kind and child."""
    la, as_at = look.la, look.as_at
    seen = scope.children_seen(session, look)
    in_care = scope.in_care(session, la, as_at)
    on_plan = scope.on_plan(session, la, as_at)
    owed = {
        REVIEW: scope.next_due(session, la, ClaReview, in_care),
        PLAN_REVIEW: scope.next_due(session, la, PlanReview, on_plan),
    }
    return sorted(
        (due, kind, child_id)
        for kind, found in owed.items()
        for child_id, due in found.items()
        if due >= as_at and seen.sees(child_id)
    )


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
