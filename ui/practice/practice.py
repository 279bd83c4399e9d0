"""What the service learnt where it looked at its practice, and what that explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from data_access.casework.practice import Learnt, learnt
from domain.access import Viewer
from domain.periods import Period
from domain.recorded import PRACTICE
from domain.tables import Columns
from metrics.catalogue import get
from metrics.figure import Figure, figure
from metrics.measure import Metric
from metrics.practice import BY_THEME, EXPLAINS, PRACTICE_MEETING_STANDARD
from ui.kit import charts, data, drawings, words
from ui.kit.charts import Panel
from ui.kit.filters import Selection

LEARNT = "What was learnt"
NOTHING_LEARNT = "Nothing that was learnt is written down for these months."
EMPTY = (
    "Nothing is recorded of practice yet, so nobody can say whether it is good enough. "
    "The quality assurance group records it on Record months, in the sheet Practice: "
    "audits, dip samples, the quality and compliance form, training, appraisal and "
    "supervision. The service register has the same sheet."
)
BESIDE = "What was found, beside the measure that it explains"
LOOKED = "work looked at"


def is_recorded(columns: Columns) -> bool:
    """Say whether anything of practice is recorded; else write where to record it."""
    if columns.of(PRACTICE.rows_name).size:
        return True
    st.markdown(EMPTY)
    return False


def of_period(viewer: Viewer, la: str, period: Period) -> tuple[Learnt, ...]:
    """Return what was learnt in the months of a period, the latest first."""
    there = learnt(data.look(viewer, la, period.end))
    return tuple(each for each in there if period.start <= each.month <= period.end)


def latest(there: Sequence[Learnt]) -> None:
    """Say what was learnt last, where anything was."""
    for each in there[:1]:
        said = words.plain(each.words)
        st.markdown(
            f"Learnt last, in {each.month:%B %Y}, of {words.plain(each.theme)}: {said}."
        )


def told(there: Sequence[Learnt]) -> None:
    """List what was learnt, by month and theme."""
    st.header(LEARNT, anchor=False)
    lines = [
        f"- **{each.month:%B %Y}, {words.plain(each.theme)}:** {words.plain(each.words)}."
        for each in there
    ]
    st.markdown("\n".join(lines) or NOTHING_LEARNT)


def beside(columns: Columns, chosen: Selection) -> None:
    """Draw each theme that explains a measure beside it, both of the whole service."""
    pairs = list(_pairs(columns, chosen))
    if not pairs:
        return
    bars = [
        (f"{theme}: {LOOKED}" if each is looked else each.metric.short_name, each)
        for theme, looked, explained in pairs
        for each in (looked, explained)
    ]
    said = [words.figure(each) for _, each in bars]
    values = [
        (label, np.nan if each.value is None else each.value) for label, each in bars
    ]
    listed = "; ".join(
        f"{label} {value}" for (label, _), value in zip(values, said, strict=True)
    )
    charts.show(
        Panel(
            key="explained",
            heading=f"{BESIDE} {words.when(PRACTICE_MEETING_STANDARD, chosen.period)}",
            under="Of the whole service. Samples are chosen, so the two need not agree.",
            drawing=drawings.bars(PRACTICE_MEETING_STANDARD, values, said, None),
            alt=f"{BESIDE}: {listed}.",
            table=lambda: pd.DataFrame(
                {"What": label, "Share": value, "Counted": words.fraction(each)}
                for (label, each), value in zip(bars, said, strict=True)
            ),
            metrics=(PRACTICE_MEETING_STANDARD, *(each.metric for *_, each in pairs)),
        ),
        columns,
        chosen,
    )


def _pairs(columns: Columns, chosen: Selection) -> Iterator[tuple[str, Figure, Figure]]:
    """Yield each theme that was looked at and explains a measure, with both figures."""
    labels = columns.labels[BY_THEME]
    for code, key in EXPLAINS.items():
        theme = labels[PRACTICE.place_of("theme", code)]
        where = {BY_THEME: (theme,)}
        looked = figure(PRACTICE_MEETING_STANDARD, columns, chosen.period, where)
        explained: Metric = get(key)
        if looked.denominator:
            yield theme, looked, figure(explained, columns, chosen.period)
