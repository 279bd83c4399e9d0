"""The worklist: one row a thing to do, for the children somebody may see.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine, Row

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import Known
from data_access.casework.worklist import facts
from data_access.casework.worklist.marks import Marked, standing
from data_access.casework.worklist.rule import Found, Rule
from data_access.casework.worklist.rules import rules
from data_access.store import database
from domain.access import Screen, Viewer, require

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
        seen = scope.known(session, viewer, la, as_at)
        known = facts.read(session, la, as_at, seen)
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


def _mark_of(rule: Rule, line: Found) -> Marked:
    return line.child_id, rule.marks, line.due


def _row(
    la: str, as_at: date, seen: Known, rule: Rule, line: Found
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
