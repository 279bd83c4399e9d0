"""What Exampleshire aims at, with invented sources; no chart of it has new limits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session

from data_access.derive.council import REBASES, TARGETS
from data_access.store.loaded import CouncilTarget

SET_UP = "set-up"
FROM = date(2023, 4, 1)
BOARD = "Corporate Parenting Board, March 2023"
PARTNERSHIP = "Safeguarding Children Partnership, March 2023"
AIMS = (  # measure, value, source
    ("reviews_held_on_time", 90.0, BOARD),
    ("children_taking_part", 95.0, BOARD),
    ("icpcs_held_within_15_working_days", 85.0, PARTNERSHIP),
    ("plan_reviews_held_on_time", 95.0, PARTNERSHIP),
    ("plans_started_second_or_subsequent", 20.0, PARTNERSHIP),
    (
        "disputes_resolved_within_20_working_days",
        75.0,
        "IRO service's dispute resolution protocol, March 2023",
    ),
)


def set_targets(session: Session, la: str, now: datetime) -> None:
    """Give the invented council its targets."""
    for measure, value, source in AIMS:
        session.add(
            CouncilTarget(
                la=la,
                measure=measure,
                value=value,
                start=FROM,
                source=source,
                set_by=SET_UP,
                set_at=now,
            )
        )


def remove_targets(session: Session, la: str, now: datetime) -> None:
    """Remove its targets and new limits, whoever set them."""
    for kept in (TARGETS, REBASES):
        session.execute(
            update(kept)
            .where(kept.c.la == la, kept.c.removed_at.is_(None))
            .values(removed_by=SET_UP, removed_at=now)
        )
