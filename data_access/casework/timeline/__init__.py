"""One child's life with the service, on one line: what happened, what is due next."""

from data_access.casework.timeline.parts import ChildRows, Event, Lane, Mark, read
from data_access.casework.timeline.timeline import COLUMNS, Due, Timeline, of, table

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
