"""Disputes as columns: the way each went by the rules of its day, and its stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.columns.child_groups import IRO
from data_access.columns.recorded import follow_ups
from data_access.columns.rows import CARE_GROUPS, DISPUTES, Reading
from data_access.columns.since import since_disputes
from data_access.derive import council
from data_access.derive.rebuild import coverage
from data_access.store.loaded import table
from data_access.store.tables import DisputeStageEvent
from domain import dispute_rows
from domain.disputes import DisputeRules, Rules, rules_on
from domain.due import DISPUTE_LIMIT, add_working_days, working_days_between
from domain.recorded import FOLLOW_UP_GROUPS
from domain.tables import OPEN, UNKNOWN

ENTERED = table(DisputeStageEvent)
Which = tuple[str, date, int]  # child, day raised, number


class Path(NamedTuple):
    """What `domain.dispute_rows.Disputes` tells of the stages of one dispute."""

    informal: bool = False
    went_on: bool = False
    skipped: bool = False
    path_known: bool = False
    in_limits: bool = False
    limits_known: bool = False


NO_PATH = Path()


@dataclass(frozen=True)
class Ways:
    """The stages that a council's disputes entered, and its rules of each day."""

    entries: Mapping[Which, Sequence[Row[Any]]]  # the first first
    stages: Sequence[str]
    rules: Rules

    @classmethod
    def of(cls, reading: Reading) -> Ways:
        """Return those of a council."""
        c = ENTERED.c
        query = select(ENTERED).where(c.la == reading.la).order_by(c.position, c.id)
        entries: dict[Which, list[Row[Any]]] = defaultdict(list)
        for row in reading.session.execute(query):
            entries[row.child_id, row.raised, row.ordinal].append(row)
        rules = council.dispute_rules(reading.session, reading.la)
        return cls(dict(entries), reading.mapping.stages, rules)

    def path(self, which: Which) -> Path:
        """Return the way of a dispute; nothing is known where its log names no stage."""
        entries = self.entries.get(which)
        rules = rules_on(self.rules, which[1])
        return path_of(entries, self.stages, rules) if entries else NO_PATH


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
        entered = _entered(entry)
        due = entered and add_working_days(entered, rules.limits[entry.stage])
    if due is None or entry.responded is None:
        return None
    return bool(entry.responded > due)


def _entered(entry: Row[Any]) -> date | None:
    """Return the day on which a stage began; the first with the dispute itself."""
    day: date | None = entry.entered
    return day or (entry.raised if entry.position == 1 else None)


def disputes(reading: Reading) -> dispute_rows.Disputes:
    """Return the disputes, with the team and IRO that the log names."""
    growing = reading.growing()
    log_ends = log_end(reading.session, reading.la)
    followed, ways = follow_ups(reading), Ways.of(reading)
    rows = reading.rows(DISPUTES)
    for row, since in zip(rows, since_disputes(reading, rows), strict=True):
        which = row.child_id, row.raised, row.ordinal
        limit = add_working_days(row.raised, DISPUTE_LIMIT)
        growing.add(
            {
                **_groups(reading, row),
                "stage": row.entry_stage,
                "highest_stage": row.highest_stage,
                **followed[which],
                "outcome": reading.mapping.outcome(row.outcome),
            },
            raised=row.raised,
            resolved=row.resolved or OPEN,
            working_days=UNKNOWN if row.working_days is None else row.working_days,
            limit=rules_on(ways.rules, row.raised).in_all,
            past_limit=limit <= log_ends,
            **ways.path(which)._asdict(),
            **since._asdict(),
        )
    return growing.frozen(
        dispute_rows.Disputes,
        (
            *CARE_GROUPS,
            *("stage", "highest_stage", "theme", "outcome"),
            *FOLLOW_UP_GROUPS,
        ),
    )


def dispute_stages(reading: Reading) -> dispute_rows.DisputeStages:
    """Return the stages that disputes entered, with the groups of their dispute."""
    growing = reading.growing()
    ways = Ways.of(reading)
    for place, row in enumerate(reading.rows(DISPUTES)):
        groups = _groups(reading, row)
        rules = rules_on(ways.rules, row.raised)
        for entry in ways.entries.get((row.child_id, row.raised, row.ordinal), ()):
            late = _is_late(entry, rules)
            growing.add(
                {**groups, "at_stage": entry.stage},
                dispute=place,
                resolved=row.resolved or OPEN,
                working_days=_taken(entry),
                in_time=late is False,
                in_time_known=late is not None,
            )
    return growing.frozen(
        dispute_rows.DisputeStages, (*CARE_GROUPS, "at_stage", "theme")
    )


def _groups(reading: Reading, row: Row[Any]) -> dict[str, Any]:
    groups = reading.life(row).groups(row.raised, IRO)
    return {
        **groups,
        "team": row.team or groups["team"],
        "iro": row.iro_name or groups["iro"],
        "theme": row.theme,
    }


def _taken(entry: Row[Any]) -> int:
    entered = _entered(entry)
    if entered is None or entry.responded is None or entry.responded < entered:
        return UNKNOWN
    return working_days_between(entered, entry.responded)


def log_end(session: Session, la: str) -> date:
    """Return the last day that the dispute log speaks for."""
    runs = coverage(session, la, "disputes").runs
    return runs[-1].end if runs else date.max
