"""What a board is given: the same figures, with small numbers withheld.

Whatever can be asked for is settled together (metrics.sheets), so that no figure tells
what another keeps. What would lie outside of that is refused.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from domain.periods import Period
from domain.tables import DIMENSIONS, Bools, Columns
from metrics.caseloads import CHILDREN_IN_CARE_AT_END
from metrics.counted import counted
from metrics.disclosure.board_periods import offered
from metrics.disclosure.rule import SMALL
from metrics.disclosure.withheld import sheet
from metrics.kernel import Numbers
from metrics.kinds import Split
from metrics.measure import EVERYTHING, Counts, MeasureError, Metric, Where
from metrics.plans import PLANS_OPEN


def published(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
    by: str | None = None,
    threshold: int = SMALL,
) -> Counts:
    """Return what Metric.count does, with small numbers withheld.

    Raises:
        MeasureError: it is asked for by more than one grouping, for several groups
            at once, or for other periods than metrics.offered tells.
    """
    grouping = _one_grouping(metric, where, by)
    told = offered(metric, columns)
    cut = tuple(told.cut(period) for period in periods)
    counts = counted(metric, columns, cut, where, by)
    if told.last is None:
        return replace(counts, periods=periods)
    labels = counts.labels if by else where.get(grouping, (None,))
    withheld = np.stack(
        [
            _withheld(metric, columns, grouping, label, cut, threshold)
            for label in labels
        ]
    )
    if by and by in where:
        withheld &= np.isin(counts.labels, where[by])[:, None]
    withheld &= counts.covered
    return replace(_without(counts, withheld, threshold), periods=periods)


def too_few(
    columns: Columns, where: Where, period: Period, threshold: int = SMALL
) -> bool:
    """Say whether a filter leaves so few children that it would isolate them.

    Fewer are in care at the period's end, and fewer on plans, than may be told; and
    there is somebody. A filter on what neither carries isolates nobody.
    """
    found = [
        counted(metric, columns, (period,), where).numerator[0, 0]
        for metric in (CHILDREN_IN_CARE_AT_END, PLANS_OPEN)
        if set(where) <= set(metric.dimensions(columns))
    ]
    most = max(found, default=0)
    return bool(0 < most <= threshold)


def _one_grouping(metric: Metric, where: Where, by: str | None) -> str:
    """Return the one grouping that is asked for, no word if none is.

    Raises:
        MeasureError: there are more, or several groups are asked for at once.
    """
    named = {*where, *([by] if by else [])}
    if len(named) > 1:
        words = " and ".join(sorted(DIMENSIONS[name].lower() for name in named))
        raise MeasureError(
            "Where small numbers are withheld, a figure is given by one grouping at a "
            f"time, not by {words} at once."
        )
    if isinstance(metric, Split) and (where or by not in (None, metric.natural)):
        raise MeasureError(
            f"Where small numbers are withheld, '{metric.name}' is given by "
            f"{DIMENSIONS[metric.natural].lower()} alone."
        )
    if by is None and any(len(words) != 1 for words in where.values()):
        raise MeasureError(
            "Where small numbers are withheld, a figure is given for one group at a "
            "time, or for all."
        )
    return named.pop() if named else ""


def _withheld(
    metric: Metric,
    columns: Columns,
    grouping: str,
    label: str | None,
    periods: tuple[Period, ...],
    threshold: int,
) -> Bools:
    """Return which periods of a group are withheld."""
    found = sheet(metric, columns, grouping, threshold).of(label, periods)
    if isinstance(metric, Split) and not grouping and not metric.only:
        # Its figure is the cases with a group recorded: all but those without.
        beside = sheet(metric, columns, metric.natural, threshold)
        found |= beside.of(beside.labels[0], periods)
    return found


def _without(counts: Counts, withheld: Bools, threshold: int) -> Counts:
    """Return counts with nothing left of what is withheld."""

    def kept(numbers: Numbers) -> Numbers:
        return np.where(withheld, np.nan, numbers)

    few_aside = (counts.aside > 0) & (counts.aside <= threshold)
    return replace(
        counts,
        numerator=kept(counts.numerator),
        denominator=None if counts.denominator is None else kept(counts.denominator),
        value=kept(counts.value),
        aside=np.where(few_aside, np.nan, kept(counts.aside)),
        withheld=withheld,
    )
