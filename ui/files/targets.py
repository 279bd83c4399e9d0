"""What one council aims at, and from when a chart's limits are worked out anew."""

from __future__ import annotations

import json
from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import targets
from data_access.casework.targets import Standing, TargetAsked
from domain.errors import RefusedError
from domain.targets import NOTHING_KEPT, Rebase, Target
from domain.units import Good, Unit
from metrics.catalogue import CATALOGUE
from metrics.measure import Metric
from ui.kit import state, tables, words
from ui.kit.forms import Forms

NO_END = "no end"
FIRST_YEAR = 2017  # of the earliest return that can be loaded
YEARS_AHEAD = 2  # for a target that is agreed before it begins
BY_KEY = {metric.key: metric for metric in CATALOGUE}
ORDER = {key: number for number, key in enumerate(BY_KEY)}
HAVE_LIMITS = {each.name: each for each in CATALOGUE if not each.natural}
HAVE_TARGETS = {
    name: each for name, each in HAVE_LIMITS.items() if each.good is not Good.NEUTRAL
}
JUDGED = (
    "A target counts from its month on, until the next one of the same measure. Whether "
    "it is met is judged by the limits of what chance allows, never by one month."
)
ANEW = (
    "Where the work itself has changed, a chart's limits can be worked out anew from a "
    "month on. The old limits stay drawn. It is never done by itself."
)
NO_TARGET = "No target is set. No measure is said to meet or miss one."
NO_NEW_LIMITS = "No limits are worked out anew. Each chart has one set of limits."


class Removable(NamedTuple):
    """What can be removed: its words, how it is removed and how it is put back."""

    words: str
    this: str
    remove: Callable[[Look, int], None]
    put_back: Callable[[Look, int], None]


REMOVABLE = {
    each.words: each
    for each in (
        Removable(
            "a target", "this target", targets.remove_target, targets.put_back_target
        ),
        Removable(
            "new limits",
            "these new limits",
            targets.remove_rebase,
            targets.put_back_rebase,
        ),
    )
}
Dated = TypeVar("Dated", Target, Rebase)


def edit(look: Look) -> None:
    """List a council's targets and new limits, and let them be set and removed."""
    there = targets.standing(look)
    st.subheader("Targets", anchor=False)
    st.markdown(JUDGED)
    _said(look)
    _list_targets(there)
    _ask_target(look)
    _ask_removal(
        look,
        REMOVABLE["a target"],
        {_target_line(each): number for number, each in _sorted(there.targets)},
    )
    st.subheader("New limits from a month", anchor=False)
    st.markdown(ANEW)
    _list_rebases(there)
    _ask_rebase(look)
    _ask_removal(
        look,
        REMOVABLE["new limits"],
        {_rebase_line(each): number for number, each in _sorted(there.rebases)},
    )
    seen = {key: sorted(there.targets_for(key)) for key in BY_KEY}
    state.keep(_forms(look).key("seen"), json.dumps(seen))


# What stands.


def _list_targets(there: Standing) -> None:
    if not there.targets:
        st.markdown(NO_TARGET)
        return
    table = pd.DataFrame(
        {
            "Measure": _name(each.key),
            "Target": _value(each),
            "From": f"{each.start:%B %Y}",
            "Until": f"{each.end:%B %Y}" if each.end else NO_END,
            "Source": each.source,
            "Set by": each.set_by,
            "Set on": each.set_on,
        }
        for _, each in _sorted(there.targets)
    )
    tables.show(tables.said(table), "Targets", stacked=True)


def _list_rebases(there: Standing) -> None:
    if not there.rebases:
        st.markdown(NO_NEW_LIMITS)
        return
    table = pd.DataFrame(
        {
            "Measure": _name(each.key),
            "New limits from": f"{each.start:%B %Y}",
            "Reason": each.reason,
            "By": each.author,
            "Made on": each.made_on,
        }
        for _, each in _sorted(there.rebases)
    )
    tables.show(tables.said(table), "New limits", stacked=True)


def _sorted(kept: Mapping[int, Dated]) -> list[tuple[int, Dated]]:
    """Return what is kept as measures are met elsewhere, the earliest first."""
    return sorted(
        kept.items(),
        key=lambda item: (ORDER.get(item[1].key, len(ORDER)), item[1].start),
    )


def _name(key: str) -> str:
    return BY_KEY[key].name if key in BY_KEY else key


def _value(target: Target) -> str:
    metric = BY_KEY.get(target.key)
    if metric is None:
        return words.number(target.value)
    return f"{_at(metric)} {words.value(metric, target.value)}"


def _at(metric: Metric) -> str:
    return "at least" if metric.good is Good.HIGH else "at most"


