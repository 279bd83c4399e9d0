"""One child's life with the service, on one line: what happened, what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data_access.casework.timeline import care, disputes, planned, protection, visits
from data_access.casework.timeline.due import Due, next_due
from data_access.casework.timeline.event import Event, Lane, Mark, in_order
from data_access.casework.timeline.finding import finding
from data_access.casework.timeline.rows import ChildRows, read
from domain.timescales import Timescales

__all__ = [
    "COLUMNS",
    "ChildRows",
    "Due",
    "Event",
    "Lane",
    "Mark",
    "Timeline",
    "of",
    "read",
    "table",
]

COLUMNS = ("Day", "What", "On time?", "Detail")


@dataclass(frozen=True)
class Timeline:
    """Everything that happened up to a day, what is due after it, and what it shows."""

    as_at: date
    finding: str
    events: tuple[Event, ...]
    due: tuple[Due, ...]


def of(rows: ChildRows, as_at: date, timescales: Timescales) -> Timeline:
    """Return the timeline of one child's rows, by the council's way of counting."""
    return Timeline(
        as_at=as_at,
        finding=finding(rows, as_at, timescales),
        events=in_order(_events(rows, as_at, timescales)),
        due=tuple(next_due(rows, as_at, timescales)),
    )


def table(events: Iterable[Event]) -> pd.DataFrame:
    """Return events as a table, a row each. Columns: COLUMNS."""
    rows = [(each.day, each.what, each.on_time, each.said) for each in events]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _events(rows: ChildRows, as_at: date, timescales: Timescales) -> Iterator[Event]:
    yield from care.events(rows, as_at, timescales)
    yield from protection.events(rows, as_at)
    yield from disputes.events(rows, as_at)
    yield from planned.events(rows, as_at)
    yield from visits.events(rows)
