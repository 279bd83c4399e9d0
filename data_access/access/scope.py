"""Which children are anybody's today, whose they are, and whom somebody may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Row, func, select
from sqlmodel import Session

from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.columns.child_groups import staff_names
from data_access.columns.sight import ANOTHER
from data_access.derive import council
from data_access.store.loaded import Base, table
from data_access.store.tables import Allocation, PeriodOfCare, Plan, Staff, Visit
from domain.access import EVERY_CHILD, EVERY_TEAM, Role, Screen, Viewer
from domain.codes import NOT_RECORDED
from domain.errors import DashboardError
from domain.periods import add_months

ALLOCATED = table(Allocation).c
IRO, CHAIR = "iro", "cp_chair"  # the roles of an allocation
LEAD_PRACTITIONER = "lcpp"  # of staff: chairs conferences, and is no IRO
NOBODYS = frozenset({NOT_RECORDED, ANOTHER})  # what stands where no team or name does


class NoSuchChildError(DashboardError):
    """No child of that code is among those somebody may see."""

    def __init__(self) -> None:
        super().__init__(
            "There is no child with this code among the children you may see. The "
            "child may have been given to another IRO or team since the link was made."
        )


@dataclass(frozen=True)
class ChildrenSeen:
    """Whose child each is on a day, for the children somebody may see."""

    team: dict[str, str]
    staff: dict[tuple[str, str], str]  # by child and role: a name
    only: frozenset[str] | None  # None: every child of the council

    def sees(self, child_id: str) -> bool:
        """Say whether a child is among them."""
        return self.only is None or child_id in self.only


def children_seen(
    session: Session, look: Look, screen: Screen = Screen.CHILDREN
) -> ChildrenSeen:
    """Return whose each child is on a day, and whom somebody may see on a screen."""
    current = _current(session, look.la, look.as_at)
    held = Chairs.on(session, look.la, look.as_at).held(current)
    found = _seen(session, look.la, current, held)
    return replace(found, only=_only(look.viewer, current, held, screen))


def every_child(session: Session, la: str, as_at: date) -> ChildrenSeen:
    """Return whose each child is on a day, for what is worked out and not shown."""
    current = _current(session, la, as_at)
    return _seen(session, la, current, Chairs.on(session, la, as_at).held(current))


def _current(session: Session, la: str, as_at: date) -> list[Row]:
    return list(
        session.execute(
            select(table(Allocation))
            .where(ALLOCATED.la == la, ALLOCATED.started <= as_at)
            .where((ALLOCATED.ended.is_(None)) | (ALLOCATED.ended > as_at))
            .order_by(ALLOCATED.started, ALLOCATED.id)
        )
    )


def _seen(
    session: Session, la: str, current: list[Row], held: list[Row]
) -> ChildrenSeen:
    names = staff_names(session, la)
    return ChildrenSeen(
        team={row.child_id: row.team for row in current if row.team},
        staff={
            (row.child_id, row.role): names.get(row.staff_id, row.staff_id)
            for row in held
        },
        only=None,
    )


def own_groups(session: Session, look: Look) -> tuple[str, frozenset[str]]:
    """Return the grouping that figures count somebody's own rows by, and their groups.

    A manager's are their teams, an IRO's is their name. A row of last year is theirs
    where it is counted so, whosever the child is today.
    """
    viewer = look.viewer
    if viewer.role is Role.MANAGER:
        return "team", frozenset(viewer.teams) - NOBODYS
    own = staff_names(session, look.la).get(viewer.staff_id, NOT_RECORDED)
    mine = {own} if viewer.role is Role.IRO else set()
    return "iro", frozenset(mine) - NOBODYS


def in_care(session: Session, la: str, as_at: date) -> dict[str, date]:
    """Return since when each child in care on a day is; short breaks are left out."""
    return _since(session, la, as_at, PeriodOfCare, "ceased")


def on_plan(session: Session, la: str, as_at: date) -> dict[str, date]:
    """Return since when each child on a plan on a day is."""
    return _since(session, la, as_at, Plan, "ended")


def next_due(
    session: Session, la: str, model: type[Base], since: Mapping[str, date]
) -> dict[str, date]:
    """Return the day of the earliest review owed in the time that runs `since`.

    A review missed before another was held is owed no longer.
    """
    c = table(model).c
    last = select(c.child_id, func.max(c.held).label("held")).where(c.la == la)
    held = last.group_by(c.child_id).subquery()
    query = (
        select(c.child_id, c.due)
        .outerjoin(held, held.c.child_id == c.child_id)
        .where(c.la == la, c.held.is_(None), c.due.is_not(None))
        .where((held.c.held.is_(None)) | (held.c.held <= c.due))
        .order_by(c.due.desc())
    )
    return {
        row.child_id: row.due
        for row in session.execute(query)
        if row.child_id in since and row.due >= since[row.child_id]
    }


def owed(due: date | None, as_at: date) -> tuple[date | None, int | None]:
    """Return a due day, with how many days late it is; None where it is not."""
    late = (as_at - due).days if due else 0
    return due, late if late > 0 else None


def of_today(session: Session, look: Look, seen: ChildrenSeen) -> list[str]:
    """Return the children in care or on a plan on a day whom somebody may see."""
    there = session, look.la, look.as_at
    found = {**in_care(*there), **on_plan(*there)}
    return sorted(child_id for child_id in found if seen.sees(child_id))


def child_of(session: Session, look: Look, seen: ChildrenSeen, code: str) -> str:
    """Return the id of the child with a code.

    Raises:
        NoSuchChildError: no child of today whom they may see has it.
    """
    for child_id in of_today(session, look, seen):
        if pseudonym(look.la, child_id) == code:
            return child_id
    raise NoSuchChildError


def _only(
    viewer: Viewer, current: list[Row], held: list[Row], screen: Screen
) -> frozenset[str] | None:
    if viewer.role in EVERY_CHILD.get(screen, ()):
        return None
    if viewer.role is Role.MANAGER:
        if EVERY_TEAM in viewer.teams:
            return None
        return frozenset(row.child_id for row in current if row.team in viewer.teams)
    if viewer.role is Role.IRO and viewer.staff_id:
        return frozenset(
            row.child_id for row in held if row.staff_id == viewer.staff_id
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


# Who holds which child on a day, as IRO and as chair.


@dataclass(frozen=True)
class Chairs:
    """Who may be a child's chair on a day.

    From the day on which lead practitioners chair (`since`, None before it) they alone:
    nobody else is a child's chair, whatever a list of allocations still says.
    """

    since: date | None
    lead_practitioners: frozenset[str]

    @classmethod
    def on(cls, session: Session, la: str, as_at: date) -> Chairs:
        """Return who may be on a day."""
        day = council.led_from(session, la)
        if day is None or day > as_at:
            return cls(None, frozenset())
        return cls(day, _lead_practitioners(session, la))

    def hold(self, row: Row) -> bool:
        """Say whether an allocation makes somebody the child's IRO or chair."""
        if self.since is None or row.role != CHAIR:
            return True
        return row.staff_id in self.lead_practitioners

    def held(self, rows: list[Row]) -> list[Row]:
        """Return the allocations that do."""
        return [row for row in rows if self.hold(row)]


