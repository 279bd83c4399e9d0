"""The cells of a release: one figure each, as it is counted."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, fields
from enum import Enum

import numpy as np

from domain.about import About
from domain.periods import Period
from domain.tables import Columns
from metrics.measure import Counts, Metric
from metrics.release.declared import about
from metrics.rows import Source

VERSION_LETTERS = 12


@dataclass(frozen=True, order=True)
class Key:
    """Which figure: a measure, a grouping (or none), a group of it and a period."""

    measure: str
    by: str
    group: str
    period: Period


@dataclass(frozen=True)
class Cell:
    """One figure as it is counted.

    `value` is None where there are no cases; `denominator` where it is a plain count.
    """

    key: Key
    numerator: float
    denominator: float | None
    value: float | None
    aside: float


@dataclass(frozen=True, eq=False)
class Sheet:
    """A measure of one period, whole or by the groups of one grouping.

    `counts` has a row for each group and one period.
    """

    metric: Metric
    by: str
    period: Period
    counts: Counts

    @property
    def key(self) -> tuple[str, str, Period]:
        """Which it is: its measure, its grouping and its period."""
        return self.metric.key, self.by, self.period

    @property
    def about(self) -> About:
        """What its numbers are about."""
        return about(self.metric, self.by)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its figures, in the order of its groups."""
        counts = self.counts
        below = counts.denominator
        return tuple(
            Cell(
                key=Key(self.metric.key, self.by, label, self.period),
                numerator=float(counts.numerator[row, 0]),
                denominator=None if below is None else float(below[row, 0]),
                value=_number(counts.value[row, 0]),
                aside=float(counts.aside[row, 0]),
            )
            for row, label in enumerate(counts.labels)
        )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def sheet_of(metric: Metric, columns: Columns, by: str, period: Period) -> Sheet:
    """Return a measure counted in a period that files speak for in full."""
    counts = metric.count(columns, (period,), by=by or None).only_whole()
    return Sheet(metric, by, period, counts)


def with_cases(found: tuple[Sheet, ...]) -> frozenset[tuple[str, str]]:
    """Return the groups, by grouping, that any figure counts a case in."""
    there: set[tuple[str, str]] = set()
    for sheet in found:
        counts = sheet.counts
        below = counts.numerator if counts.denominator is None else counts.denominator
        held = np.maximum(counts.numerator, below)[:, 0] + counts.aside[:, 0] > 0
        there.update((sheet.by, counts.labels[row]) for row in np.flatnonzero(held))
    return frozenset(there)


def version_of(metric: Metric) -> str:
    """Return a short hash of a measure's words, which moves when its definition does."""
    told = {each.name: getattr(metric, each.name) for each in fields(metric)}
    words = [f"{name}={_words(value)}" for name, value in sorted(told.items())]
    found = hashlib.sha256("\n".join(words).encode()).hexdigest()
    return found[:VERSION_LETTERS]


def _words(value: object) -> str:
    """Return a field as words; what is code says nothing."""
    if isinstance(value, Source):
        return value.words
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "; ".join(_words(each) for each in value)
    return str(value) if isinstance(value, str | int | float) else ""
