"""Stays in care (periods of care): who comes in, how, for how long, and how old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo import people
from data_access.demo.chance import (
    birthday,
    born_at,
    day_within,
    monthly,
    pick,
    stream,
    years_old,
)
from data_access.demo.people import OPENING, InventedChild
from data_access.demo.published import (
    CHILDREN_IN_CARE,
    CHILDREN_REVIEWED,
    PARTICIPATION,
    YEAR_END,
    in_year,
)
from data_access.demo.reviews import review_days
from domain.codes import AGED_UNDER_4
from domain.periods import ONE_DAY, Period

STARTS = 195  # a year, of children known before and not
SHORT_BREAKS = 4  # a year, beside them
COMES_BACK = 0.11  # of children who went home
BAND_AGES: Final = {"infant": (0, 1), "young": (1, 5), "middle": (5, 10)}
BAND_AGES_OLD: Final = {"older": (10, 16), "teen": (16, 17.6), "alone": (15.2, 17.5)}
BANDS: Final = {
    "infant": 17,
    "young": 16,
    "middle": 18,
    "older": 32,
    "teen": 10,
    "alone": 7,
}
PATHS: Final = {  # by age on coming in
    "infant": {"brief": 12, "home": 20, "court": 26, "adoption": 40, "grow_up": 2},
    "young": {"brief": 28, "home": 20, "court": 33, "adoption": 11, "grow_up": 8},
    "middle": {"brief": 29, "home": 13, "court": 24, "grow_up": 34},
    "older": {"brief": 29, "home": 9, "court": 12, "grow_up": 48, "remand": 2},
    "teen": {"brief": 28, "home": 11, "grow_up": 53, "remand": 8},
    "alone": {"alone": 100},
}
REASONS: Final = {
    "brief": {"E4A": 45, "E4B": 15, "E13": 25, "E3": 5, "E8": 10},
    "home": {"E4A": 60, "E4B": 6, "E13": 22, "E41": 6, "E8": 6},
    "court": {"E45": 38, "E46": 10, "E47": 4, "E4A": 28, "E41": 9, "E13": 8, "E8": 3},
    "adoption": {"E11": 70, "E12": 30},
    "grow_up": {"E17": 32, "E5": 34, "E6": 16, "E7": 9, "E8": 9},
    "alone": {"E5": 42, "E17": 25, "E6": 22, "E15": 6, "E3": 5},
    "remand": {"E14": 72, "E9": 28},
    "breaks": {"E4A": 100},
}
COURT_SCALE, COURT_SCALE_LATER, FOUR = 320, 560, 4
NEAREST_HORIZON = date(2025, 3, 31)
STEADY_FROM = date(2019, 4, 1)  # when the numbers in care are near their level
PULL = 1 / 15  # a month: how fast they come back to it
MOVABLE = frozenset({"brief", "home", "court"})  # nothing else hangs on the last day


@dataclass(frozen=True)
class InventedStay:
    """One child's unbroken time in care, to its last day, known or still to come.

    `returns`: another stay follows, so that this one's end may not be moved later.
    """

    child_id: str
    path: str
    started: date
    ceased: date
    reason: str
    reviews: tuple[date, ...] = ()
    returns: bool = False

    @property
    def reviewed(self) -> bool:
        """Whether the law asks for reviews: a series of short breaks has none."""
        return self.path != "breaks"

    def open_on(self, day: date) -> bool:
        return self.started <= day < self.ceased


@dataclass
class InventedCare:
    """Who has come into care so far, and who is coming back when.

    No review is drawn past the horizon, which is never so near as to touch the years
    that are adjusted.
    """

    horizon: date
    children: dict[str, InventedChild] = field(default_factory=dict)
    stays: list[InventedStay] = field(default_factory=list)
    returning: dict[date, list[tuple[InventedChild, date]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    open_now: list[InventedStay] = field(default_factory=list)
    fresh: int = 0


def simulate(
    seed: int,
    months: Sequence[Period],
    from_plans: Sequence[tuple[InventedChild, date]],
) -> InventedCare:
    """Return every stay that starts in `months` and has not ceased at the opening.

    `from_plans` are the children whose plan ends in care, and the day they come in.
    """
    care = InventedCare(max(months[-1].end, NEAREST_HORIZON))
    for child, started in from_plans:
        care.returning[started.replace(day=1)].append((child, started))
    for month in months:
        _live_through(care, seed, month)
    return care


def _live_through(care: InventedCare, seed: int, month: Period) -> None:
    rng = stream(seed, "care", month.start)
    wanted = monthly(rng, STARTS + _pull(care, month), month)
    known = care.returning.pop(month.start, [])
    for child, started in known:
        _come_in(care, seed, rng, child, started, _band(years_old(child.born, started)))
    for _ in range(wanted - len(known)):
        band = pick(rng, BANDS)
        started = day_within(rng, month.start, month.end)
        child = _new_child(care, rng, band, started)
        _come_in(care, seed, rng, child, started, band)
    if rng.random() < SHORT_BREAKS / 12:
        started = day_within(rng, month.start, month.end)
        child = _new_child(care, rng, "middle", started)
        ceased = started + timedelta(days=rng.randint(200, 1300))
        if ceased >= OPENING:
            care.children[child.child_id] = child
            care.stays.append(
                InventedStay(child.child_id, "breaks", started, ceased, "E4A")
            )


def _pull(care: InventedCare, month: Period) -> float:
    """Return how many more than usual come in, a year, to keep the numbers level."""
    if month.start < STEADY_FROM:
        return 0
    care.open_now = [stay for stay in care.open_now if stay.ceased > month.start]
    return (CHILDREN_IN_CARE - len(care.open_now)) * PULL * 12


def _new_child(
    care: InventedCare, rng: Random, band: str, started: date
) -> InventedChild:
    low, high = {**BAND_AGES, **BAND_AGES_OLD}[band]
    spread = rng.random() ** (3 if band == "infant" else 1)
    age = low + (high - low) * spread
    care.fresh += 1
    born = min(born_at(started, age), started)
    return people.child(rng, f"{200_000 + care.fresh:06d}", born, alone=band == "alone")


def _band(age: float) -> str:
    """Return the band of a child the council knows already."""
    bands = BAND_AGES | {"older": BAND_AGES_OLD["older"]}
    return next((name for name, ages in bands.items() if age < ages[1]), "teen")


def _come_in(
    care: InventedCare,
    seed: int,
    rng: Random,
    child: InventedChild,
    started: date,
    band: str,
) -> None:
    path = pick(rng, PATHS[band])
    length = timedelta(days=_days(rng, path, years_old(child.born, started)))
    ceased, reason = started + length, pick(rng, REASONS[path])
    adult_on = child.adult_on
    if path in ("grow_up", "alone") or ceased >= adult_on:
        path, ceased = ("alone" if path == "alone" else "grow_up"), adult_on
        reason = pick(rng, REASONS[path])
    stay = InventedStay(child.child_id, path, started, ceased, reason)
    care.open_now.append(stay)
    back = _back_on(rng, stay, adult_on)
    if back:
        care.returning[back.replace(day=1)].append((child, back))
    if ceased >= OPENING:
        care.children[child.child_id] = child
        held = review_days(seed, child.child_id, started, ceased, care.horizon)
        care.stays.append(replace(stay, reviews=held, returns=back is not None))


def _days(rng: Random, path: str, age: float) -> int:
    if path == "brief":
        return rng.randint(2, 25)
    if path == "home":
        return round(32 + rng.gammavariate(1.5, 110))
    if path == "court":
        scale = COURT_SCALE if age < FOUR else COURT_SCALE_LATER
        return round(230 + rng.gammavariate(1.6, scale))
    if path == "adoption":
        return round(rng.triangular(440, 980, 620))
    return rng.randint(18, 150)  # on remand, or growing up, where it plays no part


def _back_on(rng: Random, stay: InventedStay, adult_on: date) -> date | None:
    """Return the day the child comes back into care, if they do."""
    chance, gap = rng.random(), timedelta(days=rng.randint(70, 700))
    if stay.path not in ("brief", "home") or chance >= COMES_BACK:
        return None
    back = stay.ceased + gap
    return back if back < adult_on - timedelta(days=120) else None


def moved(
    care: InventedCare, seed: int, stay: InventedStay, ceased: date
) -> InventedStay:
    """Return the stay with another last day, and the reviews that go with it."""
    if ceased <= stay.ceased:
        reviews = tuple(day for day in stay.reviews if day < ceased)
    else:
        reviews = review_days(seed, stay.child_id, stay.started, ceased, care.horizon)
    return replace(stay, ceased=ceased, reviews=reviews)


def from_plan(
    seed: int, child: InventedChild, plan_ended: date
) -> tuple[InventedChild, date]:
    """Return the day a child comes into care shortly before their plan ends."""
    days = stream(seed, "into care", child.family, plan_ended).randint(3, 18)
    return child, max(plan_ended - timedelta(days=days), child.born + ONE_DAY)


# Adjust days of birth until as many children are under four as were published.


FOUR_YEARS = 4
NEAR_FOUR: Final = (2.2, 6.8)  # ages that may become a little more or less than four
LAST_COUNTS_MORE = 2  # a child is harder to make up for than a review


def under_4(born: date, day: date) -> bool:
    """Return whether somebody is under four on a day."""
    return day < birthday(born, FOUR_YEARS)


def fit_births(care: InventedCare, seed: int) -> None:
    """Make the share of under-fours fit, by child at the last review and by review."""
    days: dict[str, list[date]] = defaultdict(list)
    for stay in care.stays:
        days[stay.child_id] += filter(in_year, stay.reviews)
    reviewed = {child_id: held for child_id, held in days.items() if held}
    fitting = _Fitting(care, reviewed, _free(care, reviewed))
    fitting.run(stream(seed, "fit births"))


def _free(care: InventedCare, reviewed: Iterable[str]) -> list[str]:
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
    care: InventedCare
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

    def _after(self, miss: _Miss, child: InventedChild) -> _Miss:
        was = self._under_4(self.care.children[child.child_id])
        now = self._under_4(child)
        return _Miss(miss.children + now[0] - was[0], miss.reviews + now[1] - was[1])

    def _under_4(self, child: InventedChild) -> tuple[int, int]:
        """Return whether the last review, and how many, were under four."""
        held = [under_4(child.born, day) for day in sorted(self.days[child.child_id])]
        return int(held[-1]), sum(held)

    def _moves(self, rng: Random) -> Iterable[InventedChild]:
        """Yield children near four, younger, older, or four between two reviews."""
        for child_id in self.free:
            child, held = self.care.children[child_id], sorted(self.days[child_id])
            low, high = (birthday(child.born, 0), held[-1])
            if not NEAR_FOUR[0] <= (high - low).days / 365.25 <= NEAR_FOUR[1]:
                continue
            turns_four = (held[0], *held[1:], held[-1] + timedelta(days=90))
            for day in turns_four:
                earlier = timedelta(days=rng.randint(2, 25))
                born = born_at(day - earlier, FOUR_YEARS)
                if born + ONE_DAY < self.first_in[child_id]:
                    yield replace(child, born=born)
