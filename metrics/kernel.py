"""Counting over columns: when a row belongs to a period, and sums by group.

Periods come in order of start and of end, and may overlap (rolling years). A row
belongs to an unbroken run of them, so a count for every period is two bincounts and
a running sum, whatever the number of periods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from domain.periods import Period, clip
from domain.tables import Bools, Ints, day_number

Column = Callable[[Any], Ints]
Mask = Callable[[Any], Bools]
Numbers = NDArray[np.float64]
Runs = tuple[Period, ...]


def keep_freed_memory() -> None:
    """Make the C library keep what arrays free, rather than give it back each time.

    glibc returns blocks above a threshold to the system and asks for them anew, and
    the page faults cost more than the sums. Freeing one block moves the threshold to
    its size (mallopt(3), M_MMAP_THRESHOLD); its pages are never touched.
    """
    np.empty(30_000_000, np.uint8)


keep_freed_memory()


@dataclass(frozen=True, eq=False)
class Window:
    """The periods a figure is counted over, as day numbers.

    Each period begins and ends on its first and last day that the loaded files speak
    for; one that they say nothing of is not `covered`. `spoken` gives the days of each
    that they speak for. It is `whole` where that is each of its days, up to the last
    day loaded; `whole_at_end` where it is so of its last day. `ended` and `begun` hold,
    for each day from the one before all periods to the one after, how many periods
    ended before it and how many have begun by it: looking a row's day up there costs a
    nanosecond or two.
    """

    starts: Ints
    ends: Ints
    covered: Bools
    whole: Bools
    whole_at_end: Bools
    spoken: tuple[Runs, ...]
    ended: Ints
    begun: Ints

    @property
    def first_day(self) -> np.int32:
        """The first day of any period."""
        return self.starts[0]

    @property
    def last_day(self) -> np.int32:
        """The last day of any period that the files speak for."""
        return self.ends[-1]

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, periods: tuple[Period, ...], runs: Runs) -> Window:
        """Make a window of periods; `runs` are the days that files speak for.

        Raises:
            ValueError: there is no period, or they are not in order of start and of
                end.
        """
        if not periods:
            raise ValueError("There must be a period to count over.")
        asked_starts, asked_ends = _days(periods)
        if (np.diff(asked_starts) < 0).any() or (np.diff(asked_ends) < 0).any():
            raise ValueError("Periods must be in order of start and of end.")
        ends = _cut(asked_ends, runs)
        covered = ends >= asked_starts
        spoken = tuple(clip(runs, period) for period in periods)
        begun_by = [day_number(some[0].start) if some else -1 for some in spoken]
        starts = np.maximum(asked_starts, np.array(begun_by, np.int32))
        at_end = covered & ((ends == asked_ends) | _running(asked_ends, runs))
        unbroken = np.array([len(some) == 1 for some in spoken], np.bool_)
        days = np.arange(starts[0] - 1, asked_ends[-1] + 2)
        return cls(
            starts=starts,
            ends=ends,
            covered=covered,
            whole=at_end & unbroken & (starts == asked_starts),
            whole_at_end=at_end,
            spoken=spoken,
            ended=np.searchsorted(ends, days, side="left"),
            begun=np.searchsorted(starts, days, side="right"),
        )

    def first_ending_from(self, days: Ints) -> Ints:
        """Return, row by row, the first period that ends on that day or later."""
        found: Ints = self.ended.take(self._position(days), mode="clip")
        return found

    def last_starting_by(self, days: Ints) -> Ints:
        """Return, row by row, the last period that starts on that day or earlier."""
        found: Ints = self.begun.take(self._position(days), mode="clip") - 1
        return found

    def _position(self, days: Ints) -> Ints:
        return days - (self.starts[0] - 1)


def _days(periods: tuple[Period, ...]) -> tuple[Ints, Ints]:
    """Return the first and the last days of periods."""
    starts = np.array([day_number(period.start) for period in periods], np.int32)
    ends = np.array([day_number(period.end) for period in periods], np.int32)
    return starts, ends


def _cut(ends: Ints, runs: Runs) -> Ints:
    """Return the last day spoken for up to each end, one before all days if none."""
    if not runs:
        return np.full_like(ends, -1)
    first, last = _days(runs)
    run = np.searchsorted(first, ends, side="right") - 1
    return np.where(run < 0, np.int32(-1), np.minimum(ends, last[run]))


def _running(ends: Ints, runs: Runs) -> Bools:
    """Say which periods the data ends in: of several, those that end first.

    Of twelve months that end with each month, later ones would lack whole months.
    """
    last = day_number(runs[-1].end) if runs else -1
    later = ends[ends >= last]
    running: Bools = (ends == later.min()) if len(later) else np.zeros_like(ends, bool)
    return running


@dataclass(frozen=True)
class Run:
    """The rows that belong to some period, and the first and last that each is in."""

    row: Ints
    first: Ints
    last: Ints

    @classmethod
    def of(cls, row: Ints, first: Ints, last: Ints) -> Run:
        """Return the run of rows, those left out that belong to no period."""
        there = first <= last
        if there.all():
            return cls(row, first, last)
        return cls(row[there], first[there], last[there])

    # Two rows, of groups 0 and 1; there are ten periods, so a group's cells begin at 0
    # and at 10. The first row is in periods 0 to 2, the second in 2 and 3:
    #
    #     first 0 2, last 2 3      lengths 3 2, before 0 3, start 0 -1
    #     base + start, repeated   0  0  0  9  9
    #     period, counted through  0  1  2  3  4
    #     their sum, the answer    0  1  2 12 13
    def positions(self, *bases: Ints) -> list[Ints]:
        """Return, for each row and each of its periods, the row's base + the period.

        One answer for each of `bases`, which hold a number for each row of the run.
        """
        lengths = self.last - self.first + 1
        before = np.cumsum(lengths) - lengths  # periods of earlier rows
        start = self.first - before
        period = np.arange(int(lengths.sum()))
        return [np.repeat(base + start, lengths) + period for base in bases]


class When:
    """A rule that says to which periods a row belongs.

    Under one that `is_stock` a row counts for what is there on a period's last day, not
    over a time. Under one that `adds_up` it belongs to a year as often as to its quarters.
    """

    is_stock: ClassVar[bool] = False
    adds_up: ClassVar[bool] = False

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        raise NotImplementedError

    def days(self, rows: Any) -> Ints | None:  # noqa: ANN401
        """Return the one day of each row; None where a row is not of one day."""
        return None


@dataclass(frozen=True)
class InPeriod(When):
    """A row belongs to the periods in which its day falls (a flow)."""

    day: Column
    adds_up: ClassVar[bool] = True

    def days(self, rows: Any) -> Ints | None:  # noqa: ANN401
        """Return the day of each row."""
        return self.day(rows)

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        day = self.day(rows)
        row = np.flatnonzero(
            chosen & (day >= window.first_day) & (day <= window.last_day)
        )
        days = day[row]
        return Run.of(
            row, window.first_ending_from(days), window.last_starting_by(days)
        )


@dataclass(frozen=True)
class LastInPeriod(When):
    """A row belongs to periods that hold its day and not the next row's of the child."""

    day: Column
    following: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        held = InPeriod(self.day).run(rows, chosen, window)
        before_next = window.first_ending_from(self.following(rows)[held.row]) - 1
        return Run.of(held.row, held.first, np.minimum(held.last, before_next))


