"""The sheets of a service register and the headings of each, as in the template."""

from __future__ import annotations

from dataclasses import dataclass

from data_access.importers.cells import normalise
from data_access.store.statements import (
    AllocationRecord,
    PlannedReviewRecord,
    Record,
    ReviewNoteRecord,
    StaffRecord,
)

INSTRUCTIONS = "Instructions"


@dataclass(frozen=True)
class Column:
    """A column by its heading in the template; `also` are other wordings of it."""

    heading: str
    also: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of the register by its name in the template."""

    name: str
    record: type[Record]
    columns: tuple[Column, ...]
    needed: bool = False

    def heading(self, words: str) -> str | None:
        """Return the template's heading that some words stand for."""
        typed = normalise(words)
        for column in self.columns:
            if typed in map(normalise, (column.heading, *column.also)):
                return column.heading
        return None


CHILD_ID = Column("Child id", ("child", "child identifier"), needed=True)
STAFF_ID = Column("Staff id", ("staff", "staff identifier"), needed=True)
STAFF = Sheet(
    "Staff",
    StaffRecord,
    (
        STAFF_ID,
        Column("Name", ("full name",), needed=True),
        Column("Role", needed=True),
        Column("Full-time equivalent", ("fte",)),
        Column("Employment", ("permanent or agency",)),
        Column("Start", ("start date", "started")),
        Column("End", ("end date", "ended")),
        Column("On probation until", ("probation until",)),
    ),
    needed=True,
)
ALLOCATIONS = Sheet(
    "Allocations",
    AllocationRecord,
    (
        CHILD_ID,
        STAFF_ID,
        Column("As IRO or as chair", ("as", "as iro or chair", "role"), needed=True),
        Column("Team"),
        Column("From", ("from date", "start"), needed=True),
        Column("To", ("to date", "end")),
    ),
    needed=True,
)
REVIEWS = Sheet(
    "Reviews",
    ReviewNoteRecord,
    (
        CHILD_ID,
        Column("Date held", ("held",), needed=True),
        Column("Reason if late", ("late reason", "reason late")),
        Column("Record sent on", ("record sent",)),
    ),
)
PLANNED = Sheet(
    "Planned reviews",
    PlannedReviewRecord,
    (
        CHILD_ID,
        Column("Kind", ("kind of review",), needed=True),
        Column("Planned for", ("planned date", "date planned"), needed=True),
    ),
)
SHEETS = (STAFF, ALLOCATIONS, REVIEWS, PLANNED)
_BY_NAME = {normalise(sheet.name): sheet for sheet in SHEETS}


def sheet_of(name: str) -> Sheet | None:
    """Return the sheet of a register that a sheet's name stands for."""
    return _BY_NAME.get(normalise(name))
