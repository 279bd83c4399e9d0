"""The meeting of a month: all measures as one table, or one of them with all it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from data_access.access.look import Look
from data_access.casework import commentary
from domain.access import Screen
from domain.errors import DashboardError
from domain.periods import Period
from domain.tables import Columns
from metrics import meeting
from metrics.catalogue import CATALOGUE
from metrics.measure import Metric
from metrics.meeting import Meeting
from ui.kit import state, tables, viewing, words
from ui.kit.cards import verdict_on
from ui.kit.filters import Selection
from ui.kit.forms import Forms
from ui.meeting import actions, detail, table

MONTH, MEASURE = "meeting", "measure"  # the names in the address
EVERY = "All measures"
ADDRESS = "monthly-meeting"
OFFERED = {each.key: each for each in CATALOGUE if not each.natural}
NO_MONTH = (
    "There is no whole month to talk about yet. A performance analyst loads files; the "
    "first month that they speak for in full is shown here."
)
ORDER = (
    "First what gets worse and misses its target, then what misses it, then what gets "
    "worse, then what goes up or down, what has too few cases to say, what is steady, "
    "and last what gets better. Of those alike, the change since the month before that "
    "chance makes most rarely comes first. What is counted on a day has no year to "
    "date. Where answers are not recorded, the month lies between two values, whichever "
    "way they turn out."
)
USUAL = "Nobody has chosen the measures of this council yet: these are the usual ones."


def shown(look: Look, columns: Columns) -> None:
    """Draw the table of a month, or the one measure that is chosen."""
    months = {month.label: month for month in meeting.months_of(columns)}
    if not months:
        st.info(NO_MONTH)
        return
    keys = commentary.agenda(look)
    metrics = [OFFERED[key] for key in keys or meeting.USUAL if key in OFFERED]
    names = {each.name: each for each in metrics}
    left, right = st.columns(2)
    with left:
        month = months[_select("Month", MONTH, list(months))]
    with right:
        name = _select("Measure", MEASURE, [EVERY, *names])
    leads_on = look.may(Screen.BEHIND)
    chosen = Selection(month, {}, columns.data_to, leads_on)
    found = meeting.meeting(
        metrics, columns, month, lambda each: verdict_on(each, columns, chosen)
    )
    if name in names:
        (line,) = [each for each in found.lines if each.metric is names[name]]
        detail.shown(look, columns, chosen, found, line)
        return
    _table(look, columns, chosen, found)
    actions.edit(look)
    if look.may(Screen.AGENDA):
        _choose(look, metrics, usual=not keys)


def _select(label: str, key: str, options: list[str]) -> str:
    state.at_hand(key, options)
    return st.selectbox(label, options, key=key, bind="query-params")


def _table(look: Look, columns: Columns, chosen: Selection, found: Meeting) -> None:
    month = found.month
    st.header(words.plain(f"{columns.council}, {month.label}"), anchor=False)
    written = commentary.of_month(look, month.start)
    address = {each.metric.key: _address(each.metric, month) for each in found.lines}
    table.show(found, columns, chosen, written, address)
    st.markdown(ORDER)
    notes = {"Month": month.label, "Council": columns.council}
    as_frame = partial(table.as_frame, found, written)
    tables.download(as_frame, notes, f"monthly-meeting-{month.start:%Y-%m}")


def _address(metric: Metric, month: Period) -> str:
    """Return the address of a measure's part; council and role stay as they are."""
    kept = {name: state.value(name) for name in ("council",) if state.value(name)}
    if looked_at_as := st.query_params.get(viewing.ADDRESS, ""):
        kept[viewing.ADDRESS] = looked_at_as
    asked: Mapping[str, str] = {MEASURE: metric.name, MONTH: month.label, **kept}
    return f"{ADDRESS}?{urlencode(asked)}"


def _choose(look: Look, metrics: list[Metric], *, usual: bool) -> None:
    """Let the group choose which measures its meeting looks at."""
    part = Forms("agenda", look.la).opened(
        "Choose the measures of this meeting", "keys"
    )
    if part is None:
        return
    with part:
        if usual:
            st.markdown(USUAL)
        names = {each.name: each.key for each in OFFERED.values()}
        with st.form(f"agenda-{look.la}"):
            chosen = st.multiselect(
                "Measures; none stands for the usual ones",
                list(names),
                default=[each.name for each in metrics],
            )
            pressed = st.form_submit_button("Keep these measures")
        if pressed:
            try:
                commentary.choose_agenda(look, tuple(names[each] for each in chosen))
            except DashboardError as refusal:
                st.error(words.plain(str(refusal)))
                return
            st.rerun()
