"""Cards: one figure each, always in the same order of words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domain.tables import Columns
from metrics.comparison import compared
from metrics.figure import Figure, figures
from metrics.measure import Metric
from ui.kit import links, words
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
    before, now = figures(metric, columns, (chosen.before, chosen.period), where)
    chosen.figures[metric.key] = now, compared(now, before, columns.led_from)
    return chosen.figures[metric.key]


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
    """Draw one measure: value, n of N, change, what is out, what it may do, the way on."""
    now, before = measured(metric, columns, chosen)
    ignored = chosen.ignored(metric, columns)
    lines = [
        words.fraction(now),
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
