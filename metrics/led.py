"""Where a period is no longer of one service: lead practitioners chair from a day on.

The day is the council's to say (data_access/derive/council.py). Conferences and plans
before it and since are never one figure.
"""

from __future__ import annotations

from domain.events import Event
from domain.periods import Period, parted, say_day
from domain.tables import Columns
from metrics.measure import Metric


def halves(metric: Metric, columns: Columns, period: Period) -> tuple[Period, ...]:
    """Return the periods that a measure is told of: one, or the two of a divided one."""
    return parted(period, metric.dividing(columns))


def apart(metric: Metric, columns: Columns, before: Period, now: Period) -> bool:
    """Say whether the day lies between what two periods say of conferences.

    A count on a day is of another service on the day itself and after.
    """
    day = columns.led_from
    if day is None or not metric.of_conferences:
        return False
    first = before.end if metric.is_stock else before.start
    return first < day <= now.end


def of_the_service(metric: Metric, columns: Columns, period: Period) -> Period | None:
    """Return the days of a period on which a measure's work was that of IROs and chairs.

    None is returned where lead practitioners chaired on all of them.
    """
    day = columns.led_from if metric.of_conferences else None
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
    return event(columns) if metric.of_conferences else ()
