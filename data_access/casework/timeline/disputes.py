"""Events of disputes: when each was raised, how far it went and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data_access.casework.timeline.event import Event, Lane, Mark, sentences
from data_access.casework.timeline.rows import ChildRows, runs
from data_access.store.tables import Dispute, DisputeStageEvent
from domain.codes import NOT_RECORDED
from domain.periods import say_day
from domain.timescales import DISPUTE_LIMIT
from domain.working_days import working_days_between

DISPUTE = "Dispute"


def events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield each dispute, from the day it was raised until it was resolved."""
    for dispute in rows.disputes:
        stages = [each for each in rows.stages if _is_of(each, dispute)]
        yield Event(
            Lane.DISPUTES,
            Mark.SPAN,
            dispute.raised,
            DISPUTE,
            _detail(dispute, stages),
            _on_time(dispute, as_at),
            until=dispute.resolved,
            text=dispute.highest_stage or dispute.entry_stage or DISPUTE,
        )


def working_day(dispute: Dispute, as_at: date) -> str:
    """Return which of its working days an open dispute is on."""
    day = working_days_between(dispute.raised, as_at)
    if day > DISPUTE_LIMIT:
        return f"{DISPUTE_LIMIT} working days are over"
    return f"working day {day} of {DISPUTE_LIMIT}"


def _on_time(dispute: Dispute, as_at: date) -> str:
    if runs(dispute.raised, dispute.resolved, as_at):
        return f"Open, {working_day(dispute, as_at)}"
    taken = dispute.working_days
    if taken is None or taken <= DISPUTE_LIMIT:
        return "" if taken is None else "On time"
    return f"Late: {taken} working days, {DISPUTE_LIMIT} allowed"


def _detail(dispute: Dispute, stages: list[DisputeStageEvent]) -> str:
    theme = dispute.theme or dispute.theme_as_typed
    return sentences(
        f"Theme: {theme or NOT_RECORDED.lower()}",
        _stages(dispute, stages),
        f"Raised by {dispute.iro_name}" if dispute.iro_name else None,
        f"Outcome: {dispute.outcome}" if dispute.outcome else None,
    )


def _stages(dispute: Dispute, stages: list[DisputeStageEvent]) -> str:
    """Return the stages in order, with the day of each that is known."""
    said = [
        f"{each.stage or each.stage_as_typed or NOT_RECORDED.lower()}"
        + (f" from {say_day(each.entered)}" if each.entered else "")
        for each in stages
    ]
    reached = dispute.highest_stage or dispute.entry_stage
    return f"Stage: {', then '.join(said) or reached or NOT_RECORDED.lower()}"


def _is_of(stage: DisputeStageEvent, dispute: Dispute) -> bool:
    return (stage.raised, stage.ordinal) == (dispute.raised, dispute.ordinal)
