"""Care as columns: the days in care with what was true of each, and how care ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Row

from data_access.columns.child_groups import (
    IRO,
    SEEN_WITHIN,
    iros_band,
    visits_told,
)
from data_access.columns.health import HealthTold
from data_access.columns.liberty import days_deprived
from data_access.columns.permanence import CarePlansTold
from data_access.columns.placements import (
    Days,
    PlacementSpell,
    answers_on,
    in_care_days,
    placements,
)
from data_access.columns.rows import (
    CARE_GROUPS,
    DISPUTES,
    PERIODS,
    PLANS,
    Reading,
    spans,
)
from data_access.derive.rebuild import coverage
from domain.codes import (
    ADOPTED,
    ANY_OTHER_REASON,
    EXITS,
    FOR_ADOPTION,
    GUARDIANSHIP,
    PLACEMENT_ORDER,
)
from domain.due import add_working_days
from domain.periods import MONTHS, ONE_DAY, add_months
from domain.tables import (
    OPEN,
    UNKNOWN,
    CarePeriods,
    CareSpans,
)

IN_SCOPE_AFTER_WORKING_DAYS = 20  # working days in care before a child counts in scope


def care_spans(reading: Reading) -> CareSpans:
    """Return the days in care, cut where a group of the child or an answer changes.

    After the last day told no answer changes, as no figure is of such a day.
    """
    growing = reading.growing()
    told = coverage(reading.session, reading.la, "care").runs
    last = told[-1].end if told else date.max
    on_plan, deprived = _days_on_plan(reading), days_deprived(reading)
    disputed, log = _disputed(reading), _log_of_a_year(reading)
    lived = placements_of(reading)
    visited = visits_told(reading.lives)
    health, plans = HealthTold.of(reading), CarePlansTold.of(reading)
    for care, row in enumerate(reading.rows(PERIODS)):
        if row.short_breaks:
            continue
        life = reading.life(row)
        counts_from = add_working_days(row.started, IN_SCOPE_AFTER_WORKING_DAYS)
        answers = in_care_days(life, row, lived[row.child_id], told)
        answers["on_plan"] = on_plan[row.child_id]
        answers["deprived"] = deprived[row.child_id]
        answers |= health.on_days(row.child_id, life.born)
        answers |= plans.on_days(row)
        answers["disputed"] = disputed[row.child_id]
        answers["disputed_known"] = log
        cuts = tuple(
            day
            for days in chain.from_iterable(answers.values())
            for day in days
            if day <= last
        )
        iros = life.continuity
        cuts = (*cuts, *iros.changes(), *chain(*life.seen), *(visited or ()))
        for start, end in spans(life, row.started, row.ceased, IRO, cuts):
            now, before = iros.iro(start), iros.a_year_before(start)
            growing.add(
                {**life.groups(start, IRO), "iros": iros_band(iros.number(start))},
                care=care,
                child=reading.numbers[row.child_id],
                start=start,
                end=end or OPEN,
                counts_from=counts_from,
                **answers_on(answers, start),
                half_year=add_months(row.started, SEEN_WITHIN),
                year=add_months(row.started, MONTHS),
                plan_due=plans.due(row),
                iro_same=now == before,
                iro_known=now is not None and before is not None,
                seen=life.was_seen(start),
                seen_known=visited is not None and visited[0] <= start < visited[1],
            )
    return growing.frozen(CareSpans, (*CARE_GROUPS, "iros"))


def _days_on_plan(reading: Reading) -> Mapping[str, list[Days]]:
    """Return the days that each child was on a plan."""
    found: dict[str, list[Days]] = defaultdict(list)
    for row in reading.rows(PLANS):
        found[row.child_id].append((row.started, row.ended or date.max))
    return found


def _disputed(reading: Reading) -> Mapping[str, list[Days]]:
    """Return the days in the 12 months since a dispute about each child."""
    found: dict[str, list[Days]] = defaultdict(list)
    for row in reading.rows(DISPUTES):
        found[row.child_id].append((row.raised, add_months(row.raised, MONTHS)))
    return found


def _log_of_a_year(reading: Reading) -> list[Days]:
    """Return the days on which the log speaks for all of the 12 months before."""
    runs = coverage(reading.session, reading.la, "disputes").runs
    return [
        (add_months(run.start, MONTHS) - ONE_DAY, run.end + ONE_DAY) for run in runs
    ]


def placements_of(reading: Reading) -> Mapping[str, list[PlacementSpell]]:
    """Return each child's placements in care; short breaks are none."""
    found: dict[str, list[PlacementSpell]] = defaultdict(list)
    for row in reading.rows(PERIODS):
        if not row.short_breaks:
            stated = reading.life(row).stated[row.number]
            found[row.child_id] += placements(stated, row.ceased)
    return found


def care_periods(reading: Reading) -> CarePeriods:
    """Return the periods of care, with how each ended and the days on the way there."""
    growing = reading.growing()
    rows = reading.rows(PERIODS)
    health = HealthTold.of(reading)
    for care, (row, after) in enumerate(zip_longest(rows, rows[1:])):
        if row.short_breaks:
            continue
        life, reason = reading.life(row), row.reason_ceased
        ended = None if _goes_on(row, after) else row.ceased
        stated = life.stated[row.number]
        ordered = _first(stated, lambda each: each.legal_status == PLACEMENT_ORDER)
        placed = _first(stated, lambda each: each.placement in FOR_ADOPTION)
        exit_reason = EXITS.get(reason or "")
        growing.add(
            {
                **life.groups(ended or placed or ordered or row.started, IRO),
                "exit_reason": exit_reason,
            },
            care=care,
            child=reading.numbers[row.child_id],
            start=row.started,
            start_known=row.start_known,
            end=ended or OPEN,
            ordered=ordered or UNKNOWN,
            placed=placed or UNKNOWN,
            adopted=exit_reason == ADOPTED,
            guardianship=exit_reason == GUARDIANSHIP,
            unsaid=exit_reason is None or reason == ANY_OTHER_REASON,
            **health.first(row),
        )
    return growing.frozen(CarePeriods, (*CARE_GROUPS, "exit_reason"))


def _goes_on(row: Row[Any], after: Row[Any] | None) -> bool:
    """Say whether care only turned into a series of short breaks."""
    return (
        after is not None
        and (after.child_id, after.started) == (row.child_id, row.ceased)
        and after.short_breaks
        and row.reason_ceased is None
    )


def _first(stated: Sequence[Row[Any]], true: Callable[[Row[Any]], bool]) -> date | None:
    return next((row.decom for row in stated if true(row)), None)
