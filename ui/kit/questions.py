"""Questions that a reader might ask of the figures on a page, and what to read beside."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.catalogue import get
from metrics.measure import Metric
from ui.kit import words

HEADING = "Questions you might ask"


def might_ask(metrics: Sequence[Metric]) -> None:
    """Write the questions of a page's first measures, those of each under its name.

    What several of them ask, and why they matter, is written once.
    """
    st.header(HEADING, anchor=False)
    asked, whys = {()}, set[str]()
    said: list[str] = []
    for metric in metrics:
        if metric.ask not in asked:
            said += told(metric, "" if metric.why in whys else metric.why)
        asked.add(metric.ask)
        whys.add(metric.why)
    st.markdown("\n\n".join(said))


def told(metric: Metric, why: str) -> list[str]:
    """Return a measure's questions as a list, and the measure that keeps it honest."""
    beside = words.plain(get(metric.shadow).name)
    return [
        f"**{words.plain(metric.name)}.** {why}".rstrip(),
        "\n".join(f"- {words.plain(each)}" for each in metric.ask),
        f"Read it beside: {beside}.",
    ]
