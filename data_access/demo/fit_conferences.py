"""Adjust initial conferences, and plans before the records, to the published shares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from statistics import mean

from data_access.demo.chance import pick, stream, years_old
from data_access.demo.families import GAPS_LATE, GAPS_ON_TIME, Enquiry, Families
from data_access.demo.plans import Plan
from data_access.demo.published import (
    CONFERENCES_ON_TIME,
    REPEAT_PLANS,
    REPEAT_PLANS_SECOND_HALF,
    SECOND_HALF_FROM,
    YEAR,
)
from domain.periods import Period, month_of
from domain.timescales import ICPC_LIMIT
from domain.working_days import add_working_days, working_days_between

NEAR = 0.45  # percentage points, which round to the figure published


def fit(known: Families, seed: int) -> None:
    """Make the conferences' timeliness and the share of repeat plans fit."""
    rng = stream(seed, "fit conferences")
    for year, percent in CONFERENCES_ON_TIME.items():
        _fit_on_time(known, rng, year, percent)
    repeats = _Repeats(known, rng)
    repeats.fit_months(Period(SECOND_HALF_FROM, YEAR.end), REPEAT_PLANS_SECOND_HALF)
    first_half = Period(YEAR.start, month_of(SECOND_HALF_FROM.replace(month=9)).end)
    for year, percent in REPEAT_PLANS.items():
        repeats.fit_year(year, percent, first_half if year == YEAR else year)


def is_on_time(enquiry: Enquiry) -> bool:
    """Return whether the conference was within 15 working days of the enquiry."""
    if enquiry.s47_started is None or enquiry.icpc is None:
        return False
    return working_days_between(enquiry.s47_started, enquiry.icpc) <= ICPC_LIMIT


def _fit_on_time(known: Families, rng: Random, year: Period, percent: float) -> None:
    places = [n for n, one in enumerate(known.enquiries) if _counts(one, year)]
    children = sum(len(known.enquiries[n].children) for n in places)
    on_time = sum(
        len(known.enquiries[n].children)
        for n in places
        if is_on_time(known.enquiries[n])
    )
    over = on_time - round(children * percent / 100)
    rng.shuffle(places)
    # the large families first, so that a family of one is left to meet the figure
    for n in sorted(places, key=lambda n: -len(known.enquiries[n].children)):
        enquiry = known.enquiries[n]
        size = len(enquiry.children)
        if is_on_time(enquiry) == (over > 0) and size <= abs(over):
            known.enquiries[n] = _started(rng, enquiry, late=over > 0)
            over += -size if over > 0 else size


def _counts(enquiry: Enquiry, year: Period) -> bool:
    held = enquiry.icpc if enquiry.s47_started else None
    return held is not None and year.start <= held <= year.end


def _started(rng: Random, enquiry: Enquiry, *, late: bool) -> Enquiry:
    """Return the enquiry with another start: the conference keeps its day."""
    gap = pick(rng, GAPS_LATE if late else GAPS_ON_TIME)
    return replace(enquiry, s47_started=add_working_days(enquiry.known, -gap))


class _Repeats:
    """Second and later plans, and the children whose earlier plan may come or go."""

    def __init__(self, known: Families, rng: Random) -> None:
        self.known, self.rng = known, rng
        self.first: dict[str, Plan] = {}
        for plan in known.plans:
            self.first.setdefault(plan.child_id, plan)

    def fit_months(self, period: Period, percent: float) -> None:
        """Bring the plain mean of the monthly percentages within reach of `percent`."""
        while abs(over := self._mean_of_months(period) - percent) > NEAR:
            if not self._turn_one(period, repeat=over < 0):
                return

    def fit_year(self, year: Period, percent: float, within: Period) -> None:
        """Bring a year to `percent` by turning plans that start `within` a part of it."""
        started = self._started(year)
        over = sum(map(self._is_repeat, started)) - round(len(started) * percent / 100)
        for _ in range(abs(over)):
            self._turn_one(within, repeat=over < 0)

    def _started(self, period: Period) -> list[Plan]:
        return [p for p in self.known.plans if period.start <= p.started <= period.end]

    def _is_repeat(self, plan: Plan) -> bool:
        return self.known.priors[plan.child_id] > 0 or self._is_later(plan)

    def _is_later(self, plan: Plan) -> bool:
        return self.first[plan.child_id].started < plan.started

    def _mean_of_months(self, period: Period) -> float:
        months: dict[Period, list[bool]] = defaultdict(list)
        for plan in self._started(period):
            months[month_of(plan.started)].append(self._is_repeat(plan))
        return mean(100 * mean(repeats) for repeats in months.values())

    def _turn_one(self, period: Period, *, repeat: bool) -> bool:
        """Give one child an earlier plan, or take it away; say whether one was found."""
        free = [p for p in self._started(period) if self._may_turn(p, repeat=repeat)]
        if free:
            self.known.priors[self.rng.choice(free).child_id] = int(repeat)
        return bool(free)

    def _may_turn(self, plan: Plan, *, repeat: bool) -> bool:
        if self._is_later(plan) or self._is_repeat(plan) == repeat:
            return False
        return years_old(self.known.children[plan.child_id].born, plan.started) > 1
