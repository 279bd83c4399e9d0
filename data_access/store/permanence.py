"""What an extract can state of plans for a lasting home (see statements.py)."""

from __future__ import annotations

from datetime import date

from data_access.store.record import Record


class CarePlanRecord(Record):
    """A care plan of a child in care, from the day on which it began.

    `lasting`: it names a lasting home; None where its answer is not understood.
    """

    name = "care_plan"
    identity = ("child_id", "started")
    happened = ("started",)
    started: date
    lasting: bool | None = None


class AdoptionPlanRecord(Record):
    """A decision that a child should be placed for adoption, and what came of it.

    `sibling`: part of a sibling group; `together` and `apart` are how many children are
    placed, or to be placed, with this one, who is among them, and elsewhere.
    """

    name = "adoption_plan"
    identity = ("child_id", "decided")
    happened = ("decided", "matched", "placed", "reversed")
    decided: date
    matched: date | None = None
    placed: date | None = None
    reversed: date | None = None
    reason: str | None = None
    sibling: bool | None = None
    together: int | None = None
    apart: int | None = None
