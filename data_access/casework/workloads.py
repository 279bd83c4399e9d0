"""What each IRO and chair holds, by name: staff and numbers, no child.

A manager is given everybody, an IRO their own line and no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.scope import Allocations, ChildrenSeen, allocations_on
from data_access.casework.worklist import rows
from data_access.casework.worklist.rules import RecordWaiting
from data_access.columns.child_groups import staff_names
from data_access.columns.tables import ROLES_WITH_CASES
from data_access.store.loaded import table
from data_access.store.settings import settings
from data_access.store.tables import (
    Child,
    ClaReview,
    Dispute,
    Episode,
    PeriodOfCare,
    PlanReview,
    Staff,
)
from domain.access import Role, Screen
from domain.periods import MONTHS, add_months
from domain.workload import Load, Stage

SOON = timedelta(weeks=8)
OUT_OF_AREA = "OUT"
NAMED = ROLES_WITH_CASES | {scope.LEAD_PRACTITIONER}
YOUNG = 4 * MONTHS
EVERYBODY = ChildrenSeen(team={}, staff={}, only=None)


@dataclass(frozen=True)
class Workloads:
    """Loads in order of name, and how many children are nobody's.

    `led`: lead practitioners chair conferences, so plans are no IRO's.
    """

    loads: tuple[Load, ...]
    led: bool = False
    without_iro: int = 0
    without_chair: int = 0


def by_name(look: Look) -> Workloads:
    """Return what each IRO and chair holds on a day.

    Somebody who left and still has children is among them, so that no child is lost.
    """

    def read(session: Session) -> Workloads:
        held = allocations_on(session, look.la, look.as_at)
        found = _loads(session, look.la, look.as_at, held)
        if look.viewer.role is Role.IRO:
            own = look.viewer.staff_id
            mine = tuple(load for load in found if load.staff_id == own)
            return Workloads(mine, held.led)
        return Workloads(
            found,
            held.led,
            without_iro=len(held.in_care.keys() - held.iro.keys()),
            without_chair=0
            if held.led
            else len(held.on_plan.keys() - held.chair.keys()),
        )

    return look.given(Screen.CASELOADS_BY_NAME, read)


def _loads(
    session: Session, la: str, as_at: date, held: Allocations
) -> tuple[Load, ...]:
    names = staff_names(session, la)
    posts = in_post(session, la, as_at, names)
    iro_of = _those(held.iro, held.in_care)
    chair_of = _those(held.chair, held.on_plan)
    parts = _parts(session, la, as_at, held)
    raised = _open_disputes(session, la, as_at)
    disputes = _raised_by(raised, names, held.iro)
    due_soon, overdue = _owed(session, la, as_at, held)
    in_care, on_plans = Counter(iro_of.values()), Counter(chair_of.values())
    records = _records_waiting(session, la, as_at, held)
    families = _families(session, la, held)
    there = {*posts, *held.children}
    return tuple(
        replace(
            posts.get(staff_id, Load(staff_id, names.get(staff_id, staff_id), None)),
            children=len(held.children[staff_id]),
            in_care=in_care[staff_id],
            on_plans=on_plans[staff_id],
            due_soon=due_soon[staff_id],
            overdue=overdue[staff_id],
            disputes=disputes[staff_id],
            records=None if records is None else records[staff_id],
            open_dispute=_among(held, staff_id, {row.child_id for row in raised}),
            out_of_area=_among(held, staff_id, parts["out_of_area"]),
            under_four=_among(held, staff_id, parts["under_four"]),
            first_year=_among(held, staff_id, parts["first_year"]),
            siblings=sum(len(each) - 1 for each in families[staff_id]),
            families=_cases(families[staff_id], staff_id, iro_of, chair_of),
        )
        for staff_id in sorted(there, key=lambda each: (names.get(each, each), each))
    )


def _among(held: Allocations, staff_id: str, children: Collection[str]) -> int:
    return len(held.children[staff_id].intersection(children))


def _those(holder: dict[str, str], there: Collection[str]) -> dict[str, str]:
    return {child: staff_id for child, staff_id in holder.items() if child in there}


def in_post(
    session: Session, la: str, as_at: date, names: dict[str, str]
) -> dict[str, Load]:
    """Return each IRO, chair and lead practitioner in post, holding nothing yet."""
    c = table(Staff).c
    query = (
        select(c.staff_id, c.fte, c.role, c.started, c.probation_until)
        .where(c.la == la, c.role.in_(NAMED))
        .where((c.started.is_(None)) | (c.started <= as_at))
        .where((c.ended.is_(None)) | (c.ended > as_at))
    )
    return {
        row.staff_id: Load(
            row.staff_id,
            names[row.staff_id],
            row.fte,
            role=row.role,
            probation_until=_not_before(row.probation_until, as_at),
            stage=_stage(row, as_at),
        )
        for row in session.execute(query)
    }


def _stage(row: Row, as_at: date) -> Stage | None:
    """Return how far somebody is in the work on a day; None where nobody can tell."""
    if _not_before(row.probation_until, as_at) is not None:
        return Stage.PROBATION
    if row.started is None:
        return None
    is_new = add_months(row.started, MONTHS) > as_at
    return Stage.FIRST_YEAR if is_new else Stage.LATER


def _not_before(day: date | None, as_at: date) -> date | None:
    return day if day and day >= as_at else None


def _parts(
    session: Session, la: str, as_at: date, held: Allocations
) -> dict[str, set[str]]:
    """Return the children that weigh more, by the part of the load they are."""
    episode, child, care = (table(each).c for each in (Episode, Child, PeriodOfCare))
    placed = (
        select(episode.child_id)
        .where(episode.la == la, episode.location == OUT_OF_AREA)
        .where(episode.decom <= as_at)
        .where((episode.dec.is_(None)) | (episode.dec > as_at))
    )
    born = select(child.child_id, child.born).where(
        child.la == la, child.born >= add_months(as_at, -YOUNG)
    )
    not_known = select(care.child_id, care.started).where(
        care.la == la, care.start_known.is_(False)
    )
    older = {(row.child_id, row.started) for row in session.execute(not_known)}
    return {
        "out_of_area": {
            row.child_id
            for row in session.execute(placed)
            if row.child_id in held.in_care
        },
        "under_four": {
            row.child_id
            for row in session.execute(born)
            if add_months(row.born, YOUNG) > as_at
        },
        "first_year": {
            child_id
            for child_id, started in held.in_care.items()
            if add_months(started, MONTHS) > as_at and (child_id, started) not in older
        },
    }


def _open_disputes(session: Session, la: str, as_at: date) -> list[Row]:
    c = table(Dispute).c
    query = (
        select(c.child_id, c.iro_name)
        .where(c.la == la, c.raised <= as_at)
        .where((c.resolved.is_(None)) | (c.resolved > as_at))
    )
    return list(session.execute(query))


def _raised_by(
    raised: Iterable[Row], names: dict[str, str], iro: dict[str, str]
) -> Counter[str]:
    """Count disputes by who raised them: as the log names them, else the child's IRO."""
    named = {name: staff_id for staff_id, name in names.items()}
    owners = (
        named.get(row.iro_name or "") or iro.get(row.child_id, "") for row in raised
    )
    return Counter(owner for owner in owners if owner)


