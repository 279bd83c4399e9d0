"""What a council calls disputes, their stages and limits, from a day on: asked, kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import dispute_rules
from domain.disputes import (
    MOST_DAYS,
    DisputeRules,
    Rules,
    as_text,
    from_text,
    rules_on,
    with_rules,
)
from domain.due import DISPUTE_LIMIT
from domain.errors import RefusedError
from domain.targets import NOTHING_KEPT
from ui.kit import data, state, tables
from ui.kit.forms import Forms

DAY, SAID = "%d/%m/%Y", "DD/MM/YYYY"
ALL_LISTED = "all that are listed"
AS_THE_LOG = "as the log says"
ABOUT = (
    "A dispute keeps the rules of the day on which it was raised. Rules hold from their "
    "day until the next ones begin."
)
USUAL = (
    "No rules are set. Disputes are called DRP, the stage 'Informal' is informal, and "
    "the log says by which day an answer is due."
)


def edit(look: Look) -> None:
    """List a council's rules of disputes, and let them be set, removed and put back."""
    there = dispute_rules.standing(look)
    st.subheader("Rules of disputes", anchor=False)
    st.markdown(ABOUT)
    seen = _seen(look, there)
    _said(look, seen)
    _list(there)
    _ask(look, seen)
    _ask_removal(look, there, seen)


def _seen(look: Look, there: Rules) -> Rules:
    """Return the rules as they were when the forms were first drawn."""
    key = _forms(look).turned("seen")
    if not state.value(key):
        state.keep(key, as_text(there))
    return from_text(state.value(key))


def _list(there: Rules) -> None:
    if not there:
        st.markdown(USUAL)
        return
    table = pd.DataFrame(
        {
            "From": each.when.removeprefix("from "),
            "Called": each.name,
            "Stages": ", ".join(each.stages) or ALL_LISTED,
            "Informal": ", ".join(each.informal) or "none",
            "Working days to answer": _limits_said(each.limits),
            "In all": each.in_all,
        }
        for each in there
    )
    tables.show(tables.said(table), "Rules of disputes", stacked=True)


def _limits_said(limits: Mapping[str, int]) -> str:
    return ", ".join(f"{stage}: {days}" for stage, days in limits.items()) or AS_THE_LOG


def _ask(look: Look, seen: Rules) -> None:
    """Ask for rules, beginning with those of today."""
    forms = _forms(look)
    begun = rules_on(seen, look.now.date())
    listed = data.dispute_mapping(look.la).stages
    offered = list(dict.fromkeys((*listed, *begun.stages, *begun.limits)))
    with st.expander("Set rules from a day"), st.form(forms.turned("rules")):
        since = st.text_input(
            f"Valid from, {SAID}; empty for disputes before any other rules",
            key=forms.turned("since"),
        )
        name = st.text_input(
            "What the council calls them, such as DRP, DRN or escalation",
            value=begun.name,
            key=forms.turned("name"),
        )
        stages = st.multiselect(
            "Stages, in the order of the council's list",
            offered,
            default=list(begun.stages) or offered,
            key=forms.turned("stages"),
        )
        informal = st.multiselect(
            "Stages that are informal",
            offered,
            default=[each for each in begun.informal if each in offered],
            key=forms.turned("informal"),
        )
        limits = _ask_limits(forms, offered, begun)
        in_all = st.number_input(
            f"Working days in all, from raised to resolved; {DISPUTE_LIMIT} is usual",
            min_value=1,
            max_value=MOST_DAYS,
            value=begun.in_all,
            key=forms.turned("in-all"),
        )
        pressed = st.form_submit_button("Keep these rules of disputes")
    if pressed:

        def change() -> None:
            asked = DisputeRules(
                _day(since),
                name,
                tuple(each for each in offered if each in informal),
                limits,
                tuple(each for each in offered if each in stages),
                int(in_all),
            )
            dispute_rules.keep(look, with_rules(seen, asked), seen)

        _do(
            look,
            change,
            "Kept. Each dispute is looked at by the rules of its day.",
            seen,
        )


def _ask_limits(
    forms: Forms, offered: list[str], begun: DisputeRules
) -> dict[str, int]:
    st.markdown(f"Working days to answer at each stage; 0: {AS_THE_LOG}")
    asked = {
        stage: int(
            st.number_input(
                stage,
                min_value=0,
                max_value=MOST_DAYS,
                value=begun.limits.get(stage, 0),
                key=forms.turned(f"limit-{stage}"),
            )
        )
        for stage in offered
    }
    return {stage: days for stage, days in asked.items() if days}


def _day(typed: str) -> date | None:
    """Return the day that is typed; None where none is.

    Raises:
        RefusedError: it is no day.
    """
    try:
        return datetime.strptime(typed.strip(), DAY).date() if typed.strip() else None  # noqa: DTZ007
    except ValueError:
        raise RefusedError(
            f"'{typed}' is no day that can be read. Write the day from which the rules "
            f"hold, such as 01/09/2026. {NOTHING_KEPT}"
        ) from None


def _ask_removal(look: Look, there: Rules, seen: Rules) -> None:
    if not there:
        return
    forms = _forms(look)
    with st.expander("Remove rules"), st.form(forms.turned("removal")):
        lines = {f"{each.name}, {each.when}": each for each in there}
        which = st.selectbox("Which rules", list(lines), key=forms.turned("gone"))
        pressed = st.form_submit_button("Remove these rules")
    if pressed:
        left = tuple(each for each in there if each != lines[which])
        _do(
            look,
            lambda: dispute_rules.keep(look, left, seen),
            f"Removed: {which}.",
            seen,
        )


def _do(look: Look, change: Callable[[], None], said: str, seen: Rules) -> None:
    """Make a change of what was seen; refused, what stands is seen from here on."""
    forms = _forms(look)
    state.keep(forms.turned("seen"), as_text(dispute_rules.standing(look)))
    state.keep(forms.key("undo"), "")
    forms.do(change, said, undo=as_text(seen))


def _said(look: Look, seen: Rules) -> None:
    """Say what was done last, and offer to undo it; not over what others did since."""
    forms = _forms(look)
    if not (before := forms.tell()):
        return
    if st.button("Undo: have the rules of before again", key=forms.key("put-back")):
        old = from_text(before)
        forms.do(lambda: dispute_rules.keep(look, old, seen), "Put back.")


def _forms(look: Look) -> Forms:
    return Forms("disputes", look.la)
