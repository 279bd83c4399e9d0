"""What a service register closes by not listing it (ADR 0012)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

from data_access.derive.registers import KIND
from data_access.store.loaded import Import, SourceRow, table
from data_access.store.statements import (
    AllocationRecord,
    PlannedReviewRecord,
    StaffRecord,
)

CLOSED = (StaffRecord.name, AllocationRecord.name, PlannedReviewRecord.name)
IMPORTS = table(Import).c
SOURCE = table(SourceRow).c


def not_listed(session: Session, load: Import) -> int:
    """Count what the register before lists and this one does not; 0 for other files.

    Notes of reviews are not counted: they stay.
    """
    if load.kind != KIND:
        return 0
    before = select(func.max(IMPORTS.id)).where(
        IMPORTS.la == load.la,
        IMPORTS.kind == KIND,
        IMPORTS.undone_at.is_(None),
        IMPORTS.id < load.id,
    )
    mine = table(SourceRow).alias()
    here = select(mine.c.id).where(
        mine.c.la == SOURCE.la,
        mine.c.record == SOURCE.record,
        mine.c.key == SOURCE.key,
        mine.c.import_id == load.id,
    )
    query = select(func.count(SOURCE.id)).where(
        SOURCE.import_id == before.scalar_subquery(),
        SOURCE.record.in_(CLOSED),
        ~here.exists(),
    )
    return session.execute(query).scalar_one()
