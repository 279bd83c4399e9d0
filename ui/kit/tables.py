"""Tables and their downloads: the same cells, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from itertools import zip_longest

import pandas as pd
import streamlit as st

from domain.cells import harmless
from domain.rounding import rounded
from ui.kit import downloads, state

LONG, NAME = 60, 24  # letters: a cell, and a name of a row, that are given room


def show(
    table: pd.DataFrame, alt: str, links: Sequence[str] = (), *, stacked: bool = False
) -> None:
    """Draw a table whose first column names its rows, and leads on where `links` do.

    One that is `stacked` has a card for each row where a window is narrow.

    Not st.table: its box scrolls where a table is wider than a telephone, and the
    keyboard cannot reach it.
    """
    st.html(as_html(table, alt, links, stacked=stacked))


def as_html(
    table: pd.DataFrame, alt: str, links: Sequence[str] = (), *, stacked: bool = False
) -> str:
    """Return a table in a named box that takes focus; every cell is plain text."""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.columns)
    names = list(table.columns)[1:] if stacked else [""] * (len(table.columns) - 1)
    lines = "".join(
        f'<tr><th scope="row"{_room(first, NAME)}>{leading(first, link)}</th>'
        f"{''.join(map(_cell_of, cells, names))}</tr>"
        for (first, *cells), link in zip_longest(
            table.itertuples(index=False, name=None), links, fillvalue=""
        )
    )
    kind = "wide stacked" if stacked else "wide"
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{_text(alt)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def leading(cell: object, link: str) -> str:
    """Return a cell as HTML, leading on where there is a link."""
    return f'<a href="{_text(link)}">{_text(cell)}</a>' if link else _text(cell)


def _cell_of(cell: object, name: str) -> str:
    """Return a cell; one with sentences in it is given room, and the box scrolls."""
    return f"<td{_room(cell, LONG)}{named(name)}>{_text(cell)}</td>"


def _room(cell: object, letters: int) -> str:
    return ' class="long"' if len(str(cell)) > letters else ""


def named(name: str) -> str:
    """Return what gives a cell the name that it has where its row is a card."""
    return f' data-name="{_text(name)}"' if name else ""


def _text(cell: object) -> str:
    return escape(str(cell))


def page_of(found: pd.DataFrame, key: str, rows: int) -> pd.DataFrame:
    """Return the rows of the page that is chosen; a list to choose from, if many."""
    pages = max(1, -(-len(found) // rows))
    if pages == 1:
        return found
    names = [f"{number} of {pages}" for number in range(1, pages + 1)]
    state.hold(key, names)
    first = names.index(st.selectbox("Page", names, key=key)) * rows
    return found.iloc[first : first + rows]


def said(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as text: days as a reader says them, nothing where nothing is."""
    return table.map(_cell)


def _cell(cell: object) -> str:
    if cell is None or cell is pd.NaT or cell != cell:  # noqa: PLR0124
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{rounded(cell):.15g}" if isinstance(cell, float) else str(cell)


def download(
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    notes: dict[str, str],
    key: str,
    label: str = "Download this table (CSV)",
    first: str = "",
) -> None:
    """Offer a table as CSV, with what it counts said in each row.

    `first` is a line before it. A function is asked for the table when somebody takes it, and not before.
    """

    def made() -> bytes:
        return as_csv(table() if callable(table) else table, notes, first)

    downloads.offer(
        label, made, file_name=f"{key}.csv", mime="text/csv", key=f"csv-{key}"
    )


def as_csv(table: pd.DataFrame, notes: dict[str, str], first: str = "") -> bytes:
    """Return a table as CSV bytes that Excel reads as UTF-8, formulas made harmless.

    `first` is a line before it, of a file that says what it is of.
    """
    full = table.assign(**notes)
    safe = full.map(harmless).rename(columns=harmless)
    before = f"{first}\n" if first else ""
    return f"{before}{safe.to_csv(index=False)}".encode("utf-8-sig")
