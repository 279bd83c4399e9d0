"""Caseloads by name on screen: a line for each IRO and chair, and what a change does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework.workloads import Workloads
from domain.access import Role, Screen, Viewer, may
from domain.errors import DashboardError
from domain.periods import say_day
from domain.rounding import rounded
from domain.workload import (
    CaseloadRules,
    Load,
    Post,
    Weights,
    moved,
    spread,
    whole_families,
    with_more,
)
from metrics.caseloads import CASELOAD_PER_FTE
from ui.caseloads import caseloads
from ui.files import rules as asked
from ui.kit import charts, data, drawings, links, printed, tables, words

BY_NAME, WHAT_IF, SERVICE = "By name", "What if", "The whole service"
NAME, NOT_KNOWN = "IRO or chair", "Not known"
EXPECTED = "Wanted at most, for a full-time post"
NOBODY = "No IRO or chair is in post or holds a child, in the files that are loaded."
NOT_YOURS = "The staff list that is loaded does not have you, or not as an IRO or chair in post."
HOW_COUNTED = (
    "Children are those whom the list of children shows to each: one who is in care "
    "and on a plan is one child and two cases. Cases for a full-time post are children "
    "in care and on plans. Reviews are the next one of each child, due from this day "
    "for eight weeks, or overdue."
)
WITHOUT_PLANS = (
    "Lead practitioners chair this council's conferences, so children on plans, and "
    "their conferences, are counted for nobody but them. The council's own most is of "
    "children in care and on plans: it is not compared."
)
LEADS_ON = "Each name leads to that person's year, for supervision."
SIBLINGS = (
    "Who are brothers and sisters is known only where an extract of the Standard "
    "Safeguarding Dataset has the table ssd_family."
)
PARTS = {
    "children": "Children",
    "out_of_area": "Out of the area",
    "open_dispute": "Open dispute",
    "under_four": "Under 4",
    "first_year": "First year of care",
    "siblings": "Further brothers and sisters",
}


def view(viewer: Viewer, la: str) -> str:
    """Ask which view is wanted, of those that somebody has; SERVICE if no other."""
    if not may(viewer, Screen.CASELOADS_BY_NAME, la):
        return SERVICE
    trying = [WHAT_IF] if viewer.role is Role.MANAGER else []
    views = [BY_NAME, *trying, SERVICE]
    return st.radio("Show", views, horizontal=True, key="caseloads-view") or BY_NAME


def by_name(look: Look, version: int, rules: CaseloadRules, shown: str) -> None:
    """Draw what each IRO and chair holds on the last day loaded, in order of name.

    A manager may try other weights, and try changes; nothing of that is kept.
    """
    as_at = look.as_at
    try:
        found = data.workloads(look, version)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    manages = look.viewer.role is Role.MANAGER
    if found.led:
        rules = replace(rules, target=None, on_probation=None, first_year=None)
    st.header(f"Caseloads by name on {say_day(as_at)}", anchor=False)
    if not found.loads:
        st.info(NOBODY if manages else NOT_YOURS)
        return
    st.markdown(
        "The last day loaded, whatever the filters say. In order of name: a number by "
        "itself says nothing about how well somebody works."
    )
    if shown == WHAT_IF:
        ask_what_if(found.loads, as_at)
        return
    weights = _weights(rules.weights) if manages else rules.weights
    if manages:
        _chart(found.loads, rules)
    _table(found, replace(rules, weights=weights), as_at, look.la)
    _parts(found.loads, weights, as_at)


def said(number: float | None) -> str:
    """Return a number to one decimal, or that it is not known."""
    return NOT_KNOWN if number is None else words.number(number)


def _weights(kept: Weights) -> Weights:
    with st.expander("What each child adds to a weighted load"):
        st.markdown(
            "Change these to see what they do. They hold while this view is open and "
            "are not kept; the council's own are kept on Load files. No guidance gives "
            "weights."
        )
        return asked.weights(kept, "try")


def _chart(loads: tuple[Load, ...], rules: CaseloadRules) -> None:
    groups = [
        (load.name, np.nan if each is None else each)
        for load in loads
        for each in [load.post.per_post]
    ]
    loads_said = [said(load.post.per_post) for load in loads]
    listed = "; ".join(
        f"{load.name} {each}" for load, each in zip(loads, loads_said, strict=True)
    )
    st.subheader("Cases for a full-time post", anchor=False)
    drawing = drawings.bars(CASELOAD_PER_FTE, groups, loads_said)
    known = [each for _, each in groups if not np.isnan(each)]
    drawing["layout"]["shapes"] = caseloads.lines(rules, "x")
    drawing["layout"]["xaxis"]["range"] = [
        0,
        caseloads.room(max(known, default=0.0), rules),
    ]
    charts.draw(
        drawing,
        "caseloads-by-name",
        f"Cases for a full-time post by name: {listed}.",
    )
    st.markdown(caseloads.key(rules))


def _table(found: Workloads, rules: CaseloadRules, as_at: date, la: str) -> None:
    weights = rules.weights
    records = f"Records past working day {data.review_record_days()}"
    table = pd.DataFrame(
        {
            NAME: load.name,
            "Children": said(load.children),
            "In care": said(load.in_care),
            "On plans": said(load.on_plans),
            "Role": _role(load),
            "FTE": NOT_KNOWN if load.fte is None else f"{load.fte:g}",
            "Cases for a full-time post": said(load.post.per_post),
            **_expected(load, rules),
            "Weighted load": said(load.weighted(weights)),
            "Weighted, for a full-time post": said(_weighted_per_post(load, weights)),
            "Reviews due in 8 weeks": said(load.due_soon),
            "Reviews overdue": said(load.overdue),
            records: said(load.records),
            "Open disputes": said(load.disputes),
        }
        for load in found.loads
    )
    tables.show(
        table,
        f"Caseloads by name on {say_day(as_at)}",
        links=[links.to_year(la, load.staff_id) for load in found.loads],
        stacked=True,
    )
    tables.download(table, _notes(weights, as_at), "caseloads-by-name")
    st.markdown("\n\n".join([LEADS_ON, HOW_COUNTED, *_nobodys(found)]))
    if found.led:
        st.markdown(WITHOUT_PLANS)


def _expected(load: Load, rules: CaseloadRules) -> dict[str, str]:
    """Return the most that the council wants at somebody's stage, where it says so."""
    if not rules.by_stage:
        return {}
    most = rules.most(load.stage)
    stage = "stage not known" if load.stage is None else load.stage.value
    return {EXPECTED: f"{said(most)} ({stage})"}


