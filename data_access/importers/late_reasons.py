"""What a council's words for why a review was late mean: a reason, and a kind of delay.

Words that a council types may tell of a child, so a figure has only the reasons listed:
any other is "Another reason", counted and not shown as typed.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, field_validator

from data_access.importers.cells import normalise
from domain.codes import AVOIDABLE, CHILD_CENTRED, LATE_KINDS, OTHER_DELAY

LATE_REASONS_SETTING = "late_reasons"  # the name of the CouncilSetting that keeps them
ANOTHER_REASON = "Another reason"
USUAL = {
    "Social worker's report was late": AVOIDABLE,
    "IRO was ill": AVOIDABLE,
    "No IRO was free": AVOIDABLE,
    "No interpreter": AVOIDABLE,
    "Child asked for another day": CHILD_CENTRED,
    "Placement moved": CHILD_CENTRED,
    "Parent or carer could not come": OTHER_DELAY,
    "Court hearing awaited": OTHER_DELAY,
}
_MEANT = tuple(  # in order: the first that is found
    (reason, re.compile(pattern))
    for reason, pattern in (
        (
            "Child asked for another day",
            r"\b(?:child|young person|yp)\b.*\b(?:ask|req)",
        ),
        ("Child asked for another day", r"\bchilds? (?:choice|wish(?:es)?)\b"),
        ("Social worker's report was late", r"\b(?:report|paperwork)s?\b"),
        ("No interpreter", r"\binterpreters?\b"),
        ("IRO was ill", r"\biro\b.*\b(?:ill|sick|sickness|illness)\b"),
        ("No IRO was free", r"\biro\b.*\b(?:capacity|unavailab\w+|diary|leave)\b"),
        ("Placement moved", r"\b(?:placement|moved?|move)\b"),
        ("Court hearing awaited", r"\b(?:court|hearing)\b"),
        ("Parent or carer could not come", r"\b(?:parents?|carers?|mother|father)\b"),
    )
)


class LateReasons(BaseModel):
    """A council's reasons in order, each with its kind of delay.

    A wording that is none of them is taken for the one that it seems to mean.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kinds: dict[str, str] = USUAL

    @field_validator("kinds")
    @classmethod
    def _of_a_kind(cls, kinds: dict[str, str]) -> dict[str, str]:
        wrong = [kind for kind in kinds.values() if kind not in LATE_KINDS[1:]]
        if wrong:
            raise ValueError(f"'{wrong[0]}' is no kind of delay.")
        return kinds

    def reason(self, as_typed: str | None) -> str | None:
        """Return the reason that words mean; None where nothing is typed."""
        words = normalise(as_typed or "")
        if not words:
            return None
        own = next((each for each in self.kinds if normalise(each) == words), None)
        meant = (reason for reason, pattern in _MEANT if pattern.search(words))
        return own or next(
            (each for each in meant if each in self.kinds), ANOTHER_REASON
        )

    def kind(self, reason: str | None) -> str | None:
        """Return the kind of delay of a reason; None where there is none."""
        return None if reason is None else self.kinds.get(reason, OTHER_DELAY)
