"""Cards: one figure each, always in the same order of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from domain.tables import Columns
from metrics.benchmark import Beside, beside
from metrics.comparison import Quoted, compare, compared, led_from_of
from metrics.figure import Figure, figure, figures
from metrics.measure import Metric
from metrics.verdict import Verdict, verdict
from ui.kit import led, links, printed, words
from ui.kit.filters import Selection
from ui.kit.marks import MARKS
from ui.kit.sparkline import sparkline

# One figure of the chosen period, and the same of a year before.


def measured(
    metric: Metric, columns: Columns, chosen: Selection
) -> tuple[Figure, Figure]:
    """Return the figure of the chosen period and of the same days a year earlier.

    A year before that is unlike is no comparison: it has no value (metrics/comparison).
    """
    if metric.key in chosen.figures:
        return chosen.figures[metric.key]
    where = chosen.on(metric, columns)
    if led.compared(metric, columns, chosen):
        before, now = figures(metric, columns, (chosen.before, chosen.period), where)
        before = compared(now, before, columns.led_from)
    else:
        now = figure(metric, columns, chosen.period, where)
        why = led.no_comparison(metric, columns, chosen)
        before = replace(
            now, period=chosen.before, value=None, covered=False, unlike=why
        )
    chosen.figures[metric.key] = now, before
    return chosen.figures[metric.key]


def verdict_on(metric: Metric, columns: Columns, chosen: Selection) -> Verdict:
    """Return the verdict on a measure over three years to the end of what is chosen."""
    months = chosen.trend(metric, columns)
    return verdict(metric, columns, months, chosen.on(metric, columns))


# A card for each of some measures, in one piece: numbers and words arrive together.


HOW = "How these figures are calculated"


def rows(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> None:
    """Draw a card for each measure, as many in a row as there is room for."""
    with st.container(key=f"cards-{len(metrics)}"):  # whose height the style knows
        st.html(as_html(metrics, columns, chosen))


def as_html(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> str:
    """Return the cards of some measures, and under them how each is calculated."""
    made = [_made(metric, columns, chosen) for metric in metrics]
    shown = "".join(_card(each, columns, chosen) for each in made)
    more = "".join(_calculation(each, columns, chosen) for each in made)
    is_open = ' open="open"' if printed.asked() else ""
    return (
        f'<div class="cards">{shown}</div>'
        f'<details class="how"{is_open}><summary>{HOW}</summary><dl>{more}</dl>'
        "</details>"
    )


@dataclass(frozen=True)
class _Made:
    """What a card says: the later figure of a period that is read as two is `now`."""

    metric: Metric
    chosen: Selection
    now: Figure
    before: Figure
    earlier: tuple[Selection, ...]
    verdict: Verdict
    beside: Beside


def _made(metric: Metric, columns: Columns, chosen: Selection) -> _Made:
    later, *earlier = led.each(metric, columns, chosen)
    now, before = measured(metric, columns, later)
    found = verdict_on(metric, columns, chosen)
    published = beside(metric, columns, later.period)
    return _Made(metric, later, now, before, tuple(earlier), found, published)


def _card(made: _Made, columns: Columns, chosen: Selection) -> str:
    """Return one card: name, value, verdict, n of N, a small picture, the way on."""
    metric, now = made.metric, made.now
    mark = MARKS[made.verdict.variation]
    address, label = links.to_rows_behind(now, made.chosen)
    lines = [
        f"{made.chosen.period.label}:" if made.earlier else "",
        _sentence(words.fraction(now).removesuffix(".")),
        *(_earlier(metric, columns, half) for half in made.earlier),
        words.days_counted(now),
        _not_filtered(metric, columns, chosen),
    ]
    return "".join(
        [
            f'<div class="card" role="group" aria-label="{escape(metric.name)}">',
            f'<p class="name">{escape(metric.name)}</p>',
            f'<p class="value">{escape(words.figure(now))}</p>',
            sparkline(made.verdict),
            f'<p class="verdict"><span aria-hidden="true" style="color:{mark.colour}">'
            f"{mark.letter}</span> {escape(_sentence(made.verdict.trend))}</p>",
            f"<p>{escape(made.verdict.of_target)}</p>",
            *(f"<p>{escape(line)}</p>" for line in lines if line),
            f'<p class="beside">{escape(_ended(made.beside.line))}</p>',
            f'<p><a href="{escape(address)}">{escape(label)}</a></p>' if label else "",
            "</div>",
        ]
    )


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}."


def _ended(said: str) -> str:
    return f"{said.removesuffix('.')}." if said else ""


def _calculation(made: _Made, columns: Columns, chosen: Selection) -> str:
    """Return what a card leaves out: its definition, its past, what is not known."""
    metric, now = made.metric, made.now
    lines = [
        metric.definition,
        words.change(now, made.before),
        by_chance(now, made.before, columns),
        words.better(metric) if now.value is not None else "",
        words.aside(now),
        words.bounds(now),
        words.interval(now),
        made.verdict.why,
        *map(_ended, (made.beside.place_line, made.beside.spread_line)),
        _ended(made.beside.source),
        metric.why,
        metric.caveat,
    ]
    said = " ".join(line for line in lines if line)
    return f"<dt>{escape(metric.name)}</dt><dd>{escape(said)}</dd>"


def by_chance(now: Figure, before: Figure, columns: Columns) -> str:
    """Return whether chance explains the change from a year before; empty if none is."""
    if now.value is None or before.value is None or now.withheld or before.withheld:
        return ""
    told = compare(Quoted.of(now), Quoted.of(before), led_from_of(now, columns))
    return "" if told.refused else told.words


def _not_filtered(metric: Metric, columns: Columns, chosen: Selection) -> str:
    ignored = chosen.ignored(metric, columns)
    return f"Not filtered by {' or '.join(ignored).lower()}." if ignored else ""


def _earlier(metric: Metric, columns: Columns, half: Selection) -> str:
    """Return the figure from before lead practitioners chaired, in one line."""
    then, _ = measured(metric, columns, half)
    said = f"{half.period.label}, {led.BEFORE}: {words.figure(then)}"
    return f"{said} ({words.fraction(then)})"
