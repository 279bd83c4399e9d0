"""The rows behind a figure: those it counts, those it does not, those nobody knows.

They are found by what the measure itself counts with, so there is no second definition;
a test holds every measure to it.
"""

from __future__ import annotations

import numpy as np

from domain.periods import Period
from domain.tables import Columns
from metrics.measure import EVERYTHING, Counting, Metric, Where
from metrics.sides import Found, Side, Sides


def sides(
    metric: Metric, columns: Columns, period: Period, where: Where = EVERYTHING
) -> Sides:
    """Return the rows behind each side that a measure has, of one period.

    None where no file speaks for the period.

    Raises:
        MeasureError: `where` names a grouping or group that is not there.
    """
    counting = Counting(metric, columns, (period,), where, None)
    found = metric.sides(counting)
    if counting.window.covered[0]:
        return found
    nothing = np.zeros(0, np.intp)
    return {
        side: tuple(Found(each.rows, nothing, 0.0) for each in some)
        for side, some in found.items()
    }


def sides_of_group(
    metric: Metric,
    columns: Columns,
    period: Period,
    where: Where,
    group: tuple[str, str],
) -> Sides:
    """Return the same for a grouping's group, as a chart has it.

    A group's share of all has no other side: the rest are the other groups.

    Raises:
        MeasureError: as `sides`.
    """
    by, label = group
    found = sides(metric, columns, period, {**where, by: (label,)})
    if by == metric.natural:
        return {Side.COUNTED: found[Side.CASES]}
    return found
