"""The event log: listed, written, changed and removed, and put back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import events
from data_access.casework.events import EventAsked
from domain.access import Screen
from domain.errors import RefusedError
from domain.events import Event
from domain.tables import Columns
from domain.targets import NOTHING_KEPT
from metrics.catalogue import CATALOGUE
from ui.kit import state, tables, words
from ui.kit.forms import Forms
from ui.meeting import actions

NAMES = {each.key: each.name for each in CATALOGUE if not each.natural}
KEYS = {name: key for key, name in NAMES.items()}
EVERY = "Every measure"
NONE_YET = (
    "Nothing is written down yet. Write down what changed in the work, and on which "
    "day: it is marked on the trends from then on."
)
MEASURES = "Measures that it touches; none stands for every measure"
SHAPE = "DD/MM/YYYY"


def edit(look: Look, columns: Columns) -> None:
    """List a council's events, and let them be written, changed and removed."""
    there = events.logged(look)
    st.header(words.plain(columns.council), anchor=False)
    _said(look)
    _list(there)
    _ask(look)
    if there:
        _ask_change(look, there)
    if not look.may(Screen.MEETING):  # whoever may reads them there
        actions.listed(look)


def _list(there: Mapping[int, Event]) -> None:
    if not there:
        st.markdown(NONE_YET)
        return
    listed = pd.DataFrame(
        {
            "Day": each.day,
            "What happened": each.words,
            "Measures": _measures(each),
            "Written by": each.author,
            "Written on": each.written_on,
        }
        for each in reversed(there.values())
    )
    tables.show(tables.said(listed), "Event log", stacked=True)


def _measures(event: Event) -> str:
    if not event.keys:
        return EVERY
    return ", ".join(NAMES.get(key, key) for key in event.keys)


def _ask(look: Look) -> None:
    with st.expander("Write an event down"), st.form(_forms(look).turned("log")):
        asked = _fields(look, "new", None)
        if st.form_submit_button("Write it down"):
            _forms(look).do(lambda: events.log(look, asked()), "Written down.")


def _ask_change(look: Look, there: Mapping[int, Event]) -> None:
    """Ask for a change, of what somebody else has just removed too.

    What was typed of it stays, and whoever presses is told who was first.
    """
    with st.expander("Change or remove an event"):
        key = _forms(look).turned("which")
        offered = {str(number): each for number, each in reversed(there.items())}
        chosen = state.value(key)
        if chosen and chosen not in offered:
            offered[chosen] = _as_it_was(look)
        which = st.selectbox(
            "Which event",
            list(offered),
            format_func={each: of.said for each, of in offered.items()}.__getitem__,
            key=key,
        )
        number, event = int(which), offered[which]
        _remember(look, event)
        with st.form(_forms(look).turned(f"change-{number}")):
            asked = _fields(look, which, event)
            left, right = st.columns(2)
            changed = left.form_submit_button("Keep this change")
            gone = right.form_submit_button("Remove this event")
        if changed:
            _forms(look).do(lambda: events.change(look, number, asked()), "Changed.")
        if gone:
            said = f"Removed. {event.said}."
            _forms(look).do(lambda: events.remove(look, number), said, undo=which)


def _remember(look: Look, event: Event) -> None:
    seen = json.dumps([event.day.isoformat(), event.words, event.keys])
    state.keep(_forms(look).key("seen"), seen)


def _as_it_was(look: Look) -> Event:
    day, said, keys = json.loads(state.value(_forms(look).key("seen")))
    return Event(date.fromisoformat(day), said, tuple(keys))


def _fields(look: Look, which: str, event: Event | None) -> Callable[[], EventAsked]:
    """Ask for an event, beginning with what it says; give what reads the answers."""
    day = st.date_input(
        "Day",
        value=event.day if event else look.now.date(),
        min_value=events.EARLIEST,
        format=SHAPE,
        key=_forms(look).turned(f"day-{which}"),
    )
    said = st.text_input(
        "What happened, in a few words; name no child",
        value=event.words if event else "",
        placeholder=f"For example {events.AN_EVENT}",
        key=_forms(look).turned(f"words-{which}"),
    )
    kept = [NAMES[key] for key in event.keys if key in NAMES] if event else []
    names = st.multiselect(
        MEASURES, list(KEYS), default=kept, key=_forms(look).turned(f"measures-{which}")
    )

    def asked() -> EventAsked:
        if not isinstance(day, date):
            raise RefusedError(f"Day: nothing is chosen. Choose one. {NOTHING_KEPT}")
        return EventAsked(day, said, tuple(KEYS[name] for name in names))

    return asked


def _said(look: Look) -> None:
    """Say what was done last, and offer to undo a removal."""
    if not (undo := _forms(look).tell()):
        return
    if st.button("Undo: put this event back", key=_forms(look).key("put-back")):
        _forms(look).do(lambda: events.put_back(look, int(undo)), "Put back.")


def _forms(look: Look) -> Forms:
    return Forms("events", look.la)
