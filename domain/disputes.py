"""What a council calls its disputes, and how long each stage may take, from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class DisputeRules:
    """The rules for disputes raised from a day on; None: those of before any other.

    `name` is what the council calls them: DRP, DRN, escalation. `informal` are the
    stages that are not formal; `limits` the working days to answer at a stage. Where a
    stage has none, the day on which the log says that an answer is due holds.
    """

    since: date | None = None
    name: str = "DRP"
    informal: tuple[str, ...] = ("Informal",)
    limits: Mapping[str, int] = field(default_factory=dict)

    def begins(self) -> date:
        """Return the first day on which a dispute is raised under them."""
        return self.since or date.min


def rules_on(rules: Iterable[DisputeRules], day: date) -> DisputeRules:
    """Return the rules for a dispute raised on a day; it keeps them to its end."""
    begun = [each for each in rules if each.begins() <= day]
    return max(begun, key=DisputeRules.begins, default=DisputeRules())
