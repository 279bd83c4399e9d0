"""A panel that is made only once a reader opens it, chart and all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from domain.tables import Columns
from ui.kit import charts, printed, tables, words
from ui.kit.charts import Panel
from ui.kit.filters import Selection


@dataclass(frozen=True)
class Offer:
    """A panel, what must be read with it, and what a download says beside its notes."""

    panel: Panel
    said: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def offer(
    label: str,
    key: str,
    made: Callable[[], Offer],
    columns: Columns,
    chosen: Selection,
) -> None:
    """Draw a closed line; opened, a panel's heading, chart, words, table and CSV.

    `made` is asked for it then and not before: a page costs what is looked at.
    """
    expander = st.expander(
        label,
        expanded=printed.asked(),
        key=printed.key(key, "offer"),
        on_change="rerun",
    )
    if not expander.open:
        return
    with expander:
        offered = made()
        panel = offered.panel
        st.header(words.plain(panel.heading), anchor=False)
        if panel.drawing is not None:
            charts.draw(panel.drawing, panel.key, panel.alt)
        st.markdown("\n\n".join(words.plain(line) for line in offered.said if line))
        table = panel.table()
        if len(table):
            tables.show(table, panel.heading)
            notes = charts.notes(panel, chosen) | dict(offered.notes)
            tables.download(table, notes, panel.key)
        for metric in panel.metrics:
            charts.calculation(metric, columns, chosen)
