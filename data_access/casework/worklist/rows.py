"""What the rules of the worklist look at: the children of one day, read once."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from data_access.access import scope
from data_access.access.scope import CHAIR, IRO, ChildrenSeen
from data_access.casework.impact import Unrecorded, unrecorded
from data_access.derive.known import Coverage
from data_access.derive.rebuild import coverage
from data_access.derive.recorded import standing_of
from data_access.store.loaded import table
from data_access.store.tables import (
    Allocation,
    ClaReview,
    Dispute,
    PeriodOfCare,
    PlannedReview,
    PlanReview,
    ReviewNote,
)
from domain.recorded import CONFERENCES, READY
from domain.sheets import Values

ALLOCATED = table(Allocation).c
DISPUTE = table(Dispute).c
CARE = table(PeriodOfCare).c
REVIEW = table(ClaReview).c
NOTE = table(ReviewNote).c
PLANNED = table(PlannedReview).c
ANSWERS_FOR = {"review": IRO, "plan_review": CHAIR}
Meeting = tuple[date, str | None]  # when it was held, how the child took part


class RecordOf(NamedTuple):
    """A conference that was held, and when its record went out, if it did."""

    child_id: str
    held: date
    sent: date | None


@dataclass(frozen=True)
class TaskRows:
    """The children in care or on a plan on a day, and what is known of each.

    `since` and `due` are by the role that answers: the IRO for a child in care, the
    chair for one on a plan. `last` is the last day that somebody of that role had
    the child; a role that nobody at all was ever given is not among `registered`, nor
    are chairs once lead practitioners chair, whom the service does not give.
    """

    as_at: date
    seen: ChildrenSeen
    since: dict[str, dict[str, date]]
    due: dict[str, dict[str, date]]
    held: dict[str, list[Meeting]]  # reviews of this time in care, the latest last
    recorded: Coverage  # days of which files tell how children took part
    disputes: list[tuple[str, date]]  # child and day raised, of those that are open
    unrecorded: list[Unrecorded]  # disputes resolved, their impact not recorded
    last: dict[tuple[str, str], date]
    registered: frozenset[str]
    sent: dict[tuple[str, date], date]  # when the record of a review went out
    planned: dict[tuple[str, str], date]  # by child and role: the next day planned
    ready: dict[tuple[str, date], Values]  # by child and day due: what is done for it
    conferences: list[RecordOf]  # that were recorded of children on plans

    @property
    def records_from(self) -> date | None:
        """The first review whose record is known to have gone out."""
        return min((held for _, held in self.sent), default=None)


def read(session: Session, la: str, as_at: date, seen: ChildrenSeen) -> TaskRows:
    """Return the facts of a council on a day."""
    care = scope.in_care(session, la, as_at)
    plans = scope.on_plan(session, la, as_at)
    ends = _allocated(session, la)
    led = scope.Chairs.on(session, la, as_at).since is not None
    return TaskRows(
        as_at=as_at,
        seen=seen,
        since={IRO: care, CHAIR: plans},
        due={
            IRO: scope.next_due(session, la, ClaReview, care),
            CHAIR: scope.next_due(session, la, PlanReview, plans),
        },
        held=_held(session, la, as_at, care),
        recorded=coverage(session, la, "reviews"),
        disputes=_open(session, la, as_at, {*care, *plans}),
        unrecorded=[
            each
            for each in unrecorded(session, la, as_at)
            if each.child_id in care or each.child_id in plans
        ],
        last={key: max(days) for key, days in ends.items() if days},
        registered=frozenset(role for _, role in ends) - ({CHAIR} if led else set()),
        sent=_sent(session, la, as_at),
        planned=_planned(session, la, as_at),
        ready=_ready(session, la),
        conferences=_conferences(session, la, as_at, plans),
    )


def _held(
    session: Session, la: str, as_at: date, care: dict[str, date]
) -> dict[str, list[Meeting]]:
    today = (
        select(CARE.child_id)
        .where(CARE.la == la, CARE.started <= as_at)
        .where((CARE.ceased.is_(None)) | (CARE.ceased > as_at))
    )
    query = (
        select(REVIEW.child_id, REVIEW.held, REVIEW.participation)
        .where(REVIEW.la == la, REVIEW.held <= as_at, REVIEW.child_id.in_(today))
        .order_by(REVIEW.held)
    )
    found: dict[str, list[Meeting]] = defaultdict(list)
    for child_id, held, participation in session.execute(query):
        if child_id in care and held >= care[child_id]:
            found[child_id].append((held, participation))
    return dict(found)


def _open(
    session: Session, la: str, as_at: date, today: set[str]
) -> list[tuple[str, date]]:
    query = (
        select(DISPUTE.child_id, DISPUTE.raised)
        .where(DISPUTE.la == la, DISPUTE.raised <= as_at)
        .where((DISPUTE.resolved.is_(None)) | (DISPUTE.resolved > as_at))
        .distinct()
    )
    return [
        (child_id, raised)
        for child_id, raised in session.execute(query)
        if child_id in today
    ]


def _allocated(session: Session, la: str) -> dict[tuple[str, str], list[date]]:
    query = select(ALLOCATED.child_id, ALLOCATED.role, ALLOCATED.ended).where(
        ALLOCATED.la == la
    )
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for child_id, role, ended in session.execute(query):
        days = found[(child_id, role)]
        if ended is not None:
            days.append(ended)
    return found


def _sent(session: Session, la: str, as_at: date) -> dict[tuple[str, date], date]:
    query = select(NOTE.child_id, NOTE.held, NOTE.record_sent).where(
        NOTE.la == la, NOTE.record_sent <= as_at
    )
    return {(row.child_id, row.held): row.record_sent for row in session.execute(query)}


def _planned(session: Session, la: str, as_at: date) -> dict[tuple[str, str], date]:
    query = (
        select(PLANNED.child_id, PLANNED.kind, PLANNED.planned_for)
        .where(PLANNED.la == la, PLANNED.planned_for >= as_at)
        .order_by(PLANNED.planned_for.desc())
    )
    return {
        (row.child_id, ANSWERS_FOR[row.kind]): row.planned_for
        for row in session.execute(query)
    }


def _conferences(
    session: Session, la: str, as_at: date, plans: dict[str, date]
) -> list[RecordOf]:
    rows = session.execute(standing_of(la, CONFERENCES.key))
    said = [json.loads(row.content) for row in rows]
    found = [
        RecordOf(
            each["child"],
            date.fromisoformat(each["held"]),
            date.fromisoformat(each["record_sent"]) if "record_sent" in each else None,
        )
        for each in said
        if "held" in each and each["child"] in plans
    ]
    return [
        each._replace(sent=None) if each.sent and each.sent > as_at else each
        for each in found
        if each.held <= as_at
    ]


def _ready(session: Session, la: str) -> dict[tuple[str, date], Values]:
    found: dict[tuple[str, date], Values] = {}
    for row in session.execute(standing_of(la, READY.key)):
        values = json.loads(row.content)
        found[values["child"], date.fromisoformat(values["due"])] = values
    return found
