"""Tables and their downloads: the same cells, safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def show(table: pd.DataFrame, alt: str) -> None:
    """Draw a table whose first column names its rows."""
    st.table(table, hide_index=True, alt=alt)


def download(table: pd.DataFrame, notes: dict[str, str], key: str) -> None:
    """Offer a table as CSV, with what it counts said in each row."""

    def made() -> bytes:
        return as_csv(table, notes)

    st.download_button(
        "Download this table (CSV)",
        made,
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"csv-{key}",
        on_click="ignore",
    )


def as_csv(table: pd.DataFrame, notes: dict[str, str]) -> bytes:
    """Return a table as CSV bytes that Excel reads as UTF-8, formulas made harmless."""
    full = table.assign(**notes)
    safe = full.map(harmless).rename(columns=harmless)
    return safe.to_csv(index=False).encode("utf-8-sig")


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet will run as a formula or read as two rows."""
    if not isinstance(cell, str):
        return cell
    marked = f"'{cell}" if cell.startswith(FORMULA) else cell
    return marked.replace("\r", " ")
