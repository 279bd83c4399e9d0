"""Every measure there is, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from metrics import (
    caseloads,
    cla_reviews,
    conferences,
    continuity,
    disputes,
    education,
    health,
    impact,
    participation,
    permanence,
    plans,
    workforce,
)
from metrics.measure import MeasureError, Metric

SUBJECTS: Mapping[str, tuple[Metric, ...]] = {
    "Reviews": cla_reviews.METRICS,
    "Participation": participation.METRICS,
    "Conferences and plans": (*conferences.METRICS, *plans.METRICS),
    "Permanence and placement": permanence.METRICS,
    "Health and education": (*health.METRICS, *education.METRICS),
    "Disputes": (*disputes.METRICS, *impact.METRICS),
    "Caseloads": caseloads.METRICS,
    "Continuity and contact": continuity.METRICS,
    "Workforce": workforce.METRICS,
}
CATALOGUE: tuple[Metric, ...] = tuple(chain.from_iterable(SUBJECTS.values()))


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
