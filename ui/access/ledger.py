"""The access ledger on screen: one's own entries, and an administrator's view of all."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_access.store.settings import settings
from domain.access import Role, Screen, Viewer, may
from ui.kit import data, tables

OWN, ALL = "What I looked at", "What everybody looked at"
SHOWN = 200


def show(viewer: Viewer) -> None:
    """Draw the entries that somebody may see, the latest first, with a download."""
    views = [OWN, ALL] if may(viewer, Screen.LEDGER) else [OWN]
    view = st.selectbox("Show", views, index=len(views) - 1, key="ledger-view")
    fetch = data.everybodys_entries if view == ALL else data.own_entries
    found = fetch(viewer)
    st.markdown(f"Entries are kept for {settings().ledger_months} months.")
    if found.empty:
        st.info("There is no entry yet.")
        return
    said = _said(found)
    tables.show(said.head(SHOWN), view, stacked=True)
    st.markdown(f"The latest {min(SHOWN, len(said)):,} of {len(said):,} entries.")
    tables.download(said, {}, "access-ledger")


def _said(found: pd.DataFrame) -> pd.DataFrame:
    when = pd.to_datetime(found["When"], utc=True).dt.strftime("%d/%m/%Y %H:%M UTC")
    roles = [Role(role).words for role in found["Role"]]
    return found.assign(When=when, Role=roles)
