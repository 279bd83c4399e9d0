"""What Exampleshire has ready for its reviews, praises, and rules of its disputes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from data_access.demo.chance import pick, stream
from data_access.demo.council import Council
from data_access.demo.follow_up import SINCE
from data_access.demo.recorded import Answer, row
from data_access.demo.reviews import due_days
from data_access.demo.stays import InventedStay
from data_access.store.statements import RecordedRecord
from domain.disputes import DisputeRules
from domain.due import add_working_days
from domain.periods import months_between
from domain.ready import STEPS, looked_at
from domain.recorded import PRACTICE, READY

STAGES: Final = ("Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass")
RULES: Final = (
    DisputeRules(),
    DisputeRules(
        SINCE,
        limits=dict.fromkeys(STAGES, 5),
        stages=STAGES,
        in_all=15,  # the protocol as it was relaunched
    ),
)
KEPT: Final = 0.78  # of reviews, of which somebody records what is ready
SLIPS, SLIPS_IF_LATE = 0.03, 0.16  # of each thing to do
AT_THE_LATEST = 6  # working days before the day on which it is looked at
ALERTS: Final = {
    "Care planning": 3,
    "Practice": 5,
    "Participation": 4,
    "Health and education": 2,
}


def ready(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    """Yield what is ready for each review that is near, or was, up to a day."""
    for stay in council.care.stays:
        if stay.reviewed and stay.started <= as_at and stay.ceased > SINCE:
            yield from _of_stay(council.seed, stay, as_at)


def _of_stay(seed: int, stay: InventedStay, as_at: date) -> Iterator[RecordedRecord]:
    due_on = due_days(stay.started, stay.reviews)
    for number, due in enumerate(due_on):
        rng = stream(seed, "ready", stay.child_id, due)
        kept = rng.random() < KEPT
        held = stay.reviews[number] if number < len(stay.reviews) else None
        late = held is not None and held > due
        done = dict(_done(rng, looked_at(due), SLIPS_IF_LATE if late else SLIPS))
        begins = min(done.values(), default=looked_at(due))
        ends = held or due
        if not kept or due < SINCE or begins > as_at or ends >= stay.ceased:
            continue
        said: dict[str, Answer] = {
            key: day for key, day in done.items() if day <= min(as_at, ends)
        }
        yield row(READY, child=stay.child_id, due=due, **said)


def _done(rng: Random, day: date, slips: float) -> Iterator[tuple[str, date]]:
    """Yield when each thing was done: mostly by the day on which it is looked at."""
    for key in STEPS:
        before, slipped = rng.randint(0, AT_THE_LATEST), rng.random() < slips
        later = rng.randint(1, 2 * AT_THE_LATEST)
        yield key, add_working_days(day, later if slipped else -before)


def alerts(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    """Yield the good-practice alerts of each month."""
    for month in months_between(SINCE, as_at):
        rng = stream(seed, "alerts", month.start)
        for theme in sorted({pick(rng, ALERTS) for _ in range(3)}):
            yield row(
                PRACTICE,
                month=month.start,
                kind="alert",
                theme=theme,
                sample=rng.randint(1, 4),
            )
