"""Disputes: the council's own stages and themes, and the working days each took."""

from __future__ import annotations

from typing import Any

from data_access.importers.disputes_mapping import DisputeMapping
from data_access.records import DisputeRecord
from domain.working_days import working_days_between


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
