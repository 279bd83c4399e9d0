"""Children by name: a list, and one child's file; only those somebody may see.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine, Row, Select, select
from sqlmodel import Session

from data_access import ledger, store
from data_access.access import EVERY_TEAM, Role, Screen, Viewer, require
from data_access.columns.lives import staff_names
from data_access.derived import (
    Allocation,
    ClaReview,
    Conference,
    Dispute,
    Episode,
    PeriodOfCare,
    Plan,
    PlanReview,
)
from data_access.models import Base, table
from data_access.pseudonyms import pseudonym
from domain.codes import PARTICIPATION
from domain.errors import DashboardError

ALLOCATED = table(Allocation).c
CARE = table(PeriodOfCare).c
PLAN = table(Plan).c
LIST_COLUMNS = (
    *("Child", "Code", "Team", "IRO", "Chair", "In our care since", "On a plan since"),
    *("Next review due", "Days overdue", "Next plan review due", "Plan days overdue"),
)


class NoSuchChildError(DashboardError):
    """No child of that code is among those somebody may see."""

    def __init__(self) -> None:
        super().__init__(
            "There is no child with this code among the children you may see. The "
            "child may have been given to another IRO or team since the link was made."
        )


@dataclass(frozen=True)
class ChildFile:
    """What the store holds of one child, as tables for a screen by their titles."""

    child_id: str
    code: str
    team: str
    iro: str
    chair: str
    tables: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Known:
    """Whose child each is on a day, for the children somebody may see."""

    team: dict[str, str]
    staff: dict[tuple[str, str], str]  # by child and role: a name
    only: frozenset[str] | None  # None: every child of the council

    def sees(self, child_id: str) -> bool:
        """Say whether a child is among them."""
        return self.only is None or child_id in self.only


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
    with store.reading(engine) as session:
        known = _known(session, viewer, la, as_at)
        child_id = next(
            (
                each
                for each in _of_today(session, la, as_at, known)
                if pseudonym(la, each) == code
            ),
            None,
        )
        if child_id is None:
            raise NoSuchChildError
        tables = _tables(session, la, child_id)
    ledger.write(engine, viewer, la, Screen.CHILD, now, child=code, rows=1)
    return ChildFile(
        child_id=child_id,
        code=code,
        team=known.team.get(child_id, ""),
        iro=known.staff.get((child_id, "iro"), ""),
        chair=known.staff.get((child_id, "cp_chair"), ""),
        tables=tables,
    )


def _list(engine: Engine, viewer: Viewer, la: str, as_at: date) -> pd.DataFrame:
    with store.reading(engine) as session:
        known = _known(session, viewer, la, as_at)
        in_care = _since(session, la, as_at, PeriodOfCare, "ceased")
        on_plan = _since(session, la, as_at, Plan, "ended")
        reviews = _next_due(session, la, ClaReview)
        conferences = _next_due(session, la, PlanReview)
    rows = [
        (
            child_id,
            pseudonym(la, child_id),
            known.team.get(child_id, ""),
            known.staff.get((child_id, "iro"), ""),
            known.staff.get((child_id, "cp_chair"), ""),
            in_care.get(child_id),
            on_plan.get(child_id),
            *_owed(reviews.get(child_id) if child_id in in_care else None, as_at),
            *_owed(conferences.get(child_id) if child_id in on_plan else None, as_at),
        )
        for child_id in sorted({*in_care, *on_plan})
        if known.sees(child_id)
    ]
    return pd.DataFrame(rows, columns=list(LIST_COLUMNS))


def _owed(due: date | None, as_at: date) -> tuple[date | None, int | None]:
    late = (as_at - due).days if due else 0
    return due, late if late > 0 else None


def _of_today(session: Session, la: str, as_at: date, known: Known) -> list[str]:
    found = {
        **_since(session, la, as_at, PeriodOfCare, "ceased"),
        **_since(session, la, as_at, Plan, "ended"),
    }
    return [child_id for child_id in found if known.sees(child_id)]


def _known(session: Session, viewer: Viewer, la: str, as_at: date) -> Known:
    """Return whose each child is on a day, and which of them somebody may see."""
    names = staff_names(session, la)
    current = list(
        session.execute(
            select(table(Allocation))
            .where(ALLOCATED.la == la, ALLOCATED.started <= as_at)
            .where((ALLOCATED.ended.is_(None)) | (ALLOCATED.ended > as_at))
            .order_by(ALLOCATED.started, ALLOCATED.id)
        )
    )
    return Known(
        team={row.child_id: row.team for row in current if row.team},
        staff={
            (row.child_id, row.role): names.get(row.staff_id, row.staff_id)
            for row in current
        },
        only=_only(viewer, current),
    )


def _only(viewer: Viewer, current: list[Row]) -> frozenset[str] | None:
    if viewer.role is Role.MANAGER:
        if EVERY_TEAM in viewer.teams:
            return None
        return frozenset(row.child_id for row in current if row.team in viewer.teams)
    if viewer.role is Role.IRO and viewer.staff_id:
        return frozenset(
            row.child_id for row in current if row.staff_id == viewer.staff_id
        )
    return frozenset()


def _since(
    session: Session, la: str, as_at: date, model: type[Base], end: str
) -> dict[str, date]:
    """Return since when each child is in care, or on a plan, on a day."""
    c = table(model).c
    query = (
        select(c.child_id, c.started)
        .where(c.la == la, c.started <= as_at)
        .where((c[end].is_(None)) | (c[end] > as_at))
    )
    if model is PeriodOfCare:
        query = query.where(c.short_breaks.is_(False))
    return {row.child_id: row.started for row in session.execute(query)}


def _next_due(session: Session, la: str, model: type[Base]) -> dict[str, date]:
    """Return the day of each child's earliest review that is owed."""
    c = table(model).c
    query = (
        select(c.child_id, c.due)
        .where(c.la == la, c.held.is_(None), c.due.is_not(None))
        .order_by(c.due.desc())
    )
    return {row.child_id: row.due for row in session.execute(query)}


