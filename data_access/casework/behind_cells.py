"""What is told of each row behind a figure, beside whose it is: the days that matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Row

from domain.codes import ABUSE, PARTICIPATION
from domain.tables import UNKNOWN, Columns, Ints, day_number

LATE = "Days late"
Cells = dict[str, Any]


def cells(
    kind: str, columns: Columns, places: Ints, stored: Sequence[Row[Any]]
) -> Iterable[Cells]:
    """Return the cells of the rows at some places, whose stored rows are given."""
    if kind in LATENESS:
        rows = getattr(columns, kind)
        until = getattr(rows, LATENESS[kind])[places]
        today = day_number(columns.data_to)
        held = rows.held[places]
        late = np.minimum(np.where(held == UNKNOWN, today, held), until)
        late = np.where(rows.due[places] == UNKNOWN, 0, late - rows.due[places])
        return [
            TOLD[kind](row) | {LATE: int(days) if days > 0 else None}
            for row, days in zip(stored, late.tolist(), strict=True)
        ]
    return [TOLD[kind](row) for row in stored]


LATENESS = {"reviews": "ceased", "plan_reviews": "ended"}
"""Kinds that can be late, and the column with the day from which none is owed."""


def _review(row: Row[Any]) -> Cells:
    code = row.participation
    said = f"{code} {PARTICIPATION.get(code, '')}".strip() if code else ""
    return {"Due": row.due, "Held": row.held, "How the child took part": said}


def _plan_review(row: Row[Any]) -> Cells:
    return {"Due": row.due, "Held": row.held, "Plan started": row.plan_started}


def _in_care(row: Row[Any]) -> Cells:
    return {"In our care since": row.started}


def _conference(row: Row[Any]) -> Cells:
    return {
        "Enquiry started": row.s47_started,
        "Conference due": row.due,
        "Conference held": row.held,
        "Working days": row.working_days,
    }


def _plan_open(row: Row[Any]) -> Cells:
    return {
        "Plan started": row.started,
        "Category": ABUSE.get(row.latest_category or "", ""),
    }


def _plan(row: Row[Any]) -> Cells:
    return {
        "Plan started": row.started,
        "Plan ended": row.ended,
        "Plan before it ended": row.last_plan_ended,
        "Category": ABUSE.get(row.latest_category or "", ""),
    }


def _dispute(row: Row[Any]) -> Cells:
    return {
        "Raised": row.raised,
        "Resolved": row.resolved,
        "Working days": row.working_days,
        "Entry stage": row.entry_stage or "",
        "Highest stage": row.highest_stage or "",
        "Theme": row.theme or "",
    }


TOLD: Mapping[str, Callable[[Row[Any]], Cells]] = {
    "reviews": _review,
    "care_spans": _in_care,
    "conferences": _conference,
    "plans": _plan,
    "plan_spans": _plan_open,
    "plan_reviews": _plan_review,
    "disputes": _dispute,
}
