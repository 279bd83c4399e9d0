"""Before and since lead practitioners chair a council's conferences.

The day is the council's to say (Load files). From then on conferences are another
service's work: what was measured before and since is not of one service, and children on
plans are no part of what an IRO holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from domain.periods import Period, say_day
from domain.tables import Columns
from metrics import led
from metrics.figure import figure
from metrics.measure import Metric
from ui.kit import tables, words
from ui.kit.filters import Selection

BEFORE = "before lead practitioners chaired"


def since(columns: Columns, days: Period) -> date | None:
    """Return the day where it is before the end of a period, or on it."""
    day = columns.led_from
    return day if day is not None and day <= days.end else None


def each(metric: Metric, columns: Columns, chosen: Selection) -> tuple[Selection, ...]:
    """Return what is chosen, or where the day divides it each side, the later first."""
    parts = led.halves(metric, columns, chosen.period)
    if len(parts) == 1:
        return (chosen,)
    return tuple(
        replace(chosen, period=part, part=True, figures={}) for part in reversed(parts)
    )


def compared(metric: Metric, columns: Columns, chosen: Selection) -> bool:
    """Say whether a figure may be compared with that of a year before."""
    return not (chosen.part or led.apart(metric, columns, chosen.before, chosen.period))


def no_comparison(metric: Metric, columns: Columns, chosen: Selection) -> str:
    """Return why a figure of conferences is not compared; empty where it may be."""
    if compared(metric, columns, chosen):
        return ""
    return (
        "Not compared with a year before: lead practitioners chair since "
        f"{columns.led_from:%d/%m/%Y}."
    )


def apart(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> None:
    """Say since when, and show a period that the day divides as two."""
    day = since(columns, chosen.period)
    if day is None:
        return
    st.header(f"Lead practitioners chair since {say_day(day)}", anchor=False)
    if day <= chosen.period.start:
        st.markdown("All of this period is since then.")
        return
    sides = [(metric, each(metric, columns, chosen)[::-1]) for metric in metrics]
    rows = [
        {"Figure": metric.name}
        | {half.period.label: _said(metric, columns, half) for half in halves}
        for metric, halves in sides
        if len(halves) > 1
    ]
    if not rows:
        st.markdown("No file that is loaded speaks for any day since then.")
        return
    st.markdown("No figure on this page is of both. Here each is beside the other.")
    tables.show(pd.DataFrame(rows), "Before and since lead practitioners chair")


def _said(metric: Metric, columns: Columns, half: Selection) -> str:
    found = figure(metric, columns, half.period, half.on(metric, columns))
    fraction = words.fraction(found)
    return f"{words.figure(found)} ({fraction})" if fraction else words.figure(found)


def without_conferences(columns: Columns, days: Period) -> bool:
    """Say, where it is so, that IROs' caseloads are shown without conferences."""
    day = since(columns, days)
    if day is None:
        return False
    st.markdown(
        f"Since {say_day(day)} lead practitioners chair this council's conferences, so "
        "what an IRO holds is shown without children on plans."
    )
    return True
