"""The children that one IRO or chair holds, with what is due for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlmodel import Session

from data_access.access import scope
from data_access.access.holding import Holding
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import Known
from data_access.store.tables import ClaReview, PlanReview

CASELOAD_COLUMNS = (
    *("Child", "Code", "Team", "Held as", "Next review due", "Days overdue"),
    *("Next plan review due", "Plan days overdue", "Last IRO visit"),
)
HELD_AS = {  # as IRO, as chair; neither, where somebody else has become the child's
    (True, False): "IRO",
    (False, True): "Chair",
    (True, True): "IRO and chair",
    (False, False): "",
}


def caseload(
    session: Session,
    la: str,
    as_at: date,
    held: Holding,
    staff_id: str,
    seen: Known,
    visits: Mapping[str, date],
) -> pd.DataFrame:
    """Return the children held whom the viewer sees, what is due first coming first."""
    reviews = scope.next_due(session, la, ClaReview, held.in_care)
    conferences = scope.next_due(session, la, PlanReview, held.on_plan)
    rows = []
    for child in sorted(filter(seen.sees, held.children[staff_id])):
        as_iro = child in held.in_care and held.iro.get(child) == staff_id
        as_chair = child in held.on_plan and held.chair.get(child) == staff_id
        review = reviews.get(child) if as_iro else None
        conference = conferences.get(child) if as_chair else None
        rows.append(
            (
                child,
                pseudonym(la, child),
                seen.team.get(child, ""),
                HELD_AS[as_iro, as_chair],
                *scope.owed(review, as_at),
                *scope.owed(conference, as_at),
                visits.get(child) if as_iro else None,
            )
        )
    rows.sort(key=lambda row: min(row[4] or date.max, row[6] or date.max))
    return pd.DataFrame(rows, columns=list(CASELOAD_COLUMNS))
