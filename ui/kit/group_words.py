"""What stands out among the groups of one grouping: no more than the figures say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.codes import NOT_RECORDED
from domain.tables import DIMENSIONS
from metrics.figure import Figure, of_row
from metrics.funnel import Place, place
from metrics.measure import EVERYTHING, Counts, Metric, Shape, Unit
from metrics.said import between
from ui.kit import words

FEWEST = 10  # cases: fewer say nothing of a group
NAMED = 2  # groups: more are counted, not named
APART = {Place.FAR_BELOW: "lower", Place.FAR_ABOVE: "higher"}


def named(metric: Metric, by: str) -> str:
    """Return what a measure by the groups of a grouping is called."""
    return metric.name if metric.natural == by else f"{metric.name} by {lower(by)}"


def heading(
    metric: Metric, by: str, counts: Counts, kept: Sequence[int], whole: Figure
) -> str:
    """Return a heading that states what stands out among the groups of a period."""
    name = named(metric, by)
    when = words.when_counted(whole)
    told = [at for at in kept if counts.labels[at] != NOT_RECORDED]
    known = [at for at in told if not np.isnan(counts.value[at, 0])]
    if not known:
        return f"{name}: {_nothing(by, metric, counts, kept, when)}"
    return f"{name}: {_standing_out(metric, by, counts, known, whole)} {when}"


def _standing_out(
    metric: Metric, by: str, counts: Counts, known: Sequence[int], whole: Figure
) -> str:
    values = {at: float(counts.value[at, 0]) for at in known}
    high = words.value(metric, max(values.values()))
    if metric.natural == by or metric.unit is Unit.COUNT:
        most = max(values.values())
        return words.most_often(
            (counts.labels[at] for at in known if values[at] == most), high
        )
    if len(known) == 1 or metric.shape is not Shape.SHARE or not metric.counts_rows:
        low = words.value(metric, min(values.values()))
        return high if low == high else between(low, high)
    return _apart(counts, known, whole)


def _apart(counts: Counts, known: Sequence[int], whole: Figure) -> str:
    """Return which groups chance does not explain: outside of 99.8% of what it gives."""
    below = counts.denominator
    if below is None or not whole.denominator:
        return "no cases"
    found = {}
    for at in known:
        if below[at, 0] >= FEWEST:
            own = int(counts.numerator[at, 0]), int(below[at, 0])
            says = place(*own, int(whole.numerator), int(whole.denominator))
            if says in APART:
                found[counts.labels[at]] = APART[says]
    if not found:
        return "no further apart than chance explains"
    if len(found) > NAMED:
        return f"{len(found)} of {len(known)} further apart than chance explains"
    said = " and ".join(f"{label} {way}" for label, way in found.items())
    return f"{said} than chance explains"


def _nothing(
    by: str, metric: Metric, counts: Counts, kept: Sequence[int], when: str
) -> str:
    """Return why no group of a period has a value."""
    if any(of_row(metric, counts, EVERYTHING, at)[0].known_to_be for at in kept):
        return f"no percentage {when}, as the only answers known are yes"
    return f"{lower(by)} is not recorded" if kept else f"no cases {when}"


def lower(by: str) -> str:
    """Return a grouping's name as it stands in a sentence."""
    said = DIMENSIONS[by]
    return said if said[:2].isupper() else said.lower()
