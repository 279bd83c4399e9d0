"""Families known to the council: enquiries, initial conferences, protection plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo import people
from data_access.demo.chance import (
    MONTHS_A_YEAR,
    born_at,
    day_within,
    monthly,
    pick,
    stream,
    working_day_after,
    working_day_before,
    years_old,
)
from data_access.demo.people import InventedChild
from data_access.demo.published import CHILDREN_ON_PLANS, YEAR
from domain.due import ICPC_LIMIT, Timescales, add_working_days
from domain.periods import ONE_DAY, Period, add_months, month_of, return_year_of

# Child protection plans: their review conferences, how long they last, how they end.


TIMESCALES = Timescales()
LONGEST_CHAIN = 7  # review conferences, some three years
LATE_SHARE = 0.022
PUNCTUAL_SPELL = Period(add_months(YEAR.start, -2), YEAR.end)
LONG_PLANS_FROM = date(2022, 5, 1)  # none before it is open two years later
LONG = 15  # months after which the plan has a conference of its own
INTO_CARE = 0.6  # of plans that end between two conferences
OWN_WAY = 0.08  # of children whose plan ends apart from their family's

CATEGORIES: Final = {"NEG": 47, "EMO": 36, "PHY": 9, "SAB": 5, "MUL": 3}
ENDS: Final = {  # (review conference, between it and the one before)
    (0, False): 12,
    (1, True): 8,
    (1, False): 40,
    (2, True): 6,
    (2, False): 32,
    (3, True): 1,
    (3, False): 2,
}
LONGER_ENDS: Final = {**ENDS, (3, False): 1.7, (4, False): 0.4, (5, False): 0.4}


@dataclass(frozen=True)
class Course:
    """How a family's plan goes: its conferences, and when and why it ends."""

    started: date
    conferences: tuple[date, ...]
    ended: date
    into_care: bool
    category: str
    changed_to: str


@dataclass(frozen=True)
class InventedPlan:
    """One child's plan.

    `conferences` go on past the end: what would have been held had it gone on. The
    category changes, if it does, at the first of them. `returns`: another plan
    follows, so that this one's end may not be moved later.
    """

    child_id: str
    started: date
    ended: date
    conferences: tuple[date, ...]
    category: str
    latest_category: str
    into_care: bool = False
    returns: bool = False

    @property
    def held(self) -> tuple[date, ...]:
        """The review conferences held while the plan ran."""
        return tuple(day for day in self.conferences if day <= self.ended)

    @property
    def long_on(self) -> date:
        """The day on which the plan has lasted 15 months, if it is still open."""
        return add_months(self.started, LONG)

    def open_on(self, day: date) -> bool:
        return self.started <= day < self.ended

    def due(self, index: int) -> date:
        """Return when the review conference at `index` was due."""
        if index == 0:
            return TIMESCALES.first_plan_review_due(self.started)
        return TIMESCALES.next_plan_review_due(self.conferences[index - 1])


def course(rng: Random, started: date) -> Course:
    """Return the course of a plan that starts at a conference on `started`."""
    conferences = _conferences(rng, started)
    ends = LONGER_ENDS if started >= LONG_PLANS_FROM else ENDS
    number, between = pick(rng, ends)
    ended = conferences[number]
    if between:
        earliest = conferences[number - 1] + timedelta(days=20)
        days = (ended - earliest).days - 10
        ended = working_day_before(earliest + timedelta(days=rng.randint(1, days)))
    if ended == add_months(started, LONG):
        ended = working_day_before(ended - ONE_DAY)
    category = pick(rng, CATEGORIES)
    changed = pick(rng, CATEGORIES) if rng.random() < INTO_CARE / 4 else category
    into_care = between and rng.random() < INTO_CARE
    return Course(started, conferences, ended, into_care, category, changed)


