"""What is wrong in the rows that figures rest on, who can mend it, and how."""

from data_access.quality.listing import COLUMNS, KEY, TODAY, exported, listed
from data_access.quality.rule import Owner, Rule
from data_access.quality.rules import rules
from data_access.quality.summary import Line, Summary, summary

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
