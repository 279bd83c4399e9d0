"""The frame of every chart: heading, chart, table, CSV, how it is calculated."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from domain.tables import Columns
from metrics.figure import figure
from metrics.measure import Metric
from ui.kit import tables, words
from ui.kit.drawings import Drawing
from ui.kit.filters import Selection

TABLE = "View as a table, and how this is calculated"
LEADS_ON = "The first column leads to the rows behind each line."
LABEL_LIMIT = 250
CONFIG = {"displayModeBar": False, "responsive": True}


@dataclass(frozen=True)
class Panel:
    """What a chart says: its heading, drawing, the same cells as a table, its words."""

    key: str
    heading: str
    drawing: Drawing | None
    alt: str
    table: Callable[[], pd.DataFrame]
    metrics: tuple[Metric, ...]
    links: Callable[[], Sequence[str]] = tuple  # to the rows behind each line


def show(panel: Panel, columns: Columns, chosen: Selection) -> None:
    """Draw a panel: heading, chart, then what a reader may open beneath it."""
    st.header(words.plain(panel.heading), anchor=False)
    if panel.drawing is not None:
        draw(panel.drawing, panel.key, panel.alt)
    open_at_first = panel.drawing is None
    expand(TABLE, panel, columns, chosen, open_at_first=open_at_first)


def draw(drawing: Drawing, key: str, alt: str) -> None:
    """Draw a chart, with a text that sends its listener to the table below."""
    st.plotly_chart(
        _AsDrawn(drawing),
        key=key,
        theme=None,
        config=CONFIG,
        alt=_short(alt) + " Table below.",
    )


def expand(
    label: str,
    panel: Panel,
    columns: Columns,
    chosen: Selection,
    *,
    open_at_first: bool = False,
) -> None:
    """Offer a panel's table, its CSV and its calculation, made once it is opened."""
    expander = st.expander(
        label, expanded=open_at_first, key=f"table-{panel.key}", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        table = panel.table()
        links = panel.links()
        tables.show(table, panel.heading, links)
        if any(links):
            st.markdown(LEADS_ON)
        tables.download(table, notes(panel, chosen), panel.key)
        for metric in panel.metrics:
            calculation(metric, columns, chosen)


def _short(alt: str) -> str:
    limit = LABEL_LIMIT - 14
    return alt if len(alt) <= limit else textwrap.shorten(alt, limit)


class _AsDrawn(go.Figure):
    """A drawing handed to the browser as it is.

    Validating a figure costs more than all the counting of its page; tests validate
    every drawing instead.
    """

    def __init__(self, drawing: Drawing) -> None:
        object.__setattr__(self, "_drawing", drawing)

    def to_dict(self) -> Drawing:
        """Return the drawing."""
        return self._drawing


def notes(panel: Panel, chosen: Selection) -> dict[str, str]:
    """Return what each row of a download says of itself."""
    return {
        "Measure": "; ".join(metric.name for metric in panel.metrics),
        "Filters": chosen.sentence,
        "Source": "; ".join(
            dict.fromkeys(metric.source.words for metric in panel.metrics)
        ),
    }


def calculation(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Write a measure's definition, its parts, its limits and its source."""
    where = chosen.on(metric, columns)
    now = figure(metric, columns, chosen.period, where)
    ignored = chosen.ignored(metric, columns)
    lines = [
        f"**{words.plain(metric.name)}.** {words.plain(metric.definition)}",
        f"{words.plain(words.figure(now))}: {words.plain(words.fraction(now))}.",
        f"Counts {words.plain(metric.grain)}.",
        words.plain(words.aside(now)),
        words.plain(metric.caveat),
        words.plain(metric.why),
        f"Not filtered by {' or '.join(ignored).lower()}." if ignored else "",
        f"Source: {words.plain(metric.source.words)}.",
    ]
    if metric.coverage == "reviews" and "Due" in metric.source.words:
        lines.append(f"Intervals are counted as {columns.rule}.")
    st.markdown("\n\n".join(line for line in lines if line))
