"""The rows behind a figure: those it counts, those it does not, those nobody knows.

They are found by what the measure itself counts with, so there is no second definition;
a test holds every measure to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import singledispatch

import numpy as np

from domain.periods import Period
from domain.tables import Bools, Columns, Ints
from metrics.kinds import (
    AllEvents,
    Answer,
    Count,
    Median,
    Proportion,
    Rate,
    Split,
    runs,
)
from metrics.measure import (
    EVERYTHING,
    CountedPart,
    Counting,
    MeasureError,
    Metric,
    Where,
    nobody,
)

STAFF = "staff"


class Side(StrEnum):
    """A part of a figure: the value is what an address says."""

    COUNTED = "counted"
    REST = "rest"  # of the cases, those that are not counted
    CASES = "cases"  # what the figure is out of, or for
    ASIDE = "aside"  # left out because the answer is unknown


@dataclass(frozen=True, eq=False)
class Found:
    """Rows of one kind, by their places; `amount` is what they come to in the figure.

    It is how many there are, but for rows that are weighed. Where a row is a child whose
    events decide, `events` has the places, among `event_rows`, of those that did.
    """

    rows: str
    row: Ints
    amount: float
    event_rows: str = ""
    events: tuple[Ints, ...] = ()


Sides = Mapping[Side, tuple[Found, ...]]


def sides(
    metric: Metric, columns: Columns, period: Period, where: Where = EVERYTHING
) -> Sides:
    """Return the rows behind each side that a measure has, of one period.

    None where no file speaks for the period.

    Raises:
        MeasureError: `where` names a grouping or group that is not there, or these
            rows are for somebody who is given no small numbers.
    """
    if columns.small:
        raise MeasureError("Where small numbers are withheld, no rows are given.")
    counting = Counting(metric, columns, (period,), where, None)
    found = _sides(metric, counting)
    if counting.window.covered[0]:
        return found
    nothing = np.zeros(0, np.intp)
    return {
        side: tuple(Found(each.rows, nothing, 0.0) for each in some)
        for side, some in found.items()
    }


def sides_of_group(
    metric: Metric,
    columns: Columns,
    period: Period,
    where: Where,
    group: tuple[str, str],
) -> Sides:
    """Return the same for a grouping's group, as a chart has it.

    A group's share of all has no other side: the rest are the other groups.

    Raises:
        MeasureError: as `sides`.
    """
    by, label = group
    found = sides(metric, columns, period, {**where, by: (label,)})
    if isinstance(metric, Split) and by == metric.natural:
        return {Side.COUNTED: found[Side.CASES]}
    return found


def counts_children(metric: Metric) -> bool:
    """Say whether there are children behind what a measure counts, or only staff."""
    return metric.rows != STAFF or isinstance(metric, Rate)


def worst_first(metric: Metric) -> tuple[Side, ...]:
    """Return the sides of a measure, the one that needs something done first."""
    if isinstance(metric, Count | Median):
        return (Side.COUNTED,)
    if isinstance(metric, Rate):
        return tuple(
            side
            for side in (Side.COUNTED, Side.CASES)
            if side is Side.COUNTED or metric.bottom.rows != STAFF
        )
    first = [Side.COUNTED, Side.REST]
    if metric.good.value.startswith("higher"):
        first.reverse()
    return (*first, Side.CASES, *([Side.ASIDE] if metric.aside_words else []))


@singledispatch
def _sides(metric: Metric, counting: Counting) -> Sides:
    raise NotImplementedError(metric.kind)


@_sides.register(Proportion)
@_sides.register(Split)
def _of_share(metric: Proportion | Split, counting: Counting) -> Sides:
    known, unknown = runs(metric, counting)
    passed = metric.passes(metric.rows_of(counting.columns))[known.row]
    found = _passed_and_not(metric, known.row, passed)
    if metric.unknown is not nobody:
        found[Side.ASIDE] = _alone(metric, unknown.row)
    return found


@_sides.register
def _of_every_one(metric: AllEvents, counting: Counting) -> Sides:
    row = metric.run(counting).row
    unit = metric.unit_of(metric.rows_of(counting.columns))[row]
    answer = metric.answers(counting, int(unit.max(initial=0)) + 1)[unit]
    known = (answer == Answer.PASSED) | (answer == Answer.FAILED)
    found = _passed_and_not(metric, row[known], answer[known] == Answer.PASSED)
    found[Side.ASIDE] = _alone(metric, row[answer == Answer.UNKNOWN])
    failed, unknown = _deciding(metric, counting)
    found[Side.REST] = _with_events(metric, counting, found[Side.REST], failed)
    found[Side.ASIDE] = _with_events(metric, counting, found[Side.ASIDE], unknown)
    return found


def _deciding(metric: AllEvents, counting: Counting) -> tuple[Ints, Ints]:
    """Return the events that failed, and those whose answer is unknown."""
    events = getattr(counting.columns, metric.events)
    known, unknown = metric.events_of(counting, np.ones(events.size, np.bool_))
    return known.row[~metric.event_passes(events)[known.row]], unknown.row


def _with_events(
    metric: AllEvents, counting: Counting, some: tuple[Found, ...], events: Ints
) -> tuple[Found, ...]:
    """Return children with those of some events that are theirs."""
    (found,) = some
    of_child = metric.unit_of(metric.rows_of(counting.columns))[found.row]
    of_event = metric.unit_of_event(getattr(counting.columns, metric.events))[events]
    by_child = np.argsort(of_event, kind="stable")
    ranked, events = of_event[by_child], events[by_child]
    first = np.searchsorted(ranked, of_child, side="left")
    last = np.searchsorted(ranked, of_child, side="right")
    theirs = tuple(events[a:b] for a, b in zip(first, last, strict=True))
    return (replace(found, event_rows=metric.events, events=theirs),)


@_sides.register(Count)
@_sides.register(Median)
def _of_part(metric: Count | Median, counting: Counting) -> Sides:
    return {Side.COUNTED: (_part(metric.part, counting),)}


@_sides.register
def _of_rate(metric: Rate, counting: Counting) -> Sides:
    return {
        Side.COUNTED: tuple(_part(part, counting) for part in metric.top),
        Side.CASES: (_part(metric.bottom, counting),),
    }


def _passed_and_not(
    metric: Metric, row: Ints, passed: Bools
) -> dict[Side, tuple[Found, ...]]:
    return {
        Side.COUNTED: _alone(metric, row[passed]),
        Side.REST: _alone(metric, row[~passed]),
        Side.CASES: _alone(metric, row),
    }


def _alone(metric: Metric, row: Ints) -> tuple[Found, ...]:
    return (Found(metric.rows, row, float(len(row))),)


def _part(part: CountedPart, counting: Counting) -> Found:
    row = part.run(counting).row
    if part.weight is None:
        return Found(part.rows, row, len(row) * part.per)
    weights = part.weight(getattr(counting.columns, part.rows))[row]
    return Found(part.rows, row, float(weights.sum()) * part.per)
