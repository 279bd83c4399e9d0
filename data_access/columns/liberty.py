"""The days on which children in care were under an order depriving them of liberty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from data_access.columns.placements import Days
from data_access.columns.rows import LIBERTY, Reading


def days_deprived(reading: Reading) -> Mapping[str, list[Days]]:
    """Return the days of each child, from an order's first to before its last."""
    found: dict[str, list[Days]] = defaultdict(list)
    for row in reading.rows(LIBERTY):
        found[row.child_id].append((row.started, row.ended or date.max))
    return found
