"""The legal statuses of a stay in care, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import pick
from data_access.demo.stays import Stay

ONE_STATUS: Final = {"breaks": "V4", "alone": "V2", "remand": "J1"}
OLD_ENOUGH = 13  # to stay to 18 without an order
BY_AGREEMENT = 0.55  # of children that old
PROTECTION_DAYS = 2  # police protection ends within 72 hours


@dataclass(frozen=True)
class Status:
    """A legal status, and the day it begins."""

    since: date
    code: str


def statuses(rng: Random, stay: Stay, age: float) -> list[Status]:
    """Return the statuses that begin before the stay ends, in order."""
    if stay.path in ONE_STATUS:
        found = [Status(stay.started, ONE_STATUS[stay.path])]
    elif stay.path in ("brief", "home"):
        found = _short(rng, stay)
    elif stay.path == "grow_up" and age > OLD_ENOUGH and rng.random() < BY_AGREEMENT:
        found = [Status(stay.started, "V2")]
    else:
        found = _through_court(rng, stay)
    return [status for status in found if status.since < stay.ceased]


def _short(rng: Random, stay: Stay) -> list[Status]:
    first = pick(rng, {"V2": 60, "L1": 25, "C1": 15})
    found = [Status(stay.started, first)]
    if first == "L1":
        since = stay.started + timedelta(days=PROTECTION_DAYS)
        found.append(Status(since, pick(rng, {"V2": 60, "C1": 40})))
    return found


def _through_court(rng: Random, stay: Stay) -> list[Status]:
    first = pick(rng, {"V2": 40, "L1": 20, "C1": 40})
    found = [Status(stay.started, first)]
    day = stay.started
    if first != "C1":
        waiting = PROTECTION_DAYS if first == "L1" else rng.randint(20, 85)
        day += timedelta(days=waiting)
        found.append(Status(day, "C1"))
    day += timedelta(days=rng.randint(150, 255))
    found.append(Status(day, "C2"))
    if stay.path == "adoption":
        found.append(Status(day + timedelta(days=rng.randint(7, 40)), "E1"))
    return found
