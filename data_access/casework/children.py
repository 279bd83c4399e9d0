"""Children by name: a list, and one child's file; only those somebody may see."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import NoSuchChildError
from data_access.casework import timeline
from data_access.casework.timeline import Timeline
from data_access.derive import council
from data_access.store.tables import ClaReview, PlanReview
from domain.access import Screen

__all__ = ["ChildFile", "NoSuchChildError", "listed", "one", "one_taken"]

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


def listed(look: Look, *, taken: bool = False) -> pd.DataFrame:
    """Return the children in care or on a plan on a day whom somebody may see.

    Columns: LIST_COLUMNS; days overdue are counted to that day, empty where none.
    """
    return look.listed(
        Screen.CHILDREN, lambda session: _list(session, look), taken=taken
    )


def one(look: Look, code: str) -> ChildFile:
    """Return the file of the child with a code.

    Raises:
        NoSuchChildError: no child they may see has this code.
    """
    return look.given(
        Screen.CHILD,
        lambda session: _file(session, look, code),
        rows=lambda _: 1,
        child=code,
    )


def one_taken(look: Look, code: str) -> pd.DataFrame:
    """Return one child's whole timeline to leave the screen, under the child's code.

    Columns: Code, then those of `timeline.table`.

    Raises:
        NoSuchChildError: no child they may see has this code.
    """
    return look.given(
        Screen.CHILD,
        lambda session: _under_code(_file(session, look, code)),
        taken=True,
        child=code,
    )


def _under_code(file: ChildFile) -> pd.DataFrame:
    found = timeline.table(file.timeline.events)
    found.insert(0, "Code", file.code)
    return found


def _file(session: Session, look: Look, code: str) -> ChildFile:
    known = scope.children_seen(session, look)
    child_id = scope.child_of(session, look, known, code)
    rows = timeline.read(session, look.la, child_id)
    return ChildFile(
        child_id=child_id,
        code=code,
        team=known.team.get(child_id, ""),
        iro=known.staff.get((child_id, scope.IRO), ""),
        chair=known.staff.get((child_id, scope.CHAIR), ""),
        timeline=timeline.of(rows, look.as_at, council.timescales(session, look.la)),
    )


def _list(session: Session, look: Look) -> pd.DataFrame:
    la, as_at = look.la, look.as_at
    known = scope.children_seen(session, look)
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
