"""One thing that is counted: which rows, on which days, each as one or by weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.tables import Bools, Rows
from metrics.kernel import Column, Mask, Numbers, Run, When, tally
from metrics.measure import Counting


def everyone(rows: Rows) -> Bools:
    """Return True for every row."""
    return np.ones(rows.size, dtype=np.bool_)


def nobody(rows: Rows) -> Bools:
    """Return False for every row."""
    return ~everyone(rows)


@dataclass(frozen=True)
class Part:
    """Something counted, for one side of a rate say; `weight` sums a column instead."""

    rows: str
    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth

    def run(self, counting: Counting) -> Run:
        """Return where its rows belong."""
        rows = getattr(counting.columns, self.rows)
        chosen = counting.chosen(rows) & self.population(rows)
        return self.when.run(rows, chosen, counting.window)

    def count(self, counting: Counting) -> Numbers:
        """Count its rows, or sum their weights, by group and period."""
        rows = getattr(counting.columns, self.rows)
        run = self.run(counting)
        weights = None if self.weight is None else self.weight(rows)[run.row]
        shape = len(counting.labels), len(counting.periods)
        found: Numbers = tally(run, counting.group(rows, run.row), *shape, weights)
        return found * self.per
