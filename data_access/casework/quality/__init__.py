"""What is wrong in the rows that figures rest on, who can mend it, and how."""

from data_access.casework.quality.listing import COLUMNS, KEY, TODAY, exported, listed
from data_access.casework.quality.quality import Line, Summary, summary
from data_access.casework.quality.rule import Owner, Rule
from data_access.casework.quality.rules import rules

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
