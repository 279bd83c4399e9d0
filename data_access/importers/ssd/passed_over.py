"""What is said of rows of an extract that are well made and shown in no figure."""

from __future__ import annotations

from data_access.importers.rows import Row
from data_access.store.statements import Fault, LeftOut

NOT_HELD = Fault(
    "not_held_yet",
    "the day the review was held, once it was",
    "A review that is planned is not counted until it is held; when it is due is "
    "worked out from the review before. Load a later extract once it was held.",
)
FOREIGN = Fault(
    "plan_of_another_council",
    "a plan of this council",
    "Nothing to do: another council's plan is in that council's figures.",
)
CANCELLED = Fault(
    "review_cancelled",
    "a review that went ahead",
    "Nothing to do: a review that was cancelled is in no figure.",
)


def passed_over(row: Row, heading: str, fault: Fault, child_id: str) -> LeftOut:
    """Return what is said of a row; of a blank cell it says so."""
    return LeftOut.of(
        fault,
        place=row.place,
        field=heading,
        found="blank" if row.is_blank(heading) else row.raw(heading),
        record=row.record,
        child_id=child_id,
        whole_row=False,
    )