def for_child(
    rng: Random, family: Course, child_id: str, adult_on: date
) -> InventedPlan:
    """Return one child's plan in the family's course; no plan outlasts childhood."""
    plan = InventedPlan(
        child_id,
        family.started,
        family.ended,
        family.conferences,
        family.category,
        family.changed_to,
        into_care=family.into_care,
    )
    if not family.into_care and rng.random() < OWN_WAY and len(plan.held) > 1:
        plan = replace(plan, ended=plan.held[-2])
    if plan.ended >= adult_on:
        plan = replace(plan, ended=working_day_before(adult_on - ONE_DAY))
    return plan


def _conferences(rng: Random, started: date) -> tuple[date, ...]:
    found: list[date] = []
    due = TIMESCALES.first_plan_review_due(started)
    while len(found) < LONGEST_CHAIN:
        found.append(_held(rng, due, first=not found))
        due = TIMESCALES.next_plan_review_due(found[-1])
    return tuple(found)


def _held(rng: Random, due: date, *, first: bool) -> date:
    share = 0 if PUNCTUAL_SPELL.start <= due <= PUNCTUAL_SPELL.end else LATE_SHARE
    late, early, delay = rng.random(), rng.random(), rng.randint(1, 12)
    if late < share:
        return working_day_after(due + timedelta(days=delay))
    days = (3 + 12 * early) if first else (8 + 44 * early)
    return working_day_before(due - timedelta(days=round(days)))


CONFERENCES = 361  # children a year whose enquiry leads to a conference
NOT_REQUIRED = 290  # children a year whose enquiry does not
TRANSFERS = 0.35  # families a month who arrive with a plan
BECOMES_PLAN = 0.9
COMES_BACK = 0.11  # of plans that do not end in care
STEADY_FROM = date(2020, 10, 1)  # when the number of plans is near its level
PULL = 1 / 10  # a month: how fast it comes back to it
UNBORN = 0.05
TOO_OLD = 17

SIZES: Final = {1: 46, 2: 29, 3: 16, 4: 9}
AGES: Final = {0: 24, 1: 9, 2: 8, 3: 8, 5: 14, 7: 12, 9: 10, 11: 8, 13: 5, 15: 2}
GAPS_ON_TIME: Final = {8: 1, 9: 1, 10: 2, 11: 5, 12: 10, 13: 20, 14: 28, 15: 33}
GAPS_LATE: Final = {16: 5, 17: 6, 18: 5, 19: 4, 20: 4, 22: 3, 24: 2, 27: 1, 31: 1}
PUNCTUAL: Final = {2022: 0.91, 2023: 0.875, 2024: 0.89, 2025: 0.862, 2026: 0.875}
PUNCTUAL_LATER = 0.89
PRIOR_PLANS: Final = {1: 80, 2: 17, 3: 3}
PRIOR_SHARE = 0.135  # of children over one, before any plan the records show


@dataclass(frozen=True)
class Enquiry:
    """A family's enquiry, the conference it led to, and the children it was about.

    `icpc` is None where no conference was required; `known` is the day that was
    decided. `s47_started` is None for a family that arrives with a plan.
    """

    children: tuple[str, ...]
    s47_started: date | None
    icpc: date | None
    known: date


