"""One figure of the chosen period, and the same of a year before."""

from __future__ import annotations

from dataclasses import replace

from domain.tables import Columns
from metrics.figure import Figure, figures
from metrics.measure import Metric
from ui.kit import words
from ui.kit.filters import Selection


def measured(
    metric: Metric, columns: Columns, chosen: Selection
) -> tuple[Figure, Figure]:
    """Return the figure of the chosen period and of the same days a year earlier.

    A year before of which only a part is loaded is no comparison: it has no value.
    """
    if metric.key in chosen.figures:
        return chosen.figures[metric.key]
    where = chosen.on(metric, columns)
    before, now = figures(metric, columns, (chosen.before, chosen.period), where)
    if not words.loaded_from_the_start(metric, columns, chosen.before):
        before = replace(before, value=None, covered=False)
    chosen.figures[metric.key] = now, before
    return now, before
