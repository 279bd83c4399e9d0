"""A stay cut into episodes: by legal status, and by where the child lives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import birthday, day_within, pick, stream, years_old
from data_access.demo.distances import where
from data_access.demo.people import InventedChild
from data_access.demo.stays import InventedStay
from data_access.store.statements import EpisodeRecord
from domain.codes import CARE_GOES_ON, STARTED_LOOKED_AFTER

# The legal statuses of a stay in care, one after the other.


ONE_STATUS: Final = {"breaks": "V4", "alone": "V2", "remand": "J1"}
OLD_ENOUGH = 13  # to stay to 18 without an order
BY_AGREEMENT = 0.55  # of children that old
PROTECTION_DAYS = 2  # police protection ends within 72 hours


@dataclass(frozen=True)
class InventedStatus:
    """A legal status, and the day it begins."""

    since: date
    code: str


def statuses(rng: Random, stay: InventedStay, age: float) -> list[InventedStatus]:
    """Return the statuses that begin before the stay ends, in order."""
    if stay.path in ONE_STATUS:
        found = [InventedStatus(stay.started, ONE_STATUS[stay.path])]
    elif stay.path in ("brief", "home"):
        found = _short(rng, stay)
    elif stay.path == "grow_up" and age > OLD_ENOUGH and rng.random() < BY_AGREEMENT:
        found = [InventedStatus(stay.started, "V2")]
    else:
        found = _through_court(rng, stay)
    return [status for status in found if status.since < stay.ceased]


def _short(rng: Random, stay: InventedStay) -> list[InventedStatus]:
    first = pick(rng, {"V2": 60, "L1": 25, "C1": 15})
    found = [InventedStatus(stay.started, first)]
    if first == "L1":
        since = stay.started + timedelta(days=PROTECTION_DAYS)
        found.append(InventedStatus(since, pick(rng, {"V2": 60, "C1": 40})))
    return found


def _through_court(rng: Random, stay: InventedStay) -> list[InventedStatus]:
    first = pick(rng, {"V2": 40, "L1": 20, "C1": 40})
    found = [InventedStatus(stay.started, first)]
    day = stay.started
    if first != "C1":
        waiting = PROTECTION_DAYS if first == "L1" else rng.randint(20, 85)
        day += timedelta(days=waiting)
        found.append(InventedStatus(day, "C1"))
    day += timedelta(days=rng.randint(150, 255))
    found.append(InventedStatus(day, "C2"))
    if stay.path == "adoption":
        found.append(InventedStatus(day + timedelta(days=rng.randint(7, 40)), "E1"))
    return found


SUPPORTED_SINCE = date(2024, 4, 1)  # K3 takes the place of H5
YEAR_OF_MOVES = timedelta(days=365)
MOVES_APART, SETTLED_APART = 260, 1150  # days, on average
INDEPENDENT_FROM, INDEPENDENT_BY = 16, 17.8

FIRST: Final = {  # from the age
    16: {"U6": 34, "K2": 14, "H5": 40, "U3": 8, "R1": 4},
    10: {"U6": 56, "U3": 14, "K2": 21, "U4": 6, "R1": 2, "S1": 1},
    2: {"U6": 70, "U3": 19, "U4": 6, "U1": 2, "K2": 3},
    0: {"U6": 68, "U3": 18, "R3": 9, "U5": 5},
}
NEXT: Final = {
    16: {"K2": 22, "H5": 42, "U6": 15, "U4": 10, "P1": 9, "R1": 2},
    10: {"U4": 38, "U6": 20, "K2": 22, "U1": 9, "U3": 3, "P1": 6, "R1": 2},
    0: {"U4": 38, "U6": 24, "U1": 16, "U3": 10, "P1": 10, "R1": 2},
}
FAMILY_HOME: Final = {"U6": 50, "U4": 50}
ENDS_IN: Final = {"E5": "H5", "E6": "H5", "E7": "R1", "E17": "U4"}  # from 16
PROVIDERS: Final = {
    "P1": {"PR0": 1},
    **{code: {"PR1": 1} for code in ("U1", "U3", "A5", "A6")},
    **{code: {"PR1": 66, "PR4": 29, "PR5": 5} for code in ("U4", "U5", "U6")},
}
PROVIDERS_OTHER: Final = {"PR4": 74, "PR1": 15, "PR5": 11}
OUTSIDE: Final = {"P1": 0.1, "K2": 0.45, "R1": 0.5, "A6": 0.6, "A5": 0.15, "U4": 0.3}
OUTSIDE_OTHER = 0.25


@dataclass(frozen=True)
class Placement:
    """A placement from one day on; `same_carer`: only what it is called has changed."""

    since: date
    code: str
    provider: str
    location: str
    same_carer: bool = False


def placements(
    rng: Random,
    stay: InventedStay,
    child: InventedChild,
    legal: Sequence[InventedStatus],
) -> list[Placement]:
    """Return the stay's placements in order."""
    settled = _settles(rng, stay, child, legal)
    found = [_placement(rng, stay.started, _first(rng, stay, child))]
    until = settled.since if settled else stay.ceased
    day = _next_move(rng, stay, stay.started)
    while day < until:
        found.append(_move(rng, day, child, legal, found[-1]))
        day = _next_move(rng, stay, day)
    if settled:
        found = [p for p in found if p.since < settled.since] + [settled]
    return _renamed(found, stay.ceased)


def _first(rng: Random, stay: InventedStay, child: InventedChild) -> str:
    if stay.path == "breaks":
        return pick(rng, {"U6": 60, "K2": 40})
    if stay.reason == "E17":
        return "U6"
    return pick(rng, _by_age(FIRST, child, stay.started))


