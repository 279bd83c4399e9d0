"""How children take part in their reviews: habits, and the published split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

from data_access.demo.chance import pick, stream, years_old
from data_access.demo.people import InventedChild
from data_access.demo.published import PARTICIPATION, YEAR, in_year
from data_access.demo.stays import InventedStay, under_4
from domain.codes import AGED_UNDER_4
from domain.periods import return_year_of

Review = tuple[str, date]  # the child, the day it was held
Codes = dict[Review, str | None]

HABIT = 0.5  # how often a child does as at the review before
MISSING = 0.015  # of codes outside the published year
BY_ADVOCATE, ANOTHER_WAY = "PN5", "PN6"  # published as one
ADVOCATE_SHARE = 0.3

WEIGHTS: Final = {  # from the age
    16: {"PN1": 42, "PN6": 31, "PN5": 12, "PN3": 6, "PN7": 5, "PN4": 1, "PN2": 2},
    11: {"PN1": 42, "PN6": 32, "PN5": 13, "PN3": 8, "PN7": 2, "PN4": 1, "PN2": 1},
    7: {"PN1": 30, "PN6": 33, "PN5": 14, "PN3": 18, "PN7": 2, "PN4": 1, "PN2": 1},
    0: {"PN1": 12, "PN6": 30, "PN5": 14, "PN3": 34, "PN7": 4, "PN4": 2, "PN2": 1},
}
YEARLY_GAIN: Final = {"PN1": 1.05, "PN7": 0.8, "PN4": 0.9}  # each year, from 2023-24


def codes(
    seed: int, children: Mapping[str, InventedChild], stays: Sequence[InventedStay]
) -> Codes:
    """Return the participation code of every review; None where it was not recorded.

    PN0 is written where and only where the child is under four on the day.
    """
    days: dict[str, list[date]] = defaultdict(list)
    for stay in stays:
        days[stay.child_id] += stay.reviews
    found: Codes = {}
    for child_id, held in days.items():
        rng = stream(seed, "voice", child_id)
        born = children[child_id].born
        for day, code in zip(held, _of_child(rng, born, held), strict=True):
            found[child_id, day] = code
    _fit(found, stream(seed, "fit participation"))
    return found


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Return whole counts that add to `total`, as near the weights as may be."""
    whole = sum(weights.values())
    exact = {code: total * weight / whole for code, weight in weights.items()}
    counts = {code: int(share) for code, share in exact.items()}
    by_remainder = sorted(exact, key=lambda code: counts[code] - exact[code])
    for code in by_remainder[: total - sum(counts.values())]:
        counts[code] += 1
    return counts


def _of_child(rng: Random, born: date, held: Sequence[date]) -> list[str | None]:
    found: list[str | None] = []
    habit = ""
    for day in held:
        keeps, lost = rng.random() < HABIT, rng.random() < MISSING
        fresh = pick(rng, _weights(born, day))
        if under_4(born, day):
            found.append(AGED_UNDER_4)
            continue
        habit = habit if habit and keeps else fresh
        found.append(None if lost and not in_year(day) else habit)
    return found


def _weights(born: date, day: date) -> dict[str, float]:
    age = years_old(born, day)
    years = return_year_of(day) - return_year_of(YEAR.end)
    weights = next(weights for start, weights in WEIGHTS.items() if age >= start)
    return {
        code: weight * YEARLY_GAIN.get(code, 1) ** years
        for code, weight in weights.items()
    }


def _fit(found: Codes, rng: Random) -> None:
    """Change as few codes as may be, so that both splits of the year come out."""
    year = sorted(review for review in found if in_year(review[1]))
    last = set(dict(year).items())
    rest = [review for review in year if review not in last]
    of_last = _quotas(found, sorted(last))
    of_year = _quotas(found, year)
    _meet(found, rng, sorted(last), of_last)
    _meet(found, rng, rest, {c: of_year[c] - of_last[c] for c in of_year})


def _quotas(found: Codes, reviews: Sequence[Review]) -> dict[str, int]:
    young = sum(found[review] == AGED_UNDER_4 for review in reviews)
    others = {c: n for c, n in PARTICIPATION.items() if c != AGED_UNDER_4}
    return apportion(len(reviews) - young, others)


def _meet(
    found: Codes, rng: Random, reviews: Sequence[Review], quotas: Mapping[str, int]
) -> None:
    """Give the reviews of codes that are too many to codes that are too few."""
    held: dict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        held[_as_published(found[review])].append(review)
    counts = Counter({code: len(held[code]) for code in quotas})
    spare: list[Review] = []
    for code, quota in quotas.items():
        spare += rng.sample(held[code], max(0, counts[code] - quota))
    rng.shuffle(spare)
    for code, quota in quotas.items():
        for _ in range(quota - counts[code]):
            by_advocate = code == ANOTHER_WAY and rng.random() < ADVOCATE_SHARE
            found[spare.pop()] = BY_ADVOCATE if by_advocate else code


def _as_published(code: str | None) -> str:
    return ANOTHER_WAY if code == BY_ADVOCATE else str(code)
