"""What is in the store for a council, and taking an import back."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from data_access import door, exampleshire, listing
from domain.errors import DashboardError
from ui import data, tables, words


def show(la: str, name: str, invented: bool, now: datetime) -> None:
    """List a council's imports and the rows left out, with undo."""
    st.header(f"In the store: {words.plain(name)}", anchor=False)
    imports = listing.imports(data.engine(), la)
    table = imports.drop(columns=["id"]).assign(
        Loaded=_days(imports["Loaded"]), Undone=_days(imports["Undone"])
    )
    tables.show(table.astype(str), f"Files loaded for {name}")
    if invented:
        _remove(now)
    else:
        _undo(imports, la, now)
    _left_out(la)


def _days(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments).dt.strftime("%d/%m/%Y").fillna("")


def _remove(now: datetime) -> None:
    st.markdown(
        "This council is invented. It can be removed once your own is loaded, and "
        "made again at any time."
    )
    if len(data.councils(data.version())) > 1 and st.button(
        "Remove the invented council"
    ):
        exampleshire.clear(data.engine(), now)
        st.rerun()


def _undo(imports: pd.DataFrame, la: str, now: datetime) -> None:
    live = imports[imports["Undone"].isna()]
    if live.empty:
        return
    with st.expander("Undo an import"):
        names = {
            f"{row.File} ({row.Kind} {row[4]}, import {row.id})": int(row.id)
            for row in live.itertuples()
        }
        chosen = st.selectbox("Import", list(names), key=f"undo-{la}")
        sure = st.checkbox(
            "I am sure: take these rows out of every figure", key=f"sure-{la}"
        )
        if st.button("Undo this import", disabled=not sure, key=f"do-undo-{la}"):
            try:
                door.undo(data.engine(), names[chosen], now)
                st.success("Undone. The store is as if that file had never come.")
            except DashboardError as refusal:
                st.error(str(refusal))


def _left_out(la: str) -> None:
    rows = listing.left_out(data.engine(), la, listing.SCREENFUL)
    if rows.empty:
        st.markdown("No row of this council is left out of its figures.")
        return
    with st.expander("Rows left out, and why"):
        st.dataframe(rows, hide_index=True)
        full = listing.left_out(data.engine(), la)
        st.markdown(f"{len(rows):,} of {len(full):,} shown; the download has all.")
        tables.download(full, {}, f"left-out-{la}")