@dataclass(frozen=True)
class Allocations:
    """Who holds whom on a day.

    `children` are those given to each member of staff; `iro` and `chair` say whose a
    child is where two of one role have it. From the day on which lead practitioners
    chair (`led`), nobody else is a child's chair.
    """

    in_care: dict[str, date]
    on_plan: dict[str, date]
    led: bool = False
    iro: dict[str, str] = field(default_factory=dict)  # child: staff id
    chair: dict[str, str] = field(default_factory=dict)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def allocations_on(session: Session, la: str, as_at: date) -> Allocations:
    """Return who holds whom on a day: children in care or on a plan, and no other."""
    chairs, there = Chairs.on(session, la, as_at), (session, la, as_at)
    held = Allocations(in_care(*there), on_plan(*there), chairs.since is not None)
    c = table(Allocation).c
    query = (
        select(c.child_id, c.role, c.staff_id)
        .where(c.la == la, c.started <= as_at)
        .where((c.ended.is_(None)) | (c.ended > as_at))
        .order_by(c.started, c.id)
    )
    by_role = {IRO: held.iro, CHAIR: held.chair}
    for child_id, role, staff_id in chairs.held(list(session.execute(query))):
        if child_id in held.in_care or child_id in held.on_plan:
            held.children[staff_id].add(child_id)
            by_role[role][child_id] = staff_id
    return held


def _lead_practitioners(session: Session, la: str) -> frozenset[str]:
    """Return the staff ids of a council's lead child protection practitioners."""
    c = table(Staff).c
    query = select(c.staff_id).where(c.la == la, c.role == LEAD_PRACTITIONER)
    return frozenset(session.execute(query).scalars())


# Visits and other contacts of an IRO with a child: when the last was.


VISITED = table(Visit).c
MONTHS = 6
BY_AN_IRO = "iro"  # the kind of a visit


def visits_by_iro(session: Session, la: str, as_at: date) -> dict[str, date]:
    """Return the day of each child's last visit or contact of an IRO."""
    query = (
        select(VISITED.child_id, func.max(VISITED.visited))
        .where(VISITED.la == la, VISITED.kind == BY_AN_IRO, VISITED.visited <= as_at)
        .group_by(VISITED.child_id)
    )
    return {child: day for child, day in session.execute(query)}  # noqa: C416


def visited_lately(
    visits: Mapping[str, date], children: Collection[str], as_at: date
) -> int | None:
    """Count the children with a visit lately; None where there is no visit at all."""
    if not visits:
        return None
    since = add_months(as_at, -MONTHS)
    return sum(child in visits and visits[child] > since for child in children)
