"""Adjust stays in care to the children counted in 2023-24: in care, and reviewed.

Only the last day of a stay that nothing else hangs on moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data_access.demo.chance import stream
from data_access.demo.published import (
    CHILDREN_IN_CARE,
    CHILDREN_REVIEWED,
    YEAR,
    YEAR_END,
    in_year,
)
from data_access.demo.stays import MOVABLE, Care, Stay, moved

SHORTLY = timedelta(days=110)
LATER = timedelta(days=220)
A_FEW = 2  # reviews
SETTLED = timedelta(days=70)


def fit(care: Care, seed: int) -> None:
    """Make the numbers in care at the year's end, and reviewed in the year, fit."""
    fitting = _Fitting(care, seed, stream(seed, "fit stays"))
    fitting.fit_level()
    fitting.fit_reviewed()


@dataclass
class _Fitting:
    care: Care
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

    def _move(self, wanted: int, last_day: Callable[[Stay], date | None]) -> None:
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

    def _sooner(self, stay: Stay) -> date | None:
        soon = YEAR_END < stay.ceased < YEAR_END + LATER
        if not soon or stay.started > YEAR_END - SHORTLY:
            return None
        return YEAR_END - timedelta(days=self.rng.randint(0, 60))

    def _later(self, stay: Stay) -> date | None:
        just_ceased = YEAR_END - SHORTLY < stay.ceased <= YEAR_END
        if not just_ceased or stay.returns or not self._a_child_for_long(stay):
            return None
        return YEAR_END + timedelta(days=self.rng.randint(5, 80))

    def _a_child_for_long(self, stay: Stay) -> bool:
        return self.care.children[stay.child_id].adult_on > YEAR_END + SHORTLY

    def _before_review(self, stay: Stay) -> date | None:
        """Return a last day before the first of the year's few reviews."""
        held = [day for day in stay.reviews if in_year(day)]
        only = 1 <= len(held) == self.held[stay.child_id] <= A_FEW
        if not only or stay.ceased > YEAR_END:
            return None
        ceased = held[0] - timedelta(days=self.rng.randint(0, 8))
        return ceased if max(YEAR.start, stay.started) < ceased else None

    def _after_review(self, stay: Stay) -> date | None:
        """Return a last day after what becomes the only review of the year."""
        settled = in_year(stay.started) and in_year(stay.started + SETTLED)
        if not settled or stay.ceased > YEAR_END or stay.returns:
            return None
        if self.held[stay.child_id] or not self._a_child_for_long(stay):
            return None
        longer = moved(self.care, self.seed, stay, stay.started + SHORTLY)
        days = longer.reviews
        ceased = (
            days[0] + timedelta(days=self.rng.randint(45, 65)) if days else YEAR_END
        )
        return ceased if ceased < YEAR_END else None
