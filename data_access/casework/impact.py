"""Disputes resolved of which nobody has recorded what came for the child."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import children_seen
from data_access.derive.recorded import standing_of
from data_access.store.loaded import table
from data_access.store.tables import Dispute
from domain.access import Screen
from domain.recorded import FOLLOW_UP
from domain.sheets import Value

DISPUTE = table(Dispute).c
LOOKS_BACK = 365  # days since it was resolved


@dataclass(frozen=True)
class Unrecorded:
    """A dispute that is resolved and whose impact is not recorded.

    `number` tells it apart where two were raised for a child on one day.
    """

    child_id: str
    raised: date
    number: int
    resolved: date

    @property
    def begun(self) -> dict[str, Value]:
        """What its row of the sheet begins with."""
        named = {"child": self.child_id, "raised": self.raised.isoformat()}
        return {**named, **({"number": self.number} if self.number > 1 else {})}


def waiting(look: Look) -> tuple[tuple[str, Unrecorded], ...]:
    """Return those of the children somebody may see, each with the child's code."""

    def read(session: Session) -> tuple[tuple[str, Unrecorded], ...]:
        seen = children_seen(session, look, Screen.RECORDED)
        return tuple(
            (pseudonym(look.la, each.child_id), each)
            for each in unrecorded(session, look.la, look.as_at)
            if seen.sees(each.child_id)
        )

    return look.given(Screen.RECORDED, read)


def unrecorded(session: Session, la: str, as_at: date) -> list[Unrecorded]:
    """Return those of a council on a day, what was resolved first coming first."""
    done = {
        FOLLOW_UP.key_of(values)
        for row in session.execute(standing_of(la, FOLLOW_UP.key))
        if "impact" in (values := json.loads(row.content))
    }
    first = as_at - timedelta(days=LOOKS_BACK)
    query = (
        select(DISPUTE.child_id, DISPUTE.raised, DISPUTE.ordinal, DISPUTE.resolved)
        .where(DISPUTE.la == la)
        .where(DISPUTE.resolved >= first, DISPUTE.resolved <= as_at)
        .order_by(DISPUTE.resolved, DISPUTE.id)
    )
    found = (Unrecorded(*row) for row in session.execute(query))
    return [each for each in found if FOLLOW_UP.key_of(each.begun) not in done]
