"""Cards: one figure each, always in the same order of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from domain.tables import Columns
from metrics.comparison import compared
from metrics.figure import Figure, figure, figures
from metrics.measure import Metric
from ui.kit import led, links, words
from ui.kit.filters import Selection

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


def finding(metric: Metric, columns: Columns, chosen: Selection) -> str:
    """Return a heading that states a figure; both, of a period that is read as two."""
    now, *earlier = led.each(metric, columns, chosen)
    said = words.finding(*measured(metric, columns, now))
    for half in earlier:
        then, _ = measured(metric, columns, half)
        said += f"; {words.figure(then)} {words.when_counted(then)}, {led.BEFORE}"
    return said


IN_A_ROW = 3


def rows(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> None:
    """Draw a card for each measure, three in a row."""
    for first in range(0, len(metrics), IN_A_ROW):
        some = metrics[first : first + IN_A_ROW]
        full = len(some) == IN_A_ROW
        for position, metric in zip(
            st.columns(IN_A_ROW, border=full), some, strict=False
        ):
            with (
                position if full else position.container(border=True, height="stretch")
            ):
                card(metric, columns, chosen)


def card(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Draw one measure: value, n of N, change, what is out, what it may do, the way on.

    Of a period that is read as two, the later one's figure comes first.
    """
    later, *earlier = led.each(metric, columns, chosen)
    now, before = measured(metric, columns, later)
    ignored = chosen.ignored(metric, columns)
    lines = [
        f"{later.period.label}:" if earlier else "",
        words.fraction(now),
        *(_earlier(metric, columns, half) for half in earlier),
        words.change(now, before),
        words.better(metric) if now.value is not None else "",
        words.aside(now),
        words.bounds(now),
        words.days_counted(now),
        f"Not filtered by {' or '.join(ignored).lower()}." if ignored else "",
    ]
    st.metric(metric.name, words.figure(now))
    st.markdown("  \n".join(words.plain(line) for line in lines if line))
    links.to_rows_behind(now, chosen)


def _earlier(metric: Metric, columns: Columns, half: Selection) -> str:
    """Return the figure from before lead practitioners chaired, in one line."""
    then, _ = measured(metric, columns, half)
    said = f"{half.period.label}, {led.BEFORE}: {words.figure(then)}"
    return f"{said} ({words.fraction(then)})"
