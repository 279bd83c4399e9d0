"""Our figures beside those that other councils sent, where both count the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.exchange import BY_KEY, WHOLE, Definition, Theirs, differing, rules_of
from domain.periods import Period
from domain.tables import Columns
from metrics.figure import Figure, figure, figure_of_group
from metrics.measure import EVERYTHING, Metric


@dataclass(frozen=True)
class Otherwise:
    """A council that counts a measure by another definition: what differs, in words."""

    council: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class BesideOthers:
    """A measure beside what other councils sent of it, each of one period.

    `ours` has our figure of each of these periods. Of who counts `otherwise` no figure
    is here. `absent` are councils that sent a file without a figure of it to set beside.
    """

    metric: Metric
    theirs: tuple[Theirs, ...]
    ours: Mapping[Period, Figure | None]
    otherwise: tuple[Otherwise, ...]
    absent: tuple[str, ...]


def definition_of(metric: Metric, columns: Columns) -> Definition:
    """Return what a measure counts here now, as it would go into a file."""
    sent = BY_KEY[metric.key]
    return Definition(
        measure=metric.key,
        group=sent.group,
        definition=metric.definition,
        numerator=metric.numerator,
        joined=metric.joined,
        denominator=metric.denominator,
        left_out=metric.aside_words,
        unit=metric.unit.value,
        rules=rules_of(sent, columns.rule, columns.rules),
    )


def beside_others(metric: Metric, columns: Columns, period: Period) -> BesideOthers:
    """Return a measure of a period beside what other councils sent of it.

    Of a council that sent none of that period it is the latest that ended by its end.
    """
    ours = definition_of(metric, columns)
    mine: list[Theirs] = []
    otherwise: list[Otherwise] = []
    absent: list[str] = []
    for council in dict.fromkeys(each.council for each in columns.exchanged):
        sent = [
            each
            for each in columns.exchanged
            if each.council == council and each.measure == metric.key
        ]
        others = [each for each in sent if each.definition != ours.hash]
        if others:
            otherwise.append(_otherwise(council, others[0].counts, ours.words))
        elif found := _of_period(sent, period):
            mine.append(found)
        else:
            absent.append(council)
    periods = sorted({each.period for each in mine}, reverse=True)
    return BesideOthers(
        metric,
        tuple(sorted(mine, key=lambda each: periods.index(each.period))),
        {each: _ours(metric, columns, each) for each in periods},
        tuple(otherwise),
        tuple(absent),
    )


def _otherwise(council: str, theirs: str, ours: str) -> Otherwise:
    return Otherwise(council, differing(theirs, ours), differing(ours, theirs))


def _of_period(sent: Sequence[Theirs], period: Period) -> Theirs | None:
    by = {each.period: each for each in sent}
    ended = [each for each in by if each.end <= period.end]
    if period in by or not ended:
        return by.get(period)
    return by[max(ended, key=lambda each: (each.end, each.start))]


def _ours(metric: Metric, columns: Columns, period: Period) -> Figure | None:
    """Return our figure of the whole service, whatever a reader has filtered by.

    None where we have no group of that name.
    """
    sent = BY_KEY[metric.key]
    if sent.group == WHOLE:
        return figure(metric, columns, period)
    if sent.group not in columns.labels.get(sent.by, ()):
        return None
    return figure_of_group(metric, columns, period, EVERYTHING, (sent.by, sent.group))
