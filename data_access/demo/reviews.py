"""Reviews of children in care: when each is held, a few days before it is due or late."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from data_access.demo.chance import stream, working_day_after, working_day_before
from domain.due import Timescales
from domain.periods import ONE_DAY, return_year_of

TIMESCALES = Timescales()
APART = timedelta(days=15)  # no two reviews of one child are nearer
LATEST = 40  # days late
PUNCTUAL = {2022: 0.80, 2023: 0.816, 2024: 0.839, 2025: 0.85, 2026: 0.868}
PUNCTUAL_BEFORE, PUNCTUAL_LATER = 0.8, 0.885
WOBBLE = 0.025  # from month to month
MISSED = 0.12  # of stays whose last review is not held before they end
AUGUST, DECEMBER, FESTIVE = 8, 12, 10
BROUGHT_FORWARD = 0.45  # of reviews that would fall in a holiday


def review_days(
    seed: int, child_id: str, started: date, ceased: date, horizon: date
) -> tuple[date, ...]:
    """Return the days on which a stay's reviews are held, in order, to the horizon.

    A stay that goes on for longer has the same reviews and then more.
    """
    rng = stream(seed, "reviews", child_id, started)
    until = ceased - ONE_DAY
    if rng.random() < MISSED:
        until -= timedelta(days=rng.randint(1, LATEST))
    until = min(until, horizon)
    found: list[date] = []
    due = TIMESCALES.first_review_due(started)
    held = _held(rng, seed, due, started, first=True)
    while held <= until:
        found.append(held)
        due = TIMESCALES.next_review_due(held, len(found))
        held = _held(rng, seed, due, held, first=False)
    return tuple(found)


def due_days(started: date, held: tuple[date, ...]) -> tuple[date, ...]:
    """Return when each review was due, and last when the next one is."""
    return (
        TIMESCALES.first_review_due(started),
        *(TIMESCALES.next_review_due(day, n) for n, day in enumerate(held, start=1)),
    )


@lru_cache(maxsize=1024)
def punctual_share(seed: int, year: int, month: int) -> float:
    """Return the share of a month's reviews that are on time."""
    ending = return_year_of(date(year, month, 1))
    later = PUNCTUAL_LATER if ending > max(PUNCTUAL) else PUNCTUAL_BEFORE
    return PUNCTUAL.get(ending, later) + stream(seed, "punctual", year, month).gauss(
        0, WOBBLE
    )


def _held(rng: Random, seed: int, due: date, previous: date, *, first: bool) -> date:
    """Return the day a review is held; the same number of draws whatever it is."""
    late, how, size = rng.random(), rng.random(), rng.random()
    if late >= punctual_share(seed, due.year, due.month):
        return working_day_after(due + timedelta(days=_days_late(size)))
    held = due - timedelta(days=_days_early(how, size, first=first))
    if _holiday(held) and not first and how * 7 % 1 < BROUGHT_FORWARD:
        held -= timedelta(days=round(14 + 18 * size))
    return working_day_before(max(held, previous + APART + timedelta(days=4)))


def _days_late(size: float) -> int:
    return 1 + round((LATEST - 2) * size * size)


def _days_early(how: float, size: float, *, first: bool) -> int:
    if first or how < 0.76:  # noqa: PLR2004  # three in four
        return round(9 * size)
    return round(10 + 30 * size * size)


def _holiday(day: date) -> bool:
    return day.month == AUGUST or (day.month == DECEMBER and day.day > FESTIVE)
