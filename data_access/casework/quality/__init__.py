"""What is wrong in the rows that figures rest on, who can put it right, and how."""

from data_access.casework.quality.check import rules
from data_access.casework.quality.quality import (
    COLUMNS,
    KEY,
    TODAY,
    QualityLine,
    Summary,
    listed,
    summary,
)
from data_access.casework.quality.rows import Owner, QualityRule

__all__ = [
    "COLUMNS",
    "KEY",
    "TODAY",
    "Owner",
    "QualityLine",
    "QualityRule",
    "Summary",
    "listed",
    "rules",
    "summary",
]
