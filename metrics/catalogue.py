"""Every measure there is, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from metrics import (
    before_reviews,
    caseloads,
    cla_reviews,
    conferences,
    conferences_held,
    continuity,
    disputes,
    education,
    health,
    impact,
    lasting_homes,
    liberty,
    other_reviews,
    participation,
    permanence,
    plans,
    practice,
    pre_proceedings,
    ready,
    since,
    stages,
    voice,
    workforce,
)
from metrics.measure import MeasureError, Metric

SUBJECTS: Mapping[str, tuple[Metric, ...]] = {
    "Reviews": (*cla_reviews.METRICS, *ready.METRICS),
    "Participation": (*participation.METRICS, *before_reviews.METRICS),
    "Voice": voice.METRICS,
    "Practice": practice.METRICS,
    "Other reviews": other_reviews.METRICS,
    "Conferences and plans": (
        *conferences.METRICS,
        *plans.METRICS,
        *conferences_held.METRICS,
        *pre_proceedings.METRICS,
    ),
    "Permanence and placement": (
        *permanence.METRICS,
        *lasting_homes.METRICS,
        *liberty.METRICS,
    ),
    "Health and education": (*health.METRICS, *education.METRICS),
    "Disputes": (
        *disputes.METRICS,
        *impact.METRICS,
        *stages.METRICS,
        *since.METRICS,
    ),
    "Caseloads": caseloads.METRICS,
    "Continuity and contact": continuity.METRICS,
    "Workforce": workforce.METRICS,
}
CATALOGUE: tuple[Metric, ...] = tuple(chain.from_iterable(SUBJECTS.values()))
BY_KEY = {metric.key: metric for metric in CATALOGUE}


def get(key: str) -> Metric:
    """Return the measure of a key.

    Raises:
        MeasureError: there is none; the message lists the keys there are.
    """
    if key in BY_KEY:
        return BY_KEY[key]
    keys = ", ".join(BY_KEY)
    raise MeasureError(f"There is no measure called '{key}'. There are: {keys}.")
