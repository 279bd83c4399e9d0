"""Who holds which child on a day, as IRO and as chair."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from data_access.access import scope
from data_access.store.loaded import table
from data_access.store.tables import Allocation


@dataclass(frozen=True)
class Holding:
    """Who holds whom on a day.

    `children` are those given to each member of staff; `iro` and `chair` say whose a
    child is where two of one role have it.
    """

    in_care: dict[str, date]
    on_plan: dict[str, date]
    iro: dict[str, str] = field(default_factory=dict)  # child: staff id
    chair: dict[str, str] = field(default_factory=dict)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def holding(session: Session, la: str, as_at: date) -> Holding:
    """Return who holds whom on a day: children in care or on a plan, and no other."""
    held = Holding(scope.in_care(session, la, as_at), scope.on_plan(session, la, as_at))
    c = table(Allocation).c
    query = (
        select(c.child_id, c.role, c.staff_id)
        .where(c.la == la, c.started <= as_at)
        .where((c.ended.is_(None)) | (c.ended > as_at))
        .order_by(c.started, c.id)
    )
    by_role = {scope.IRO: held.iro, scope.CHAIR: held.chair}
    for child_id, role, staff_id in session.execute(query):
        if child_id in held.in_care or child_id in held.on_plan:
            held.children[staff_id].add(child_id)
            by_role[role][child_id] = staff_id
    return held
