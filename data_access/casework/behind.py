"""The rows behind a figure, by child: only those that somebody may see.

A figure gives the places of its rows in the columns. Whose they are is read here, of the
same version of the store, and written to the access ledger before a row is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine, Row
from sqlmodel import Session

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import Known
from data_access.casework.behind_cells import Cells, cells
from data_access.columns.made_of import stored_rows
from data_access.store import database
from domain.access import Screen, Viewer, require
from domain.codes import NOT_RECORDED
from domain.errors import DashboardError
from domain.tables import Bools, Columns, Ints, Rows

CHILD, CODE, TEAM, IRO = "Child", "Code", "Team", "IRO or chair"
NAMED = (CHILD, CODE, TEAM, IRO)


@dataclass(frozen=True, eq=False)
class Asked:
    """Rows of one kind by their places; `beside` has further words for each."""

    kind: str
    places: Ints
    beside: Sequence[Cells] = ()


class MovedOnError(DashboardError):
    """The store has changed since the figure was counted."""

    def __init__(self) -> None:
        super().__init__(
            "Files were loaded while this page was being made, so the figure may have "
            "changed. Open the page again."
        )


@dataclass(frozen=True)
class Behind:
    """The lines behind a figure that somebody may see, of all that it counts.

    Columns of `lines`: NAMED, then the days that matter for their kind. `open_now` are
    the codes of children whose own page the viewer may open today.
    """

    counted: int
    lines: pd.DataFrame
    open_now: frozenset[str]


def listed(
    engine: Engine,
    viewer: Viewer,
    columns: Columns,
    asked: Sequence[Asked],
    now: datetime,
) -> Behind:
    """Return the lines asked for that somebody may see.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        MovedOnError: the columns are of another version of the store.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.BEHIND, columns.la)
    found = _found(engine, viewer, columns, asked)
    ledger.write(engine, viewer, columns.la, Screen.BEHIND, now, rows=len(found.lines))
    return found


def exported(
    engine: Engine,
    viewer: Viewer,
    columns: Columns,
    asked: Sequence[Asked],
    now: datetime,
) -> pd.DataFrame:
    """Return the same lines to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        MovedOnError: the columns are of another version of the store.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.BEHIND, columns.la)
    found = _found(engine, viewer, columns, asked).lines.drop(columns=[CHILD])
    ledger.write(
        engine,
        viewer,
        columns.la,
        Screen.BEHIND,
        now,
        what=ledger.DOWNLOADED,
        rows=len(found),
    )
    return found


def _found(
    engine: Engine, viewer: Viewer, columns: Columns, asked: Sequence[Asked]
) -> Behind:
    with database.reading(engine) as session:
        if columns.data_to is None or database.version(session) != columns.version:
            raise MovedOnError
        la = columns.la
        known = scope.known(session, viewer, la, columns.data_to, Screen.BEHIND)
        own = scope.own_groups(session, viewer, la)
        lines = [
            line
            for some in asked
            for line in _lines(session, columns, some, known, own)
        ]
        today = set(scope.of_today(session, la, columns.data_to, known))
    names = list(dict.fromkeys(name for line in lines for name in line))
    return Behind(
        counted=sum(len(some.places) for some in asked),
        lines=pd.DataFrame(lines, columns=names or list(NAMED), dtype=object),
        open_now=frozenset(line[CODE] for line in lines if line[CHILD] in today),
    )


def _lines(
    session: Session,
    columns: Columns,
    asked: Asked,
    known: Known,
    own: tuple[str, frozenset[str]],
) -> Iterator[Cells]:
    """Yield the lines of one kind that are somebody's: by child today, or by row."""
    rows: Rows = getattr(columns, asked.kind)
    stored = stored_rows(session, columns, asked.kind, asked.places)
    theirs = np.array([known.sees(row.child_id) for row in stored], np.bool_)
    seen = theirs | _counted_as_own(columns, rows, asked.places, own)
    told = cells(asked.kind, columns, asked.places, stored)
    beside = asked.beside or [{}] * len(stored)
    for shown, place, row, *more in zip(
        seen, asked.places, stored, told, beside, strict=True
    ):
        if shown:
            yield _named(columns, rows, place, row) | more[0] | more[1]


def _counted_as_own(
    columns: Columns, rows: Rows, places: Ints, own: tuple[str, frozenset[str]]
) -> Bools:
    grouping, words = own
    if grouping not in rows.groups:
        return np.zeros(len(places), np.bool_)
    mine = np.array([label in words for label in columns.labels[grouping]], np.bool_)
    found: Bools = mine[rows.groups[grouping][places]]
    return found


def _named(columns: Columns, rows: Rows, place: int, row: Row[Any]) -> Cells:
    def group(name: str) -> str:
        if name not in rows.groups:
            return ""
        label = columns.labels[name][rows.groups[name][place]]
        return "" if label == NOT_RECORDED else label

    return {
        CHILD: row.child_id,
        CODE: pseudonym(columns.la, row.child_id),
        TEAM: group("team"),
        IRO: group("iro"),
    }
