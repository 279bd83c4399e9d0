"""What is in the store for a council, and taking an import back."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from data_access.access import ledger
from data_access.demo import exampleshire
from data_access.intake import door, files
from domain.access import Viewer
from domain.errors import DashboardError
from ui.kit import data, tables, words


def show(viewer: Viewer, la: str, name: str, invented: bool, now: datetime) -> None:
    """List a council's imports and the rows left out, with undo."""
    st.header(f"In the store: {words.plain(name)}", anchor=False)
    imports = files.imports(data.engine(), viewer, la)
    table = imports.drop(columns=["id"]).assign(
        Loaded=_days(imports["Loaded"]), Undone=_days(imports["Undone"])
    )
    tables.show(table.astype(str), f"Files loaded for {name}")
    if invented:
        _remove(viewer, now)
    else:
        _undo(imports, la, now)
    _left_out(viewer, la, now)


def _days(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments).dt.strftime("%d/%m/%Y").fillna("")


def _remove(viewer: Viewer, now: datetime) -> None:
    st.markdown(
        "This council is invented. It can be removed once your own is loaded, and "
        "made again at any time."
    )
    if len(data.councils(viewer, data.version())) > 1 and st.button(
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


def _left_out(viewer: Viewer, la: str, now: datetime) -> None:
    number = files.left_out_count(data.engine(), viewer, la)
    if not number:
        st.markdown("No row of this council is left out of its figures.")
        return
    listed = st.expander(
        "Rows left out, and why", key=f"left-out-{la}", on_change="rerun"
    )
    if not listed.open:
        return
    with listed:
        rows = files.left_out(data.engine(), viewer, la, now, at_most=files.SCREENFUL)
        st.dataframe(rows, hide_index=True)
        st.markdown(f"{len(rows):,} of {number:,} shown; the download has all.")
        tables.download(
            lambda: files.left_out(
                data.engine(), viewer, la, now, what=ledger.DOWNLOADED
            ),
            {},
            f"left-out-{la}",
        )
