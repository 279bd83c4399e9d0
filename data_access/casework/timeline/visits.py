"""Events of visits: who went to see the child, or was in contact, on which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data_access.casework.timeline.event import Event, Lane, Mark
from data_access.casework.timeline.rows import ChildRows
from domain.codes import say

KINDS: Mapping[str, str] = {
    "iro": "Visit or contact by the IRO",
    "social_worker": "Visit by the social worker, in care",
    "plan": "Visit by the social worker, on a plan",
}


def events(rows: ChildRows) -> Iterator[Event]:
    """Yield each visit."""
    for visit in rows.visits:
        what = say(KINDS, visit.kind)
        yield Event(Lane.VISITS, Mark.POINT, visit.visited, what)
