"""What if children moved from one IRO to another, or somebody had more time?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from domain.periods import say_day
from domain.workload import Load, Post, moved, spread, whole_families, with_more
from ui.kit import tables, words

NOT_KNOWN = "Not known"
MOST_CASES = 200
MOST_TIME = 5.0
TRIED = (
    "Nothing here is kept, and no child is moved: it is arithmetic with cases, which "
    "weigh the same here. A download has what was tried."
)


def ask(loads: Sequence[Load], as_at: date) -> None:
    """Ask for a change and show the spread of cases before and after it."""
    st.subheader("What if the work were shared otherwise?", anchor=False)
    st.markdown(TRIED)
    names = {load.name: load.staff_id for load in loads}
    first, second, third = st.columns(3)
    with first:
        giver = st.selectbox("Move cases from", list(names), key="what-if-from")
    with second:
        taker = st.selectbox("to", list(names), index=len(names) - 1, key="what-if-to")
    with third:
        number = int(
            st.number_input("How many cases", 0, MOST_CASES, 0, key="what-if-number")
        )
    first, second, _ = st.columns(3)
    with first:
        grown = st.selectbox("Give more time to", list(names), key="what-if-grown")
    with second:
        time = st.number_input(
            "How much, in full-time posts", 0.0, MOST_TIME, 0.0, 0.1, key="what-if-time"
        )
    before = tuple(load.post for load in loads)
    given = moved(before, names[giver], names[taker], number)
    after = with_more(given, names[grown], float(time))
    there = next(post for post in before if post.staff_id == names[giver])
    goes = whole_families(there, number)
    tried = (
        f"{goes} cases moved from {giver} to {taker}, and "
        f"{time:g} of a full-time post more for {grown}."
    )
    if goes < min(number, there.cases):
        tried += f" {number} were asked for: brothers and sisters go together."
    st.markdown(words.plain(tried))
    tables.show(
        pd.DataFrame([_spread("Before", before), _spread("After", after)]),
        "Cases for a full-time post, before and after",
    )
    table = _by_name(loads, before, after)
    tables.show(table, "Cases by name, before and after")
    tables.download(table, {"As at": say_day(as_at), "Tried": tried}, "what-if")


def _spread(when: str, posts: Sequence[Post]) -> dict[str, str]:
    found = spread(posts)
    return {
        "Cases for a full-time post": when,
        "Fewest": _said(found.fewest if found else None),
        "Most": _said(found.most if found else None),
        "All together": _said(found.together if found else None),
    }


def _by_name(
    loads: Sequence[Load], before: Sequence[Post], after: Sequence[Post]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "IRO or chair": load.name,
            "Cases before": words.number(old.cases),
            "Cases after": words.number(new.cases),
            "FTE before": f"{old.fte:g}" if old.fte else NOT_KNOWN,
            "FTE after": f"{round(new.fte, 2):g}" if new.fte else NOT_KNOWN,
            "For a full-time post before": _said(old.per_post),
            "For a full-time post after": _said(new.per_post),
        }
        for load, old, new in zip(loads, before, after, strict=True)
    )


def _said(number: float | None) -> str:
    return NOT_KNOWN if number is None else words.number(round(number, 1))
