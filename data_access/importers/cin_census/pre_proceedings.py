"""Pre-proceedings and family group decision-making, as the census has them from 2026-27.

Source: the census's specification of 2026-27 as public checking tools have it; how its
outcomes are worded was not read, so those are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data_access.importers.rows import AFTER_LIMIT, BEFORE_START, Row
from data_access.store.law import PreProceedingsRecord

SINCE = 2027  # the first census that has them, by the year that ends it
BLOCK = "PreProceedingsandFGDM"
ID, STARTED, LETTER = "LAchildID", "PPStartDate", "LBPSentDate"
OFFERED, MET = "FGDMMeetingOffer", "FGDMMeetingFac"
DECIDED, APPLIED = "StepDecisionDate", "CourtAppDate"
FIELDS = (STARTED, LETTER, OFFERED, MET, DECIDED, APPLIED)
ANSWERS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "TRUE", "Y", "YES"), True),
    **dict.fromkeys(("0", "FALSE", "N", "NO"), False),
}


def read_pre_proceedings(row: Row) -> PreProceedingsRecord:
    """Return what a block says; a day that cannot be right is noted and not used."""
    child_id, started = row.needed_id(ID), row.needed_day(STARTED)
    decided = _day(row, DECIDED, started, STARTED)
    first, heading = (decided, DECIDED) if decided else (started, STARTED)
    return PreProceedingsRecord(
        child_id=child_id,
        started=started,
        letter_sent=_day(row, LETTER, started, STARTED),
        offered=_answer(row, OFFERED),
        met=_answer(row, MET),
        decided=decided,
        applied=_day(row, APPLIED, first, heading),
    )


def _day(row: Row, heading: str, first: date, start: str) -> date | None:
    """Return a day from the first on that it may be; None where blank, or noted."""
    found = row.day(heading)
    if found is not None and found < first:
        row.note(heading, BEFORE_START, start=start)
        return None
    if found is not None and found > row.limit.day:
        row.note(heading, AFTER_LIMIT)
        return None
    return found


def _answer(row: Row, heading: str) -> bool | None:
    found = row.code(heading, ANSWERS, "1 for yes or 0 for no")
    return ANSWERS[found] if found else None
