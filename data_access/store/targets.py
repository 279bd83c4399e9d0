"""The targets and the new limits of one council that stand, by their numbers here."""

from __future__ import annotations

from sqlalchemy import Row, Table, select
from sqlmodel import Session

from data_access.store.loaded import CouncilRebase, CouncilTarget, table
from domain.targets import Rebase, Target, following

TARGETS, REBASES = table(CouncilTarget), table(CouncilRebase)


def targets_of(session: Session, la: str) -> dict[int, Target]:
    """Return a council's targets by measure and first day, each ended by the next."""
    rows = _standing(session, TARGETS, la)
    numbers = {(row.measure, row.start): row.id for row in rows}
    found = (
        Target(
            key=row.measure,
            value=row.value,
            start=row.start,
            end=None,
            source=row.source,
            set_by=row.set_by,
            set_on=row.set_at.date(),
        )
        for row in rows
    )
    return {numbers[each.key, each.start]: each for each in following(found)}


def rebases_of(session: Session, la: str) -> dict[int, Rebase]:
    """Return a council's new limits by measure and first day."""
    return {
        row.id: Rebase(
            row.measure, row.start, row.reason, row.set_by, row.set_at.date()
        )
        for row in _standing(session, REBASES, la)
    }


def _standing(session: Session, kept: Table, la: str) -> list[Row]:
    """Return the rows that nobody has removed."""
    query = (
        select(kept)
        .where(kept.c.la == la, kept.c.removed_at.is_(None))
        .order_by(kept.c.measure, kept.c.start, kept.c.id)
    )
    return list(session.execute(query))
