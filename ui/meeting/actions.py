"""What the group decided: listed, written down, followed, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import actions
from data_access.casework.actions import ActionAsked, OvertakenActionError
from domain.access import Screen
from domain.actions import Action, State, in_order
from domain.errors import RefusedError
from domain.periods import Period, month_of, say_day
from domain.tables import Columns
from domain.targets import NOTHING_KEPT
from metrics.catalogue import CATALOGUE
from metrics.meeting import Line, beside, month_before
from ui.kit import cards, state, tables, words
from ui.kit.forms import Forms

HEADING = "Actions"
NONE_YET = (
    "Nothing is decided yet. What the group decides is listed here until it ends."
)
NONE_OF_MEASURE = "No action is written down that names this measure."
THE_SERVICE = "The service"
NAMES = {each.key: each.name for each in CATALOGUE if not each.natural}
KEYS = {name: key for key, name in NAMES.items()}
MEASURES = "Measures that it is to move; none stands for the service"
SHAPE = "DD/MM/YYYY"
STATES = {each.value: each for each in State}
A_LINE = "Evidence: what shows that it is done, or why it is not; name no child"


def listed(look: Look) -> Mapping[int, Action]:
    """List a council's actions, those open first; return them by their numbers."""
    there = actions.decided(look)
    st.subheader(HEADING, anchor=False)
    if not there:
        st.markdown(NONE_YET)
        return there
    rows = (
        {**_row(each, look), "Measures": _measures(each)}
        for each in in_order(there.values())
    )
    tables.show(tables.said(pd.DataFrame(rows)), HEADING, stacked=True)
    return there


def edit(look: Look) -> None:
    """List the actions; whoever may decides more, and says how far each is."""
    there = listed(look)
    if not look.may(Screen.DECIDING):
        return
    _said(look)
    _ask(look)
    if there:
        _ask_change(look, there)


def of_measure(look: Look, columns: Columns, line: Line) -> None:
    """List the actions that name a measure, with its value then and in its month."""
    st.subheader(HEADING, anchor=False)
    key, month = line.metric.key, line.latest.period
    named = [each for each in actions.decided(look).values() if each.names(key)]
    if not named:
        st.markdown(NONE_OF_MEASURE)
        return
    rows = (
        {**_row(each, look), **_course(each, columns, line, month)}
        for each in in_order(named)
    )
    tables.show(tables.said(pd.DataFrame(rows)), HEADING, stacked=True)


def _row(action: Action, look: Look) -> dict[str, object]:
    how_far = action.said_on(look.now.date())
    evidence = f". {action.evidence}" if action.evidence else ""
    return {
        "What is to be done": action.what,
        "Who": action.who,
        "Decided": action.decided,
        "By when": action.due,
        "How far it is": how_far[0].upper() + how_far[1:] + evidence,
    }


def _course(
    action: Action, columns: Columns, line: Line, month: Period
) -> dict[str, str]:
    """Return the measure in the month before an action was decided, and in this one."""
    before = month_before(month_of(action.decided))
    if before.start >= month.start:
        return {"When decided": "", "Now": "", "Compared": "It was decided since."}
    now, then = beside(line.metric, columns, month, before)
    return {
        "When decided": f"{words.figure(then)} in {before.label}",
        "Now": f"{words.figure(now)} in {month.label}",
        "Compared": then.unlike or cards.by_chance(now, then, columns),
    }


def _measures(action: Action) -> str:
    return ", ".join(NAMES.get(key, key) for key in action.keys) or THE_SERVICE


def _ask(look: Look) -> None:
    forms = _forms(look)
    part = forms.opened("Write an action down", "decide")
    if part is None:
        return
    with part, st.form(forms.turned("decide")):
        asked = _fields(look, "new", None)
        pressed = st.form_submit_button("Write this action down")
    if pressed:
        forms.do(
            lambda: _done(look, actions.decide(look, asked())), "Written down.", "1"
        )


