"""Which stored rows the columns are made of, and in which order.

The columns are shared by everybody and hold no child's id. Whose a row is can be asked
of the store by its place, because both are read by what is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, or_, select
from sqlmodel import Session

from data_access.store.loaded import Base, table
from data_access.store.tables import (
    ClaReview,
    Conference,
    Dispute,
    PeriodOfCare,
    Plan,
    PlanReview,
    Staff,
)
from domain.tables import Columns, Ints

AT_ONCE = 10_000  # keys in one question to the database


@dataclass(frozen=True)
class MadeOf:
    """A table, the order its rows are read in, and which of them are read."""

    model: type[Base]
    order: tuple[str, ...]
    only: ColumnElement[bool] | None = None

    @property
    def table(self) -> Table:
        """The stored table."""
        return table(self.model)

    def rows(self, session: Session, la: str, *names: str) -> list[Row[Any]]:
        """Return a council's rows in their order: all columns, or those named."""
        c = self.table.c
        query = select(*(c[name] for name in names)) if names else select(self.table)
        query = query.where(c.la == la)
        if self.only is not None:
            query = query.where(self.only)
        ordered = query.order_by(*(c[name] for name in self.order))
        return list(session.execute(ordered).all())


CONFERENCE = table(Conference).c
REVIEWS = MadeOf(ClaReview, ("child_id", "period_number", "id"))
PERIODS = MadeOf(PeriodOfCare, ("child_id", "number"))
CONFERENCES = MadeOf(  # none for an enquiry that needs none
    Conference,
    ("child_id", "id"),
    only=or_(CONFERENCE.not_required.is_(False), CONFERENCE.held.is_not(None)),
)
PLANS = MadeOf(Plan, ("child_id", "started"))
PLAN_REVIEWS = MadeOf(PlanReview, ("child_id", "plan_started", "id"))
DISPUTES = MadeOf(Dispute, ("raised", "id"))
STAFF = MadeOf(Staff, ("staff_id",))

OF_CHILDREN: Mapping[str, MadeOf] = {
    "reviews": REVIEWS,
    "care_spans": PERIODS,
    "conferences": CONFERENCES,
    "plans": PLANS,
    "plan_spans": PLANS,
    "plan_reviews": PLAN_REVIEWS,
    "disputes": DISPUTES,
}
NUMBERED: Mapping[str, str] = {"care_spans": "care", "plan_spans": "plan"}
"""Kinds with several rows for a stored one, and the column that has its place."""


def stored_rows(
    session: Session, columns: Columns, kind: str, places: Ints
) -> list[Row[Any]]:
    """Return the stored row behind each of some rows of the columns, by their places.

    The columns must be of the version of the store that the session reads.
    """
    made_of = OF_CHILDREN[kind]
    keys = [key for (key,) in made_of.rows(session, columns.la, "id")]
    if kind in NUMBERED:
        places = getattr(getattr(columns, kind), NUMBERED[kind])[places]
    wanted = [keys[place] for place in places.tolist()]
    found: dict[int, Row[Any]] = {}
    for first in range(0, len(wanted), AT_ONCE):
        some = made_of.table.c.id.in_(wanted[first : first + AT_ONCE])
        query = select(made_of.table).where(some)
        found |= {row.id: row for row in session.execute(query).all()}
    return [found[key] for key in wanted]
