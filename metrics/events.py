"""The events that a measure is read beside: the log, who chairs, re-allocations."""

from __future__ import annotations

from domain import events
from domain.events import Event
from domain.tables import Columns
from metrics import led
from metrics.continuity import BY_ALLOCATION
from metrics.measure import Metric


def touching(metric: Metric, columns: Columns) -> tuple[Event, ...]:
    """Return the events that every trend of a measure marks, the earliest first."""
    logged = events.touching(columns.events, metric.key)
    moved = columns.reallocations if metric in BY_ALLOCATION else ()
    return tuple(sorted((*led.events(metric, columns), *moved, *logged)))
