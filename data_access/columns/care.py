"""Children in care as columns: their reviews, and the days they are in care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from data_access.columns.made_of import PERIODS, REVIEWS
from data_access.columns.reading import CARE_GROUPS, IRO, Reading, spans
from domain.codes import PARTICIPATION_GROUPS
from domain.tables import OPEN, REVIEW_TYPES, UNKNOWN, CareSpans, Reviews
from domain.working_days import add_working_days

IN_SCOPE_AFTER = 20  # working days in care before a child counts in scope


def reviews(reading: Reading) -> Reviews:
    """Return the reviews of children in care, held or owed."""
    periods = {
        (row.child_id, row.number): (care, row.ceased)
        for care, row in enumerate(reading.rows(PERIODS))
    }
    growing = reading.growing()
    rows = reading.rows(REVIEWS)
    for row, next_held in zip(rows, _next_held(rows), strict=True):
        care, ceased = periods[row.child_id, row.period_number]
        code = row.participation
        growing.add(
            {
                **reading.life(row).groups(row.held or row.due, IRO),
                "review_type": REVIEW_TYPES[row.number or 0],
                "code": code,
                "participation": PARTICIPATION_GROUPS.get(code or ""),
            },
            care=care,
            child=reading.numbers[row.child_id],
            due=row.due or UNKNOWN,
            held=row.held or UNKNOWN,
            next_held=next_held or OPEN,
            ceased=ceased or OPEN,
            code=reading.labels["code"].position(code),
        )
    return growing.frozen(
        Reviews, (*CARE_GROUPS, "review_type", "code", "participation")
    )


def care_spans(reading: Reading) -> CareSpans:
    """Return the days in care, cut where a group of the child changes."""
    growing = reading.growing()
    for care, row in enumerate(reading.rows(PERIODS)):
        if row.short_breaks:
            continue
        life = reading.life(row)
        counts_from = add_working_days(row.started, IN_SCOPE_AFTER)
        for start, end in spans(life, row.started, row.ceased, IRO):
            growing.add(
                life.groups(start, IRO),
                care=care,
                child=reading.numbers[row.child_id],
                start=start,
                end=end or OPEN,
                counts_from=counts_from,
            )
    return growing.frozen(CareSpans, CARE_GROUPS)


def _next_held(rows: Sequence[Row[Any]]) -> list[date | None]:
    """Return, row by row, when the same child's next review was held."""
    following: list[date | None] = []
    child_id, held = None, None
    for row in reversed(rows):
        if row.child_id != child_id:
            child_id, held = row.child_id, None
        following.append(held)
        held = row.held or held
    return following[::-1]
