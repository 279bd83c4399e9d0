"""The rows behind a figure, by child: only those that somebody may see.

A figure gives the places of its rows in the columns. Whose they are is read here, of the
same version of the store, and written to the access ledger before a row is given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import CHILD, Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import ChildrenSeen
from data_access.columns.rows import stored_rows
from data_access.importers.register.recorded import RecordedWords, cells_of
from data_access.store import database
from data_access.store.loaded import table
from data_access.store.tables import ReviewNote
from domain.access import Screen
from domain.codes import (
    ABUSE,
    NOT_RECORDED,
    PARTICIPATION,
    REASONS_CARE_ENDED,
    REVERSED,
    say,
)
from domain.due import working_days_between
from domain.errors import DashboardError
from domain.recorded import SHEET_OF_ROWS
from domain.sheets import CellKind, Sheet
from domain.tables import RESOLUTIONS, UNKNOWN, Bools, Columns, Ints, Rows, day_number

# What is told of each row behind a figure, beside whose it is: the days that matter,
# how many they are (to today where it is still open), why, and what came of it.


LATE, WORKING_DAYS = "Days late", "Working days"
ON_PLAN, IN_CARE = "Days on the plan", "Days in our care"
STILL_OPEN = "Still open"
Cells = dict[str, Any]


@dataclass(frozen=True)
class KnownBeside:
    """What is known beside a stored row.

    `today` is the last day loaded, `day` the last of the figure: of children in care
    and on plans nothing is told of what came later (ADR 18). `disputes_to` is the last
    day that the dispute log tells of. `reasons` are those noted for late reviews, by
    child and day held.
    """

    today: date
    day: date
    disputes_to: date
    reasons: Mapping[tuple[str, date], str]


def cells(
    kind: str,
    columns: Columns,
    positions: Ints,
    stored: Sequence[Row[Any]],
    known_beside: KnownBeside,
) -> Iterable[Cells]:
    """Return the cells of the rows at some places, whose stored rows are given."""
    if kind in SHEET_OF_ROWS:
        return _recorded(columns, SHEET_OF_ROWS[kind], positions, stored)
    if kind in LATENESS:
        rows = getattr(columns, kind)
        until = getattr(rows, LATENESS[kind])[positions]
        held = rows.held[positions]
        late = np.where(held == UNKNOWN, day_number(known_beside.today), held)
        late = np.minimum(late, until)
        late = np.where(rows.due[positions] == UNKNOWN, 0, late - rows.due[positions])
        return [
            CELLS[kind](row, known_beside) | {LATE: int(days) if days > 0 else None}
            for row, days in zip(stored, late.tolist(), strict=True)
        ]
    return [CELLS[kind](row, known_beside) for row in stored]


def _recorded(
    columns: Columns, sheet: Sheet, positions: Ints, stored: Sequence[Row[Any]]
) -> list[Cells]:
    """Return rows of what the service records, answers in the council's words."""
    groups = columns.of(sheet.rows_name).groups
    told = [each for each in sheet.columns if each != sheet.subject]
    answers = {
        each.heading: (columns.labels[name], groups[name])
        for each in told
        if each.kind is CellKind.ANSWER and (name := sheet.group_of(each))
    }
    found = []
    for position, row in zip(positions.tolist(), stored, strict=True):
        said = cells_of(sheet, json.loads(row.content), RecordedWords())
        said |= {
            heading: labels[group[position]]
            for heading, (labels, group) in answers.items()
            if heading in said
        }
        found.append({each.heading: said.get(each.heading, "") for each in told})
    return found


LATENESS = {"reviews": "ceased", "plan_reviews": "ended"}
"""Kinds that can be late, and the column with the day from which none is owed."""


def _review(row: Row[Any], known_beside: KnownBeside) -> Cells:
    code = row.participation
    said = f"{code} {PARTICIPATION.get(code, '')}".strip() if code else ""
    return {
        "Due": row.due,
        "Held": row.held,
        "How the child took part": said,
        "Reason if late": known_beside.reasons.get((row.child_id, row.held), ""),
    }


