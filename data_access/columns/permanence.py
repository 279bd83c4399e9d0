"""Whether the latest care plan names a lasting home, day by day, and plans for adoption.

A care plan speaks until the next one begins, closed or not: one system closes it on the
day that its form is finished, another lists only those that are open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Row

from data_access.columns.child_groups import IRO
from data_access.columns.health import joined
from data_access.columns.placements import Days
from data_access.columns.rows import (
    ADOPTION_PLANS,
    CARE_GROUPS,
    CARE_PLANS,
    Reading,
)
from data_access.derive import council
from domain.codes import REVERSED
from domain.periods import add_months
from domain.permanence import AdoptionPlans, CarePlanRules
from domain.tables import UNKNOWN

Plan = tuple[date, bool | None]


@dataclass(frozen=True)
class CarePlansTold:
    """What files tell of children's care plans, and by when the council expects one."""

    rules: CarePlanRules
    by_child: Mapping[str, list[Plan]]

    @classmethod
    def of(cls, reading: Reading) -> CarePlansTold:
        """Read it."""
        found: dict[str, list[Plan]] = defaultdict(list)
        for row in reading.rows(CARE_PLANS):
            found[row.child_id].append((row.started, row.lasting))
        return cls(council.care_plan_rules(reading.session, reading.la), found)

    def due(self, row: Row[Any]) -> date:
        """Return by when a lasting home is to be planned in a time in care."""
        return add_months(row.started, self.rules.months)

    def on_days(self, row: Row[Any]) -> dict[str, list[Days]]:
        """Return the days of a time in care on which the answer is yes, and is known.

        The names are those of CareSpans. Of a child who left care without a plan that
        is listed nothing is known: an extract may list the plans of those who stayed.
        """
        began = row.started if row.start_known else date.min
        plans = [
            plan
            for plan in self.by_child.get(row.child_id, ())
            if began <= plan[0] < (row.ceased or date.max)
        ]
        known = [(row.started, date.max)] if plans or row.ceased is None else []
        spoken = [
            ((plan[0], after[0]), plan[1])
            for plan, after in pairwise([*plans, (date.max, None)])
        ]
        unclear = [days for days, lasting in spoken if lasting is None]
        for first, after in unclear:
            known = [
                part
                for start, end in known
                for part in ((start, min(end, first)), (max(start, after), end))
            ]
        return {
            "planned": joined(days for days, lasting in spoken if lasting),
            "planned_known": joined(known),
        }


def adoption_plans(reading: Reading) -> AdoptionPlans:
    """Return decisions for adoption, with the groups of the last day told of each."""
    growing = reading.growing()
    for row in reading.rows(ADOPTION_PLANS):
        day = row.reversed or row.placed or row.matched or row.decided
        apart = row.apart
        growing.add(
            {
                **reading.life(row).groups(day, IRO),
                "reversed_reason": REVERSED.get(row.reason or ""),
            },
            child=reading.numbers[row.child_id],
            decided=row.decided,
            matched=row.matched or UNKNOWN,
            placed=row.placed or UNKNOWN,
            reversed=row.reversed or UNKNOWN,
            sibling=row.sibling is not False,
            together=apart == 0,
            together_known=bool(
                row.sibling and (apart or (apart == 0 and (row.together or 0) > 1))
            ),
        )
    return growing.frozen(AdoptionPlans, (*CARE_GROUPS, "reversed_reason"))
