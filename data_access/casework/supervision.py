"""One IRO's or chair's year: what they hold, and what they raised; theirs to see.

A manager may open anybody's who holds children, and is told of the children of their
own teams; an IRO opens their own and no other. Every fetch here writes to the access
ledger before it gives a row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import pandas as pd
from sqlalchemy import Engine, select

from data_access.access import ledger, scope
from data_access.access.holding import holding
from data_access.access.pseudonyms import staff_pseudonym
from data_access.access.visits import visited_lately, visits_by_iro
from data_access.casework.caseload import CASELOAD_COLUMNS, caseload
from data_access.casework.late import LATE_COLUMNS, held_late
from data_access.casework.raised import DISPUTE_COLUMNS, raised_by
from data_access.casework.whose import Told
from data_access.casework.workloads import in_post
from data_access.columns.child_groups import staff_names
from data_access.store import database
from data_access.store.loaded import table
from data_access.store.tables import Staff
from domain.access import Role, Screen, Viewer, require
from domain.errors import DashboardError
from domain.periods import ONE_DAY, Period

__all__ = [
    "CASELOAD_COLUMNS",
    "DISPUTE_COLUMNS",
    "LATE_COLUMNS",
    "NoSuchStaffError",
    "Part",
    "Supervised",
    "exported",
    "one",
]

STAFF = table(Staff).c


class Part(StrEnum):
    """What can be taken away by itself."""

    CASELOAD = "caseload"
    LATE = "late"
    DISPUTES = "disputes"


class NoSuchStaffError(DashboardError):
    """No IRO or chair of that code is among those whose year somebody may see."""

    def __init__(self) -> None:
        super().__init__(
            "There is no IRO or chair with this code whose year you may see. They may "
            "have left since the link was made, and hold no child any more."
        )


@dataclass(frozen=True)
class Supervised:
    """One member of staff, what they hold on a day, and what they raised in a year.

    `name` is as the figures have it; `namesake`: somebody else has it too, so the id
    stands beside it. `children`, `in_care` and `on_plans` count all
    they hold; `caseload` has those whom the viewer may see. `visited` of `in_care`
    children had a visit or contact of an IRO lately; None where the store has no
    such visit at all. `today` are the children who are in care or on a plan, and so have
    a page. `in_post` gives the part of the year that each, by name, was
    in post: everybody for a manager, an IRO's own for an IRO.
    """

    code: str
    name: str
    namesake: bool
    role: str
    fte: float | None
    agency: bool
    started: date | None
    probation_until: date | None
    children: int
    in_care: int
    on_plans: int
    caseload: pd.DataFrame
    late: Told
    disputes: Told
    today: frozenset[str]
    visited: int | None
    in_post: dict[str, float]

    def table(self, part: Part) -> pd.DataFrame:
        """Return the rows of one part, each about a child whom the viewer may see."""
        told = {Part.LATE: self.late, Part.DISPUTES: self.disputes}
        return told[part].listed if part in told else self.caseload

    @property
    def unseen(self) -> int:
        """How many children they hold whom the viewer may not see."""
        return self.children - len(self.caseload)


def one(
    engine: Engine,
    viewer: Viewer,
    la: str,
    code: str,
    as_at: date,
    year: Period,
    now: datetime,
) -> Supervised:
    """Return the year of the member of staff with a code; an IRO's own without one.

    Raises:
        NotAllowedError: the role sees nobody's year, or not this council.
        NoSuchStaffError: nobody whose year they may see has this code.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.SUPERVISION, la)
    found = _read(engine, viewer, la, code, as_at, year)
    rows = sum(len(found.table(part)) for part in Part)
    ledger.write(engine, viewer, la, Screen.SUPERVISION, now, rows=rows)
    return found


def exported(
    engine: Engine,
    viewer: Viewer,
    la: str,
    code: str,
    as_at: date,
    year: Period,
    now: datetime,
    part: Part,
) -> pd.DataFrame:
    """Return one part to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees nobody's year, or not this council.
        NoSuchStaffError: nobody whose year they may see has this code.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.SUPERVISION, la)
    table = _read(engine, viewer, la, code, as_at, year).table(part)
    what = ledger.DOWNLOADED
    ledger.write(
        engine, viewer, la, Screen.SUPERVISION, now, what=what, rows=len(table)
    )
    return table.drop(columns=["Child"])


def _read(
    engine: Engine, viewer: Viewer, la: str, code: str, as_at: date, year: Period
) -> Supervised:
    with database.reading(engine) as session:
        held = holding(session, la, as_at)
        names = staff_names(session, la)
        posts = in_post(session, la, as_at, names)
        staff_id = _staff_of(viewer, la, code, {*posts, *held.children})
        name = names.get(staff_id, staff_id)
        seen = scope.known(session, viewer, la, as_at)
        rows = {
            row.staff_id: row
            for row in session.execute(select(table(Staff)).where(STAFF.la == la))
        }
        own = rows.get(staff_id)
        in_care = {c for c in held.in_care if held.iro.get(c) == staff_id}
        on_plan = {c for c in held.on_plan if held.chair.get(c) == staff_id}
        visits = visits_by_iro(session, la, as_at)
        return Supervised(
            code=staff_pseudonym(la, staff_id),
            name=name,
            namesake=own is not None and own.name != name,
            role=own.role if own else "",
            fte=own.fte if own else None,
            agency=bool(own and own.agency),
            started=own.started if own else None,
            probation_until=own.probation_until if own else None,
            children=len(held.children[staff_id]),
            in_care=len(in_care),
            on_plans=len(on_plan),
            caseload=caseload(session, la, as_at, held, staff_id, seen, visits),
            late=held_late(session, la, names, name, year, seen),
            disputes=raised_by(session, la, names, name, year, seen),
            today=frozenset({*held.in_care, *held.on_plan}),
            visited=visited_lately(visits, in_care, as_at),
            in_post={
                names[each]: _part(row.started, row.ended, year)
                for each, row in rows.items()
                if viewer.role is Role.MANAGER or each == staff_id
            },
        )


def _staff_of(viewer: Viewer, la: str, code: str, there: Collection[str]) -> str:
    """Return whose year is asked for, of those whose year somebody may see.

    Raises:
        NoSuchStaffError: nobody of them has this code.
    """
    if viewer.role is Role.IRO:
        there = {viewer.staff_id}.intersection(there)
        code = code or staff_pseudonym(la, viewer.staff_id)
    for staff_id in there:
        if staff_pseudonym(la, staff_id) == code:
            return staff_id
    raise NoSuchStaffError


def _part(started: date | None, ended: date | None, year: Period) -> float:
    """Return the part of a year that somebody was in post; from always, if not said."""
    first = max(started or year.start, year.start)
    last = min(ended - ONE_DAY if ended else year.end, year.end)
    return max((last - first).days + 1, 0) / ((year.end - year.start).days + 1)
