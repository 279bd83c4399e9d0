"""What changed since the period before, in a few sentences with their table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from domain.tables import Columns
from metrics.changed import Change, Changed, changed
from metrics.measure import Metric
from ui.kit import words
from ui.kit.charts import Panel, expand
from ui.kit.filters import Selection

ALL = "View every measure compared as a table"
CHANCE = "More than chance"


def show(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> None:
    """Draw at most five sentences, and under them every measure that was compared."""
    found = changed(metrics, columns, chosen.period, chosen.where)
    heading = f"What changed since {words.period(found.before)}"
    st.header(words.plain(heading), anchor=False)
    st.markdown("\n".join(f"- {words.plain(said)}" for said in found.sentences))
    panel = Panel(
        key="changed",
        heading=heading,
        drawing=None,
        alt="",
        table=lambda: table(found),
        metrics=tuple(each.metric for each in found.compared),
    )
    if found.compared:
        expand(ALL, panel, columns, chosen)


def table(found: Changed) -> pd.DataFrame:
    """Return every measure that was compared, in the order of the page."""
    named = {each.metric.key: each for each in found.changed}
    return pd.DataFrame(
        _line(named.get(each.metric.key, each), each.metric.key in named)
        for each in found.compared
    )


def _line(each: Change, is_named: bool) -> dict[str, str]:
    return {
        "Figure": each.metric.name,
        "Now": words.figure(each.now),
        "Counted": words.fraction(each.now),
        "Before": words.figure(each.before),
        "Counted before": words.fraction(each.before),
        CHANCE: "yes" if is_named else "no",
        "Most of it": each.driver.words if each.driver else "",
    }
