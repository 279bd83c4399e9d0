"""How long each measure takes over 36 months of Exampleshire, once it is in memory.

    python -m benchmarks.measures

Prints, for each measure, the median microseconds of a count by month, of the same by
team or IRO, and how many times a plain numpy bincount of as many rows that is. Ends
with 1 when any count by month takes over a millisecond. A round is repeated and the
quietest kept, so that other work on the machine is not measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from domain.periods import months_between
from domain.tables import Columns
from metrics.catalogue import CATALOGUE
from metrics.measure import Metric
from tests.golden.store import filled

LIMIT = 1000  # microseconds
MONTHS = months_between(date(2023, 11, 1), date(2026, 10, 31))
ROUNDS, REPEATS = 5, 21
MICROSECONDS = 1_000_000


def microseconds(work: Callable[[], object]) -> float:
    """Return the median time of the quietest round."""
    return min(median(_timed(work) for _ in range(REPEATS)) for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * MICROSECONDS


def measure(metric: Metric, columns: Columns) -> tuple[float, float, float]:
    """Return microseconds by month, by month and group, and of a plain bincount."""
    carried = metric.dimensions(columns)
    group = "team" if "team" in carried else carried[0]
    rows = metric.rows_of(columns).groups[group]
    return (
        microseconds(lambda: metric.count(columns, MONTHS)),
        microseconds(lambda: metric.count(columns, MONTHS, by=group)),
        microseconds(lambda: np.bincount(rows, minlength=len(columns.labels[group]))),
    )


def main() -> int:
    """Print a line for each measure; return 1 when any is over the limit."""
    with TemporaryDirectory() as folder:
        columns = filled(folder)
    print(f"{'measure':54}{'months':>8}{'by group':>10}{'bincount':>10}{'ratio':>8}")
    over = []
    for metric in CATALOGUE:
        months, grouped, plain = measure(metric, columns)
        print(
            f"{metric.key:54}{months:8.0f}{grouped:10.0f}{plain:10.1f}"
            f"{months / plain:8.0f}"
        )
        if months > LIMIT:
            over.append(metric.key)
    for key in over:
        print(f"{key} takes over {LIMIT} microseconds.", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
