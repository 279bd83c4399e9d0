"""What other councils sent us, beside our own figure of the same period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from domain.exchange import BY_KEY, WHOLE, Theirs
from domain.periods import Period, say_day
from domain.tables import Columns
from metrics.exchanged import BesideOthers, beside_others
from metrics.figure import Figure
from metrics.measure import Metric
from ui.kit import words
from ui.kit.charts import Panel
from ui.kit.filters import Selection
from ui.kit.offered import Offer, offer

LABEL = "Other councils that sent us a file"
HOW = (
    "Each council signed its own figures and sent them to us; nobody else has checked "
    "them. They are of its whole service, so ours are too, whatever the filters are. "
    "Where a council sent none of the period chosen, its latest before that is here, "
    "beside ours of the same days. Ours are as they stand today. This is no table of "
    "who is best: councils differ in size and in their children."
)
OTHERWISE = (
    "{}: {} counts it by another definition, so nothing is beside it. "
    "Theirs: {} Ours: {}"
)
ABSENT = "{}: {} sent no figure of it of days that ended by then."
OURS = "Ours"
UNFILTERED = "Whole service"
SOURCE = "Our own files, and files that other councils signed and sent"


def other_councils(
    metrics: Sequence[Metric], columns: Columns, chosen: Selection
) -> None:
    """Offer what others sent of a page's measures; nothing where nobody sent a file."""
    sent = tuple(each for each in metrics if each.key in BY_KEY)
    if columns.exchanged and sent:
        key = f"others-{sent[0].key}"
        offer(LABEL, key, lambda: _offer(sent, columns, chosen, key), columns, chosen)


def _offer(
    metrics: tuple[Metric, ...], columns: Columns, chosen: Selection, key: str
) -> Offer:
    found = [beside_others(metric, columns, chosen.period) for metric in metrics]
    panel = Panel(
        key=key,
        heading=_heading(found),
        drawing=None,
        alt="",
        table=lambda: pd.DataFrame(line for each in found for line in _lines(each)),
    )
    names = "; ".join(_name(metric) for metric in metrics)
    notes = ("Measure", names), ("Filters", UNFILTERED), ("Source", SOURCE)
    said = (line for each in found for line in _why_not(each))
    return Offer(panel, (HOW, *said), notes)


def _heading(found: Sequence[BesideOthers]) -> str:
    councils = {sent.council for each in found for sent in each.theirs}
    if not councils:
        return "No council sent a figure that can stand beside ours"
    return f"Beside {_listed(sorted(councils))}"


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _lines(found: BesideOthers) -> Iterator[dict[str, str]]:
    """Yield ours of each period, and under it what others sent of the same."""
    for period, ours in found.ours.items():
        yield _line(found.metric, period, _ours(ours))
        for sent in found.theirs:
            if sent.period == period:
                yield _line(found.metric, period, _theirs(found.metric, sent))


def _name(metric: Metric) -> str:
    """Return a measure's name, with the group of it that is sent."""
    group = BY_KEY[metric.key].group
    return metric.name if group == WHOLE else f"{metric.name}: {group}"


Told = tuple[str, tuple[str, str, str, str], tuple[str, str]]
"""Whose figure it is, its numbers in words, who signed it and when."""


def _line(metric: Metric, period: Period, told: Told) -> dict[str, str]:
    whose, numbers, signed = told
    names = "Value", "Counted", "Out of", "Left out, not known"
    return {
        "Figure": _name(metric),
        "Council": whose,
        **dict(zip(names, numbers, strict=True)),
        "Period": words.period(period),
        **dict(zip(("Signed by", "Signed on"), signed, strict=True)),
    }


def _ours(shown: Figure | None) -> Told:
    if shown is None or not shown.covered:
        return OURS, (words.NOT_LOADED, "", "", ""), ("", "")
    return OURS, (words.figure(shown), *_counts(shown)), ("", "")


def _theirs(metric: Metric, sent: Theirs) -> Told:
    value = words.value(metric, sent.value)
    signed = sent.signed_by, say_day(sent.signed_on)
    return sent.council, (value, *_counts(sent)), signed


def _counts(of: Figure | Theirs) -> tuple[str, str, str]:
    below = "" if of.denominator is None else words.count(of.denominator)
    return words.count(of.numerator), below, words.count(of.aside)


def _why_not(found: BesideOthers) -> Iterator[str]:
    name = _name(found.metric)
    for other in found.otherwise:
        yield OTHERWISE.format(name, other.council, other.theirs, other.ours)
    for council in found.absent:
        yield ABSENT.format(name, council)
