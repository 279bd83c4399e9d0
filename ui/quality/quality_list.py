"""What is to be mended, child by child, on screen."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_access.casework import quality
from data_access.casework.quality import KEY, TODAY
from domain.access import Screen, Viewer, may
from domain.errors import DashboardError
from domain.periods import say_day
from ui.children import children
from ui.kit import data, state, tables

RULE, OWNER, PAGE = "quality-rule", "quality-owner", "quality-page"
EVERYTHING, ANYBODY = "Everything", "Anybody"
ON_A_PAGE = 50
WHO = "Who mends it"
SHOWN = (
    *("Child", "What is wrong", "Happened", "Days since", WHO, "Team"),
    *("IRO or chair", "How to mend it"),
)
TAKEN = ("Code", *SHOWN[1:])
NOTHING = (
    "There is nothing to mend: no rule finds anything wrong about the children whom you "
    "may see here."
)


def shown(viewer: Viewer, la: str, as_at: date, now: datetime) -> None:
    """Draw what there is to mend, what changes most figures first."""
    try:
        found = quality.listed(data.engine(), viewer, la, as_at, now)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.info(NOTHING)
        return
    some = _narrowed(found)
    st.markdown(
        f"{len(some):,} of {len(found):,} things to mend, as at {say_day(as_at)}, the "
        "last day loaded. What changes the most figures comes first, then what happened "
        "last. Each opening of this list is written to the access ledger."
    )
    page = tables.page_of(some, PAGE, ON_A_PAGE)
    goes_on = may(viewer, Screen.CHILD, la)
    tables.show(
        tables.said(page[list(SHOWN)]),
        "What is to be mended, child by child",
        links=[
            children.link(code) if goes_on and today else ""
            for code, today in zip(page["Code"], page[TODAY], strict=True)
        ],
    )
    tables.download(
        lambda: tables.said(
            quality.exported(data.engine(), viewer, la, as_at, now)[list(TAKEN)]
        ),
        {"As at": say_day(as_at)},
        "to-mend",
    )
    st.markdown(
        "The download has codes in place of the council's own ids, and holds everything, "
        "whatever is shown above. That somebody took it is written to the access ledger."
    )


def _narrowed(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the rule and the owner that are chosen."""
    counts = found[KEY].value_counts()
    names = {EVERYTHING: f"{EVERYTHING}: {len(found):,}"}
    names |= {
        rule.key: f"{rule.words}: {counts[rule.key]:,}"
        for rule in quality.rules()
        if rule.key in counts
    }
    state.hold(RULE, list(names))
    rule = st.selectbox(
        "What is wrong", list(names), format_func=names.__getitem__, key=RULE
    )
    owners = [ANYBODY, *sorted(set(found[WHO]))]
    state.hold(OWNER, owners)
    owner = st.selectbox(WHO, owners, key=OWNER)
    keep = pd.Series(data=True, index=found.index)
    if rule != EVERYTHING:
        keep &= found[KEY] == rule
    if owner != ANYBODY:
        keep &= found[WHO] == owner
    return found[keep]
