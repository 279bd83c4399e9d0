"""Adjust the families' lives until they repeat the plans published for 2023-24.

Only what is free to differ moves: a plan that ends in care, or before another, stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from data_access.demo.chance import stream, working_day_after
from data_access.demo.families import Families
from data_access.demo.people import Child
from data_access.demo.plans import Plan
from data_access.demo.published import (
    CHILDREN_ON_PLANS,
    LATE_PLAN_REVIEWS,
    PLANS_REACHING_15_MONTHS,
    YEAR_END,
    in_year,
)

SHORTLY = timedelta(days=75)
HALF_YEAR = timedelta(days=183)
APART = timedelta(days=30)


def fit(known: Families, seed: int) -> None:
    """Make the long plans, the plans open at the year's end and the late review fit."""
    rng = stream(seed, "fit plans")
    _fit_long_plans(known, rng)
    _fit_level(known, rng)
    _fit_late_reviews(known, rng)


def reaches_15_months(plan: Plan) -> bool:
    """Return whether the plan is open on the day it has lasted 15 months, in the year."""
    return in_year(plan.long_on) and plan.ended > plan.long_on


def _fit_long_plans(known: Families, rng: Random) -> None:
    over = sum(map(reaches_15_months, known.plans)) - PLANS_REACHING_15_MONTHS
    change = _ended_before_long if over > 0 else _gone_on_past_long
    _change(known, rng, abs(over), change)


def _fit_level(known: Families, rng: Random) -> None:
    over = sum(plan.open_on(YEAR_END) for plan in known.plans) - CHILDREN_ON_PLANS
    change = _ended_before_year_end if over > 0 else _gone_on_past_year_end
    _change(known, rng, abs(over), change)


def _fit_late_reviews(known: Families, rng: Random) -> None:
    _change(known, rng, LATE_PLAN_REVIEWS, _one_review_late)


def _change(
    known: Families,
    rng: Random,
    wanted: int,
    change: Callable[[Plan, Child], Plan | None],
) -> None:
    """Put `wanted` plans, found by chance, in their changed form where they have one."""
    places = [
        n
        for n, plan in enumerate(known.plans)
        if plan.started <= YEAR_END and not plan.into_care
    ]
    rng.shuffle(places)
    for place in places:
        if not wanted:
            return
        plan = known.plans[place]
        changed = change(plan, known.children[plan.child_id])
        if changed:
            known.plans[place] = changed
            wanted -= 1


def _ended_before_long(plan: Plan, _: Child) -> Plan | None:
    earlier = [day for day in plan.held if day < plan.long_on]
    if not reaches_15_months(plan) or not earlier:
        return None
    return replace(plan, ended=earlier[-1])


def _gone_on_past_long(plan: Plan, child: Child) -> Plan | None:
    nearly = plan.ended < plan.long_on < plan.ended + HALF_YEAR
    if not in_year(plan.long_on) or not nearly or plan.returns:
        return None
    return _gone_on(plan, child, past=plan.long_on)


def _ended_before_year_end(plan: Plan, _: Child) -> Plan | None:
    shortly_before = [d for d in plan.held if YEAR_END - SHORTLY < d < YEAR_END]
    if not plan.open_on(YEAR_END) or reaches_15_months(plan) or not shortly_before:
        return None
    return replace(plan, ended=shortly_before[-1])


def _gone_on_past_year_end(plan: Plan, child: Child) -> Plan | None:
    just_ended = YEAR_END - SHORTLY < plan.ended <= YEAR_END < plan.long_on
    if not just_ended or plan.returns:
        return None
    return _gone_on(plan, child, past=YEAR_END)


def _gone_on(plan: Plan, child: Child, *, past: date) -> Plan | None:
    later = [d for d in plan.conferences if past + APART < d < child.adult_on]
    return replace(plan, ended=later[0]) if later else None


def _one_review_late(plan: Plan, _: Child) -> Plan | None:
    """Return the plan with a review of the year held some days after it was due.

    Later reviews keep their days, and their later due days leave them on time.
    """
    for n, day in enumerate(plan.held):
        late = working_day_after(plan.due(n) + timedelta(days=4))
        goes_on = late + APART < plan.ended
        if in_year(day) and in_year(late) and goes_on:
            days = (*plan.conferences[:n], late, *plan.conferences[n + 1 :])
            return replace(plan, conferences=days)
    return None
