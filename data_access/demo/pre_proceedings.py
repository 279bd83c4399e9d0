"""Pre-proceedings on a few of the invented children on plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.demo.chance import stream, working_day_after, working_day_before
from data_access.demo.council import Council
from data_access.demo.people import OPENING
from data_access.store.law import PreProceedingsRecord

INTO_CARE, STEPPED_DOWN = 0.7, 0.05  # of plans that end in care, and of others
BEFORE_END = (70, 170)  # days before the plan ends that they begin
LETTER, APPLIES = (3, 20), (1, 14)  # days to the letter, and from the decision
OFFERED, HELD, SAYS = 0.75, 0.7, 0.95


def pre_proceedings(council: Council, as_at: date) -> Iterator[PreProceedingsRecord]:
    """Yield what is known by a day; brothers and sisters have the same chances."""
    for plan in council.families.plans:
        family = council.children[plan.child_id].family or plan.child_id
        rng = stream(council.seed, "pre-proceedings", family, plan.started)
        chance, began = rng.random(), rng.randint(*BEFORE_END)
        letter, applies = rng.randint(*LETTER), rng.randint(*APPLIES)
        offered, held, says = rng.random(), rng.random(), rng.random()
        started = working_day_before(plan.ended - timedelta(days=began))
        likely = INTO_CARE if plan.into_care else STEPPED_DOWN
        if chance >= likely or not max(OPENING, plan.started) <= started <= as_at:
            continue
        sent = working_day_after(started + timedelta(days=letter))
        decided = working_day_before(plan.ended - timedelta(days=applies))
        is_sent = sent <= as_at
        yield PreProceedingsRecord(
            child_id=plan.child_id,
            started=started,
            letter_sent=sent if is_sent else None,
            offered=offered < OFFERED if is_sent and says < SAYS else None,
            met=held < HELD if is_sent and says < SAYS and offered < OFFERED else None,
            decided=decided if decided <= as_at else None,
            applied=plan.ended if plan.into_care and plan.ended <= as_at else None,
        )