def _plan_review(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {"Due": row.due, "Held": row.held, "Plan started": row.plan_started}


def _in_care(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {
        "In our care since": row.started,
        IN_CARE: _days(row.started, known_beside.day),
    }


def _care(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {
        "In our care since": row.started,
        "Left care": row.ceased,
        "Reason": say(REASONS_CARE_ENDED, row.reason_ceased) if row.ceased else "",
        IN_CARE: _days(row.started, row.ceased or known_beside.today),
    }


def _conference(row: Row[Any], known_beside: KnownBeside) -> Cells:
    days = row.working_days
    if days is None and row.held is None and row.s47_started:
        days = working_days_between(row.s47_started, known_beside.today)
    return {
        "Enquiry started": row.s47_started,
        "Conference due": row.due,
        "Conference held": row.held,
        WORKING_DAYS: days,
    }


def _plan_open(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {
        "Plan started": row.started,
        ON_PLAN: _days(row.started, known_beside.day),
        "Category": ABUSE.get(row.latest_category or "", ""),
    }


def _plan(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {
        "Plan started": row.started,
        "Plan ended": row.ended,
        ON_PLAN: _days(row.started, row.ended or known_beside.today),
        "Plan before it ended": row.last_plan_ended,
        "Category": ABUSE.get(row.latest_category or "", ""),
    }


def _dispute(row: Row[Any], known_beside: KnownBeside) -> Cells:
    days = row.working_days
    if days is None and row.resolved is None:
        days = working_days_between(row.raised, known_beside.disputes_to)
    return {
        "Raised": row.raised,
        "Resolved": row.resolved,
        WORKING_DAYS: days,
        "Entry stage": row.entry_stage or "",
        "Highest stage": row.highest_stage or "",
        "Theme": row.theme or row.theme_as_typed or "",
        "Outcome": row.outcome or ("" if row.resolved else STILL_OPEN),
    }


def _missing(row: Row[Any], known_beside: KnownBeside) -> Cells:
    back = row.ended and row.ended <= known_beside.today
    return {"Missing from": row.started, "Back on": row.ended if back else None}


def _adoption_plan(row: Row[Any], known_beside: KnownBeside) -> Cells:
    days = {
        "Decided": row.decided,
        "Matched": row.matched,
        "Placed": row.placed,
        "Reversed": row.reversed,
    }
    told = {
        name: day if day and day <= known_beside.today else None
        for name, day in days.items()
    }
    why = REVERSED.get(row.reason or "", "") if told["Reversed"] else ""
    return {**told, "Reason": why}


def _pre_proceedings(row: Row[Any], known_beside: KnownBeside) -> Cells:
    return {
        "Pre-proceedings began": row.started,
        "Letter sent": row.letter_sent,
        "Decided": row.decided,
        "Court asked": row.applied,
    }


def _days(first: date, last: date) -> int:
    return max((last - first).days, 0)


CELLS: Mapping[str, Callable[[Row[Any], KnownBeside], Cells]] = {
    "reviews": _review,
    "care_spans": _in_care,
    "care_periods": _care,
    "conferences": _conference,
    "plans": _plan,
    "plan_spans": _plan_open,
    "plan_reviews": _plan_review,
    "disputes": _dispute,
    "missing": _missing,
    "adoption_plans": _adoption_plan,
    "pre_proceedings": _pre_proceedings,
    "dispute_stages": _dispute,
}


CODE, TEAM, IRO = "Code", "Team", "IRO or chair"
NAMED = (CHILD, CODE, TEAM, IRO)
NOTE = table(ReviewNote).c


@dataclass(frozen=True, eq=False)
class RowsAsked:
    """Rows of one kind by their places; `beside` has further words for each.

    `day` is the last day of their figure, the last that is loaded where none is given.
    """

    kind: str
    positions: Ints
    beside: Sequence[Cells] = ()
    day: date | None = None


class MovedOnError(DashboardError):
    """The store has changed since the figure was counted."""

    def __init__(self) -> None:
        super().__init__(
            "Files were loaded while this page was being made, so the figure may have "
            "changed. Open the page again."
        )


@dataclass(frozen=True)
class RowsBehind:
    """The lines behind a figure that somebody may see, of all that it counts.

    Columns of `lines`: NAMED, then the days that matter for their kind. `open_now` are
    the codes of children whose own page the viewer may open today.
    """

    counted: int
    lines: pd.DataFrame
    open_now: frozenset[str]


def listed(
    look: Look, columns: Columns, asked: Sequence[RowsAsked], *, taken: bool = False
) -> RowsBehind:
    """Return the lines asked for that somebody may see; without ids if `taken`.

    Raises:
        MovedOnError: the columns are of another version of the council than is looked at.
    """
    found = look.given(
        Screen.BEHIND,
        lambda session: _found(session, look, columns, asked),
        rows=lambda found: len(found.lines),
        taken=taken,
    )
    return replace(found, lines=found.lines.drop(columns=[CHILD])) if taken else found


def _found(
    session: Session, look: Look, columns: Columns, asked: Sequence[RowsAsked]
) -> RowsBehind:
    there = columns.la, columns.data_to, columns.version
    if there != (look.la, look.as_at, database.version_of(session, look.la)):
        raise MovedOnError
    known = scope.children_seen(session, look, Screen.BEHIND)
    own = scope.own_groups(session, look)
    reasons = _reasons(session, columns.la)
    disputes_to = columns.last_day(RESOLUTIONS) or look.as_at
    lines = [
        line
        for some in asked
        for line in _lines(
            session,
            columns,
            some,
            known,
            own,
            KnownBeside(
                today=look.as_at,
                day=min(some.day or look.as_at, look.as_at),
                disputes_to=min(disputes_to, look.as_at),
                reasons=reasons,
            ),
        )
    ]
    today = set(scope.of_today(session, look, known))
    names = list(dict.fromkeys(name for line in lines for name in line))
    return RowsBehind(
        counted=sum(len(some.positions) for some in asked),
        lines=pd.DataFrame(lines, columns=names or list(NAMED), dtype=object),
        open_now=frozenset(line[CODE] for line in lines if line[CHILD] in today),
    )


def _lines(
    session: Session,
    columns: Columns,
    asked: RowsAsked,
    known: ChildrenSeen,
    own: tuple[str, frozenset[str]],
    known_beside: KnownBeside,
) -> Iterator[Cells]:
    """Yield the lines of one kind that are somebody's: by child today, or by row."""
    rows = columns.of(asked.kind)
    stored = stored_rows(session, columns, asked.kind, asked.positions)
    theirs = np.array([known.sees(row.child_id) for row in stored], np.bool_)
    seen = theirs | _counted_as_own(columns, rows, asked.positions, own)
    own_cells = cells(asked.kind, columns, asked.positions, stored, known_beside)
    beside = asked.beside or [{}] * len(stored)
    for shown, position, row, *more in zip(
        seen, asked.positions, stored, own_cells, beside, strict=True
    ):
        if shown:
            yield _named(columns, rows, position, row) | more[0] | more[1]


def _reasons(session: Session, la: str) -> dict[tuple[str, date], str]:
    """Return why reviews were late, as noted, by child and day held."""
    query = select(NOTE.child_id, NOTE.held, NOTE.late_reason).where(
        NOTE.la == la, NOTE.late_reason.is_not(None)
    )
    return {(row.child_id, row.held): row.late_reason for row in session.execute(query)}


def _counted_as_own(
    columns: Columns, rows: Rows, positions: Ints, own: tuple[str, frozenset[str]]
) -> Bools:
    grouping, words = own
    if grouping not in rows.groups:
        return np.zeros(len(positions), np.bool_)
    mine = np.array([label in words for label in columns.labels[grouping]], np.bool_)
    found: Bools = mine[rows.groups[grouping][positions]]
    return found


def _named(columns: Columns, rows: Rows, position: int, row: Row[Any]) -> Cells:
    def group(name: str) -> str:
        if name not in rows.groups:
            return ""
        label = columns.labels[name][rows.groups[name][position]]
        return "" if label == NOT_RECORDED else label

    return {
        CHILD: row.child_id,
        CODE: pseudonym(columns.la, row.child_id),
        TEAM: group("team"),
        IRO: group("iro"),
    }
