"""Counting once: what was counted of rows is kept with them."""

from __future__ import annotations

from domain.periods import Period
from domain.tables import Columns
from metrics.measure import EVERYTHING, Counts, Metric, Where

ANSWERS_KEPT = 4096


def counted(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
    by: str | None = None,
) -> Counts:
    """Return what Metric.count does, kept with the rows it was counted of.

    Readers ask for the same figures again with every click. The answers live and die
    with their rows, so whoever may not see these rows is never given them.

    Raises:
        MeasureError: `by` or `where` names a grouping or group that is not there.
    """
    asked = metric, periods, tuple(where.items()), by
    if asked not in columns.answers:
        if len(columns.answers) >= ANSWERS_KEPT:
            columns.answers.clear()
        columns.answers[asked] = metric.count(columns, periods, where, by)
    found: Counts = columns.answers[asked]
    return found
