"""Growing columns row by row, and turning them into read-only arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar, get_type_hints

import numpy as np

from domain.codes import NOT_RECORDED
from domain.tables import EPOCH, Bools, Rows

AnyRows = TypeVar("AnyRows", bound=Rows)


class Labels:
    """Lists of labels that grow as rows are read; position 0 is `Not recorded`."""

    def __init__(self, start: Iterable[str] = (), first: str = NOT_RECORDED) -> None:
        self.positions: dict[str, int] = {first: 0}
        for words in start:
            self.position(words)

    def position(self, words: str | None) -> int:
        """Return the position of a label, adding it at the end when new."""
        if not words:
            return 0
        return self.positions.setdefault(words, len(self.positions))

    @property
    def words(self) -> tuple[str, ...]:
        """The labels in order of position."""
        return tuple(self.positions)


class Growing:
    """Columns of one kind of row while they are read.

    Dates become day numbers, groups their label positions.
    """

    def __init__(self, labels: Mapping[str, Labels]) -> None:
        self.labels = labels
        self.columns: dict[str, list[Any]] = defaultdict(list)
        self.groups: dict[str, list[int]] = defaultdict(list)

    def add(self, groups: Mapping[str, str | None], **values: date | int) -> None:
        """Add one row."""
        for name, words in groups.items():
            self.groups[name].append(self.labels[name].position(words))
        for name, value in values.items():
            stored = value.toordinal() - EPOCH if isinstance(value, date) else value
            self.columns[name].append(stored)

    def frozen(self, kind: type[AnyRows], dimensions: Iterable[str]) -> AnyRows:
        """Return the rows with every column and group read-only, empty ones too."""
        hints = get_type_hints(kind)
        columns = {
            each.name: _array(
                self.columns[each.name],
                np.bool_ if hints[each.name] == Bools else np.int32,
            )
            for each in fields(kind)
            if each.name != "groups"
        }
        groups = {name: _array(self.groups[name], np.int16) for name in dimensions}
        return kind(groups=groups, **columns)


def _array(values: list[Any], kind: type[np.generic]) -> Any:  # noqa: ANN401
    array = np.asarray(values, dtype=kind)
    array.setflags(write=False)
    return array
