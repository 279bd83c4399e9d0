"""Columns as somebody may see them: without the names of IROs that are not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from data_access.store.settings import settings
from domain.access import Sight
from domain.codes import NOT_RECORDED
from domain.periods import ONE_DAY, Period, clip, quarter_of
from domain.tables import Columns, Ints, Rows

ANOTHER = "Another IRO"


def narrowed(columns: Columns, seen: Sight, names: Mapping[str, str]) -> Columns:
    """Return columns with only what `seen` allows; `names` gives staff by their ids.

    Where no IRO may be told apart, rows carry no IRO at all: no filter, no grouping
    and no label of theirs is left. Who is guarded is not told who set a target, had
    limits worked out anew or wrote an event down.
    """
    if seen.guarded:
        columns = replace(
            columns,
            small=settings().small_number,
            covered={
                what: _whole_quarters(runs) for what, runs in columns.covered.items()
            },
            targets=tuple(replace(each, set_by="") for each in columns.targets),
            rebases=tuple(replace(each, author="") for each in columns.rebases),
            events=tuple(replace(each, author="") for each in columns.events),
        )
    if seen.names is None:
        return columns
    own = {names[staff_id] for staff_id in seen.names if staff_id in names}
    labels = (NOT_RECORDED, ANOTHER, *sorted(own)) if own else (NOT_RECORDED,)
    positions = np.array(
        [
            labels.index(label) if label in (NOT_RECORDED, *own) else 1
            for label in columns.labels["iro"]
        ],
        dtype=np.int16,
    )
    rows: dict[str, Any] = {
        name: _without_names(rows, positions if own else None)
        for name, rows in columns.every_kind.items()
    }
    rows["recorded"] = {name: rows.pop(name) for name in columns.recorded}
    return replace(columns, **rows, labels={**columns.labels, "iro": labels})


def _whole_quarters(runs: tuple[Period, ...]) -> tuple[Period, ...]:
    """Cut the days told at the end of a quarter.

    A quarter that is running holds few cases: its figures would be withheld, and the
    year's with them.
    """
    if not runs:
        return ()
    quarter = quarter_of(runs[-1].end)
    last = quarter.end if quarter.end == runs[-1].end else quarter.start - ONE_DAY
    return clip(runs, Period(date.min, last))


def _without_names(rows: Rows, positions: Ints | None) -> Rows:
    if "iro" not in rows.groups:
        return rows
    groups = dict(rows.groups)
    if positions is None:
        del groups["iro"]
    else:
        groups["iro"] = positions[groups["iro"]]
        groups["iro"].setflags(write=False)
    return replace(rows, groups=groups)
