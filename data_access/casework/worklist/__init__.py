"""What is to be done for the children somebody answers for, and by when."""

from data_access.casework.worklist.rules import rules
from data_access.casework.worklist.worklist import (
    LONGEST,
    LONGEST_REASON,
    MarkError,
    TaskLine,
    calendar,
    done,
    lines,
    marked,
    put_aside,
    take_back,
)

__all__ = [
    "LONGEST",
    "LONGEST_REASON",
    "MarkError",
    "TaskLine",
    "calendar",
    "done",
    "lines",
    "marked",
    "put_aside",
    "rules",
    "take_back",
]