def _cases(
    families: Iterable[list[str]], staff_id: str, *holders: dict[str, str]
) -> tuple[int, ...]:
    """Return the cases of each family, fewest first: a child in each role is one."""
    return tuple(
        sorted(
            sum(holder.get(child) == staff_id for child in family for holder in holders)
            for family in families
        )
    )


def _families(
    session: Session, la: str, held: Allocations
) -> dict[str, list[list[str]]]:
    """Return, by who holds them, children with the brothers and sisters they hold too."""
    c = table(Child).c
    query = select(c.child_id, c.family).where(c.la == la, c.family.is_not(None))
    family_of = {row.child_id: row.family for row in session.execute(query)}
    found: dict[str, list[list[str]]] = defaultdict(list)
    for staff_id, children in held.children.items():
        together: dict[tuple[str, str], list[str]] = defaultdict(list)
        for child in sorted(children):
            family = family_of.get(child)
            together[("family", family) if family else ("child", child)].append(child)
        found[staff_id] = list(together.values())
    return found


def _records_waiting(
    session: Session, la: str, as_at: date, held: Allocations
) -> Counter[str] | None:
    """Count records not sent in time by the child's IRO, as the worklist finds them."""
    known = rows.read(session, la, as_at, EVERYBODY)
    if known.records_from is None:
        return None
    waiting = RecordWaiting(settings().review_record_days).find(known)
    return Counter(held.iro.get(line.child_id, "") for line in waiting)


def _owed(
    session: Session, la: str, as_at: date, held: Allocations
) -> tuple[Counter[str], Counter[str]]:
    """Count, by who holds it, the children's next reviews due soon and those overdue."""
    reviews = scope.next_due(session, la, ClaReview, held.in_care)
    conferences = scope.next_due(session, la, PlanReview, held.on_plan)
    owed = [(held.iro.get(child, ""), due) for child, due in reviews.items()]
    owed += [(held.chair.get(child, ""), due) for child, due in conferences.items()]
    soon = Counter(who for who, due in owed if as_at <= due <= as_at + SOON)
    return soon, Counter(who for who, due in owed if due < as_at)
