"""What waits to be recorded, and the form that one of it begins.

Disputes resolved without their impact, and reviews that come, with what is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import coming, impact
from data_access.casework.coming import ComingReview
from data_access.casework.impact import LOOKS_BACK, Unrecorded
from domain.errors import DashboardError
from domain.periods import say_day
from domain.ready import AHEAD, STEPS
from domain.recorded import FOLLOW_UP, READY
from domain.sheets import Sheet, Values
from ui.kit import links, state, tables, words

ON_A_PAGE = 25
NONE_OF_THEM = "Another"
NOTHING: Values = {}
Waits = Unrecorded | ComingReview


@dataclass(frozen=True)
class Queue:
    """What waits to be recorded on one sheet, and how it is told.

    `key` begins its fields' names; `day` is the column that its addresses name.
    """

    key: str
    sheet: Sheet
    heading: str
    table: str
    which: str
    nobody: str
    day: str
    find: Callable[[Look], tuple[tuple[str, Waits], ...]]
    sentence: Callable[[Look, int], str]
    name: Callable[[Waits], str]
    columns: Callable[[Waits], Mapping[str, object]]


def _disputes(look: Look, number: int) -> str:
    return (
        f"{number:,} disputes resolved in the {LOOKS_BACK} days to "
        f"{say_day(look.as_at)}, of the children you may see, have no impact recorded. "
        "Those resolved first come first. Choose one and its form opens."
    )


def _dispute(each: Unrecorded) -> str:
    number = f", number {each.number}" if each.number > 1 else ""
    return f"{each.child_id}, raised {say_day(each.raised)}{number}"


def _reviews(look: Look, number: int) -> str:
    return (
        f"{number:,} {'review is' if number == 1 else 'reviews are'} due in the {AHEAD} "
        f"working days from {say_day(look.as_at)}, of the children you may see. Those "
        "due first come first. Choose one and its form opens."
    )


def _review(each: ComingReview) -> str:
    return f"{each.child_id}, due {say_day(each.due)}: {_ready(each)}"


def _ready(each: ComingReview) -> str:
    return "not recorded" if each.done is None else f"{each.done} of {len(STEPS)} ready"


QUEUES = (
    Queue(
        key="record-waiting",
        sheet=FOLLOW_UP,
        heading="Without their impact",
        table="Disputes without their impact",
        which="Which dispute",
        nobody=(
            "Every dispute resolved in the last 12 months, of the children you may see, "
            "has its impact recorded."
        ),
        day="Raised",
        find=impact.waiting,
        sentence=_disputes,
        name=_dispute,
        columns=lambda each: {"Raised": each.raised, "Resolved": each.resolved},
    ),
    Queue(
        key="record-coming",
        sheet=READY,
        heading="Reviews that come",
        table="Reviews that come, and what is ready",
        which="Which review",
        nobody=(
            f"No review is due in the next {AHEAD} working days, of the children you may "
            "see."
        ),
        day="Due",
        find=coming.coming,
        sentence=_reviews,
        name=_review,
        columns=lambda each: {"Due": each.due, "Ready": _ready(each)},
    ),
)
BY_SHEET: Mapping[str, Queue] = {each.sheet.key: each for each in QUEUES}


def ask(look: Look, sheet: Sheet) -> Values:
    """List what waits on a sheet; return what the form of the one chosen begins with."""
    queue = BY_SHEET.get(sheet.key)
    if queue is None:
        return NOTHING
    st.header(queue.heading, anchor=False)
    try:
        found = queue.find(look)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return NOTHING
    if not found:
        st.markdown(queue.nobody)
        return NOTHING
    st.markdown(queue.sentence(look, len(found)))
    _list(queue, found)
    offered = {_key(queue, code, each): each for code, each in found}
    _begin(queue, offered)
    names = {NONE_OF_THEM: NONE_OF_THEM}
    names |= {key: queue.name(each) for key, each in offered.items()}
    chosen = st.selectbox(
        queue.which,
        list(names),
        format_func=names.__getitem__,
        key=queue.key,
    )
    return offered[chosen].begun if chosen in offered else NOTHING


def _key(queue: Queue, code: str, each: Waits) -> str:
    """Return what names it: its code, its day, and what tells two of a day apart."""
    number = each.begun.get("number", 1)
    return f"{code} {queue.columns(each)[queue.day]} {number}"


def _begin(queue: Queue, offered: Mapping[str, Waits]) -> None:
    """Choose the one that the address names, once; hold what is still there."""
    asked = " ".join(
        st.query_params.get(name, "") for name in (links.CHILD, links.DAY)
    ).strip()
    if asked and state.value(f"{queue.key}-asked") != asked:
        state.keep(f"{queue.key}-asked", asked)
        named = next((key for key in offered if key.startswith(asked)), None)
        if named:
            state.keep(queue.key, named)
    state.hold(queue.key, [NONE_OF_THEM, *offered])


def _list(queue: Queue, found: tuple[tuple[str, Waits], ...]) -> None:
    listed = pd.DataFrame(
        {"Child": each.child_id, **queue.columns(each), "Code": code}
        for code, each in found
    )
    page = tables.page_of(listed, f"{queue.key}-page", ON_A_PAGE)
    tables.show(
        tables.said(page.drop(columns="Code")),
        queue.table,
        links=[
            links.to_record(queue.sheet.key, code, day)
            for code, day in zip(page["Code"], page[queue.day], strict=True)
        ],
        stacked=True,
    )
