"""One child's rows, read once, and which of them run on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import Base, table
from data_access.store.tables import (
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    ReviewNote,
    Visit,
)

AnyRow = TypeVar("AnyRow", bound=Base)


@dataclass(frozen=True)
class ChildRows:
    """What the store holds of one child, each kind in the order it happened."""

    born: date | None = None
    care: tuple[PeriodOfCare, ...] = ()
    episodes: tuple[Episode, ...] = ()
    reviews: tuple[ClaReview, ...] = ()
    notes: tuple[ReviewNote, ...] = ()
    planned: tuple[PlannedReview, ...] = ()
    conferences: tuple[Conference, ...] = ()
    plans: tuple[Plan, ...] = ()
    plan_reviews: tuple[PlanReview, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    stages: tuple[DisputeStageEvent, ...] = ()
    visits: tuple[Visit, ...] = ()

    def in_care(self, as_at: date) -> PeriodOfCare | None:
        """Return the period of care that runs on a day; short breaks are none."""
        running = (
            each
            for each in self.care
            if not each.short_breaks and runs(each.started, each.ceased, as_at)
        )
        return max(running, key=lambda each: each.number, default=None)

    def on_plan(self, as_at: date) -> Plan | None:
        """Return the plan that runs on a day."""
        running = (each for each in self.plans if runs(each.started, each.ended, as_at))
        return max(running, key=lambda each: each.started, default=None)

    def reviews_in(self, care: PeriodOfCare) -> tuple[ClaReview, ...]:
        """Return the reviews of one period of care; those of another never count."""
        return tuple(each for each in self.reviews if each.period_number == care.number)

    def reviews_of(self, plan: Plan) -> tuple[PlanReview, ...]:
        """Return the reviews of one plan."""
        return tuple(
            each for each in self.plan_reviews if each.plan_started == plan.started
        )


def last_held(reviews: Iterable[ClaReview | PlanReview]) -> date | None:
    """Return the day of the last review held, None where none was."""
    return max((each.held for each in reviews if each.held), default=None)


def runs(started: date, ended: date | None, as_at: date) -> bool:
    """Say whether something that ends on a day, or has not, runs on another."""
    return started <= as_at and (ended is None or ended > as_at)


def read(session: Session, la: str, child_id: str) -> ChildRows:
    """Return the rows of one child."""

    def rows(model: type[AnyRow], *order: str) -> tuple[AnyRow, ...]:
        c = table(model).c
        query = select(model).where(c.la == la, c.child_id == child_id)
        found = session.scalars(query.order_by(*(c[name] for name in order)))
        return tuple(found)

    return ChildRows(
        born=next((each.born for each in rows(Child)), None),
        care=rows(PeriodOfCare, "number"),
        episodes=rows(Episode, "decom"),
        reviews=rows(ClaReview, "id"),
        notes=rows(ReviewNote, "held"),
        planned=rows(PlannedReview, "planned_for"),
        conferences=rows(Conference, "id"),
        plans=rows(Plan, "started"),
        plan_reviews=rows(PlanReview, "id"),
        disputes=rows(Dispute, "raised", "ordinal"),
        stages=rows(DisputeStageEvent, "raised", "ordinal", "position"),
        visits=rows(Visit, "visited", "kind"),
    )
