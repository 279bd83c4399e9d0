"""Counting over columns: when a row belongs to a period, and sums by group.

Periods come in order of start and of end, and may overlap (rolling years). A row
belongs to an unbroken run of them, so a count for every period is two bincounts and
a running sum, whatever the number of periods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.periods import Period
from domain.tables import Bools, Ints, day_number

Column = Callable[[Any], Ints]
Mask = Callable[[Any], Bools]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """The periods a figure is counted over, as day numbers, ends cut to the data."""

    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, periods: tuple[Period, ...], last_day: int) -> Window:
        """Make a window of periods; `last_day` is the last day files speak for.

        Raises:
            ValueError: the periods are not in order of start and of end.
        """
        starts = np.array([day_number(period.start) for period in periods], np.int32)
        ends = np.array([day_number(period.end) for period in periods], np.int32)
        if (np.diff(starts) < 0).any() or (np.diff(ends) < 0).any():
            raise ValueError("Periods must be in order of start and of end.")
        return cls(starts, np.minimum(ends, np.int32(last_day)))

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True)
class Run:
    """For each row, the first and last period it belongs to; none if first > last."""

    first: Ints
    last: Ints

    def of(self, chosen: Bools) -> Run:
        """Return the runs of the chosen rows."""
        return Run(self.first[chosen], self.last[chosen])


def first_ending_from(window: Window, days: Ints) -> Ints:
    """Return, row by row, the first period that ends on that day or later."""
    return np.searchsorted(window.ends, days, side="left")


def last_starting_by(window: Window, days: Ints) -> Ints:
    """Return, row by row, the last period that starts on that day or earlier."""
    return np.searchsorted(window.starts, days, side="right") - 1


@dataclass(frozen=True)
class InPeriod:
    """A row belongs to the periods in which its day falls (a flow)."""

    day: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        days = self.day(rows)[chosen]
        return Run(first_ending_from(window, days), last_starting_by(window, days))


@dataclass(frozen=True)
class LastInPeriod:
    """A row belongs to periods that hold its day and not the next row's of the child."""

    day: Column
    following: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        days, following = self.day(rows)[chosen], self.following(rows)[chosen]
        last = np.minimum(
            last_starting_by(window, days), first_ending_from(window, following) - 1
        )
        return Run(first_ending_from(window, days), last)


@dataclass(frozen=True)
class AtEnd:
    """A row belongs to periods whose last day is from `start` to before `end`."""

    start: Column
    end: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        start, end = self.start(rows)[chosen], self.end(rows)[chosen]
        return Run(first_ending_from(window, start), first_ending_from(window, end) - 1)


@dataclass(frozen=True)
class Standing:
    """A row belongs to periods that touch the days from `start` to `end`, both in."""

    start: Column
    end: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        start, end = self.start(rows)[chosen], self.end(rows)[chosen]
        return Run(first_ending_from(window, start), last_starting_by(window, end))


When = InPeriod | LastInPeriod | AtEnd | Standing


def tally(
    run: Run,
    group: Ints,
    groups: int,
    periods: int,
    weights: Ints | Numbers | None = None,
) -> NDArray[Any]:
    """Return how many rows (or what weight) each group has in each period."""
    there = run.first <= run.last
    if not there.all():
        run, group = run.of(there), group[there]
        weights = weights if weights is None else weights[there]
    width = periods + 1
    base = group.astype(np.int64) * width
    size = groups * width
    opened = np.bincount(base + run.first, weights, minlength=size)
    closed = np.bincount(base + run.last + 1, weights, minlength=size)
    return np.cumsum((opened - closed).reshape(groups, width), axis=1)[:, :periods]