@dataclass(frozen=True)
class AtEnd(When):
    """A row belongs to periods whose last day is from `start` to before `end`."""

    start: Column
    end: Column
    is_stock: ClassVar[bool] = True

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        start, end = self.start(rows), self.end(rows)
        row = np.flatnonzero(
            chosen & (start <= window.last_day) & (end > window.ends[0])
        )
        return Run.of(
            row,
            window.first_ending_from(start[row]),
            window.first_ending_from(end[row]) - 1,
        )


@dataclass(frozen=True)
class Standing(When):
    """A row belongs to periods that touch the days from `start` to `end`, both in."""

    start: Column
    end: Column

    def run(self, rows: Any, chosen: Bools, window: Window) -> Run:  # noqa: ANN401
        """Return where the chosen rows belong."""
        start, end = self.start(rows), self.end(rows)
        row = np.flatnonzero(
            chosen & (start <= window.last_day) & (end >= window.first_day)
        )
        return Run.of(
            row,
            window.first_ending_from(start[row]),
            window.last_starting_by(end[row]),
        )


def tally(
    run: Run,
    group: Ints,
    groups: int,
    periods: int,
    weights: Ints | Numbers | None = None,
) -> NDArray[Any]:
    """Return how many rows (or what weight) each group has in each period.

    `group` and `weights` hold a number for each row of the run.
    """
    width = periods + 1
    base = group.astype(np.intp) * width
    size = groups * width
    opened = np.bincount(base + run.first, weights, minlength=size)
    closed = np.bincount(base + (run.last + 1), weights, minlength=size)
    return np.cumsum((opened - closed).reshape(groups, width), axis=1)[:, :periods]
