"""Between which two values a percentage lies, whatever the unknown answers are.

A case whose answer is unknown either passes, or does not, or turns out to be none of the
measure's cases (a review with no code may be that of a child under 4). Its two outermost
values are those where all pass and where none does; whatever happens lies between.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from metrics.figure import Figure
from metrics.kinds import Proportion


class Bounds(NamedTuple):
    """The lowest and the highest value, in percent."""

    low: float
    high: float


def bounds(shown: Figure) -> Bounds | None:
    """Return a figure's bounds; None where nothing is unknown, or none can be given.

    They follow from the three numbers that its reader is given, and from no other: who
    is not told one of them, because it is small, is given no bounds. Where the unknown
    cases lack the very day that puts a case into a period, those of another period may
    belong here, so there are none either.
    """
    metric, cases, aside = shown.metric, shown.denominator, shown.aside
    if not isinstance(metric, Proportion) or metric.unknown_when is not None:
        return None
    if shown.value is None or shown.withheld or not cases:
        return None
    if math.isnan(aside) or not aside:
        return None
    whole = cases + aside
    return Bounds(
        100.0 * shown.numerator / whole, 100.0 * (shown.numerator + aside) / whole
    )