def _target_line(target: Target) -> str:
    return f"{_name(target.key)}: {_value(target)} from {target.start:%B %Y}"


def _rebase_line(rebase: Rebase) -> str:
    return f"{_name(rebase.key)}: new limits from {rebase.start:%B %Y}"


# What is asked.


def _ask_target(look: Look) -> None:
    with st.expander("Set or change a target"):
        metric = _measure("Measure", HAVE_TARGETS, "target-measure", look)
        unit = f", {metric.unit.value}" if metric.unit is not Unit.COUNT else ""
        with st.form(_forms(look).turned("target")):
            value = st.number_input(
                f"Target: {_at(metric)}{unit}",
                min_value=0.0,
                value=None,
                step=1.0,
                format="%g",
                key=_forms(look).turned(f"target-value-{metric.key}"),
            )
            start = _month("target", look, look.now.year + YEARS_AHEAD)
            source = st.text_input(
                "Source: who agreed it, and when",
                placeholder=f"For example {targets.A_SOURCE}",
                key=_forms(look).turned("target-source"),
            )
            pressed = st.form_submit_button("Keep this target")
        if pressed:
            seen = json.loads(state.value(_forms(look).key("seen"), "{}"))

            def change() -> None:
                asked = TargetAsked(_given(value), start, source)
                targets.set_target(look, metric, asked, seen.get(metric.key, ()))

            _forms(look).do(
                change, f"Kept. {metric.name} has a target from {start:%B %Y}."
            )


def _given(value: float | None) -> float:
    if value is None:
        raise RefusedError(
            f"Target: nothing is written. Give a number, such as 90. {NOTHING_KEPT}"
        )
    return float(value)


def _ask_rebase(look: Look) -> None:
    with st.expander("Have limits worked out anew"):
        metric = _measure("Measure of the chart", HAVE_LIMITS, "rebase-measure", look)
        with st.form(_forms(look).turned("rebase")):
            start = _month("rebase", look, look.now.year)
            reason = st.text_input(
                "Reason: what has changed in the work",
                placeholder=f"For example {targets.A_REASON}",
                key=_forms(look).turned("rebase-reason"),
            )
            pressed = st.form_submit_button("Work out new limits")
        if pressed:
            _forms(look).do(
                lambda: targets.rebase(look, metric, start, reason),
                f"Kept. {metric.name} has new limits from {start:%B %Y}.",
            )


def _ask_removal(look: Look, what: Removable, lines: Mapping[str, int]) -> None:
    """Ask which to remove; say so where the one chosen has gone meanwhile.

    A list that has changed chooses another by itself, which nobody asked to remove.
    """
    key, button = (
        _forms(look).turned(f"{each}-{what.words}") for each in ("gone", "remove")
    )
    asked = state.value(key) if state.value(button) == str(True) else ""
    if asked and asked not in lines:
        st.error(words.plain(f"{asked}. {targets.NOT_THERE}"))
    if not lines:
        return
    with st.expander(f"Remove {what.words}"):
        chosen = st.selectbox(f"Remove {what.words}: which", list(lines), key=key)
        if st.button(f"Remove {what.this}", key=button) and asked == chosen:
            _forms(look).do(
                lambda: what.remove(look, lines[chosen]),
                f"Removed. {chosen}.",
                undo=json.dumps([what.words, lines[chosen]]),
            )


def _measure(label: str, offered: Mapping[str, Metric], key: str, look: Look) -> Metric:
    return offered[st.selectbox(label, list(offered), key=_forms(look).key(key))]


def _month(what: str, look: Look, last: int) -> date:
    """Ask for a month and its year, beginning with this month."""
    left, right = st.columns(2)
    months = list(month_name)[1:]
    with left:
        month = st.selectbox(
            "From: month",
            months,
            index=look.now.month - 1,
            key=_forms(look).turned(f"{what}-month"),
        )
    years = [str(each) for each in range(last, FIRST_YEAR - 1, -1)]
    with right:
        year = st.selectbox(
            "From: year",
            years,
            index=years.index(str(look.now.year)),
            key=_forms(look).turned(f"{what}-year"),
        )
    return date(int(year), months.index(month) + 1, 1)


# What comes of it.


def _said(look: Look) -> None:
    """Say what was done last, and offer to undo a removal."""
    if not (undo := _forms(look).tell()):
        return
    words_of, number = json.loads(undo)
    what = REMOVABLE[words_of]
    if st.button(f"Undo: put {what.this} back", key=_forms(look).key("put-back")):
        _forms(look).do(lambda: what.put_back(look, number), "Put back.")


def _forms(look: Look) -> Forms:
    return Forms("targets", look.la)
