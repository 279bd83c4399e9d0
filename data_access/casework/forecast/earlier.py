"""Reviews that could be held in an earlier week, child by child; ADR 0016.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import Known
from data_access.casework.forecast.ahead import Ahead, ahead
from data_access.store import database
from domain.access import Screen, Viewer, require
from domain.forecast import Diary, Move

COLUMNS = (
    *("Child", "Code", "What", "Due", "Hold by", "Next one due now"),
    *("Next one then due", "Team", "IRO or chair"),
)


def earlier(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the reviews that could be held earlier, of children somebody may see.

    Columns: COLUMNS. Each is due in a week that is too full for its IRO or chair, who
    has room in an earlier one; by the day to hold it by it is not late.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.EARLIER_REVIEWS, la)
    found = _found(engine, viewer, la, as_at)
    ledger.write(engine, viewer, la, Screen.EARLIER_REVIEWS, now, rows=len(found))
    return found


def exported(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the same list to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees no children, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.EARLIER_REVIEWS, la)
    found = _found(engine, viewer, la, as_at).drop(columns=["Child"])
    ledger.write(
        engine,
        viewer,
        la,
        Screen.EARLIER_REVIEWS,
        now,
        what=ledger.DOWNLOADED,
        rows=len(found),
    )
    return found


def _found(engine: Engine, viewer: Viewer, la: str, as_at: date) -> pd.DataFrame:
    with database.reading(engine) as session:
        seen = scope.known(session, viewer, la, as_at)
        coming = ahead(session, la, as_at)
    moves = sorted(
        (move for move in _moves(coming) if seen.sees(move.due.child_id)),
        key=lambda move: (move.due.due, move.due.child_id),
    )
    rows = [_row(la, seen, coming, move) for move in moves]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _moves(coming: Ahead) -> Iterator[Move]:
    diary = Diary(coming.weeks, coming.facts.capacity, coming.facts.timescales)
    for staff_id, theirs in coming.by_staff().items():
        if staff_id and coming.limit(staff_id) is not None:
            yield from diary.moves(coming.line_of(staff_id, theirs), theirs)


def _row(la: str, seen: Known, coming: Ahead, move: Move) -> tuple[object, ...]:
    due = move.due
    staff_id = coming.staff_of(due.kind, due.child_id)
    return (
        due.child_id,
        pseudonym(la, due.child_id),
        due.kind.value,
        due.due,
        move.by,
        move.next_due,
        move.next_then,
        seen.team.get(due.child_id, ""),
        coming.names.get(staff_id, staff_id),
    )
