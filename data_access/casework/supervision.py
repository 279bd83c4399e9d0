"""One IRO's or chair's year: what they hold, and what they raised; theirs to see.

A manager may open anybody's who holds children, and is told of the children of their
own teams; an IRO opens their own and no other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd
from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym, staff_pseudonym
from data_access.access.scope import (
    CHAIR,
    IRO,
    Allocations,
    ChildrenSeen,
    allocations_on,
    visited_lately,
    visits_by_iro,
)
from data_access.casework.workloads import in_post
from data_access.columns.child_groups import GroupsOverTime, staff_names
from data_access.columns.disputes import log_end
from data_access.derive import council
from data_access.store.loaded import Base, table
from data_access.store.tables import (
    Allocation,
    ClaReview,
    Dispute,
    PlanReview,
    ReviewNote,
    Staff,
)
from domain.access import Role, Screen
from domain.codes import NOT_RECORDED
from domain.due import DISPUTE_LIMIT, add_working_days
from domain.errors import DashboardError
from domain.periods import ONE_DAY, Period

# Whose some children were on a day, by the names that figures have.


ALLOCATED = table(Allocation).c


@dataclass(frozen=True)
class VisiblePart:
    """Rows about children whom the viewer may see, and how many there are in all."""

    listed: pd.DataFrame
    number: int

    @property
    def unseen(self) -> int:
        """How many are about children whom the viewer may not see."""
        return self.number - len(self.listed)


class NamedIro:
    """Whose some children were, in one role; found as figures find it."""

    def __init__(
        self,
        session: Session,
        la: str,
        role: str,
        names: Mapping[str, str],
        children: Collection[str],
    ) -> None:
        self.role = role
        self.lives = {child: GroupsOverTime() for child in children}
        query = (
            select(ALLOCATED.child_id, ALLOCATED.staff_id, ALLOCATED.started)
            .where(ALLOCATED.la == la, ALLOCATED.role == role)
            .order_by(ALLOCATED.child_id, ALLOCATED.started)
        )
        for child, staff_id, started in session.execute(query):
            if child in self.lives:
                value = names.get(staff_id, staff_id), NOT_RECORDED
                self.lives[child].allocated[role].add(started, value)

    def on(self, child: str, day: date) -> str:
        """Return the name of who had a child on a day."""
        return self.lives[child].groups(day, self.role)["iro"]


__all__ = [
    "CASELOAD_COLUMNS",
    "DISPUTE_COLUMNS",
    "LATE_COLUMNS",
    "NoSuchStaffError",
    "Supervised",
    "SupervisionPart",
    "one",
    "part_taken",
]

STAFF = table(Staff).c


class SupervisionPart(StrEnum):
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
    late: VisiblePart
    disputes: VisiblePart
    today: frozenset[str]
    visited: int | None
    in_post: dict[str, float]

    def table(self, part: SupervisionPart) -> pd.DataFrame:
        """Return the rows of one part, each about a child whom the viewer may see."""
        parts = {
            SupervisionPart.LATE: self.late,
            SupervisionPart.DISPUTES: self.disputes,
        }
        return parts[part].listed if part in parts else self.caseload

    @property
    def unseen(self) -> int:
        """How many children they hold whom the viewer may not see."""
        return self.children - len(self.caseload)


def one(look: Look, code: str, year: Period) -> Supervised:
    """Return the year of the member of staff with a code; an IRO's own without one.

    Raises:
        NoSuchStaffError: nobody whose year they may see has this code.
    """
    return look.given(
        Screen.SUPERVISION,
        lambda session: _read(session, look, code, year),
        rows=lambda found: sum(len(found.table(part)) for part in SupervisionPart),
    )


def part_taken(
    look: Look, code: str, year: Period, part: SupervisionPart
) -> pd.DataFrame:
    """Return one part to leave the screen: codes, not the council's own ids.

    Raises:
        NoSuchStaffError: nobody whose year they may see has this code.
    """
    return look.listed(
        Screen.SUPERVISION,
        lambda session: _read(session, look, code, year).table(part),
        taken=True,
    )


def _read(session: Session, look: Look, code: str, year: Period) -> Supervised:
    la, as_at = look.la, look.as_at
    held = allocations_on(session, la, as_at)
    names = staff_names(session, la)
    posts = in_post(session, la, as_at, names)
    staff_id = _staff_of(look, code, {*posts, *held.children})
    name = names.get(staff_id, staff_id)
    seen = scope.children_seen(session, look)
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
        disputes=disputes_of(session, la, names, name, year, seen),
        today=frozenset({*held.in_care, *held.on_plan}),
        visited=visited_lately(visits, in_care, as_at),
        in_post={
            names[each]: _part(row.started, row.ended, year)
            for each, row in rows.items()
            if look.viewer.role is Role.MANAGER or each == staff_id
        },
    )


def _staff_of(look: Look, code: str, there: Collection[str]) -> str:
    """Return whose year is asked for, of those whose year somebody may see.

    Raises:
        NoSuchStaffError: nobody of them has this code.
    """
    viewer = look.viewer
    if viewer.role is Role.IRO:
        there = {viewer.staff_id}.intersection(there)
        code = code or staff_pseudonym(look.la, viewer.staff_id)
    for staff_id in there:
        if staff_pseudonym(look.la, staff_id) == code:
            return staff_id
    raise NoSuchStaffError


def _part(started: date | None, ended: date | None, year: Period) -> float:
    """Return the part of a year that somebody was in post; from always, if not said."""
    first = max(started or year.start, year.start)
    last = min(ended - ONE_DAY if ended else year.end, year.end)
    return max((last - first).days + 1, 0) / ((year.end - year.start).days + 1)


# The children that one IRO or chair holds, with what is due for each.


CASELOAD_COLUMNS = (
    *("Child", "Code", "Team", "Held as", "Next review due", "Days overdue"),
    *("Next plan review due", "Plan days overdue", "Last IRO visit"),
)
HELD_AS = {  # as IRO, as chair; neither, where somebody else has become the child's
    (True, False): "IRO",
    (False, True): "Chair",
    (True, True): "IRO and chair",
    (False, False): "",
}


def caseload(
    session: Session,
    la: str,
    as_at: date,
    held: Allocations,
    staff_id: str,
    seen: ChildrenSeen,
    visits: Mapping[str, date],
) -> pd.DataFrame:
    """Return the children held whom the viewer sees, what is due first coming first."""
    reviews = scope.next_due(session, la, ClaReview, held.in_care)
    conferences = scope.next_due(session, la, PlanReview, held.on_plan)
    rows = []
    for child in sorted(filter(seen.sees, held.children[staff_id])):
        as_iro = child in held.in_care and held.iro.get(child) == staff_id
        as_chair = child in held.on_plan and held.chair.get(child) == staff_id
        review = reviews.get(child) if as_iro else None
        conference = conferences.get(child) if as_chair else None
        rows.append(
            (
                child,
                pseudonym(la, child),
                seen.team.get(child, ""),
                HELD_AS[as_iro, as_chair],
                *scope.owed(review, as_at),
                *scope.owed(conference, as_at),
                visits.get(child) if as_iro else None,
            )
        )
    rows.sort(key=lambda row: min(row[4] or date.max, row[6] or date.max))
    return pd.DataFrame(rows, columns=list(CASELOAD_COLUMNS))


# The reviews that one IRO or chair held late in a year, counted as the figures do.


LATE_COLUMNS = ("Child", "Code", "What", "Due", "Held", "Days late", "Reason noted")
KINDS: tuple[tuple[type[Base], str, str], ...] = (
    (ClaReview, IRO, "Review"),
    (PlanReview, CHAIR, "Plan review"),
)
NOTE = table(ReviewNote).c


def held_late(
    session: Session,
    la: str,
    names: Mapping[str, str],
    name: str,
    year: Period,
    seen: ChildrenSeen,
) -> VisiblePart:
    """Return the reviews of a year that somebody, by their name, held late."""
    reasons = _reasons(session, la, year)
    led_from = council.led_from(session, la)
    lines, number = [], 0
    for model, role, what in KINDS:
        found = [
            row
            for row in _late(session, la, model, year)
            if role == IRO or led_from is None or row.held < led_from
        ]
        whose = NamedIro(session, la, role, names, {row.child_id for row in found})
        theirs = [row for row in found if whose.on(row.child_id, row.held) == name]
        number += len(theirs)
        lines += [
            (
                row.child_id,
                pseudonym(la, row.child_id),
                what,
                row.due,
                row.held,
                (row.held - row.due).days,
                reasons.get((row.child_id, row.held), "") if role == IRO else "",
            )
            for row in theirs
            if seen.sees(row.child_id)
        ]
    lines.sort(key=lambda line: (line[4], line[0]))
    return VisiblePart(pd.DataFrame(lines, columns=list(LATE_COLUMNS)), number)


def _late(session: Session, la: str, model: type[Base], year: Period) -> list[Row]:
    c = table(model).c
    query = (
        select(c.child_id, c.due, c.held)
        .where(c.la == la, c.held > c.due)
        .where(c.held >= year.start, c.held <= year.end)
    )
    return list(session.execute(query))


def _reasons(session: Session, la: str, year: Period) -> dict[tuple[str, object], str]:
    """Return why reviews were late, as noted, by child and day held."""
    query = (
        select(NOTE.child_id, NOTE.held, NOTE.late_reason)
        .where(NOTE.la == la, NOTE.late_reason.is_not(None))
        .where(NOTE.held >= year.start, NOTE.held <= year.end)
    )
    return {(row.child_id, row.held): row.late_reason for row in session.execute(query)}


# The disputes that one IRO or chair raised in a year, counted as the figures do.


DISPUTE_COLUMNS = (
    *("Child", "Code", "Raised", "Entry stage", "Highest stage", "Theme"),
    *("Resolved", "Working days", "Within 20 working days", "Outcome"),
)
DISPUTE = table(Dispute).c


def disputes_of(
    session: Session,
    la: str,
    names: Mapping[str, str],
    name: str,
    year: Period,
    seen: ChildrenSeen,
) -> VisiblePart:
    """Return the disputes of a year that are somebody's, by their name in the figures.

    They are whom the log names; where it names nobody, the child's IRO of that day.
    """
    query = (
        select(table(Dispute))
        .where(DISPUTE.la == la)
        .where(DISPUTE.raised >= year.start, DISPUTE.raised <= year.end)
        .order_by(DISPUTE.raised, DISPUTE.id)
    )
    found = list(session.execute(query))
    unnamed = {row.child_id for row in found if not row.iro_name}
    whose = NamedIro(session, la, IRO, names, unnamed)
    theirs = [
        row
        for row in found
        if (row.iro_name or whose.on(row.child_id, row.raised)) == name
    ]
    last = log_end(session, la)
    rows = [_line(la, row, last) for row in theirs if seen.sees(row.child_id)]
    return VisiblePart(pd.DataFrame(rows, columns=list(DISPUTE_COLUMNS)), len(theirs))


def _line(la: str, row: Row, last: date) -> tuple[object, ...]:
    return (
        row.child_id,
        pseudonym(la, row.child_id),
        row.raised,
        row.entry_stage or NOT_RECORDED,
        row.highest_stage or NOT_RECORDED,
        row.theme or NOT_RECORDED,
        row.resolved,
        row.working_days,
        _in_time(row, last),
        row.outcome or "",
    )


def _in_time(row: Row, last: date) -> str:
    if row.working_days is not None:
        return "Yes" if row.working_days <= DISPUTE_LIMIT else "No"
    passed = add_working_days(row.raised, DISPUTE_LIMIT) <= last
    return "No" if passed else "Too soon to say"
