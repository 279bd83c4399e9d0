"""Where children in care live, for how long, and under what: answers over days.

They hold over `Days`, from one day up to and not including another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import Row

from data_access.columns.child_groups import GroupsOverTime
from domain.codes import (
    BY_AGREEMENT,
    BY_THEIR_FOSTER_CARER,
    CARE_ORDERS,
    FOR_ADOPTION,
    LOCATIONS,
    OUTSIDE,
    SAME_CARER,
    STARTED_LOOKED_AFTER,
    TEMPORARY,
    WITH_PARENTS,
)
from domain.periods import MONTHS, ONE_DAY, Period, add_months, birthday

Days = tuple[date, date]
AGREED_MONTHS, LONG_TERM_MONTHS, SETTLED_MONTHS = 6, 30, 24
OFTEN, LONG_TERM_UNDER = 3, 16  # placements in 12 months; years old


@dataclass(frozen=True)
class PlacementSpell:
    """Where a child lives from `start` until they move at `end`.

    `since` is the start that counts for being settled: of a placement for adoption
    that of the placement before.
    """

    start: date
    end: date
    since: date


def placements(stated: Sequence[Row[Any]], ceased: date | None) -> list[PlacementSpell]:
    """Return the placements of one period of care, of its episodes in order.

    A change of order, or of what the same carer is called, is no move; nor is a
    temporary stay from which the child comes back.
    """
    found: list[PlacementSpell] = []
    before: Row[Any] | None = None
    away = False
    for row in stated:
        end = min(row.dec or date.max, ceased or date.max)
        if before is not None and (
            row.placement in TEMPORARY or not _moved(before, row, away)
        ):
            found[-1] = replace(found[-1], end=end)
        else:
            adopters = found and row.placement in FOR_ADOPTION
            since = found[-1].since if adopters else row.decom
            found.append(PlacementSpell(row.decom, end, since))
        away = before is not None and row.placement in TEMPORARY
        before = before if away else row
    return found


def _moved(before: Row[Any], this: Row[Any], away: bool) -> bool:
    """Say whether a child moved between two episodes, from which they were `away`."""
    if this.placement in BY_THEIR_FOSTER_CARER:
        return False
    if this.rne in (None, STARTED_LOOKED_AFTER) or away:
        return any(
            getattr(before, name) != getattr(this, name)
            for name in ("placement", "provider", "location")
        )
    return this.rne not in SAME_CARER


def in_care_days(
    life: GroupsOverTime,
    period: Row[Any],
    lived: Sequence[PlacementSpell],
    told: Sequence[Period],
) -> dict[str, Sequence[Days]]:
    """Return the days on which each answer on a child in care is yes.

    `lived` are the placements of all the child's periods of care; `told` the runs of
    days that files of children in care speak for. The names are those of CareSpans.
    """
    stated = life.stated[period.number]
    home = _while(
        stated,
        lambda row: row.placement == WITH_PARENTS and row.legal_status in CARE_ORDERS,
    )
    agreed = _while(stated, lambda row: row.legal_status == BY_AGREEMENT)
    sixteen = birthday(life.born, LONG_TERM_UNDER) if life.born else date.max
    long_term = add_months(period.started, LONG_TERM_MONTHS)
    here = placements(stated, period.ceased)
    days = {
        "home_12": [(add_months(start, MONTHS), end) for start, end in home],
        "agreed": agreed,
        "agreed_6": [
            (add_months(start, AGREED_MONTHS) + ONE_DAY, end) for start, end in agreed
        ],
        "outside": _while(stated, lambda row: row.location == OUTSIDE),
        "outside_known": _while(stated, lambda row: row.location in LOCATIONS),
        "moved_often": _often(lived),
        "moved_known": _year_told(told, lived),
        "long_term": [(long_term, sixteen)],
        "stable": [(add_months(each.since, SETTLED_MONTHS), each.end) for each in here],
        "stable_known": _stable_known(life, period, long_term),
    }
    return {
        name: [(start, end) for start, end in some if start < end]
        for name, some in days.items()
    }


def _while(stated: Iterable[Row[Any]], true: Callable[[Row[Any]], bool]) -> list[Days]:
    """Return the days over which something is true of a child without a break."""
    found: list[Days] = []
    for row in filter(true, stated):
        end = row.dec or date.max
        if found and found[-1][1] == row.decom:
            found[-1] = found[-1][0], end
        else:
            found.append((row.decom, end))
    return found


def _often(lived: Sequence[PlacementSpell]) -> list[Days]:
    """Return the days up to which a child had three placements or more in 12 months.

    A placement of less than a day is none. One counts up to the last of those days on
    whose first it stood.
    """
    steps = Counter[date]()
    for each in lived:
        if each.end > each.start:
            steps[each.start] += 1
            if each.end < date.max:
                steps[add_months(each.end, MONTHS) - ONE_DAY] -= 1
    days = sorted(steps)
    counts = accumulate(steps[day] for day in days)
    stretches = zip(pairwise([*days, date.max]), counts, strict=True)
    return [stretch for stretch, count in stretches if count >= OFTEN]


def _year_told(told: Sequence[Period], lived: Sequence[PlacementSpell]) -> list[Days]:
    """Return the days up to which all that a child lived in for 12 months is told.

    Files tell it from their first day on, or from the day the child came to where they
    lived on that day.
    """
    ends = [*(run.end + ONE_DAY for run in told[:-1]), date.max]
    found: list[Days] = []
    for run, end in zip(told, ends, strict=False):
        there = [each.start for each in lived if each.start <= run.start < each.end]
        since = min([run.start, *there])
        found.append((add_months(since, MONTHS) - ONE_DAY, end))
    return found


def _stable_known(
    life: GroupsOverTime, period: Row[Any], long_term: date
) -> list[Days]:
    """Return the days on which it is known whether a child is settled, or not long-term.

    Where the start of care is not known it is once the child has been seen in care for
    so long, which is longer than what being settled takes, or is too old. Of a child
    whose birth nobody knows it is as long as they cannot have been in care for so long.
    """
    if life.born is None:
        return [(period.started, long_term)] if period.start_known else []
    known = min(long_term, birthday(life.born, LONG_TERM_UNDER))
    return [(period.started if period.start_known else known, date.max)]


def answers_on(days: Mapping[str, Sequence[Days]], day: date) -> dict[str, bool]:
    """Return what is true on a day."""
    return {
        name: any(start <= day < end for start, end in some)
        for name, some in days.items()
    }
