"""Columns as somebody may see them: without the names of IROs that are not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from domain.access import Sight
from domain.codes import NOT_RECORDED
from domain.tables import Columns, Ints, Rows

ANOTHER = "Another IRO"


def narrowed(columns: Columns, seen: Sight, names: Mapping[str, str]) -> Columns:
    """Return columns with only what `seen` allows; `names` gives staff by their ids.

    Where no IRO may be told apart, rows carry no IRO at all: no filter, no grouping
    and no label of theirs is left.
    """
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
