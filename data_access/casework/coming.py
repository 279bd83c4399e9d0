"""Reviews due within ten working days of which nobody has recorded what is ready."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.derive.recorded import standing_of
from data_access.store.tables import ClaReview
from domain.access import Screen
from domain.ready import is_near
from domain.recorded import READY
from domain.sheets import Value


@dataclass(frozen=True)
class ComingReview:
    """A review of a child in care, due soon."""

    child_id: str
    due: date

    @property
    def begun(self) -> dict[str, Value]:
        """What its row of the sheet begins with."""
        return {"child": self.child_id, "due": self.due.isoformat()}


def coming(look: Look) -> tuple[tuple[str, ComingReview], ...]:
    """Return those of the children somebody may see, each with the child's code.

    What is due first comes first. One that has a row already is changed, not begun.
    """

    def read(session: Session) -> tuple[tuple[str, ComingReview], ...]:
        seen = scope.children_seen(session, look, Screen.RECORDED)
        care = scope.in_care(session, look.la, look.as_at)
        next_due = scope.next_due(session, look.la, ClaReview, care)
        rows = session.execute(standing_of(look.la, READY.key))
        done = {READY.key_of(json.loads(row.content)) for row in rows}
        found = [
            ComingReview(child_id, due)
            for child_id, due in next_due.items()
            if is_near(due, look.as_at) and seen.sees(child_id)
        ]
        return tuple(
            (pseudonym(look.la, each.child_id), each)
            for each in sorted(found, key=lambda each: (each.due, each.child_id))
            if READY.key_of(each.begun) not in done
        )

    return look.given(Screen.RECORDED, read)
