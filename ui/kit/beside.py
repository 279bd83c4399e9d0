"""Sentences that set a figure beside what the Department publishes; nothing is drawn."""

from __future__ import annotations

from domain.periods import Period
from domain.series import SERIES
from domain.tables import Columns
from metrics.benchmark import Definitions, beside, definitions, published
from metrics.figure import Figure
from metrics.measure import Metric
from ui.kit import words

OURS = "The Department's own figure of this council is {} ({})."
WHOLE = "These are of the whole service, whatever the filters are."


def lines(metric: Metric, columns: Columns, period: Period) -> list[str]:
    """Return all that is said of a measure beside published figures, line by line.

    The comparison comes first, its source last; then the two definitions, where local
    practice and the published figure differ. Plain text: whoever shows it escapes it.
    """
    found = beside(metric, columns, period)
    said = [found.line, found.place_line, found.spread_line, found.source]
    two = definitions(metric, columns, period)
    every = (*said, *(_two(two) if two else ()))
    return [f"{each.removesuffix('.')}." for each in every if each]


def _two(found: Definitions) -> list[str]:
    """Return both figures, why they differ, and the Department's own where it has one."""
    said = [f"Two definitions: {found.why}", _told(found.here), _told(found.there)]
    if found.series and found.published is not None:
        value = published(found.series, found.published)
        said.append(OURS.format(value, found.year.label))
    return [*said, WHOLE]


def _told(shown: Figure) -> str:
    """Return `Plan reviews held on time in 2023-24: 99.9%, 698 of 699 reviews ...`."""
    name = f"{shown.metric.name} {words.when(shown.metric, shown.period)}"
    value, fraction = words.figure(shown), words.fraction(shown)
    if shown.metric.natural and shown.denominator and shown.covered:
        # Groups share one whole, and the whole alone is one number.
        cases = words.count(shown.denominator + shown.aside)
        return f"{name}: {cases} {shown.metric.denominator}"
    if shown.value is None:
        return f"{name}: {fraction}"
    return f"{name}: {value}{'' if shown.denominator is None else ','} {fraction}"


def series_words(metric: Metric) -> str:
    """Return which published series a measure is compared with; empty if with none."""
    series = SERIES.get(metric.published)
    return f"{series.name}: {series.definition}" if series else ""
