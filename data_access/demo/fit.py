"""Adjust invented lives, a little at a time, until they repeat what was published.

Stays in care first, then conferences, plans and single reviews: each step moves only
what the steps before do not hang on. Of a stay, only a last day that nothing else hangs
on moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import mean

from data_access.demo.chance import (
    pick,
    stream,
    working_day_after,
    working_day_before,
    years_old,
)
from data_access.demo.families import (
    GAPS_LATE,
    GAPS_ON_TIME,
    Enquiry,
    Families,
    InventedPlan,
)
from data_access.demo.people import InventedChild
from data_access.demo.published import (
    CHILDREN_IN_CARE,
    CHILDREN_ON_PLANS,
    CHILDREN_REVIEWED,
    CONFERENCES_ON_TIME,
    LATE_PLAN_REVIEWS,
    PLANS_REACHING_15_MONTHS,
    REPEAT_PLANS,
    REPEAT_PLANS_SECOND_HALF,
    REVIEWS_ON_TIME,
    SECOND_HALF_FROM,
    YEAR,
    YEAR_END,
    in_year,
)
from data_access.demo.reviews import APART, due_days
from data_access.demo.stays import MOVABLE, InventedCare, InventedStay, moved, under_4
from domain.due import ICPC_LIMIT, add_working_days, working_days_between
from domain.periods import Period, month_of

SHORTLY_AFTER_CARE = timedelta(days=110)
LATER = timedelta(days=220)
A_FEW = 2  # reviews
SETTLED = timedelta(days=70)


def fit_stays(care: InventedCare, seed: int) -> None:
    """Make the numbers in care at the year's end, and reviewed in the year, fit."""
    fitting = _FittingStays(care, seed, stream(seed, "fit stays"))
    fitting.fit_level()
    fitting.fit_reviewed()


@dataclass
class _FittingStays:
    care: InventedCare
    seed: int
    rng: Random

    def fit_level(self) -> None:
        over = sum(s.reviewed and s.open_on(YEAR_END) for s in self.care.stays)
        over -= CHILDREN_IN_CARE
        self._move(abs(over), self._sooner if over > 0 else self._later)

    def fit_reviewed(self) -> None:
        self.held = Counter(
            stay.child_id
            for stay in self.care.stays
            for day in stay.reviews
            if in_year(day)
        )
        over = len(self.held) - CHILDREN_REVIEWED
        self._move(abs(over), self._before_review if over > 0 else self._after_review)

    def _move(
        self, wanted: int, last_day: Callable[[InventedStay], date | None]
    ) -> None:
        """Move the end of `wanted` stays, found by chance, where `last_day` has one."""
        places = [
            n
            for n, stay in enumerate(self.care.stays)
            if stay.started <= YEAR_END and stay.path in MOVABLE
        ]
        self.rng.shuffle(places)
        for place in places:
            if not wanted:
                return
            ceased = last_day(self.care.stays[place])
            if ceased:
                stay = self.care.stays[place]
                self.care.stays[place] = moved(self.care, self.seed, stay, ceased)
                wanted -= 1

    def _sooner(self, stay: InventedStay) -> date | None:
        soon = YEAR_END < stay.ceased < YEAR_END + LATER
        if not soon or stay.started > YEAR_END - SHORTLY_AFTER_CARE:
            return None
        return YEAR_END - timedelta(days=self.rng.randint(0, 60))

    def _later(self, stay: InventedStay) -> date | None:
        just_ceased = YEAR_END - SHORTLY_AFTER_CARE < stay.ceased <= YEAR_END
        if not just_ceased or stay.returns or not self._a_child_for_long(stay):
            return None
        return YEAR_END + timedelta(days=self.rng.randint(5, 80))

    def _a_child_for_long(self, stay: InventedStay) -> bool:
        return (
            self.care.children[stay.child_id].adult_on > YEAR_END + SHORTLY_AFTER_CARE
        )

    def _before_review(self, stay: InventedStay) -> date | None:
        """Return a last day before the first of the year's few reviews."""
        held = [day for day in stay.reviews if in_year(day)]
        only = 1 <= len(held) == self.held[stay.child_id] <= A_FEW
        if not only or stay.ceased > YEAR_END:
            return None
        ceased = held[0] - timedelta(days=self.rng.randint(0, 8))
        return ceased if max(YEAR.start, stay.started) < ceased else None

    def _after_review(self, stay: InventedStay) -> date | None:
        """Return a last day after what becomes the only review of the year."""
        settled = in_year(stay.started) and in_year(stay.started + SETTLED)
        if not settled or stay.ceased > YEAR_END or stay.returns:
            return None
        if self.held[stay.child_id] or not self._a_child_for_long(stay):
            return None
        longer = moved(self.care, self.seed, stay, stay.started + SHORTLY_AFTER_CARE)
        days = longer.reviews
        ceased = (
            days[0] + timedelta(days=self.rng.randint(45, 65)) if days else YEAR_END
        )
        return ceased if ceased < YEAR_END else None


# Adjust initial conferences, and plans before the records, to the published shares.


NEAR = 0.45  # percentage points, which round to the figure published


def fit_conferences(known: Families, seed: int) -> None:
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
        self.first: dict[str, InventedPlan] = {}
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

    def _started(self, period: Period) -> list[InventedPlan]:
        return [p for p in self.known.plans if period.start <= p.started <= period.end]

    def _is_repeat(self, plan: InventedPlan) -> bool:
        return self.known.priors[plan.child_id] > 0 or self._is_later(plan)

    def _is_later(self, plan: InventedPlan) -> bool:
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

    def _may_turn(self, plan: InventedPlan, *, repeat: bool) -> bool:
        if self._is_later(plan) or self._is_repeat(plan) == repeat:
            return False
        return years_old(self.known.children[plan.child_id].born, plan.started) > 1


