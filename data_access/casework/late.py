"""The reviews that one IRO or chair held late in a year, counted as the figures do."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import CHAIR, IRO, Known
from data_access.casework.whose import Told, Whose
from data_access.store.loaded import Base, table
from data_access.store.tables import ClaReview, PlanReview, ReviewNote
from domain.periods import Period

LATE_COLUMNS = ("Child", "Code", "What", "Due", "Held", "Days late", "Reason noted")
KINDS: tuple[tuple[type[Base], str, str], ...] = (
    (ClaReview, IRO, "Review"),
    (PlanReview, CHAIR, "Plan review"),
)
NOTE = table(ReviewNote).c


def held_late(
    session: Session,
    la: str,
    names: Mapping[str, str],
    name: str,
    year: Period,
    seen: Known,
) -> Told:
    """Return the reviews of a year that somebody, by their name, held late."""
    reasons = _reasons(session, la, year)
    lines, number = [], 0
    for model, role, what in KINDS:
        found = _late(session, la, model, year)
        whose = Whose(session, la, role, names, {row.child_id for row in found})
        theirs = [row for row in found if whose.on(row.child_id, row.held) == name]
        number += len(theirs)
        lines += [
            (
                row.child_id,
                pseudonym(la, row.child_id),
                what,
                row.due,
                row.held,
                (row.held - row.due).days,
                reasons.get((row.child_id, row.held), "") if role == IRO else "",
            )
            for row in theirs
            if seen.sees(row.child_id)
        ]
    lines.sort(key=lambda line: (line[4], line[0]))
    return Told(pd.DataFrame(lines, columns=list(LATE_COLUMNS)), number)


def _late(session: Session, la: str, model: type[Base], year: Period) -> list[Row]:
    c = table(model).c
    query = (
        select(c.child_id, c.due, c.held)
        .where(c.la == la, c.held > c.due)
        .where(c.held >= year.start, c.held <= year.end)
    )
    return list(session.execute(query))


def _reasons(session: Session, la: str, year: Period) -> dict[tuple[str, object], str]:
    """Return why reviews were late, as noted, by child and day held."""
    query = (
        select(NOTE.child_id, NOTE.held, NOTE.late_reason)
        .where(NOTE.la == la, NOTE.late_reason.is_not(None))
        .where(NOTE.held >= year.start, NOTE.held <= year.end)
    )
    return {(row.child_id, row.held): row.late_reason for row in session.execute(query)}
