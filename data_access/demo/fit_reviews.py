"""Adjust single reviews until the share on time is the one published.

A review that is moved across its due date leaves every other review where it was, and
as late or as early as it was judged to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from data_access.demo.births import under_4
from data_access.demo.chance import stream, working_day_after, working_day_before
from data_access.demo.published import REVIEWS_ON_TIME
from data_access.demo.reviews import APART, due_days
from data_access.demo.stays import Care, Stay
from domain.periods import Period


def fit(care: Care, seed: int) -> None:
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


def _fit_year(care: Care, rng: Random, year: Period, percent: float) -> None:
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


def _held(care: Care, year: Period) -> list[_Place]:
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
    rng: Random, stay: Stay, number: int, born: date, year: Period
) -> Stay | None:
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


def _apart(stay: Stay, days: tuple[date, ...]) -> bool:
    """Return whether all days are in the stay and far enough from each other."""
    inside = stay.started < days[0] and days[-1] < stay.ceased
    gaps = (later - earlier for earlier, later in pairwise(days))
    return inside and all(gap >= APART for gap in gaps)


def _judged(stay: Stay, days: tuple[date, ...], but: int) -> list[bool]:
    """Return whether each review but one is on time."""
    due = due_days(stay.started, days)
    judged = [day <= limit for day, limit in zip(days, due, strict=False)]
    return judged[:but] + judged[but + 1 :]
