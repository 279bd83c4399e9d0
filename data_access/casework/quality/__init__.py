"""What is wrong in the rows that figures rest on, who can mend it, and how."""

from data_access.casework.quality.check import rules
from data_access.casework.quality.facts import Owner, Rule
from data_access.casework.quality.quality import (
    COLUMNS,
    KEY,
    TODAY,
    Line,
    Summary,
    exported,
    listed,
    summary,
)

__all__ = [
    "COLUMNS",
    "KEY",
    "TODAY",
    "Line",
    "Owner",
    "Rule",
    "Summary",
    "exported",
    "listed",
    "rules",
    "summary",
]
