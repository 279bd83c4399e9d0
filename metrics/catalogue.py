"""Every measure there is, in the order a reader meets them."""

from __future__ import annotations

from metrics import caseloads, cla_reviews, conferences, disputes, participation, plans
from metrics.measure import MeasureError, Metric

CATALOGUE: tuple[Metric, ...] = (
    *cla_reviews.METRICS,
    *participation.METRICS,
    *conferences.METRICS,
    *plans.METRICS,
    *disputes.METRICS,
    *caseloads.METRICS,
)


def get(key: str) -> Metric:
    """Return the measure of a key.

    Raises:
        MeasureError: there is none; the message lists the keys there are.
    """
    for metric in CATALOGUE:
        if metric.key == key:
            return metric
    keys = ", ".join(metric.key for metric in CATALOGUE)
    raise MeasureError(f"There is no measure called '{key}'. There are: {keys}.")
