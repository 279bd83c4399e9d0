"""What a council aims at, and from when its charts have limits anew: dated, with a source.

A target is judged by limits, never by one point; it says nothing of the days before it
begins. Limits are never begun anew by themselves: somebody says so, and why.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Protocol

from domain.errors import RefusedError
from domain.periods import ONE_DAY
from domain.units import Good, Unit

ALL = 100.0  # percent
LONGEST_WORDS = 200  # letters of a source, or of a reason
NOTHING_KEPT = "Nothing is kept."


@dataclass(frozen=True)
class Target:
    """The value that a measure (`key`) is to reach, or stay within, over some days.

    `value` is in the measure's own unit. `end` is the last day, the one before the
    next target of the measure begins; None for the last of them. `set_by` is empty for
    whoever is not told who it was.
    """

    key: str
    value: float
    start: date
    end: date | None
    source: str
    set_by: str
    set_on: date

    def holds(self, day: date) -> bool:
        """Say whether it is the target on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Rebase:
    """From `start` on a measure's chart has limits of its own; the old ones stay drawn.

    `author` is empty for whoever is not told who it was.
    """

    key: str
    start: date
    reason: str
    author: str
    made_on: date


class Aimed(Protocol):
    """What is asked of a measure before it is given a target."""

    @property
    def key(self) -> str:
        """Its name in code."""

    @property
    def name(self) -> str:
        """Its name on screen."""

    @property
    def unit(self) -> Unit:
        """What its value is counted in."""

    @property
    def good(self) -> Good:
        """Which way is better."""


def target_on(targets: Iterable[Target], key: str, day: date) -> Target | None:
    """Return a measure's target on a day; None where it had none then."""
    return next((each for each in targets if each.key == key and each.holds(day)), None)


def following(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return targets by measure and first day, each ended by the one that follows it."""
    found: list[Target] = []
    ordered = sorted(targets, key=lambda each: (each.key, each.start))
    for _, of_one in groupby(ordered, key=lambda each: each.key):
        run = list(of_one)
        ends = [after.start - ONE_DAY for after in run[1:]]
        found += [
            replace(each, end=end) for each, end in zip(run, [*ends, None], strict=True)
        ]
    return tuple(found)


def check_target(measure: Aimed, value: float) -> None:
    """Refuse a target that the measure cannot have.

    Raises:
        RefusedError: more is not better or worse by itself; or the value is no percentage
            where it must be one, or below 0.
    """
    if measure.good is Good.NEUTRAL:
        raise RefusedError(
            f"Measure: '{measure.name}' takes no target, because neither higher nor "
            f"lower is better. Choose another measure. {NOTHING_KEPT}"
        )
    if measure.unit is Unit.PERCENT and not 0 <= value <= ALL:
        raise RefusedError(
            f"Target: {value:g} is no percentage. Give a number from 0 to 100, such as "
            f"90. {NOTHING_KEPT}"
        )
    if not (math.isfinite(value) and value >= 0):
        raise RefusedError(
            f"Target: {value:g} is no value that '{measure.name}' can have. Give a "
            f"number from 0 up. {NOTHING_KEPT}"
        )


def words_for(field: str, typed: str, example: str) -> str:
    """Return a source or a reason as it is kept: one line, no signs that do not print.

    Raises:
        RefusedError: there are no words, or more than LONGEST_WORDS letters.
    """
    printed = (each if each.isprintable() else " " for each in typed)
    words = " ".join("".join(printed).split())
    if not words:
        raise RefusedError(
            f"{field}: nothing is written. Say it in words, such as '{example}'. "
            f"{NOTHING_KEPT}"
        )
    if len(words) > LONGEST_WORDS:
        raise RefusedError(
            f"{field}: {len(words):,} letters are written. Say it in up to "
            f"{LONGEST_WORDS}. {NOTHING_KEPT}"
        )
    return words


def check_month(start: date, latest: date | None = None) -> None:
    """Refuse a day that begins no month, or lies after the latest that it may.

    Raises:
        RefusedError: it does.
    """
    if start.day != 1:
        raise RefusedError(
            f"From: {start:%d/%m/%Y} is not the first day of a month. Choose a month. "
            f"{NOTHING_KEPT}"
        )
    if latest is not None and start > latest:
        raise RefusedError(
            f"From: {start:%B %Y} has not begun. Choose a month that has. {NOTHING_KEPT}"
        )
