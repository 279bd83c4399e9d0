"""Growing columns row by row, and turning them into read-only arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from data_access.columns.lives import Labels
from domain.tables import Bools, Ints, day_number

BoolNames = frozenset[str]


class Growing:
    """Columns of one kind of row while they are read.

    Dates become day numbers (`missing` where None), groups their label positions.
    """

    def __init__(self, labels: Mapping[str, Labels]) -> None:
        self.labels = labels
        self.columns: dict[str, list[Any]] = defaultdict(list)
        self.groups: dict[str, list[int]] = defaultdict(list)

    def add(self, groups: Mapping[str, str | None], **values: object) -> None:
        """Add one row."""
        for name, words in groups.items():
            self.groups[name].append(self.labels[name].position(words))
        for name, value in values.items():
            stored = day_number(value) if isinstance(value, date) else value
            self.columns[name].append(stored)

    def frozen(
        self, names: tuple[str, ...], dimensions: tuple[str, ...]
    ) -> dict[str, Any]:
        """Return the columns as read-only arrays, empty ones too."""
        columns = {name: _array(self.columns[name]) for name in names}
        groups = {
            name: _read_only(np.asarray(self.groups[name], dtype=np.int16))
            for name in dimensions
        }
        return {**columns, "groups": groups}


def _array(values: list[Any]) -> Ints | Bools:
    kind = np.bool_ if values and isinstance(values[0], bool) else np.int32
    return _read_only(np.asarray(values, dtype=kind))


def _read_only(array: Any) -> Any:  # noqa: ANN401
    array.setflags(write=False)
    return array
