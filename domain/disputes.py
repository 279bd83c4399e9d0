"""What a council calls its disputes, and how long each stage may take, from a day on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from domain.due import DISPUTE_LIMIT
from domain.errors import RefusedError
from domain.periods import say_day
from domain.targets import NOTHING_KEPT, words_for

MOST_DAYS = 250  # working days at one stage: a year
Rules = tuple["DisputeRules", ...]


@dataclass(frozen=True)
class DisputeRules:
    """The rules for disputes raised from a day on; None: those of before any other.

    `name` is what the council calls them: DRP, DRN, escalation. `stages` are those that
    there are, in order; none: all that the council lists. `informal` are the stages that
    are not formal; `limits` the working days to answer at a stage. Where a stage has
    none, the day on which the log says that an answer is due holds. `in_all` are the
    working days that all stages together may take.
    """

    since: date | None = None
    name: str = "DRP"
    informal: tuple[str, ...] = ("Informal",)
    limits: Mapping[str, int] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    in_all: int = DISPUTE_LIMIT

    def begins(self) -> date:
        """Return the first day on which a dispute is raised under them."""
        return self.since or date.min

    @property
    def when(self) -> str:
        """The days on which they begin, in words."""
        return f"from {say_day(self.since)}" if self.since else "from the first"


def rules_on(rules: Iterable[DisputeRules], day: date) -> DisputeRules:
    """Return the rules for a dispute raised on a day; it keeps them to its end."""
    begun = [each for each in rules if each.begins() <= day]
    return max(begun, key=DisputeRules.begins, default=DisputeRules())


def with_rules(rules: Rules, new: DisputeRules) -> Rules:
    """Return rules with new ones, in place of those from that very day.

    Raises:
        RefusedError: they have no name, or a limit that no stage can have.
    """
    name = words_for("Name", new.name, "DRP")
    _check_stages(new)
    checked = replace(new, name=name)
    others = (each for each in rules if each.since != new.since)
    return tuple(sorted((*others, checked), key=DisputeRules.begins))


def _check_stages(rules: DisputeRules) -> None:
    named = (*rules.informal, *rules.limits)
    missing = [each for each in named if rules.stages and each not in rules.stages]
    if missing:
        raise RefusedError(
            f"{missing[0]}: it is called informal or has a limit, and is not among the "
            f"stages. Add it to the stages, or take that away. {NOTHING_KEPT}"
        )
    for stage, days in (*rules.limits.items(), ("In all", rules.in_all)):
        if not 0 < days <= MOST_DAYS:
            raise RefusedError(
                f"{stage}: {days:,} working days is no limit. Give a number from 1 to "
                f"{MOST_DAYS}. {NOTHING_KEPT}"
            )


def as_text(rules: Iterable[DisputeRules]) -> str:
    """Return rules as the store keeps them: JSON."""
    return json.dumps(
        [
            {**asdict(each), "since": each.since.isoformat() if each.since else None}
            for each in rules
        ]
    )


def from_text(kept: str) -> Rules:
    """Return what `as_text` made of rules."""
    return tuple(
        DisputeRules(
            date.fromisoformat(each["since"]) if each["since"] else None,
            each["name"],
            tuple(each["informal"]),
            each["limits"],
            tuple(each.get("stages", ())),
            each.get("in_all", DISPUTE_LIMIT),
        )
        for each in json.loads(kept or "[]")
    )