def _ask_change(look: Look, there: Mapping[int, Action]) -> None:
    """Ask for a change, of what somebody else has just taken back too.

    A form keeps the saving that it was begun from. Whoever presses after somebody else
    is told who it was, and goes on from what they saved by pressing again.
    """
    forms = _forms(look)
    part = forms.opened("Say how far an action is, or change it", "change")
    if part is None:
        return
    with part:
        key = forms.turned("which")
        offered = {str(each.number): each for each in in_order(there.values())}
        chosen = state.value(key)
        if chosen and chosen not in offered:
            lines = actions.history(look, int(chosen))
            offered[chosen] = next(each for each in lines if each.what)
        which = st.selectbox(
            "Which action",
            list(offered),
            format_func={each: _named(of) for each, of in offered.items()}.__getitem__,
            key=key,
        )
        with st.form(forms.turned(f"change-{which}")):
            asked = _fields(look, which, offered[which])
            pressed = st.form_submit_button("Keep this action so")
        _earlier(actions.history(look, int(which))[1:])
        base = forms.turned(f"base-{which}")
        if not state.value(base):
            state.keep(base, str(offered[which].saving))
        if pressed:
            forms.do(lambda: _change(look, base, asked()), "Kept.", "1")


def _change(look: Look, base: str, asked: ActionAsked) -> None:
    try:
        _done(look, actions.change(look, int(state.value(base)), asked))
    except OvertakenActionError as refusal:
        state.keep(base, str(refusal.newer))
        raise


def _fields(look: Look, which: str, action: Action | None) -> Callable[[], ActionAsked]:
    """Ask for an action, beginning with what it says; give what reads the answers."""
    forms = _forms(look)
    what = st.text_input(
        "What is to be done; name no child",
        value=action.what if action else "",
        placeholder=f"For example {actions.AN_ACTION}",
        key=forms.turned(f"what-{which}"),
    )
    who = st.text_input(
        "Who is to do it: their role, as a board reads it",
        value=action.who if action else "",
        placeholder=f"For example {actions.SOMEBODY}",
        key=forms.turned(f"who-{which}"),
    )
    left, right = st.columns(2)
    decided = left.date_input(
        "Decided on",
        value=action.decided if action else look.now.date(),
        min_value=actions.EARLIEST,
        format=SHAPE,
        key=forms.turned(f"decided-{which}"),
    )
    due = right.date_input(
        "By when",
        value=action.due if action else None,
        min_value=actions.EARLIEST,
        format=SHAPE,
        key=forms.turned(f"due-{which}"),
    )
    kept = [NAMES[key] for key in action.keys if key in NAMES] if action else []
    names = st.multiselect(
        MEASURES, list(KEYS), default=kept, key=forms.turned(f"measures-{which}")
    )
    how_far, evidence = State.OPEN.value, ""
    if action:
        how_far = st.selectbox(
            "How far it is",
            list(STATES),
            index=list(STATES).index(action.state.value),
            key=forms.turned(f"state-{which}"),
        )
        evidence = st.text_input(
            A_LINE, value=action.evidence, key=forms.turned(f"evidence-{which}")
        )

    def asked() -> ActionAsked:
        return ActionAsked(
            decided=_day("Decided on", decided),
            what=what,
            who=who,
            due=_day("By when", due),
            keys=tuple(KEYS[name] for name in names),
            state=STATES[how_far],
            evidence=evidence,
        )

    return asked


def _day(field: str, chosen: object) -> date:
    if not isinstance(chosen, date):
        raise RefusedError(f"{field}: nothing is chosen. Choose a day. {NOTHING_KEPT}")
    return chosen


def _named(action: Action) -> str:
    return f"{action.what} ({action.who}, by {say_day(action.due)})"


def _earlier(savings: Iterable[Action]) -> None:
    lines = [
        f"{each.author}, {say_day(each.changed_on)}: {each.state.value}"
        + (f". {each.evidence}" if each.evidence else "")
        for each in savings
        if each.changed_on
    ]
    if lines:
        st.markdown("Earlier savings of this action:")
        st.markdown("\n".join(f"- {words.plain(line)}" for line in lines))


def _said(look: Look) -> None:
    """Say what was done last, and offer to undo it."""
    forms = _forms(look)
    if forms.tell() and st.button("Undo what was just done", key=forms.key("undone")):
        saving = int(state.value(forms.key("saving")))
        forms.do(lambda: actions.undo(look, saving), "Undone.")


def _done(look: Look, saving: int) -> None:
    """Keep which saving was just made, so that it can be undone."""
    state.keep(_forms(look).key("saving"), str(saving))


def _forms(look: Look) -> Forms:
    return Forms("actions", look.la)
