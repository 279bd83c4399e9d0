"""What a council expects of the health of children in care, where it may choose."""

from __future__ import annotations

from dataclasses import dataclass

FIVE = 5  # years: younger children are assessed twice as often
UNDER_FIVE_MONTHS, ASSESSED_MONTHS = 6, 12
ANSWER_MONTHS = 12  # how long an answer on immunisations holds, if no other comes
BEFORE_CARE_MONTHS = 3  # an assessment so long before care counts as its first


@dataclass(frozen=True)
class HealthRules:
    """Months between dental checks, and working days to a first health assessment.

    Both are the service's own until it says otherwise: no law gives either.
    """

    dental_months: int = 12
    initial_days: int = 20
