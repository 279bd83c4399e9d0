"""Health of the invented children in care, and when they went missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from data_access.demo.chance import day_within, pick, stream, working_day_after
from data_access.demo.council import Council
from data_access.demo.people import OPENING, InventedChild
from data_access.demo.stays import InventedStay
from data_access.store.statements import (
    HealthAnswersRecord,
    HealthCheckRecord,
    MissingRecord,
    Record,
)
from domain.due import add_working_days
from domain.health import ASSESSED_MONTHS, FIVE, UNDER_FIVE_MONTHS, HealthRules
from domain.periods import add_months, birthday, months_between

SINCE = OPENING.replace(year=OPENING.year - 2)  # the first check that is listed
ASSESSMENT, INITIAL, DENTAL = HealthCheckRecord.kinds
MISSING, AWAY = MissingRecord.kinds
IN_TIME, LATE_DAYS = 0.78, (20, 210)  # of checks; days that others are late
EARLY_DAYS = (0, 25)  # days before it is due that a check in time is done
FIRST_IN_TIME, FIRST_LATE = 0.78, (1, 30)  # of first assessments; working days
REFUSES_DENTIST = 0.06  # of children
IMMUNISED = 0.86
OLD_ENOUGH = 11  # years, from which children go missing
GOES, AGAIN = 0.012, 0.4  # of children in a month; and again in the same month
KINDS = {MISSING: 3, AWAY: 1}


def health(council: Council, as_at: date) -> Iterator[Record]:
    """Yield what is listed of children's health, and of when they were missing."""
    for stay in council.care.stays:
        if stay.reviewed and stay.started <= as_at and stay.ceased > SINCE:
            child = council.children[stay.child_id]
            rng = stream(council.seed, "health", stay.child_id, stay.started)
            found = [*_assessments(rng, child, stay), *_dental(rng, stay)]
            yield from (
                each for each in found if SINCE <= each.done <= min(as_at, stay.ceased)
            )
            yield from _immunised(council.seed, stay, as_at)
            yield from _missing(council.seed, child, stay, as_at)


def _assessments(
    rng: Random, child: InventedChild, stay: InventedStay
) -> Iterator[HealthCheckRecord]:
    limit = HealthRules().initial_days
    late = rng.randint(*FIRST_LATE) if rng.random() >= FIRST_IN_TIME else 0
    taken = limit + late if late else rng.randint(limit // 2, limit)
    done, kind = add_working_days(stay.started, taken), INITIAL
    five = birthday(child.born, FIVE)
    while done <= stay.ceased:
        yield HealthCheckRecord(child_id=stay.child_id, kind=kind, done=done)
        kind = ASSESSMENT
        months = UNDER_FIVE_MONTHS if done < five else ASSESSED_MONTHS
        done = _next(rng, add_months(done, months))


def _dental(rng: Random, stay: InventedStay) -> Iterator[HealthCheckRecord]:
    if rng.random() < REFUSES_DENTIST:
        return
    done = working_day_after(stay.started + timedelta(days=rng.randint(30, 200)))
    while done <= stay.ceased:
        yield HealthCheckRecord(child_id=stay.child_id, kind=DENTAL, done=done)
        done = _next(rng, add_months(done, HealthRules().dental_months))


def _next(rng: Random, due: date) -> date:
    """Return the working day on which a check that is due is done."""
    early, late = rng.randint(*EARLY_DAYS), rng.randint(*LATE_DAYS)
    days = -early if rng.random() < IN_TIME else late
    return working_day_after(due + timedelta(days=days - 3))


def _immunised(
    seed: int, stay: InventedStay, as_at: date
) -> Iterator[HealthAnswersRecord]:
    """Yield the answer of each 31 March that the child was in care on."""
    for year in range(SINCE.year + 1, as_at.year + 1):
        day = date(year, 3, 31)
        if stay.open_on(day) and day <= as_at:
            rng = stream(seed, "immunised", stay.child_id, day)
            yield HealthAnswersRecord(
                child_id=stay.child_id, as_at=day, immunised=rng.random() < IMMUNISED
            )


def _missing(
    seed: int, child: InventedChild, stay: InventedStay, as_at: date
) -> Iterator[MissingRecord]:
    back = max(SINCE, stay.started, birthday(child.born, OLD_ENOUGH))
    for month in months_between(SINCE, as_at):
        rng = stream(seed, "missing", stay.child_id, month.start)
        while rng.random() < (AGAIN if back >= month.start else GOES):
            day, nights = day_within(rng, month.start, month.end), rng.randint(0, 5)
            kind, ended = pick(rng, KINDS), day + timedelta(days=nights)
            if not (back < day <= as_at and ended < stay.ceased):
                break
            back = ended
            yield MissingRecord(
                child_id=stay.child_id,
                kind=kind,
                started=day,
                ended=ended if ended <= as_at else None,
            )
