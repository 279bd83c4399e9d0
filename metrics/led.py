"""Where a period is no longer of one service: lead practitioners chair from a day on.

The day is the council's to say (data_access/derive/council.py). Conferences and plans
before it and since are never one figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.events import Event
from domain.periods import ONE_DAY, Period, say_day
from domain.tables import Columns
from metrics.measure import Metric

OF_CONFERENCES = "plans"  # the files that conferences and plans are in


def of_conferences(metric: Metric) -> bool:
    """Say whether a measure is one of conferences or plans."""
    return OF_CONFERENCES in metric.files


def dividing(metric: Metric, columns: Columns) -> date | None:
    """Return the day that divides the periods of a measure; None where none does.

    What there is on a day is of that day alone, so no day divides it; nor does one of
    which no loaded file speaks yet.
    """
    day, last = columns.led_from, columns.last_day(metric.coverage)
    if day is None or last is None or day > last or metric.is_stock:
        return None
    return day if of_conferences(metric) else None


def parted(period: Period, day: date | None) -> tuple[Period, ...]:
    """Return a period as it is, or the two that a day divides it into."""
    if day is None or not period.start < day <= period.end:
        return (period,)
    return Period(period.start, day - ONE_DAY), Period(day, period.end)


def all_parted(periods: Iterable[Period], day: date | None) -> tuple[Period, ...]:
    """Return periods in their order, one that a day divides as two."""
    return tuple(part for period in periods for part in parted(period, day))


def halves(metric: Metric, columns: Columns, period: Period) -> tuple[Period, ...]:
    """Return the periods that a measure is told of: one, or the two of a divided one."""
    return parted(period, dividing(metric, columns))


def apart(metric: Metric, columns: Columns, before: Period, now: Period) -> bool:
    """Say whether the day lies between what two periods say of conferences.

    A count on a day is of another service on the day itself and after.
    """
    day = columns.led_from
    if day is None or not of_conferences(metric):
        return False
    first = before.end if metric.is_stock else before.start
    return first < day <= now.end


def of_the_service(metric: Metric, columns: Columns, period: Period) -> Period | None:
    """Return the days of a period on which a measure's work was that of IROs and chairs.

    None is returned where lead practitioners chaired on all of them.
    """
    day = columns.led_from if of_conferences(metric) else None
    before = period if day is None else parted(period, day)[0]
    return None if day is not None and before.start >= day else before


def event(columns: Columns) -> tuple[Event, ...]:
    """Return the day as an event that charts mark; none where there is none."""
    day = columns.led_from
    if day is None:
        return ()
    return (Event(day, f"Lead practitioners chair from {say_day(day)}"),)


def events(metric: Metric, columns: Columns) -> tuple[Event, ...]:
    """Return the events that the trend of a measure is always read beside."""
    return event(columns) if of_conferences(metric) else ()
