"""What the invented service records of its posts, and of who its staff are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from data_access.demo.chance import stream
from data_access.demo.published import YEAR
from data_access.demo.recorded import row
from data_access.store.statements import RecordedRecord
from domain.periods import months_between
from domain.recorded_staff import POSTS, STAFF_GROUPS
from domain.sheets import WHOLE_POST

SINCE = YEAR.start
AGREED: Final = {"dual": 800, "iro": 100, "lado": 100, "reviewer": 100}  # as published
GAP = date(2024, 1, 1), date(2024, 4, 1)  # the reviewer of foster carers had retired
LONG_LEAVE = date(2025, 2, 1), date(2025, 8, 1)
AGENCY_FROM = date(2024, 9, 1)  # half of the post of one IRO
EVERY = 6  # months, in which who the staff are is asked
MEN_FROM = date(2024, 9, 1)  # the first joined
WHO: Final = {
    "women": 11,
    "men": 0,
    "sex_not_said": 0,
    "white": 8,
    "mixed": 1,
    "asian": 1,
    "black": 0,
    "other": 0,
    "ethnicity_not_said": 1,
}


def staffed(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    """Yield all that is recorded of staff, of months that are over on a day."""
    for number, month in enumerate(months_between(SINCE, as_at)):
        if month.end > as_at:
            continue
        for role in AGREED:
            yield _posts(seed, role, month.start)
        if number % EVERY == 0:
            came = month.start >= MEN_FROM
            who = {**WHO, "women": 10, "men": 1} if came else WHO
            for group, people in who.items():
                yield row(STAFF_GROUPS, month=month.start, group=group, people=people)


def _posts(seed: int, role: str, month: date) -> RecordedRecord:
    rng = stream(seed, "posts", role, month)
    vacant = rng.choice((0, 0, 50, 100)) if role == "dual" else 0
    away = rng.choice((0, 0, 10, 20, 40)) if role == "dual" else 0
    if role == "reviewer" and GAP[0] <= month < GAP[1]:
        vacant = WHOLE_POST
    if role == "dual" and LONG_LEAVE[0] <= month < LONG_LEAVE[1]:
        away += WHOLE_POST
    return row(
        POSTS,
        month=month,
        role=role,
        agreed=AGREED[role],
        vacant=vacant,
        agency=50 if role == "iro" and month >= AGENCY_FROM else 0,
        away=away,
    )
