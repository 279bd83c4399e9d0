"""The groups of each grouping that are the same for every council, in order."""

from __future__ import annotations

from collections.abc import Mapping

from domain.codes import (
    ABUSE,
    AGE_BANDS,
    ALONE,
    DISABILITY,
    DURATION_BANDS,
    ETHNIC_GROUPS,
    EXITS,
    FAR,
    IROS_BANDS,
    LATE_KINDS,
    LEGAL_STATUS_GROUPS,
    NEAR,
    NORTHERN_IRELAND,
    NOT_RECORDED,
    OUTCOMES,
    OUTSIDE_UK,
    PARTICIPATION,
    PARTICIPATION_GROUPS,
    PLACEMENT_GROUPS,
    REVERSED,
    SCOTLAND,
    SERVICE_BANDS,
    SEXES,
    WALES,
    WORKING_DAY_BANDS,
    group_labels,
)
from domain.councils import REGIONS

PLACED_IN = (*REGIONS, WALES, SCOTLAND, NORTHERN_IRELAND, OUTSIDE_UK)
REVIEW_TYPES = ("Not known", "First review", "Second review", "Later review")
FIXED_LABELS: Mapping[str, tuple[str, ...]] = {
    "age_band": (NOT_RECORDED, *(words for words, _ in AGE_BANDS)),
    "sex": (NOT_RECORDED, *SEXES.values()),
    "ethnic_group": group_labels(ETHNIC_GROUPS),
    "disability": (NOT_RECORDED, *DISABILITY.values()),
    "alone": (NOT_RECORDED, *ALONE.values()),
    "legal_status": group_labels(LEGAL_STATUS_GROUPS),
    "placement": group_labels(PLACEMENT_GROUPS),
    "distance": (NOT_RECORDED, NEAR, FAR),
    "review_type": REVIEW_TYPES,
    "code": (NOT_RECORDED, *PARTICIPATION),
    "participation": (
        NOT_RECORDED,
        *dict.fromkeys(PARTICIPATION_GROUPS.values()),
    ),
    "working_day_band": WORKING_DAY_BANDS,
    "duration_band": DURATION_BANDS,
    "category": (NOT_RECORDED, *ABUSE.values()),
    "exit_reason": group_labels(EXITS),
    "reversed_reason": (NOT_RECORDED, *REVERSED.values()),
    "outcome": OUTCOMES,
    "late_kind": LATE_KINDS,
    "iros": IROS_BANDS,
    "service_band": SERVICE_BANDS,
}
