"""Verdicts of a few points, as tests of what is drawn of them need them."""

from datetime import date

import numpy as np

from domain.periods import months_between
from metrics import cla_reviews, spc
from metrics.measure import Counts, Unit
from metrics.series import Grain, Series
from metrics.spc import Method
from metrics.verdict import Assurance, Variation, Verdict

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
GAP = float("nan")
MONTHS = months_between(date(2022, 4, 1), date(2025, 3, 31))


def control(*values):
    return spc.control(np.array(values, dtype=float), Method.XMR)


def series(*values, metric=ON_TIME):
    row = np.array([values], dtype=float)
    months = MONTHS[: len(values)]
    counts = Counts(
        labels=("all",),
        periods=months,
        numerator=np.nan_to_num(row),
        denominator=None if metric.unit is Unit.COUNT else np.full(row.shape, 100.0),
        value=row,
        covered=np.ones(len(values), dtype=bool),
        aside=np.zeros(row.shape),
    )
    return Series(Grain.MONTH, months, control(*values), counts)


def verdict(*values, metric=ON_TIME, variation=Variation.STEADY, target=None):
    found = series(*values, metric=metric) if values else None
    return Verdict(metric, found, variation, Assurance.NO_TARGET, target)
