"""Exampleshire's lives, simulated and then adjusted to what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data_access.demo import families, fit, participation, stays
from data_access.demo.allocations import Allocated, allocate, cases
from data_access.demo.families import Families
from data_access.demo.people import InventedChild, Member, team
from data_access.demo.stays import InventedCare
from domain.periods import add_months, months_between

EARLIEST = date(2008, 4, 1)  # nobody in care at the opening came in before
FAMILIES_FROM = date(2019, 4, 1)
ENQUIRY_AHEAD = 2  # months from an enquiry to the latest conference


@dataclass(frozen=True)
class Council:
    """Everything that happens, also what has not yet on the day it is made for."""

    seed: int
    children: Mapping[str, InventedChild]
    families: Families
    care: InventedCare
    codes: participation.Codes
    members: tuple[Member, ...]
    allocated: list[Allocated]


def imagine(seed: int, until: date) -> Council:
    """Return the council with all who come to it in the months to that of `until`.

    Each life is drawn to its end when it begins, so a later `until` adds lives and
    changes none.
    """
    known = _families(seed, until)
    care = _care(seed, until, known)
    children = {**known.children, **care.children}
    members = team(seed, until)
    waiting = cases(children, care.stays, known.plans)
    return Council(
        seed=seed,
        children=children,
        families=known,
        care=care,
        codes=participation.codes(seed, children, care.stays),
        members=members,
        allocated=allocate(seed, members, waiting),
    )


def _families(seed: int, until: date) -> Families:
    ahead = add_months(until, ENQUIRY_AHEAD)
    known = families.simulate(seed, months_between(FAMILIES_FROM, ahead))
    fit.fit_plans(known, seed)
    fit.fit_conferences(known, seed)
    return known


def _care(seed: int, until: date, known: Families) -> InventedCare:
    from_plans = [
        stays.from_plan(seed, known.children[plan.child_id], plan.ended)
        for plan in known.plans
        if plan.into_care
    ]
    care = stays.simulate(seed, months_between(EARLIEST, until), from_plans)
    fit.fit_stays(care, seed)
    stays.fit_births(care, seed)
    fit.fit_reviews(care, seed)
    return care
