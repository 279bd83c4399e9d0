"""Whose some children were on a day, by the names that figures have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from data_access.columns.child_groups import Life
from data_access.store.loaded import table
from data_access.store.tables import Allocation
from domain.codes import NOT_RECORDED

ALLOCATED = table(Allocation).c


@dataclass(frozen=True)
class Told:
    """Rows about children whom the viewer may see, and how many there are in all."""

    listed: pd.DataFrame
    number: int

    @property
    def unseen(self) -> int:
        """How many are about children whom the viewer may not see."""
        return self.number - len(self.listed)


class Whose:
    """Whose some children were, in one role; found as figures find it."""

    def __init__(
        self,
        session: Session,
        la: str,
        role: str,
        names: Mapping[str, str],
        children: Collection[str],
    ) -> None:
        self.role = role
        self.lives = {child: Life() for child in children}
        query = (
            select(ALLOCATED.child_id, ALLOCATED.staff_id, ALLOCATED.started)
            .where(ALLOCATED.la == la, ALLOCATED.role == role)
            .order_by(ALLOCATED.child_id, ALLOCATED.started)
        )
        for child, staff_id, started in session.execute(query):
            if child in self.lives:
                value = names.get(staff_id, staff_id), NOT_RECORDED
                self.lives[child].allocated[role].add(started, value)

    def on(self, child: str, day: date) -> str:
        """Return the name of who had a child on a day."""
        return self.lives[child].groups(day, self.role)["iro"]
