"""What the service learnt where it looked at its practice, and what that explains."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import streamlit as st

from data_access.casework.practice import Learnt, learnt
from domain.access import Viewer
from domain.recorded import PRACTICE
from domain.tables import Columns
from metrics.catalogue import get
from metrics.figure import Figure, figure
from metrics.measure import Metric, counted
from metrics.practice import BY_THEME, EXPLAINS, PRACTICE_MEETING_STANDARD
from ui.kit import charts, data, drawings, tables, words
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
FEWEST = 10  # pieces of work: fewer say nothing of a theme
NAMED = 2  # themes, of which one can fall short of another
BESIDE = "What was found, beside the measure that it explains"
LOOKED = "work looked at"


def is_recorded(columns: Columns) -> bool:
    """Say whether anything of practice is recorded; else write where to record it."""
    if columns.of(PRACTICE.rows_name).size:
        return True
    st.markdown(EMPTY)
    return False


def found(columns: Columns, chosen: Selection) -> None:
    """Say which theme met the standard most often, and which least."""
    counts = counted(PRACTICE_MEETING_STANDARD, columns, (chosen.period,), {}, BY_THEME)
    out_of = counts.denominator if counts.denominator is not None else counts.numerator
    said = sorted(
        (counts.value[place, 0], label, counts.numerator[place, 0], out_of[place, 0])
        for place, label in enumerate(counts.labels)
        if place and out_of[place, 0] >= FEWEST
    )
    if len(said) < NAMED:
        return
    ends = (("Most often", said[-1]), ("Least often", said[0]))
    lines = [
        f"{how} the standard was met in: {label} ({words.percent(value)}, "
        f"{words.number(met)} of {words.number(looked)})."
        for how, (value, label, met, looked) in ends
    ]
    st.markdown(words.plain(" ".join(lines)))


def told(viewer: Viewer, columns: Columns, chosen: Selection) -> None:
    """List what was learnt in the months of the period, by theme."""
    st.header(LEARNT, anchor=False)
    look = data.look(viewer, columns.la, chosen.period.end)
    period = chosen.period
    there = [each for each in learnt(look) if period.start <= each.month <= period.end]
    if there:
        tables.show(pd.DataFrame(map(_line, there)), LEARNT)
    else:
        st.markdown(NOTHING_LEARNT)


def _line(each: Learnt) -> dict[str, str]:
    return {
        "Month": f"{each.month:%B %Y}",
        "Theme": each.theme,
        "Kind": each.kind,
        "What was learnt": each.words,
    }


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
