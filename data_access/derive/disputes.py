"""Disputes: the council's own stages and themes, and the working days each took."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from data_access.importers.disputes.mapping import DisputeMapping
from data_access.store.statements import (
    DisputeRecord,
    StageEntry,
)
from domain.due import working_days_between


def joined(
    said: Iterable[DisputeRecord], mapping: DisputeMapping
) -> list[DisputeRecord]:
    """Return each dispute once, from what several logs say of it, oldest first.

    A later log wins field by field where it says something. Its stages are added to
    those of earlier logs, a stage told twice is one: a case that climbs from one
    quarter's log to the next is one dispute.
    """
    found: dict[str, DisputeRecord] = {}
    for record in said:
        before = found.get(record.key)
        found[record.key] = _joined(before, record, mapping) if before else record
    return list(found.values())


def _joined(
    before: DisputeRecord, after: DisputeRecord, mapping: DisputeMapping
) -> DisputeRecord:
    filled = {name: said for name, said in after if said not in (None, ())}
    stages = {_same_stage(entry, mapping): entry for entry in before.stages}
    for entry in after.stages:
        same = _same_stage(entry, mapping)
        earlier = stages.get(same)
        stages[same] = _filled(entry, earlier) if earlier else entry
    ordered = sorted(stages.values(), key=lambda entry: _place(entry, after, mapping))
    return before.model_copy(update={**filled, "stages": tuple(ordered)})


def _same_stage(entry: StageEntry, mapping: DisputeMapping) -> str:
    words = entry.stage_as_typed or ""
    return _stage(words, mapping) or words.casefold().strip()


def _filled(entry: StageEntry, earlier: StageEntry) -> StageEntry:
    """Return a later log's entry; a stage was entered when the first log says."""
    said = {name: value for name, value in entry if value is not None}
    entered = earlier.entered or entry.entered
    return earlier.model_copy(update={**said, "entered": entered})


def _place(
    entry: StageEntry, dispute: DisputeRecord, mapping: DisputeMapping
) -> tuple[date, int]:
    """Order entries by day, those of one day by the council's own list."""
    stage = _stage(entry.stage_as_typed, mapping)
    known = stage in mapping.stages
    place = mapping.stages.index(stage) if stage and known else len(mapping.stages)
    return entry.entered or dispute.raised, place


def dispute_row(record: DisputeRecord, mapping: DisputeMapping) -> dict[str, Any]:
    """Return a dispute with its stages and theme in the council's list.

    Wording that the mapping does not know gives None, shown as not recorded. The
    entry stage is that of the first entry; the highest is the furthest down the
    council's ordered list.
    """
    stages = [_stage(entry.stage_as_typed, mapping) for entry in record.stages]
    known = [stage for stage in stages if stage is not None]
    return {
        "raised": record.raised,
        "ordinal": record.ordinal,
        "iro_name": record.iro_name,
        "team": record.team,
        "entry_stage": stages[0] if stages else None,
        "highest_stage": max(known, key=mapping.stages.index) if known else None,
        "theme": mapping.theme(record.theme_as_typed)
        if record.theme_as_typed
        else None,
        "theme_as_typed": record.theme_as_typed,
        "resolved": record.resolved,
        "working_days": working_days_between(record.raised, record.resolved)
        if record.resolved
        else None,
        "outcome": record.outcome,
    }


def stage_rows(record: DisputeRecord, mapping: DisputeMapping) -> list[dict[str, Any]]:
    """Return a dispute's entries into stages, in the order they happened."""
    return [
        {
            "raised": record.raised,
            "ordinal": record.ordinal,
            "position": position,
            "stage": _stage(entry.stage_as_typed, mapping),
            **entry.model_dump(),
        }
        for position, entry in enumerate(record.stages, start=1)
    ]


def _stage(as_typed: str | None, mapping: DisputeMapping) -> str | None:
    return mapping.stage(as_typed) if as_typed else None
