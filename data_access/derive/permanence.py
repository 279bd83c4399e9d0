"""Care plans and plans for adoption of children who are or were in care, as rows.

Of a child of whom no file tells that they were ever in care nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from data_access.derive.known import StatementsOfChild, Winning
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from data_access.store.statements import Fault

NEVER_IN_CARE = Fault(
    "plan_without_care",
    "a child who is or was in care",
    "Load the Episodes file that holds this child.",
)
STATED = (CarePlanRecord, AdoptionPlanRecord)


def never_in_care(statements: StatementsOfChild) -> Iterator[LeftOutValues]:
    """Yield what is said of plans of a child who was never in care."""
    for plan in statements.of(CarePlanRecord):
        yield _never(plan, plan.record.started)
    for decision in statements.of(AdoptionPlanRecord):
        yield _never(decision, decision.record.decided)


def _never(winning: Winning[Any], day: date) -> LeftOutValues:
    return as_left_out(winning, NEVER_IN_CARE, field="whole row", found=day)
