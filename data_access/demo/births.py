"""Adjust days of birth until as many children are under four as were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import birthday, born_at, stream
from data_access.demo.people import Child
from data_access.demo.published import (
    CHILDREN_REVIEWED,
    PARTICIPATION,
    YEAR_END,
    in_year,
)
from data_access.demo.stays import MOVABLE, Care
from domain.codes import AGED_UNDER_4
from domain.periods import ONE_DAY

FOUR = 4
NEAR_FOUR: Final = (2.2, 6.8)  # ages that may become a little more or less than four
LAST_COUNTS_MORE = 2  # a child is harder to make up for than a review


def under_4(born: date, day: date) -> bool:
    """Return whether somebody is under four on a day."""
    return day < birthday(born, FOUR)


def fit(care: Care, seed: int) -> None:
    """Make the share of under-fours fit, by child at the last review and by review."""
    days: dict[str, list[date]] = defaultdict(list)
    for stay in care.stays:
        days[stay.child_id] += filter(in_year, stay.reviews)
    reviewed = {child_id: held for child_id, held in days.items() if held}
    fitting = _Fitting(care, reviewed, _free(care, reviewed))
    fitting.run(stream(seed, "fit births"))


def _free(care: Care, reviewed: Iterable[str]) -> list[str]:
    """Return the children whose age nothing hangs on but how they take part."""
    bound = {
        stay.child_id
        for stay in care.stays
        if stay.started <= YEAR_END and (stay.returns or stay.path not in MOVABLE)
    }
    return [c for c in reviewed if c not in bound and not care.children[c].family]


@dataclass(frozen=True)
class _Miss:
    """How far the under-fours are from what was published."""

    children: int
    reviews: int

    @property
    def size(self) -> int:
        return LAST_COUNTS_MORE * abs(self.children) + abs(self.reviews)


@dataclass
class _Fitting:
    care: Care
    days: Mapping[str, list[date]]
    free: list[str]
    first_in: dict[str, date] = field(default_factory=dict)

    def run(self, rng: Random) -> None:
        """Move the birth that helps most, again and again, until none helps."""
        for stay in self.care.stays:
            self.first_in.setdefault(stay.child_id, stay.started)
        rng.shuffle(self.free)
        miss = self._miss()
        while miss.size:
            best, left = None, miss
            for child in self._moves(rng):
                after = self._after(miss, child)
                if after.size < left.size:
                    best, left = child, after
            if best is None:
                return
            self.care.children[best.child_id] = best
            miss = left

    def _miss(self) -> _Miss:
        share = PARTICIPATION[AGED_UNDER_4] / 100
        counts = [self._under_4(self.care.children[c]) for c in self.days]
        held = sum(map(len, self.days.values()))
        return _Miss(
            sum(last for last, _ in counts) - round(CHILDREN_REVIEWED * share),
            sum(every for _, every in counts) - round(held * share),
        )

    def _after(self, miss: _Miss, child: Child) -> _Miss:
        was = self._under_4(self.care.children[child.child_id])
        now = self._under_4(child)
        return _Miss(miss.children + now[0] - was[0], miss.reviews + now[1] - was[1])

    def _under_4(self, child: Child) -> tuple[int, int]:
        """Return whether the last review, and how many, were under four."""
        held = [under_4(child.born, day) for day in sorted(self.days[child.child_id])]
        return int(held[-1]), sum(held)

    def _moves(self, rng: Random) -> Iterable[Child]:
        """Yield children near four, younger, older, or four between two reviews."""
        for child_id in self.free:
            child, held = self.care.children[child_id], sorted(self.days[child_id])
            low, high = (birthday(child.born, 0), held[-1])
            if not NEAR_FOUR[0] <= (high - low).days / 365.25 <= NEAR_FOUR[1]:
                continue
            turns_four = (held[0], *held[1:], held[-1] + timedelta(days=90))
            for day in turns_four:
                earlier = timedelta(days=rng.randint(2, 25))
                born = born_at(day - earlier, FOUR)
                if born + ONE_DAY < self.first_in[child_id]:
                    yield replace(child, born=born)
