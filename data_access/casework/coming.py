"""Reviews due within ten working days, and how much of each is ready."""

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
from domain.ready import STEPS, is_near, missing
from domain.recorded import READY
from domain.sheets import Value


@dataclass(frozen=True)
class ComingReview:
    """A review of a child in care, due soon.

    `done` is how many of `domain.ready.STEPS` are; None where nothing is recorded of it.
    """

    child_id: str
    due: date
    done: int | None = None

    @property
    def begun(self) -> dict[str, Value]:
        """What its row of the sheet begins with."""
        return {"child": self.child_id, "due": self.due.isoformat()}


def coming(look: Look) -> tuple[tuple[str, ComingReview], ...]:
    """Return those of the children somebody may see, each with the child's code.

    What is due first comes first.
    """

    def read(session: Session) -> tuple[tuple[str, ComingReview], ...]:
        seen = scope.children_seen(session, look, Screen.RECORDED)
        care = scope.in_care(session, look.la, look.as_at)
        next_due = scope.next_due(session, look.la, ClaReview, care)
        done = _done(session, look)
        near = sorted(
            (due, child_id)
            for child_id, due in next_due.items()
            if is_near(due, look.as_at) and seen.sees(child_id)
        )
        return tuple(
            (
                pseudonym(look.la, child_id),
                ComingReview(child_id, due, done.get((child_id, due))),
            )
            for due, child_id in near
        )

    return look.given(Screen.RECORDED, read)


def _done(session: Session, look: Look) -> dict[tuple[str, date], int]:
    """Return how much is ready by child and day due, of what is recorded."""
    rows = (
        json.loads(row.content)
        for row in session.execute(standing_of(look.la, READY.key))
    )
    return {
        (values["child"], date.fromisoformat(values["due"])): len(STEPS)
        - len(missing(values, look.as_at))
        for values in rows
    }