@dataclass
class Families:
    """What has happened to the families so far, and who is coming back when."""

    children: dict[str, InventedChild] = field(default_factory=dict)
    priors: dict[str, int] = field(default_factory=dict)
    enquiries: list[Enquiry] = field(default_factory=list)
    plans: list[InventedPlan] = field(default_factory=list)
    open_now: list[InventedPlan] = field(default_factory=list)
    returning: dict[date, list[tuple[str, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def simulate(seed: int, months: Sequence[Period]) -> Families:
    """Return every family whose enquiry or conference falls in `months`."""
    known = Families()
    for month in months:
        _live_through(known, stream(seed, "families", month.start), month)
    return known


def punctual_share(day: date) -> float:
    """Return the share of conferences on time in the financial year of `day`."""
    return PUNCTUAL.get(return_year_of(day), PUNCTUAL_LATER)


def _live_through(known: Families, rng: Random, month: Period) -> None:
    wanted = monthly(rng, CONFERENCES + _pull(known, month), month)
    back = known.returning.pop(month.start, [])
    for children in back:
        wanted -= len(children)
        _conference(known, rng, month, children, new=False)
    while wanted > 0:
        children = _new_family(known, rng, month)[:wanted]
        wanted -= len(children)
        _conference(known, rng, month, children)
    if rng.random() < TRANSFERS:
        _conference(known, rng, month, _new_family(known, rng, month), transferred=True)
    quiet = monthly(rng, NOT_REQUIRED, month)
    while quiet > 0:
        children = _new_family(known, rng, month)[:quiet]
        quiet -= len(children)
        started = day_within(rng, month.start, month.end)
        decided = add_working_days(started, rng.randint(4, ICPC_LIMIT))
        known.enquiries.append(Enquiry(children, started, None, decided))


def _pull(known: Families, month: Period) -> float:
    """Return how many more than usual there are, a year, to keep the plans level."""
    if month.start < STEADY_FROM:
        return 0
    known.open_now = [plan for plan in known.open_now if plan.ended > month.start]
    return (CHILDREN_ON_PLANS - len(known.open_now)) * PULL * MONTHS_A_YEAR


def _new_family(known: Families, rng: Random, month: Period) -> tuple[str, ...]:
    """Return the ids of new brothers and sisters, the youngest first."""
    age = pick(rng, AGES) + rng.random() * 1.9
    found: list[str] = []
    ethnicity = ""
    for _ in range(pick(rng, SIZES)):
        if age > TOO_OLD:
            break
        child_id = f"{500_000 + len(known.children):06d}"
        new = people.child(rng, child_id, born_at(month.start, age))
        ethnicity = ethnicity or new.ethnicity
        known.children[child_id] = replace(new, ethnicity=ethnicity)
        over_one = age > 1 and rng.random() < PRIOR_SHARE
        known.priors[child_id] = pick(rng, PRIOR_PLANS) if over_one else 0
        found.append(child_id)
        age += 1.1 + rng.random() * 3.2
    for child_id in found:
        known.children[child_id] = replace(known.children[child_id], family=found[0])
    return tuple(found)


def _conference(
    known: Families,
    rng: Random,
    month: Period,
    children: tuple[str, ...],
    *,
    new: bool = True,
    transferred: bool = False,
) -> None:
    icpc = working_day_before(day_within(rng, month.start + 3 * ONE_DAY, month.end))
    icpc = icpc if icpc >= month.start else working_day_after(month.start)
    on_time = rng.random() < punctual_share(icpc)
    gap = pick(rng, GAPS_ON_TIME if on_time else GAPS_LATE)
    started = None if transferred else add_working_days(icpc, -gap)
    known.enquiries.append(Enquiry(children, started, icpc, icpc))
    if new:
        _be_born(known, rng, children[0], icpc)
    if transferred or rng.random() < BECOMES_PLAN:
        _plan(known, rng, children, icpc)


def _be_born(known: Families, rng: Random, youngest: str, icpc: date) -> None:
    """Make some of the youngest children unborn at their conference."""
    infant = known.children[youngest]
    if years_old(infant.born, icpc) < 1 and rng.random() < UNBORN * 4:
        born = born_at(icpc + timedelta(days=rng.randint(10, 55)), 0)
        known.children[youngest] = replace(infant, born=max(born, icpc + ONE_DAY))


def _plan(known: Families, rng: Random, children: tuple[str, ...], icpc: date) -> None:
    planned = course(rng, icpc)
    back = None
    if not planned.into_care and rng.random() < COMES_BACK:
        back = month_of(add_months(planned.ended, rng.randint(4, 34)))
    returning: list[str] = []
    for child_id in children:
        adult_on = known.children[child_id].adult_on
        mine = for_child(rng, planned, child_id, adult_on)
        comes_back = bool(back) and _young_enough(known.children[child_id], back)
        returning += [child_id] * comes_back
        known.plans.append(replace(mine, returns=comes_back))
        known.open_now.append(mine)
    if back and returning:
        known.returning[back.start].append(tuple(returning))


def _young_enough(child: InventedChild, month: Period | None) -> bool:
    return month is not None and years_old(child.born, month.start) < TOO_OLD - 1
