"""Plans for a lasting home: by when one is expected, and those for adoption as rows."""

from __future__ import annotations

from dataclasses import dataclass

from domain.tables import Bools, Ints, Rows


@dataclass(frozen=True)
class CarePlanRules:
    """Months in care by which the council expects a plan for a lasting home.

    It is the service's own until it says otherwise: about the time of the second review.
    """

    months: int = 4


@dataclass(frozen=True, kw_only=True)
class AdoptionPlans(Rows):
    """Decisions that a child in care should be placed for adoption, one row each.

    Each day is UNKNOWN until it comes: `matched` with adopters, `placed` with them,
    `reversed` to no longer being placed. `sibling`: part of a sibling group, as far as
    anybody says; `together`: with all of it, where `together_known`.
    """

    child: Ints
    decided: Ints
    matched: Ints
    placed: Ints
    reversed: Ints
    sibling: Bools
    together: Bools
    together_known: Bools
