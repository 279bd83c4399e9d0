"""The service register as a kind of file: a whole list (ADR 0012)."""

from __future__ import annotations

from data_access.importers.importer import (
    BOOK_ENDINGS,
    Belief,
    Importer,
    WholeList,
    alone,
)
from data_access.importers.register.register import KIND, TABLE, read, recognise
from data_access.store.statements import (
    AllocationRecord,
    PlannedReviewRecord,
    StaffRecord,
)

# Notes of reviews stay, so they are not among what it closes.
REGISTER = Importer(
    kind=KIND,
    words="service register",
    an_example="a service register",
    formats="xlsx",
    endings=BOOK_ENDINGS,
    belief=Belief.OWN,
    recognise=lambda file, context: recognise(file),
    open=alone(read),
    whole=TABLE,
    whole_list=WholeList(
        closes=(StaffRecord.name, AllocationRecord.name, PlannedReviewRecord.name),
        warning="{:,} rows of the register before are not in this one. "
        "Staff and allocations among them count as ended on the day of this "
        "load, reviews planned as not planned. If they go on, add them first.",
    ),
)
