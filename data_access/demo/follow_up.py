"""What Exampleshire recorded of its disputes, for some of them, since it began to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from data_access.demo.chance import pick, stream
from data_access.store.statements import DisputeRecord, RecordedRecord
from domain.due import add_working_days
from domain.recorded import FOLLOW_UP
from domain.sheets import Value

SINCE: Final = date(2024, 9, 2)  # the day on which the protocol was relaunched
RECORDED: Final = 0.72  # of disputes resolved since, once the clinic has met
CLINIC_AFTER: Final = 15  # working days
IMPACTS: Final = {"fully": 38, "partly": 33, "none": 15, "too_early": 14}
EVIDENCE: Final = {
    "fully": "The plan was changed, and the next review found it done",
    "partly": "A date was agreed, and the rest is still awaited",
    "none": "Nothing has changed since",
    "too_early": "To be looked at again at the next review",
}
CHALLENGED: Final = {
    "Children's social care": 82,
    "Health": 8,
    "Education": 7,
    "Housing": 3,
}
POSTS: Final = {"Team manager": 61, "Service manager": 28, "Head of service": 11}
SUB_THEMES: Final[dict[str, dict[str, int]]] = {
    "Care planning": {"Plan not updated": 3, "No permanence plan": 2},
    "Practice": {"Visits not made": 3, "Report late": 3, "Records missing": 2},
    "Drift and delay": {"Assessment awaited": 3, "Order not applied for": 2},
}
OTHER: Final = {"Other": 1}
CAFCASS, LEGAL_ADVICE = 0.05, 0.08


def follow_up(
    seed: int, disputes: Iterable[DisputeRecord], as_at: date
) -> Iterator[RecordedRecord]:
    """Yield what is recorded of disputes up to a day; not of every one."""
    for dispute in disputes:
        rng = stream(seed, "follow-up", dispute.child_id, dispute.raised)
        wanted = rng.random() < RECORDED
        impact = pick(rng, IMPACTS)
        values: dict[str, Value] = {
            "child": dispute.child_id,
            "raised": dispute.raised.isoformat(),
            "impact": impact,
            "evidence": EVIDENCE[impact],
            "challenged": pick(rng, CHALLENGED),
            "answered_by": pick(rng, POSTS),
            "cafcass": rng.random() < CAFCASS,
            "legal_advice": rng.random() < LEGAL_ADVICE,
            "sub_theme": pick(rng, SUB_THEMES.get(dispute.theme_as_typed or "", OTHER)),
        }
        if dispute.raised < SINCE or dispute.resolved is None or not wanted:
            continue
        clinic = add_working_days(dispute.resolved, CLINIC_AFTER)
        if clinic <= as_at:
            values["clinic"] = clinic.isoformat()
            yield RecordedRecord(
                child_id=dispute.child_id,
                sheet=FOLLOW_UP.key,
                row=FOLLOW_UP.key_of(values),
                values=values,
            )