def _settles(
    rng: Random,
    stay: InventedStay,
    child: InventedChild,
    legal: Sequence[InventedStatus],
) -> Placement | None:
    """Return the placement a stay of this kind ends in, after which none follows."""
    if stay.path == "adoption":
        since = max(
            legal[-1].since + timedelta(days=14),
            stay.ceased - timedelta(days=rng.randint(150, 260)),
        )
        return _placement(rng, since, pick(rng, {"A6": 80, "A5": 20}))
    if stay.path == "breaks":
        return _placement(rng, stay.started, _first(rng, stay, child))
    code = ENDS_IN.get(stay.reason)
    earliest = birthday(child.born, INDEPENDENT_FROM)
    if stay.path not in ("grow_up", "alone") or code is None:
        return None
    if stay.started + timedelta(days=120) >= stay.ceased:
        return _placement(rng, stay.started, code)
    start = max(earliest, stay.started + timedelta(days=30))
    end = stay.ceased - timedelta(days=40)
    return _placement(rng, day_within(rng, start, end), code)


def _next_move(rng: Random, stay: InventedStay, day: date) -> date:
    if stay.path == "breaks":
        return stay.ceased
    early = day - stay.started < YEAR_OF_MOVES
    apart = MOVES_APART if early else SETTLED_APART
    return day + timedelta(days=5 + round(rng.expovariate(1 / apart)))


def _move(
    rng: Random,
    day: date,
    child: InventedChild,
    legal: Sequence[InventedStatus],
    before: Placement,
) -> Placement:
    code = pick(rng, _by_age(NEXT, child, day))
    if code == "P1" and not _under_care_order(legal, day):
        code = pick(rng, FAMILY_HOME)
    if (before.code, code) == ("U6", "U4"):
        return replace(before, since=day, code=code, same_carer=True)
    return _placement(rng, day, code)


def _placement(rng: Random, day: date, code: str) -> Placement:
    named = "K3" if code == "H5" and day >= SUPPORTED_SINCE else code
    provider = pick(rng, PROVIDERS.get(code, PROVIDERS_OTHER))
    outside = rng.random() < OUTSIDE.get(code, OUTSIDE_OTHER)
    return Placement(day, named, provider, "OUT" if outside else "IN")


def _renamed(found: Sequence[Placement], ceased: date) -> list[Placement]:
    """Return the placements, with H5 called K3 from the day K3 begins."""
    ends = [*(placement.since for placement in found[1:]), ceased]
    renamed: list[Placement] = []
    for placement, end in zip(found, ends, strict=True):
        renamed.append(placement)
        if placement.code == "H5" and placement.since < SUPPORTED_SINCE < end:
            renamed.append(
                replace(placement, since=SUPPORTED_SINCE, code="K3", same_carer=True)
            )
    return renamed


def _by_age(
    weights: dict[int, dict[str, int]], child: InventedChild, day: date
) -> dict[str, int]:
    return next(w for age, w in weights.items() if birthday(child.born, age) <= day)


def _under_care_order(legal: Sequence[InventedStatus], day: date) -> bool:
    now = [status.code for status in legal if status.since <= day]
    return now[-1] in ("C1", "C2")


# Episodes: a stay cut wherever the legal status or the placement changes.


# legal status changed, placement changed, same carer
REASONS: Final = {
    (True, False, False): "L",
    (False, True, False): "P",
    (False, True, True): "T",
    (True, True, False): "B",
    (True, True, True): "U",
}


def episodes(
    seed: int, stay: InventedStay, child: InventedChild
) -> Iterator[EpisodeRecord]:
    """Yield a stay's episodes in order, as they will stand when it has ended."""
    rng = stream(seed, "episodes", stay.child_id, stay.started)
    legal = statuses(rng, stay, years_old(child.born, stay.started))
    placed = placements(rng, stay, child, legal)
    changes = {status.since for status in legal} | {move.since for move in placed}
    days = sorted(day for day in changes if day < stay.ceased)
    for day, end in zip(days, [*days[1:], stay.ceased], strict=True):
        placement = _at(placed, day)
        there = where(
            *(seed, stay.child_id, _carer_since(placed, day)),
            outside=placement.location == "OUT",
            abroad=stay.path == "alone",
        )
        yield EpisodeRecord(
            child_id=stay.child_id,
            decom=day,
            rne=_reason(stay, day, legal, placed),
            legal_status=_status(legal, day).code,
            placement=placement.code,
            provider=placement.provider,
            location=placement.location,
            **there._asdict(),
            dec=end,
            reason_ceased=stay.reason if end == stay.ceased else CARE_GOES_ON,
        )


def _reason(
    stay: InventedStay, day: date, legal: list[InventedStatus], placed: list[Placement]
) -> str:
    if day == stay.started:
        return STARTED_LOOKED_AFTER
    changed = any(status.since == day for status in legal)
    moved = any(placement.since == day for placement in placed)
    return REASONS[changed, moved, moved and _at(placed, day).same_carer]


def _at(placed: list[Placement], day: date) -> Placement:
    return [placement for placement in placed if placement.since <= day][-1]


def _carer_since(placed: list[Placement], day: date) -> date:
    """Return the day on which the child came to the carer of a day."""
    return [p.since for p in placed if p.since <= day and not p.same_carer][-1]


def _status(legal: list[InventedStatus], day: date) -> InventedStatus:
    return [status for status in legal if status.since <= day][-1]
