"""Plans in pictures of single days (Annex A), where files disagree when one began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data_access.derive.differences import put_right
from data_access.derive.precedence import PICTURE, RANKS, Sources
from data_access.derive.told import Told, ToldOfChild
from data_access.store.statements import PlanRecord


def put_right_plans(child: ToldOfChild, sources: Sources) -> None:
    """Leave out a plan of earlier pictures that a later one gives another start.

    A child is on one plan at a time: where a later picture has a plan that was open on
    the earlier one's day, that is the plan which the earlier one meant.
    """
    plans = child.of(PlanRecord)
    pictured = [told for told in plans if _is_picture(told, sources)]
    for told in pictured:
        day = told.seen or date.min
        for later in pictured:
            if (later.seen or date.min) > day and _open_on(later.record, told, day):
                child.by_name[PlanRecord.name].remove(told)
                child.left_out.append(
                    put_right(told, "start of the plan", later.record.started)
                )
                break


def _open_on(plan: PlanRecord, other: Told[PlanRecord], day: date) -> bool:
    open_both = other.record.ended is None and (plan.ended is None or plan.ended > day)
    return open_both and plan.started <= day


def keep_open(child: ToldOfChild, sources: Sources) -> None:
    """Note until when a plan was seen open, though pictures give it another start."""
    days = [
        sources.as_at(told.import_id)
        for told in child.not_used
        if sources.rank(told.import_id) == RANKS[PICTURE]
        and isinstance(told.record, PlanRecord)
        and told.record.ended is None
    ]
    plans = child.of(PlanRecord)
    open_plans = [told for told in plans if told.record.ended is None]
    if days and open_plans:
        last = max(open_plans, key=lambda told: told.record.started)
        seen = max(*days, last.seen or date.min)
        plans[plans.index(last)] = replace(last, seen=seen)


def _is_picture(told: Told[PlanRecord], sources: Sources) -> bool:
    return sources.rank(told.import_id) == RANKS[PICTURE]
