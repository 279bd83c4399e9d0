"""What was loaded and what was left out, as tables for a screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

import pandas as pd
from sqlalchemy import Engine, func, select

from data_access.access import ledger
from data_access.importers.registry import importer_of
from data_access.store.loaded import METADATA
from domain.access import Screen, Viewer, require

IMPORTS = METADATA.tables["import"].c
LEFT_OUT = METADATA.tables["left_out_row"].c
SCREENFUL = 500  # rows listed on screen; the download has every one


def imports(engine: Engine, viewer: Viewer, la: str) -> pd.DataFrame:
    """Return a council's imports, the latest first; `id` is for undoing.

    Columns: id, File, Kind, Return year, Loaded, By, Rows read, Added, Changed,
    Left out, Undone.

    Raises:
        NotAllowedError: the viewer does not see what was loaded.
    """
    require(viewer, Screen.FILES, la)
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
        .where(IMPORTS.la == la)
        .order_by(IMPORTS.id.desc())
    )
    with engine.connect() as connection:
        found = pd.read_sql(query, connection)
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
    return f"{ending - 1}-{ending % 100:02d}" if ending else ""


def left_out_count(engine: Engine, viewer: Viewer, la: str) -> int:
    """Return how many rows, and fields, of a council are not in its figures now.

    Raises:
        NotAllowedError: the viewer does not see what was loaded.
    """
    require(viewer, Screen.FILES, la)
    query = select(func.count()).where(LEFT_OUT.la == la, LEFT_OUT.mended_by.is_(None))
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def left_out(
    engine: Engine,
    viewer: Viewer,
    la: str,
    now: datetime,
    *,
    what: str = ledger.OPENED,
    at_most: int | None = None,
) -> pd.DataFrame:
    """Return the rows, and fields, of a council that are not in its figures now.

    Columns: File, Where, Field, Found, Expected, What to do, Whole row. What was
    found may be a child's details, so it is written to the ledger first.

    Raises:
        NotAllowedError: the viewer does not see rows left out.
        LedgerError: the ledger could not be written.
    """
    require(viewer, Screen.LEFT_OUT, la)
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
        .where(LEFT_OUT.la == la, LEFT_OUT.mended_by.is_(None))
        .order_by(LEFT_OUT.whole_row.desc(), LEFT_OUT.id)
    )
    with engine.connect() as connection:
        found = pd.read_sql(query.limit(at_most) if at_most else query, connection)
    ledger.write(engine, viewer, la, Screen.LEFT_OUT, now, what=what, rows=len(found))
    return found
