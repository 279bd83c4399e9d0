"""What the invented service records beside its returns, since its register began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import pick, stream, working_day_before, years_old
from data_access.demo.council import Council
from data_access.demo.families import InventedPlan
from data_access.demo.published import YEAR
from data_access.store.statements import RecordedRecord
from domain.due import ICPC_LIMIT, add_working_days, working_days_between
from domain.periods import ONE_DAY, add_months
from domain.recorded import CONFERENCES
from domain.sheets import Sheet, Value

SINCE = date(2024, 9, 1)  # when the register began
LONG_SINCE = YEAR.start  # of conferences at 15 months, which it has from its old lists
LATE_REASONS: Final = {
    "Agencies could not come": 5,
    "Family could not come": 4,
    "Enquiry took longer": 4,
    "No chair free": 2,
}
SPEAKS_FROM = 5  # years of age
OUTCOMES: Final = {"goes_on": 5, "legal": 3, "other": 1}
WHY_LONG: Final = {
    "slow_change": 8,
    "court": 5,
    "new_harm": 3,
    "unseen": 3,
    "our_work": 1,
}
WHY_SHORT: Final = {"care": 4, "not_needed": 3, "safe_soon": 3, "moved": 1}
SOON = 3  # months
QUORUM = 4  # agencies
RECORD_DAYS = (6, 24)  # working days until a record is sent


Answer = Value | date | None


def row(sheet: Sheet, **values: Answer) -> RecordedRecord:
    """Return a row of a sheet; what is None is blank."""
    said: dict[str, Value] = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }
    return RecordedRecord(
        child_id=sheet.subject_of(said) if sheet.of_known_children else "",
        sheet=sheet.key,
        row=sheet.key_of(said),
        values=said,
    )


def recorded(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    """Yield all that is recorded up to a day."""
    yield from _initial(council, as_at)
    for plan in council.families.plans:
        yield from _reviews(council, plan, as_at)
        if plan.ended >= plan.long_on:
            yield from _long(council, plan, as_at)


def _initial(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    for enquiry in council.families.enquiries:
        started, held = enquiry.s47_started, enquiry.icpc
        if started is None or held is None or not SINCE <= held <= as_at:
            continue
        for child_id in enquiry.children:
            rng = stream(council.seed, "conference", enquiry.children[0], held)
            late = working_days_between(started, held) > ICPC_LIMIT
            meanwhile = working_day_before(held - timedelta(days=rng.randint(1, 6)))
            yield row(
                CONFERENCES,
                child=child_id,
                enquiry=started,
                held=held,
                late_reason=sometimes(rng, 0.9, pick(rng, LATE_REASONS), there=late),
                seen_safe=sometimes(
                    rng, 0.93, max(started + ONE_DAY, meanwhile), there=late
                ),
                same_team=yes(rng, 0.96, 0.02),
                family_group=yes(rng, 0.85, 0.55),
                **_meeting(rng, council, child_id, held, as_at),
            )


def _reviews(
    council: Council, plan: InventedPlan, as_at: date
) -> Iterator[RecordedRecord]:
    for held in plan.held:
        if SINCE <= held <= as_at and held != _long_day(plan):
            rng = stream(council.seed, "conference", plan.child_id, held)
            ended = held == plan.ended
            yield row(
                CONFERENCES,
                child=plan.child_id,
                held=held,
                contingency=yes(rng, 0.95, 0.88, there=ended),
                why_short=_why_short(council, plan, held),
                **_meeting(rng, council, plan.child_id, held, as_at),
            )


def _long(
    council: Council, plan: InventedPlan, as_at: date
) -> Iterator[RecordedRecord]:
    """Yield the conference that a plan has because it is 15 months old."""
    held = _long_day(plan)
    if not LONG_SINCE <= held <= as_at:
        return
    rng = stream(council.seed, "conference", plan.child_id, held)
    outcome = pick(rng, OUTCOMES)
    ended = plan.ended == plan.long_on
    yield row(
        CONFERENCES,
        child=plan.child_id,
        held=held,
        at_15_months="ended" if ended else outcome,
        why_long=_why_long(council, plan, there=not ended),
        **(_meeting(rng, council, plan.child_id, held, as_at) if held >= SINCE else {}),
    )


def _why_long(council: Council, plan: InventedPlan, *, there: bool) -> Answer:
    rng = stream(council.seed, "why long", plan.child_id, plan.started)
    return sometimes(rng, 0.9, pick(rng, WHY_LONG), there=there)


def _why_short(council: Council, plan: InventedPlan, held: date) -> Answer:
    rng = stream(council.seed, "why short", plan.child_id, plan.started)
    soon = held == plan.ended <= add_months(plan.started, SOON)
    return sometimes(rng, 0.9, pick(rng, WHY_SHORT), there=soon)


def _long_day(plan: InventedPlan) -> date:
    return working_day_before(plan.long_on)


def _meeting(
    rng: Random, council: Council, child_id: str, held: date, as_at: date
) -> dict[str, Answer]:
    """Return how a conference was held."""
    invited = rng.randint(5, 9)
    attended = invited - min(2, round(abs(rng.gauss(0.6, 0.9))))
    sent = add_working_days(held, rng.randint(*RECORD_DAYS))
    speaks = years_old(council.children[child_id].born, held) >= SPEAKS_FROM
    return {
        "quorate": attended >= QUORUM,
        "invited": invited,
        "attended": attended,
        "reported": max(1, attended - rng.randint(0, 2)),
        "shared_in_time": yes(rng, 0.92, 0.81),
        "record_sent": sometimes(rng, 0.96, sent, there=sent <= as_at),
        "child_took_part": yes(rng, 0.97, 0.62 if speaks else 0.08),
        "parents_took_part": yes(rng, 0.97, 0.86),
    }


def yes(rng: Random, known: float, share: float, *, there: bool = True) -> Answer:
    """Return yes or no as often as it is known."""
    return sometimes(rng, known, rng.random() < share, there=there)


def sometimes(
    rng: Random, share: float, value: Value | date, *, there: bool = True
) -> Answer:
    """Return a value as often as somebody writes it down; None where it is not there.

    Chance is drawn in either case, so what one row says never moves another.
    """
    return value if rng.random() < share and there else None
