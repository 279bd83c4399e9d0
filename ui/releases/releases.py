"""The releases of a council: all of them, one of them, and a new one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import releases
from data_access.store.releases import Signed
from domain.about import Policy
from domain.access import Screen
from domain.periods import say_day
from domain.tables import Columns
from reports import printed
from ui.kit import tables, words
from ui.releases import draft, one

ROWS = 8  # of the list at once
NONE_YET = (
    "There is no release yet, so a board has nothing to read. The quality assurance "
    "group makes a draft, looks at the board's pages from it, and signs it."
)


def shown(look: Look, columns: Columns) -> None:
    """List a council's releases; look at one, and make the next."""
    found = releases.listed(look)
    st.header(words.plain(columns.council), anchor=False)
    one.told(look)
    if found:
        listed = tables.page_of(_table(found), f"releases-page-{look.la}", ROWS)
        tables.show(listed, "Releases, the latest signed first", stacked=True)
    else:
        st.info(NONE_YET)
    if look.may(Screen.SIGNING):
        draft.ask(look, columns, found)
    draft.shown(look)
    if found:
        one.shown(look, found)


def _table(found: Sequence[Signed]) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "Release": str(each.number),
            "To": say_day(each.up_to),
            "State": state_of(each),
            "Small numbers": Policy(each.policy).name_words,
            "Signed by": each.signed_by,
            "Signed on": each.signed_at.date(),
            "Hash": printed.short(each),
        }
        for each in found
    )
    return tables.said(table)


def state_of(signed: Signed) -> str:
    """Return whether a release stands; or who withdrew it, when and why."""
    if signed.withdrawn_at is None:
        return "stands"
    when = say_day(signed.withdrawn_at.date())
    return f"withdrawn by {signed.withdrawn_by} on {when}: {signed.withdrawn_why}"
