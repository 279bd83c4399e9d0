"""Care plans of the invented children in care, and decisions that they be adopted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import pick, stream, working_day_after, years_old
from data_access.demo.council import Council
from data_access.demo.people import OPENING, InventedChild
from data_access.demo.placements import episodes
from data_access.demo.stays import InventedStay
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from data_access.store.record import Record
from domain.codes import FOR_ADOPTION, PLACEMENT_ORDER

FIRST_PLAN, LASTING_PLAN, LATE_PLAN = (3, 12), (60, 118), (125, 400)  # days in care
IN_TIME, NEVER = 0.86, 0.08  # of plans for a lasting home
YOUNG, NOT_ADOPTED = 6, 0.2  # years; children that young whose plan was reversed
BEFORE_ORDER, BEFORE_PLACED = (20, 70), (5, 40)  # days: decision, match
DECIDED, REVERSED = (120, 240), (120, 420)  # days since care began, since the decision
IN_GROUP, TOGETHER = 0.45, 0.68
WHY: Final = {"RD1": 45, "RD2": 15, "RD3": 30, "RD4": 10}


def lasting_homes(council: Council, as_at: date) -> Iterator[Record]:
    """Yield what is planned for each child in care, as it stands on a day."""
    for stay in council.care.stays:
        if stay.reviewed and stay.started <= as_at and stay.ceased > OPENING:
            child = council.children[stay.child_id]
            rng = stream(council.seed, "lasting home", stay.child_id, stay.started)
            until = min(as_at, stay.ceased - timedelta(days=1))
            yield from (
                each for each in _care_plans(rng, stay) if each.started <= until
            )
            decision = _decision(council.seed, rng, stay, child)
            if decision and decision.decided <= until:
                yield _as_known(decision, as_at)


def _care_plans(rng: Random, stay: InventedStay) -> Iterator[CarePlanRecord]:
    """Yield the first plan, which may name no lasting home yet, and the one that does."""
    named = LASTING_PLAN if rng.random() < IN_TIME else LATE_PLAN
    for days, lasting in ((FIRST_PLAN, False), (named, rng.random() >= NEVER)):
        day = working_day_after(stay.started + timedelta(days=rng.randint(*days)))
        yield CarePlanRecord(child_id=stay.child_id, started=day, lasting=lasting)


def _decision(
    seed: int, rng: Random, stay: InventedStay, child: InventedChild
) -> AdoptionPlanRecord | None:
    """Return the decision for adoption of those adopted, and of a few who were not."""
    sibling, together = rng.random() < IN_GROUP, rng.random() < TOGETHER
    group = {"sibling": sibling, "together": 1, "apart": 0}
    if sibling:
        group |= {"together": 2} if together else {"apart": rng.randint(1, 2)}
    if stay.path == "adoption":
        stated = [*episodes(seed, stay, child)]
        ordered = [e.decom for e in stated if e.legal_status == PLACEMENT_ORDER]
        placed = [e.decom for e in stated if e.placement in FOR_ADOPTION]
        if not ordered or not placed:
            return None
        decided = ordered[0] - timedelta(days=rng.randint(*BEFORE_ORDER))
        matched = placed[0] - timedelta(days=rng.randint(*BEFORE_PLACED))
        return AdoptionPlanRecord(
            child_id=stay.child_id,
            decided=(day := max(decided, stay.started)),
            matched=max(matched, day),
            placed=placed[0],
            **group,
        )
    was_young = years_old(child.born, stay.started) < YOUNG
    if not was_young or rng.random() >= NOT_ADOPTED:
        return None
    decided = working_day_after(stay.started + timedelta(days=rng.randint(*DECIDED)))
    ended = working_day_after(decided + timedelta(days=rng.randint(*REVERSED)))
    return AdoptionPlanRecord(
        child_id=stay.child_id,
        decided=decided,
        reversed=ended if ended < stay.ceased else None,
        reason=pick(rng, WHY) if ended < stay.ceased else None,
        **group,
    )


def _as_known(decision: AdoptionPlanRecord, as_at: date) -> AdoptionPlanRecord:
    """Return a decision without what has not come yet on a day."""
    days = ("matched", "placed", "reversed")
    ahead = {name for name in days if (getattr(decision, name) or as_at) > as_at}
    ahead |= {"reason"} if "reversed" in ahead else set()
    return decision.model_copy(update=dict.fromkeys(ahead))
