"""Personal education plans that Exampleshire recorded, of children of secondary age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from data_access.demo.chance import birthday, pick, stream, working_day_after
from data_access.demo.council import Council
from data_access.store.statements import RecordedRecord
from domain.recorded import EDUCATION
from domain.sheets import Value

SINCE: Final = 2024  # the year in whose autumn it began to record them
TERMS: Final = ((12, 13), (3, 21), (7, 11))  # the last month and day that one is due
WEEKS: Final = 9  # before which of them, by child
AGES: Final = (11, 16)
RECORDED, IN_TIME, NOT_YET = 0.9, 0.84, 0.04  # of children; of plans
EARLY, LATE = (0, 20), (1, 25)  # days
EXCLUDED: Final = 0.07
GRADES: Final = {"good": 58, "improve": 33, "poor": 9}


def education(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    """Yield what is recorded of plans up to a day; not of every child."""
    terms = [
        date(year, month, day)
        for year in range(SINCE, as_at.year + 1)
        for month, day in TERMS
        if date(SINCE, 9, 1) <= date(year, month, day) <= as_at
    ]
    for stay in council.care.stays:
        if not stay.reviewed:
            continue
        born = council.children[stay.child_id].born
        first, last = (birthday(born, age) for age in AGES)
        rng = stream(council.seed, "term", stay.child_id)
        sooner = timedelta(weeks=rng.randrange(WEEKS))
        for due in (last_day - sooner for last_day in terms):
            since = due - timedelta(days=60)
            if stay.started <= since and due < stay.ceased and first <= due < last:
                yield from _plan(council.seed, stay.child_id, due, as_at)


def _plan(seed: int, child_id: str, due: date, as_at: date) -> Iterator[RecordedRecord]:
    rng = stream(seed, "education", child_id, due)
    chance, early, late = rng.random(), rng.randint(*EARLY), rng.randint(*LATE)
    days = -early if rng.random() < IN_TIME else late
    held = working_day_after(due + timedelta(days=min(days, late) - 2))
    if chance >= RECORDED:
        return
    values: dict[str, Value] = {"child": child_id, "due": due.isoformat()}
    if chance >= NOT_YET and held <= as_at:
        values |= {
            "held": held.isoformat(),
            "grade": pick(rng, GRADES),
            "excluded": rng.random() < EXCLUDED,
        }
    yield RecordedRecord(
        child_id=child_id,
        sheet=EDUCATION.key,
        row=EDUCATION.key_of(values),
        values=values,
    )
