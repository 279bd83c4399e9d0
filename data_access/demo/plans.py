"""Child protection plans: their review conferences, how long they last, how they end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import pick, working_day_after, working_day_before
from data_access.demo.published import YEAR
from domain.periods import ONE_DAY, Period, add_months
from domain.timescales import Timescales

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
class Plan:
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


def for_child(rng: Random, family: Course, child_id: str, adult_on: date) -> Plan:
    """Return one child's plan in the family's course; no plan outlasts childhood."""
    plan = Plan(
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