def _tables(session: Session, la: str, child_id: str) -> dict[str, pd.DataFrame]:
    def rows(model: type[Base], *order: str, **shown: str) -> pd.DataFrame:
        c = table(model).c
        query: Select[tuple[object, ...]] = (
            select(
                *(
                    c[name].label(words.replace("_", " "))
                    for words, name in shown.items()
                )
            )
            .where(c.la == la, c.child_id == child_id)
            .order_by(*(c[name] for name in order))
        )
        return pd.DataFrame(
            session.execute(query).all(),
            columns=[words.replace("_", " ") for words in shown],
        )

    reviews = rows(
        ClaReview,
        "due",
        "held",
        Due="due",
        Held="held",
        How_the_child_took_part="participation",
    )
    part = "How the child took part"
    return {
        "In our care": rows(
            PeriodOfCare,
            "started",
            Started="started",
            Ended="ceased",
            Reason_it_ended="reason_ceased",
        ),
        "Legal status and placement": rows(
            Episode,
            "decom",
            From="decom",
            To="dec",
            Legal_status="legal_status",
            Placement="placement",
            Provider="provider",
            In_or_out_of_area="location",
        ),
        "Reviews": reviews.assign(
            **{
                part: [
                    f"{code} {PARTICIPATION.get(code, '')}".strip() if code else ""
                    for code in reviews[part]
                ]
            }
        ),
        "Section 47 and initial conferences": rows(
            Conference,
            "s47_started",
            Enquiry_started="s47_started",
            Conference_due="due",
            Conference_held="held",
            Working_days="working_days",
        ),
        "Child protection plans": rows(
            Plan,
            "started",
            Started="started",
            Ended="ended",
            Category="latest_category",
        ),
        "Plan reviews": rows(PlanReview, "due", "held", Due="due", Held="held"),
        "Disputes": rows(
            Dispute,
            "raised",
            Raised="raised",
            Entry_stage="entry_stage",
            Highest_stage="highest_stage",
            Theme="theme",
            Resolved="resolved",
            Outcome="outcome",
        ),
    }
