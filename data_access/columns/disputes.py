"""The way that each dispute went: its stages, as columns, by the rules of its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from data_access.columns.rows import Reading
from data_access.derive import council
from data_access.store.loaded import table
from data_access.store.tables import DisputeStageEvent
from domain.disputes import DisputeRules, rules_on
from domain.due import add_working_days

ENTERED = table(DisputeStageEvent)
Which = tuple[str, date, int]  # child, day raised, number


class Path(NamedTuple):
    """What `domain.tables.Disputes` tells of the stages of one dispute."""

    informal: bool = False
    went_on: bool = False
    skipped: bool = False
    path_known: bool = False
    in_limits: bool = False
    limits_known: bool = False


NO_PATH = Path()


def paths(reading: Reading) -> Mapping[Which, Path]:
    """Return the way of each dispute whose log names a stage."""
    c = ENTERED.c
    query = select(ENTERED).where(c.la == reading.la).order_by(c.position, c.id)
    entries: dict[Which, list[Row[Any]]] = defaultdict(list)
    for row in reading.session.execute(query):
        entries[row.child_id, row.raised, row.ordinal].append(row)
    rules = council.dispute_rules(reading.session, reading.la)
    stages = reading.mapping.stages
    return {
        which: path_of(some, stages, rules_on(rules, which[1]))
        for which, some in entries.items()
    }


def path_of(
    entries: Sequence[Row[Any]], stages: Sequence[str], rules: DisputeRules
) -> Path:
    """Return the way of a dispute by its entries into stages, the first first."""
    stages = rules.stages or stages
    late = [_is_late(each, rules) for each in entries]
    limits = {"in_limits": not any(late), "limits_known": any(late) or None not in late}
    names = [each.stage for each in entries]
    if not names or not set(names) <= set(stages):
        return Path(**limits)
    informal = names[0] in rules.informal
    places = [stages.index(name) for name in names]
    between = range(min(places), max(places) + 1)
    return Path(
        informal=informal,
        went_on=informal and any(name not in rules.informal for name in names),
        skipped=len(set(places)) < len(between),
        path_known=True,
        **limits,
    )


def _is_late(entry: Row[Any], rules: DisputeRules) -> bool | None:
    """Say whether a stage was answered late; None where that is not known."""
    due = entry.response_due
    if entry.stage in rules.limits:
        entered = entry.entered or (entry.raised if entry.position == 1 else None)
        due = entered and add_working_days(entered, rules.limits[entry.stage])
    if due is None or entry.responded is None:
        return None
    return bool(entry.responded > due)
