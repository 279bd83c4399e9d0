"""What was loaded and what was left out, as tables for a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from data_access.access.look import Look
from data_access.importers.registry import importer_of
from data_access.store.loaded import METADATA
from domain.access import Screen
from domain.periods import say_return_year

IMPORTS = METADATA.tables["import"].c
LEFT_OUT = METADATA.tables["left_out_row"].c
SCREENFUL = 500  # rows listed on screen; the download has every one


def imports(look: Look) -> pd.DataFrame:
    """Return a council's imports, the latest first; `id` is for undoing.

    Columns: id, File, Kind, Return year, Loaded, By, Rows read, Added, Changed,
    Left out, Undone.
    """
    query = (
        select(
            IMPORTS.id,
            IMPORTS.file_name.label("File"),
            IMPORTS.kind.label("Kind"),
            IMPORTS.year.label("Return year"),
            IMPORTS.loaded_at.label("Loaded"),
            IMPORTS.loaded_by.label("By"),
            IMPORTS.rows_read.label("Rows read"),
            IMPORTS.added.label("Added"),
            IMPORTS.changed.label("Changed"),
            IMPORTS.left_out.label("Left out"),
            IMPORTS.undone_at.label("Undone"),
        )
        .where(IMPORTS.la == look.la)
        .order_by(IMPORTS.id.desc())
    )
    found = look.given(Screen.FILES, _table(query))
    return found.assign(
        File=found["File"].map(_short),
        Kind=found["Kind"].map(_title),
        **{"Return year": found["Return year"].map(_year)},
    )


def _title(kind: str) -> str:
    return importer_of(kind).title()


def _short(name: str) -> str:
    """Return a file's name and the folder it was in, which often tells the year."""
    return "/".join(PurePath(name).parts[-2:])


def _year(ending: int) -> str:
    return say_return_year(ending) if ending else ""


def left_out_count(look: Look) -> int:
    """Return how many rows, and fields, of a council are not in its figures now."""
    query = select(func.count()).where(*_left_out_of(look.la))
    return look.given(
        Screen.FILES, lambda session: int(session.execute(query).scalar_one())
    )


def left_out(
    look: Look, *, taken: bool = False, at_most: int | None = None
) -> pd.DataFrame:
    """Return the rows, and fields, of a council that are not in its figures now.

    Columns: File, Where, Field, Found, Expected, What to do, Whole row. What was
    found may be a child's details, so it is written to the ledger first.
    """
    query = (
        select(
            LEFT_OUT.file_name.label("File"),
            LEFT_OUT.place.label("Where"),
            LEFT_OUT.field.label("Field"),
            LEFT_OUT.found.label("Found"),
            LEFT_OUT.expected.label("Expected"),
            LEFT_OUT.remedy.label("What to do"),
            LEFT_OUT.whole_row.label("Whole row"),
        )
        .where(*_left_out_of(look.la))
        .order_by(LEFT_OUT.whole_row.desc(), LEFT_OUT.id)
    )
    return look.given(Screen.LEFT_OUT, _table(query.limit(at_most)), taken=taken)


def left_out_taken(look: Look, found: pd.DataFrame) -> pd.DataFrame:
    """Return what files that are only tried leave out, as somebody takes it away.

    It may be children's details: it is written to the ledger as what is stored is.
    """
    return look.given(Screen.LEFT_OUT, lambda _: found, taken=True)


def _left_out_of(la: str) -> tuple[ColumnElement[bool], ...]:
    return LEFT_OUT.la == la, LEFT_OUT.mended_by.is_(None)


def _table(query: Select[Any]) -> Callable[[Session], pd.DataFrame]:
    return lambda session: pd.read_sql(query, session.connection())
