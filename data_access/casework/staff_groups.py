"""Of which sex and ethnic groups the service's staff are: of few people, so for few."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive.recorded import standing_of
from domain.access import Screen
from domain.recorded_staff import STAFF_GROUPS


@dataclass(frozen=True)
class OfStaff:
    """How many people are of each group in the latest month that says so."""

    month: date
    people: Mapping[str, int]  # by the code of the group


def of_staff(look: Look) -> OfStaff | None:
    """Return who the staff are, as of the latest month recorded by a day.

    A group of which that month says nothing is not there. None where no month does.
    """
    return look.given(Screen.STAFF_GROUPS, lambda session: _of_staff(session, look))


def _of_staff(session: Session, look: Look) -> OfStaff | None:
    rows = session.execute(standing_of(look.la, STAFF_GROUPS.key))
    said = [json.loads(row.content) for row in rows]
    months = [date.fromisoformat(each["month"]) for each in said]
    latest = max((month for month in months if month <= look.as_at), default=None)
    if latest is None:
        return None
    return OfStaff(
        latest,
        {
            each["group"]: each["people"]
            for each, month in zip(said, months, strict=True)
            if month == latest
        },
    )
