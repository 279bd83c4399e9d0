"""The disputes that one IRO or chair raised in a year, counted as the figures do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import IRO, Known
from data_access.casework.whose import Told, Whose
from data_access.columns.disputes import log_end
from data_access.store.loaded import table
from data_access.store.tables import Dispute
from domain.codes import NOT_RECORDED
from domain.periods import Period
from domain.timescales import DISPUTE_LIMIT
from domain.working_days import add_working_days

DISPUTE_COLUMNS = (
    *("Child", "Code", "Raised", "Entry stage", "Highest stage", "Theme"),
    *("Resolved", "Working days", "Within 20 working days", "Outcome"),
)
DISPUTE = table(Dispute).c


def raised_by(
    session: Session,
    la: str,
    names: Mapping[str, str],
    name: str,
    year: Period,
    seen: Known,
) -> Told:
    """Return the disputes of a year that are somebody's, by their name in the figures.

    They are whom the log names; where it names nobody, the child's IRO of that day.
    """
    query = (
        select(table(Dispute))
        .where(DISPUTE.la == la)
        .where(DISPUTE.raised >= year.start, DISPUTE.raised <= year.end)
        .order_by(DISPUTE.raised, DISPUTE.id)
    )
    found = list(session.execute(query))
    unnamed = {row.child_id for row in found if not row.iro_name}
    whose = Whose(session, la, IRO, names, unnamed)
    theirs = [
        row
        for row in found
        if (row.iro_name or whose.on(row.child_id, row.raised)) == name
    ]
    last = log_end(session, la)
    rows = [_line(la, row, last) for row in theirs if seen.sees(row.child_id)]
    return Told(pd.DataFrame(rows, columns=list(DISPUTE_COLUMNS)), len(theirs))


def _line(la: str, row: Row, last: date) -> tuple[object, ...]:
    return (
        row.child_id,
        pseudonym(la, row.child_id),
        row.raised,
        row.entry_stage or NOT_RECORDED,
        row.highest_stage or NOT_RECORDED,
        row.theme or NOT_RECORDED,
        row.resolved,
        row.working_days,
        _in_time(row, last),
        row.outcome or "",
    )


def _in_time(row: Row, last: date) -> str:
    if row.working_days is not None:
        return "Yes" if row.working_days <= DISPUTE_LIMIT else "No"
    passed = add_working_days(row.raised, DISPUTE_LIMIT) <= last
    return "No" if passed else "Too soon to say"
