"""What a council's role codes and job titles mean: IRO, chair, both, or neither.

There is no national list. The obvious wordings are proposed; what a council settles
itself is kept as a setting and comes first.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

ROLES_SETTING = "ssd_roles"  # the name of the CouncilSetting that keeps it
IRO, CHAIR, DUAL, IGNORED, WORKER = "iro", "cp_chair", "dual", "ignored", "worker"
MEANINGS = frozenset({IRO, CHAIR, DUAL, IGNORED, WORKER})
_IRO = re.compile(r"\bIROS?\b|\bINDEPENDENT REVIEWING OFFICER|\bREVIEWING OFFICER")
_CHAIR = re.compile(
    r"\bCP ?CHAIR|\bICPC ?CHAIR|\bCPC\b|CHILD PROTECTION (CONFERENCE )?CHAIR"
    r"|CONFERENCE CHAIR|INDEPENDENT CHAIR"
)
_WORKER = re.compile(
    r"\bSW\b|SOCIAL WORKER|CASE ?WORKER|KEY ?WORKER|ALLOCATED WORKER|CASE HOLDER"
)
_NEITHER = re.compile(
    r"\bSSW\b|\bTM\b|MANAGER|ASSISTANT|STUDENT|SUPPORT|PERSONAL ADVIS|\bPA\b|NURSE"
    r"|HEALTH|DOCTOR|\bGP\b|TEACHER|SCHOOL|POLICE|PRACTITIONER|ADMIN|FOSTER|ADOPTION"
    r"|THERAP|PSYCHOLOG|SOLICITOR|LEGAL|VISITOR|ADVOCATE|TEAM|PROBATION|YOUTH|CARER"
)


class StaffRoles(BaseModel):
    """A council's own meanings, by the code or title in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    meanings: dict[str, str] = Field(default_factory=dict)

    @field_validator("meanings")
    @classmethod
    def _known(cls, meanings: dict[str, str]) -> dict[str, str]:
        if unknown := set(meanings.values()) - MEANINGS:
            raise ValueError(f"expected one of {sorted(MEANINGS)}, found {unknown}")
        return {plain(typed): meaning for typed, meaning in meanings.items()}

    def meaning(self, typed: str) -> str | None:
        """Return what a code or title means; None where that is not known."""
        words = plain(typed)
        if not words:
            return IGNORED
        return self.meanings.get(words) or propose(words)


def plain(typed: str) -> str:
    """Return the words in capitals, whatever stands between them a space."""
    return " ".join(re.sub(r"[\W_]+", " ", typed.upper()).split())


def propose(words: str) -> str | None:
    """Return what plain words obviously mean; None where it is not obvious."""
    chairs, reviews = _CHAIR.search(words), _IRO.search(words)
    if chairs and reviews:
        return DUAL
    if reviews:
        return IRO
    if chairs:
        return CHAIR
    if _WORKER.search(words) and not _NEITHER.search(words):
        return WORKER
    return IGNORED if _NEITHER.search(words) else None
