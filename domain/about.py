"""What a number is about: what the service did, who children are, or staff."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class About(StrEnum):
    """What a count tells of; which small ones are withheld hangs on it (ADR 0038)."""

    SERVICE = "service"
    CHILDREN = "children"
    STAFF = "staff"

    @property
    def words(self) -> str:
        """What it tells of, in words."""
        return ABOUT_WORDS[self]


ABOUT_WORDS = {
    About.SERVICE: "what the service did",
    About.CHILDREN: "who children are",
    About.STAFF: "staff",
}
GROUPINGS_ABOUT: Mapping[str, About] = {  # any other is about what its measure is
    "team": About.CHILDREN,
    "iro": About.STAFF,
    "age_band": About.CHILDREN,
    "sex": About.CHILDREN,
    "ethnic_group": About.CHILDREN,
    "disability": About.CHILDREN,
    "alone": About.CHILDREN,
    "legal_status": About.CHILDREN,
    "placement": About.CHILDREN,
    "distance": About.CHILDREN,
    "region": About.CHILDREN,
    "category": About.CHILDREN,
}


class Policy(StrEnum):
    """Which small numbers are withheld from a release."""

    COUNCILS = "councils"
    DEPARTMENT = "department"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """The policy as a page and a file say it."""
        return POLICY_WORDS[self]

    @property
    def name_words(self) -> str:
        """What the policy is called, and no more."""
        return self.words.partition(":")[0]

    def withholds(self, about: About, whole_service: bool) -> bool:
        """Say whether numbers of 1 to 5 are withheld of what tells of something."""
        if self is Policy.COUNCILS:
            return about is About.CHILDREN or not (
                whole_service or about is About.SERVICE
            )
        return self is Policy.DEPARTMENT


POLICY_WORDS = {
    Policy.COUNCILS: (
        "As councils publish: the service's own work is shown in full; numbers of 1 to "
        "5 that say who children are, and what would give them away, are withheld."
    ),
    Policy.DEPARTMENT: (
        "As the Department for Education publishes: every number of 1 to 5, and what "
        "would give it away, is withheld."
    ),
    Policy.CLOSED: (
        "Closed session: nothing is withheld. For named roles only, not to be published."
    ),
}
