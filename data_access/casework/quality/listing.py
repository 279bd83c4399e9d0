"""What is to be mended, child by child, for whoever may see the children.

Every fetch here writes to the access ledger before it gives a row.
"""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine

from data_access.access import ledger, scope
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import Known
from data_access.casework.quality import check
from data_access.casework.quality.check import Finding
from data_access.store import database
from data_access.store.settings import settings
from domain.access import Screen, Viewer, require

KEY, TODAY = "Key", "Today"  # for the page: the rule, and whether the child has a page
COLUMNS = (
    *("What is wrong", KEY, "Child", "Code", "Team", "IRO or chair", "Happened"),
    *("Days since", "Who mends it", "How to mend it", TODAY),
)


def listed(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return what is to be mended on a day, of the children that somebody may see.

    Columns: COLUMNS. Those that touch most figures come first, the newest of these
    first. There are as many rows of a rule as its line of the summary says are listed.

    Raises:
        NotAllowedError: the role sees no such list, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.QUALITY_FINDINGS, la)
    found = _found(engine, viewer, la, as_at)
    ledger.write(engine, viewer, la, Screen.QUALITY_FINDINGS, now, rows=len(found))
    return found


def exported(
    engine: Engine, viewer: Viewer, la: str, as_at: date, now: datetime
) -> pd.DataFrame:
    """Return the same to leave the screen: codes, not the council's own ids.

    Raises:
        NotAllowedError: the role sees no such list, or not this council.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.QUALITY_FINDINGS, la)
    found = _found(engine, viewer, la, as_at).drop(columns=["Child", KEY, TODAY])
    ledger.write(
        engine,
        viewer,
        la,
        Screen.QUALITY_FINDINGS,
        now,
        what=ledger.DOWNLOADED,
        rows=len(found),
    )
    return found


def _found(engine: Engine, viewer: Viewer, la: str, as_at: date) -> pd.DataFrame:
    with database.reading(engine) as session:
        version = database.version(session)
        seen = scope.known(session, viewer, la, as_at, Screen.QUALITY_FINDINGS)
        today = set(scope.of_today(session, la, as_at, seen))
    found = check.check(engine, la, as_at, version, settings().no_review_months)
    rows = [
        _row(la, as_at, seen, finding, today)
        for finding in sorted(found.found(seen.only), key=_order)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _order(finding: Finding) -> tuple[int, int, str]:
    return -len(finding.rule.touches), -finding.day.toordinal(), finding.child_id


def _row(
    la: str, as_at: date, seen: Known, finding: Finding, today: set[str]
) -> tuple[object, ...]:
    rule, child_id = finding.rule, finding.child_id
    return (
        rule.words,
        rule.key,
        child_id,
        pseudonym(la, child_id),
        seen.team.get(child_id, ""),
        seen.staff.get((child_id, rule.role), ""),
        finding.day,
        (as_at - finding.day).days,
        rule.owner.value,
        rule.mend,
        child_id in today,
    )
