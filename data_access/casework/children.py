"""Children by name: a list, and one child's file; only those somebody may see.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import NoSuchChildError
from data_access.casework import timeline
from data_access.casework.timeline import Timeline
from data_access.derive import council
from data_access.store import database
from data_access.store.tables import ClaReview, PlanReview
from domain.access import Screen, Viewer, require

__all__ = ["ChildFile", "NoSuchChildError", "exported", "exported_one", "listed", "one"]

LIST_COLUMNS = (
    *("Child", "Code", "Team", "IRO", "Chair", "In our care since", "On a plan since"),
    *("Next review due", "Days overdue", "Next plan review due", "Plan days overdue"),
)


@dataclass(frozen=True)
class ChildFile:
    """What the store holds of one child: who answers for them, and their timeline."""

    child_id: str
    code: str
    team: str
    iro: str
    chair: str
    timeline: Timeline


def listed(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the children in care or on a plan on a day whom somebody may see.

    Columns: LIST_COLUMNS; days overdue are counted to `as_at`, empty where none.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.CHILDREN, la)
    found = _list(engine, viewer, la, as_at)
    ledger.write(engine, viewer, la, Screen.CHILDREN, now, rows=len(found))
    return found


def exported(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the same list to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.CHILDREN, la)
    found = _list(engine, viewer, la, as_at).drop(columns=["Child"])
    ledger.write(
        engine,
        viewer,
        la,
        Screen.CHILDREN,
        now,
        what=ledger.DOWNLOADED,
        rows=len(found),
    )
    return found


def one(
    engine: Engine, viewer: Viewer, la: str, code: str, as_at: date, now: datetime
) -> ChildFile:
    """Return the file of the child with a code.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        NoSuchChildError: no child they may see has this code.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.CHILD, la)
    found = _file(engine, viewer, la, code, as_at)
    ledger.write(engine, viewer, la, Screen.CHILD, now, child=code, rows=1)
    return found


def exported_one(
    engine: Engine, viewer: Viewer, la: str, code: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return one child's whole timeline to leave the screen, under the child's code.

    Columns: Code, then those of `timeline.table`.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        NoSuchChildError: no child they may see has this code.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.CHILD, la)
    found = timeline.table(_file(engine, viewer, la, code, as_at).timeline.events)
    found.insert(0, "Code", code)
    ledger.write(
        engine,
        viewer,
        la,
        Screen.CHILD,
        now,
        what=ledger.DOWNLOADED,
        child=code,
        rows=len(found),
    )
    return found


def _file(engine: Engine, viewer: Viewer, la: str, code: str, as_at: date) -> ChildFile:
    with database.reading(engine) as session:
        known = scope.children_seen(session, viewer, la, as_at)
        child_id = scope.child_of(session, la, as_at, known, code)
        rows = timeline.read(session, la, child_id)
        found = timeline.of(rows, as_at, council.timescales(session, la))
    return ChildFile(
        child_id=child_id,
        code=code,
        team=known.team.get(child_id, ""),
        iro=known.staff.get((child_id, scope.IRO), ""),
        chair=known.staff.get((child_id, scope.CHAIR), ""),
        timeline=found,
    )


def _list(engine: Engine, viewer: Viewer, la: str, as_at: date) -> pd.DataFrame:
    with database.reading(engine) as session:
        known = scope.children_seen(session, viewer, la, as_at)
        in_care = scope.in_care(session, la, as_at)
        on_plan = scope.on_plan(session, la, as_at)
        reviews = scope.next_due(session, la, ClaReview, in_care)
        conferences = scope.next_due(session, la, PlanReview, on_plan)
    rows = [
        (
            child_id,
            pseudonym(la, child_id),
            known.team.get(child_id, ""),
            known.staff.get((child_id, "iro"), ""),
            known.staff.get((child_id, "cp_chair"), ""),
            in_care.get(child_id),
            on_plan.get(child_id),
            *scope.owed(reviews.get(child_id), as_at),
            *scope.owed(conferences.get(child_id), as_at),
        )
        for child_id in sorted({*in_care, *on_plan})
        if known.sees(child_id)
    ]
    return pd.DataFrame(rows, columns=list(LIST_COLUMNS))
