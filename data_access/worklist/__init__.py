"""What is to be done for the children somebody answers for, and by when."""

from data_access.worklist.coming import calendar
from data_access.worklist.lines import exported, lines, marked
from data_access.worklist.marks import Line, MarkError, done, put_aside, take_back

__all__ = [
    "Line",
    "MarkError",
    "calendar",
    "done",
    "exported",
    "lines",
    "marked",
    "put_aside",
    "take_back",
]