# Adjust the families' lives until they repeat the plans published for 2023-24.


SHORTLY = timedelta(days=75)
HALF_YEAR = timedelta(days=183)
PLAN_REVIEWS_APART = timedelta(days=30)


def fit_plans(known: Families, seed: int) -> None:
    """Make the long plans, the plans open at the year's end and the late review fit."""
    rng = stream(seed, "fit plans")
    _fit_long_plans(known, rng)
    _fit_level(known, rng)
    _fit_late_reviews(known, rng)


def reaches_15_months(plan: InventedPlan) -> bool:
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
    change: Callable[[InventedPlan, InventedChild], InventedPlan | None],
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


def _ended_before_long(plan: InventedPlan, _: InventedChild) -> InventedPlan | None:
    earlier = [day for day in plan.held if day < plan.long_on]
    if not reaches_15_months(plan) or not earlier:
        return None
    return replace(plan, ended=earlier[-1])


def _gone_on_past_long(plan: InventedPlan, child: InventedChild) -> InventedPlan | None:
    nearly = plan.ended < plan.long_on < plan.ended + HALF_YEAR
    if not in_year(plan.long_on) or not nearly or plan.returns:
        return None
    return _gone_on(plan, child, past=plan.long_on)


def _ended_before_year_end(plan: InventedPlan, _: InventedChild) -> InventedPlan | None:
    shortly_before = [d for d in plan.held if YEAR_END - SHORTLY < d < YEAR_END]
    if not plan.open_on(YEAR_END) or reaches_15_months(plan) or not shortly_before:
        return None
    return replace(plan, ended=shortly_before[-1])


def _gone_on_past_year_end(
    plan: InventedPlan, child: InventedChild
) -> InventedPlan | None:
    just_ended = YEAR_END - SHORTLY < plan.ended <= YEAR_END < plan.long_on
    if not just_ended or plan.returns:
        return None
    return _gone_on(plan, child, past=YEAR_END)


def _gone_on(
    plan: InventedPlan, child: InventedChild, *, past: date
) -> InventedPlan | None:
    later = [
        d for d in plan.conferences if past + PLAN_REVIEWS_APART < d < child.adult_on
    ]
    return replace(plan, ended=later[0]) if later else None


def _one_review_late(plan: InventedPlan, _: InventedChild) -> InventedPlan | None:
    """Return the plan with a review of the year held some days after it was due.

    Later reviews keep their days, and their later due days leave them on time.
    """
    for n, day in enumerate(plan.held):
        late = working_day_after(plan.due(n) + timedelta(days=4))
        goes_on = late + PLAN_REVIEWS_APART < plan.ended
        if in_year(day) and in_year(late) and goes_on:
            days = (*plan.conferences[:n], late, *plan.conferences[n + 1 :])
            return replace(plan, conferences=days)
    return None


# Adjust single reviews until the share on time is the one published.


def fit_reviews(care: InventedCare, seed: int) -> None:
    """Make the share of reviews on time fit in each year that has a published one."""
    rng = stream(seed, "fit reviews")
    for year, percent in REVIEWS_ON_TIME.items():
        _fit_year(care, rng, year, percent)


@dataclass(frozen=True)
class _Place:
    """Where a review stands: the stay, and its number in it, from 0."""

    stay: int
    number: int
    on_time: bool


def _fit_year(care: InventedCare, rng: Random, year: Period, percent: float) -> None:
    places = _held(care, year)
    over = sum(place.on_time for place in places)
    over -= round(len(places) * percent / 100)
    rng.shuffle(places)
    wanted = abs(over)
    for place in places:
        if not wanted:
            return
        if place.on_time == (over > 0):
            stay = care.stays[place.stay]
            born = care.children[stay.child_id].born
            crossed = _crossed(rng, stay, place.number, born, year)
            care.stays[place.stay] = crossed or stay
            wanted -= crossed is not None


def _held(care: InventedCare, year: Period) -> list[_Place]:
    return [
        _Place(n, number, day <= due)
        for n, stay in enumerate(care.stays)
        if any(year.start <= day <= year.end for day in stay.reviews)
        for number, (day, due) in enumerate(
            zip(stay.reviews, due_days(stay.started, stay.reviews), strict=False)
        )
        if year.start <= day <= year.end
    ]


def _crossed(
    rng: Random, stay: InventedStay, number: int, born: date, year: Period
) -> InventedStay | None:
    """Return the stay with one review on the other side of its due date, if it may."""
    due, days = due_days(stay.started, stay.reviews), stay.reviews
    if days[number] <= due[number]:
        day = working_day_after(due[number] + timedelta(days=rng.randint(1, 15)))
    else:
        day = working_day_before(due[number] - timedelta(days=rng.randint(0, 5)))
    moved = (*days[:number], day, *days[number + 1 :])
    fits = year.start <= day <= year.end and _apart(stay, moved)
    judged_alike = _judged(stay, days, number) == _judged(stay, moved, number)
    same_age = under_4(born, day) == under_4(born, days[number])
    return replace(stay, reviews=moved) if fits and judged_alike and same_age else None


def _apart(stay: InventedStay, days: tuple[date, ...]) -> bool:
    """Return whether all days are in the stay and far enough from each other."""
    inside = stay.started < days[0] and days[-1] < stay.ceased
    gaps = (later - earlier for earlier, later in pairwise(days))
    return inside and all(gap >= APART for gap in gaps)


def _judged(stay: InventedStay, days: tuple[date, ...], but: int) -> list[bool]:
    """Return whether each review but one is on time."""
    due = due_days(stay.started, days)
    judged = [day <= limit for day, limit in zip(days, due, strict=False)]
    return judged[:but] + judged[but + 1 :]
