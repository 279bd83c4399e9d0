"""Disputes, and the staff who raise them, as columns."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from data_access.columns.made_of import DISPUTES, STAFF
from data_access.columns.reading import CARE_GROUPS, CP_CHAIR, IRO, Reading
from data_access.derive.rebuild import coverage
from domain import tables
from domain.periods import ONE_DAY
from domain.tables import OPEN, UNKNOWN
from domain.timescales import DISPUTE_LIMIT
from domain.working_days import add_working_days

DUAL = "dual"
ROLES_WITH_CASES = frozenset({IRO, CP_CHAIR, DUAL})
LONG_AGO = date(1970, 1, 1)


def disputes(reading: Reading) -> tables.Disputes:
    """Return the disputes, with the team and IRO that the log names."""
    growing = reading.growing()
    log_ends = log_end(reading.session, reading.la)
    for row in reading.rows(DISPUTES):
        groups = reading.life(row).groups(row.raised, IRO)
        limit = add_working_days(row.raised, DISPUTE_LIMIT)
        growing.add(
            {
                **groups,
                "team": row.team or groups["team"],
                "iro": row.iro_name or groups["iro"],
                "stage": row.entry_stage,
                "highest_stage": row.highest_stage,
                "theme": row.theme,
            },
            raised=row.raised,
            resolved=row.resolved or OPEN,
            working_days=UNKNOWN if row.working_days is None else row.working_days,
            past_limit=limit <= log_ends,
        )
    return growing.frozen(
        tables.Disputes, (*CARE_GROUPS, "stage", "highest_stage", "theme")
    )


def log_end(session: Session, la: str) -> date:
    """Return the last day that the dispute log speaks for."""
    runs = coverage(session, la, "disputes").runs
    return runs[-1].end if runs else date.max


def staff(reading: Reading) -> tables.Staff:
    """Return the IROs and chairs in post who hold cases."""
    growing = reading.growing()
    for row in reading.rows(STAFF):
        if row.role in ROLES_WITH_CASES and row.fte:
            start = row.started or LONG_AGO
            growing.add(
                {"iro": reading.staff[row.staff_id]},
                start=start,
                end=row.ended or OPEN,
                settled=_settled(start, row.ended, row.probation_until),
                fte=round(row.fte * 100),
                dual=row.role == DUAL,
                agency=row.agency,
            )
    return growing.frozen(tables.Staff, ("iro",))


def _settled(start: date, ended: date | None, until: date | None) -> date:
    """Return the first day without probation; nobody is on it who has left."""
    if until is None or until < start:
        return start
    return min(until + ONE_DAY, ended or date.max)
