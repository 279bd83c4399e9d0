"""Before and since lead practitioners chair a council's conferences.

The day is the council's to say (Load files). From then on conferences are another
service's work: what was measured before and since is not of one service, and children on
plans are no part of what an IRO holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from domain.periods import ONE_DAY, Period, say_day
from domain.tables import Columns
from metrics.figure import figure
from metrics.measure import Metric
from ui.kit import tables, words
from ui.kit.filters import Selection


def since(columns: Columns, days: Period) -> date | None:
    """Return the day where it is before the end of a period, or on it."""
    day = columns.led_from
    return day if day is not None and day <= days.end else None


def apart(metrics: Sequence[Metric], columns: Columns, chosen: Selection) -> None:
    """Say since when, and show a period that the day divides as two."""
    day = since(columns, chosen.period)
    if day is None:
        return
    st.header(f"Lead practitioners chair since {say_day(day)}", anchor=False)
    if day <= chosen.period.start:
        st.markdown("All of this period is since then.")
        return
    if columns.small:
        st.markdown("This period is from before and since. Choose one on either side.")
        return
    halves = (
        Period(chosen.period.start, day - ONE_DAY),
        Period(day, chosen.period.end),
    )
    rows = [
        {"Figure": metric.name}
        | {
            f"{say_day(half.start)} to {say_day(half.end)}": _said(
                metric, columns, half, chosen
            )
            for half in halves
        }
        for metric in metrics
    ]
    st.markdown("The figures on this page are of both. Here each is by itself.")
    tables.show(pd.DataFrame(rows), "Before and since lead practitioners chair")


def _said(metric: Metric, columns: Columns, half: Period, chosen: Selection) -> str:
    found = figure(metric, columns, half, chosen.on(metric, columns))
    fraction = words.fraction(found)
    return f"{words.figure(found)} ({fraction})" if fraction else words.figure(found)


def without_conferences(columns: Columns, chosen: Selection) -> bool:
    """Say, where it is so, that IROs' caseloads are shown without conferences."""
    day = since(columns, chosen.period)
    if day is None:
        return False
    st.markdown(
        f"Since {say_day(day)} lead practitioners chair this council's conferences, so "
        "what an IRO holds is shown without children on plans."
    )
    return True
