"""Visits and other contacts of an IRO with a child: when the last was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from data_access.store.loaded import table
from data_access.store.tables import Visit
from domain.periods import add_months

VISITED = table(Visit).c
MONTHS = 6
BY_AN_IRO = "iro"  # the kind of a visit


def visits_by_iro(session: Session, la: str, as_at: date) -> dict[str, date]:
    """Return the day of each child's last visit or contact of an IRO."""
    query = (
        select(VISITED.child_id, func.max(VISITED.visited))
        .where(VISITED.la == la, VISITED.kind == BY_AN_IRO, VISITED.visited <= as_at)
        .group_by(VISITED.child_id)
    )
    return {child: day for child, day in session.execute(query)}  # noqa: C416


def visited_lately(
    visits: Mapping[str, date], children: Collection[str], as_at: date
) -> int | None:
    """Count the children with a visit lately; None where there is no visit at all."""
    if not visits:
        return None
    since = add_months(as_at, -MONTHS)
    return sum(child in visits and visits[child] > since for child in children)
