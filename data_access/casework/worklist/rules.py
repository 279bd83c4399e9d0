"""The rules of the worklist, in the order they are counted in.

Every rule has a key, the words a reader reads and the days it uses. `marks` is what a
mark is kept under: a line that a rule hands on to the next of its kind, as when a
review draws nearer, stays put aside.
"""

from __future__ import annotations

from data_access.access.scope import CHAIR, IRO
from data_access.casework.worklist.of_reviews import (
    DueSoon,
    NotHeard,
    NotRecorded,
    Overdue,
    RecordWaiting,
)
from data_access.casework.worklist.of_waiting import (
    DisputeWaiting,
    LongPlan,
    Unallocated,
)
from data_access.casework.worklist.rule import SOON, SOONER, Rule
from data_access.store.settings import settings


def rules() -> tuple[Rule, ...]:
    """Return every rule, the most urgent first, with this installation's days."""
    record_days = settings().review_record_days
    return (
        Overdue("review_overdue", "Review overdue", IRO),
        Overdue("plan_review_overdue", "Plan review overdue", CHAIR),
        DueSoon("review_14", "Review due in 14 days", IRO, 0, SOONER),
        DueSoon("plan_review_14", "Plan review due in 14 days", CHAIR, 0, SOONER),
        DueSoon("review_28", "Review due in 15 to 28 days", IRO, SOONER + 1, SOON),
        DueSoon(
            "plan_review_28",
            "Plan review due in 15 to 28 days",
            CHAIR,
            SOONER + 1,
            SOON,
        ),
        DisputeWaiting(),
        Unallocated("no_iro", "In care without an IRO", IRO),
        Unallocated("no_chair", "On a plan without a chair", CHAIR),
        NotHeard(record_days),
        NotRecorded(record_days),
        RecordWaiting(record_days),
        LongPlan(),
    )
