"""Is all ready for a review, ten working days before it is due?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.due import add_working_days
from domain.sheets import Values

AHEAD = 10  # working days before the day due
STEPS: Mapping[
    str, str
] = {  # columns of the sheet READY, and what is said without them
    "report_received": "report not in",
    "report_shared": "report not shared",
    "seen": "child not seen",
    "views_asked": "views not asked",
    "advocate_offered": "advocate not offered",
    "decisions_done": "decisions of last time not done",
}


def looked_at(due: date) -> date:
    """Return the day on which all should be ready for a review due on a day."""
    return add_working_days(due, -AHEAD)


def is_near(due: date, day: date) -> bool:
    """Say whether a review is to be ready on a day: it is due, and not overdue."""
    return looked_at(due) <= day <= due


def missing(values: Values, day: date) -> tuple[str, ...]:
    """Return what is not ready on a day, in words; what is blank is not."""
    return tuple(
        words
        for key, words in STEPS.items()
        if key not in values or date.fromisoformat(str(values[key])) > day
    )