def _role(load: Load) -> str:
    role = words.POSTS.get(load.role, "Not in post")
    if load.probation_until is None:
        return role
    return f"{role}, on probation until {say_day(load.probation_until)}"


def _weighted_per_post(load: Load, weights: Weights) -> float | None:
    return load.weighted(weights) / load.fte if load.fte else None


def _nobodys(found: Workloads) -> list[str]:
    lines = []
    if found.without_iro:
        lines.append(f"Children in care with no IRO recorded: {found.without_iro}.")
    if found.without_chair:
        lines.append(
            f"Children on plans with no chair recorded: {found.without_chair}."
        )
    return lines


def _parts(loads: tuple[Load, ...], weights: Weights, as_at: date) -> None:
    title = "What the weighted loads are made of"
    part = printed.opened(title, "weighted-loads")
    if part is None:
        return
    with part:
        table = pd.DataFrame(
            {
                NAME: load.name,
                **{words: said(getattr(load, part)) for part, words in PARTS.items()},
                "Weighted load": said(load.weighted(weights)),
            }
            for load in loads
        )
        tables.show(table, title)
        tables.download(table, _notes(weights, as_at), "weighted-loads")
        st.markdown(f"{_rule(weights)} {SIBLINGS}")


def _rule(weights: Weights) -> str:
    return (
        f"Each child adds {weights.each:g}. On top of that: placed out of the area "
        f"{weights.out_of_area:g}, with an open dispute {weights.open_dispute:g}, under "
        f"4 {weights.under_four:g}, in the first year of care {weights.first_year:g}. Each further "
        f"brother or sister with the same IRO or chair takes off {weights.siblings:g}."
    )


def _notes(weights: Weights, as_at: date) -> dict[str, str]:
    return {"As at": say_day(as_at), "Weights": _rule(weights)}


# What if children moved from one IRO to another, or somebody had more time?


NOBODY_KNOWN = "Not known"
MOST_CASES = 200
MOST_TIME = 5.0
TRIED = (
    "Nothing here is kept, and no child is moved: it is arithmetic with cases, which "
    "weigh the same here. A download has what was tried."
)


def ask_what_if(loads: Sequence[Load], as_at: date) -> None:
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
    tables.show(table, "Cases by name, before and after", stacked=True)
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
            "FTE before": f"{old.fte:g}" if old.fte else NOBODY_KNOWN,
            "FTE after": f"{rounded(new.fte, 2):g}" if new.fte else NOBODY_KNOWN,
            "For a full-time post before": _said(old.per_post),
            "For a full-time post after": _said(new.per_post),
        }
        for load, old, new in zip(loads, before, after, strict=True)
    )


def _said(number: float | None) -> str:
    return NOBODY_KNOWN if number is None else words.number(number)
