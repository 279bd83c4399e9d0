"""One measure of a month: its course, what changed it, what is said and decided."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from domain.access import Screen
from domain.events import Event
from domain.periods import Period
from domain.tables import Columns
from metrics.catalogue import get
from metrics.events import touching
from metrics.figure import Figure
from metrics.measure import Metric
from metrics.meeting import Line, Meeting, beside, month_before
from ui.kit import cards, tables, trends, words
from ui.kit.filters import Selection
from ui.meeting import actions, commentary

NO_CHANGE = "It did not change by more than chance gives since the month before."
NO_EVENTS = "No event is written down that touches this measure."
NO_COMPARISON = "The month before is not compared: not all of it is loaded, or alike."


def shown(
    look: Look, columns: Columns, chosen: Selection, found: Meeting, line: Line
) -> None:
    """Draw all that there is of one measure in the month chosen."""
    metric = line.metric
    st.header(words.plain(f"{metric.name}, {found.month.label}"), anchor=False)
    st.markdown(words.plain(line.verdict.line))
    st.markdown(words.plain(what_changed(found, line)))
    alike = [month_before(found.month), found.month.same_last_year()]
    months = _months(line, columns, alike)
    with st.container(key=f"lines-{len(months)}"):  # whose height the style knows
        tables.show(months, f"{metric.name}, three months")
    if metric.shadow:
        _beside(get(metric.shadow), columns, chosen)
    commentary.ask(look, metric, found.month)
    actions.of_measure(look, columns, line)
    trends.trend(metric, columns, chosen)
    _events(look, touching(metric, columns))


def what_changed(found: Meeting, line: Line) -> str:
    """Return what changed since the month before, and the group that made most of it."""
    changed = {each.metric.key: each for each in found.changed.changed}
    if line.metric.key in changed:
        return changed[line.metric.key].sentence
    return NO_CHANGE if line.change else NO_COMPARISON


def _months(line: Line, columns: Columns, earlier: list[Period]) -> pd.DataFrame:
    """Return the month, the one before and that of a year before, and what chance says."""
    month = line.latest.period
    rows = [_row("This month", line.latest, "")]
    names = "The month before", "The same month last year"
    for name, days in zip(names, earlier, strict=True):
        now, then = beside(line.metric, columns, month, days)
        said = then.unlike or cards.by_chance(now, then, columns)
        rows.append(_row(name, then, said))
    return pd.DataFrame(rows)


def _row(name: str, of: Figure, said: str) -> dict[str, str]:
    return {
        "Month": f"{name}, {of.period.label}",
        "Value": words.figure(of),
        "Counted": words.fraction(of),
        "Compared with this month": said,
    }


def _beside(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Say how the measure goes that this one should be read beside."""
    found = cards.verdict_on(metric, columns, chosen)
    now, _ = beside(metric, columns, chosen.period, month_before(chosen.period))
    st.markdown(
        words.plain(f"Read beside it: {metric.name}, {words.figure(now)}. {found.line}")
    )


def _events(look: Look, events: tuple[Event, ...]) -> None:
    st.subheader("What happened", anchor=False)
    if not events:
        st.markdown(NO_EVENTS)
    else:
        listed = pd.DataFrame(
            {
                "Day": each.day,
                "What happened": each.words,
                "Written by": each.author,
                "Written on": each.written_on,
            }
            for each in events[::-1]
        )
        tables.show(tables.said(listed), "What happened", stacked=True)
    if look.may(Screen.EVENTS):
        st.page_link("data/event_log.py", label="Write an event down")
