"""What a timeline is made of: events in lanes, each with a mark and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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
from domain.periods import say_day

NOT_KNOWN = "Not known"


class Lane(StrEnum):
    """What an event is about, in the order that lanes are drawn in."""

    CARE = "In care"
    LEGAL = "Legal status"
    PLACEMENT = "Placement"
    REVIEWS = "Reviews"
    PLANS = "Plans"
    CONFERENCES = "Conferences and plan reviews"
    DISPUTES = "Disputes"
    VISITS = "Visits"


class Mark(StrEnum):
    """How an event is drawn, as the key to the drawing says it."""

    SPAN = "From one day to another"
    ON_TIME = "Held on time"
    LATE = "Held late"
    UNKNOWN = "Held, due date not known"
    OWED = "Due, not held"
    PLANNED = "Planned"
    POINT = "Enquiry or visit"


HELD = frozenset({Mark.ON_TIME, Mark.LATE, Mark.UNKNOWN})


@dataclass(frozen=True)
class Event:
    """One thing that happened, goes on or is due: a mark on the chart, a row below it.

    `until` is the last day of a SPAN, None where it goes on. `text` is what stands on
    its bar. `on_time` is empty for what cannot be late.
    """

    lane: Lane
    mark: Mark
    day: date
    what: str
    detail: str = ""
    on_time: str = ""
    until: date | None = None
    text: str = ""

    @property
    def said(self) -> str:
        """The whole detail: for a SPAN how long it lasts, then what there is to say."""
        if self.mark is not Mark.SPAN:
            return self.detail
        lasts = f"Until {say_day(self.until)}" if self.until else "Goes on"
        return f"{lasts}. {self.detail}".strip()

    def reaches(self, first: date) -> bool:
        """Say whether any of it lies on a day or after it."""
        if self.mark is Mark.SPAN:
            return self.until is None or self.until >= first
        return self.day >= first


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events by day; those of one day in the order of the lanes."""
    lanes = tuple(Lane)
    return tuple(sorted(events, key=lambda each: (each.day, lanes.index(each.lane))))


def sentences(*parts: str | None) -> str:
    """Return the parts that there are, each as a sentence."""
    return " ".join(f"{part}." for part in parts if part)


def days(number: int) -> str:
    """Return `1 day` or `12 days`."""
    return "1 day" if number == 1 else f"{number:,} days"


def meeting(
    lane: Lane, what: str, due: date | None, held: date, *details: str | None
) -> Event:
    """Return a meeting that was held, on time or not; on its due date is on time."""
    if due is None:
        mark, on_time, said = Mark.UNKNOWN, NOT_KNOWN, None
    else:
        late = (held - due).days
        mark = Mark.LATE if late > 0 else Mark.ON_TIME
        on_time = f"{days(late)} late" if late > 0 else "On time"
        said = f"Due {say_day(due)}"
    return Event(lane, mark, held, what, sentences(said, *details), on_time)


def owed(
    lane: Lane, what: str, due: date, as_at: date, *, still: bool, detail: str = ""
) -> Event:
    """Return a meeting that was not held; `still`: it is owed on the day."""
    if due > as_at:
        on_time = "Not yet due"
    elif not still:
        on_time = "Not held"
    else:
        on_time = f"Not held, {overdue(due, as_at)}"
    return Event(lane, Mark.OWED, due, f"{what} due", detail, on_time)


def overdue(due: date, as_at: date) -> str:
    """Return how far off a day is that something is due on."""
    left = (due - as_at).days
    if left == 0:
        return "due today"
    return f"in {days(left)}" if left > 0 else f"{days(-left)} overdue"


# One child's rows, read once, and which of them run on a day.


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
