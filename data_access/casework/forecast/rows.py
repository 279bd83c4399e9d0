"""What a forecast is made from: times in care and on plans, staff, and the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.columns.tables import ROLES_WITH_CASES
from data_access.derive import care, council, protection
from data_access.derive.care import Care
from data_access.derive.known import Coverage
from data_access.derive.rebuild import coverage, rules_of
from data_access.store.loaded import table
from data_access.store.tables import (
    Child,
    ClaReview,
    Conference,
    PeriodOfCare,
    Plan,
    PlanReview,
    Staff,
)
from domain.due import Kind, Rung, Timescales, leaves_care
from domain.periods import ONE_DAY
from domain.workload import CapacityRules, Employed

ReviewHeld = tuple[int | None, date | None, date | None]  # number, due, held
Known = dict[str, tuple[date | None, str | None]]  # by child: day of birth, family


@dataclass(frozen=True)
class Time:
    """A period of care or a plan, with its reviews in order, the one owed last.

    `since` is what the first due date counts from: the start of care, or the initial
    conference. `leaves` is when it ends, or the child's 18th birthday if that is
    sooner.
    """

    kind: Kind
    child_id: str
    started: date
    since: date
    start_known: bool
    ended: date | None
    born: date | None
    family: str | None
    reviews: tuple[ReviewHeld, ...] = ()

    def holds(self, day: date) -> bool:
        """Say whether it runs on a day: the day it ends is not of it."""
        return self.started <= day and (self.ended is None or self.ended > day)

    def known_on(self, day: date) -> Time:
        """Return what was known of it on a day: no later review, no later end."""
        reviews = tuple(each for each in self.reviews if each[2] and each[2] <= day)
        ended = None if self.ended is None or self.ended > day else self.ended
        return replace(self, reviews=reviews, ended=ended)

    @property
    def leaves(self) -> date | None:
        """When the child leaves, as far as anybody can know."""
        return leaves_care(self.ended, self.born)

    @property
    def grown(self) -> date | None:
        """The child's 18th birthday, None where it is not known."""
        return leaves_care(None, self.born)


@dataclass(frozen=True)
class ForecastRows:
    """One council's times in care and on plans, its staff and its rules.

    `history` are the days for which what happened to a child is known, `loaded`
    those for which every child is. From `led_from` on lead practitioners chair
    conferences, and none is the service's.
    """

    times: tuple[Time, ...]
    staff: tuple[Employed, ...]
    timescales: Timescales
    capacity: CapacityRules
    history: dict[Kind, Coverage]
    loaded: dict[Kind, Coverage]
    led_from: date | None = None

    def ours(self, kind: Kind, day: date) -> bool:
        """Say whether a review of a day is the service's to hold."""
        led = self.led_from is not None and day >= self.led_from
        return kind is Kind.REVIEW or not led

    def there(self, day: date) -> tuple[Time, ...]:
        """Return the times that run on a day and are the service's the day after."""
        return tuple(
            time
            for time in self.times
            if time.holds(day) and self.ours(time.kind, day + ONE_DAY)
        )

    def known_on(self, day: date) -> ForecastRows:
        """Return what was known on a day; staff and rules are those of now."""

        def cut(covered: dict[Kind, Coverage]) -> dict[Kind, Coverage]:
            return {kind: each.up_to(day) for kind, each in covered.items()}

        return replace(
            self,
            times=tuple(t.known_on(day) for t in self.times if t.started <= day),
            history=cut(self.history),
            loaded=cut(self.loaded),
        )

    def stands(self, time: Time) -> Rung | None:
        """Return where a child stands, by the very rule that fills the store.

        None is returned where nobody can know (ADR 0005).
        """
        covered = self.history[time.kind]
        held = [day for _, _, day in time.reviews if day]
        if time.kind is Kind.PLAN_REVIEW:
            return protection.standing(
                time.started, time.ended, time.since, held, covered, self.timescales
            )
        period = Care(
            time.started, time.start_known, time.ended, counts_from=time.since
        )
        return care.standing(period, held, covered, self.timescales)


def read(session: Session, la: str) -> ForecastRows:
    """Return the facts of a council."""
    rules = rules_of(session, la)
    care = coverage(session, la, "care")
    children = {
        child_id: (born, family)
        for child_id, born, family in _rows(
            session, la, Child, "child_id", "born", "family"
        )
    }
    return ForecastRows(
        times=(*_care(session, la, children), *_plans(session, la, children)),
        staff=_staff(session, la),
        timescales=rules.timescales,
        capacity=council.capacity_rules(session, la),
        history={Kind.REVIEW: rules.known.reviews, Kind.PLAN_REVIEW: rules.known.plans},
        loaded={
            Kind.REVIEW: coverage(session, la, "reviews").both(care),
            Kind.PLAN_REVIEW: coverage(session, la, "plans"),
        },
        led_from=council.led_from(session, la),
    )


def _rows(session: Session, la: str, model: type, *names: str) -> list[Row]:
    c = table(model).c
    query = select(*(c[name] for name in names)).where(c.la == la).order_by(c.id)
    return list(session.execute(query))


def _care(session: Session, la: str, children: Known) -> list[Time]:
    reviews: dict[tuple[str, int], list[ReviewHeld]] = defaultdict(list)
    reviews_of = _rows(
        session, la, ClaReview, "child_id", "period_number", "number", "due", "held"
    )
    for child_id, period, number, due, held in reviews_of:
        reviews[child_id, period].append((number, due, held))
    names = "child_id", "number", "started", "start_known", "ceased", "short_breaks"
    return [
        Time(
            Kind.REVIEW,
            child_id,
            started,
            counts_from or started,
            known,
            ceased,
            *children.get(child_id, (None, None)),
            _in_order(reviews[child_id, number]),
        )
        for child_id, number, started, known, ceased, short, counts_from in _rows(
            session, la, PeriodOfCare, *names, "counts_from"
        )
        if not short
    ]


def _plans(session: Session, la: str, children: Known) -> list[Time]:
    reviews: dict[tuple[str, date], list[ReviewHeld]] = defaultdict(list)
    reviews_of = _rows(
        session, la, PlanReview, "child_id", "plan_started", "due", "held"
    )
    for child_id, started, due, held in reviews_of:
        reviews[child_id, started].append((None, due, held))
    conferences: dict[str, list[date]] = defaultdict(list)
    for child_id, held in _rows(session, la, Conference, "child_id", "held"):
        conferences[child_id].append(held)
    return [
        Time(
            Kind.PLAN_REVIEW,
            child_id,
            started,
            protection.initial_conference(started, conferences[child_id]),
            True,
            ended,
            *children.get(child_id, (None, None)),
            _in_order(reviews[child_id, started]),
        )
        for child_id, started, ended in _rows(
            session, la, Plan, "child_id", "started", "ended"
        )
    ]


def _in_order(reviews: list[ReviewHeld]) -> tuple[ReviewHeld, ...]:
    return tuple(sorted(reviews, key=lambda each: each[2] or date.max))


def _staff(session: Session, la: str) -> tuple[Employed, ...]:
    names = ("staff_id", "role", "fte", "started", "ended")
    return tuple(
        Employed(staff_id, fte, started, ended)
        for staff_id, role, fte, started, ended in _rows(session, la, Staff, *names)
        if role in ROLES_WITH_CASES
    )
