"""The access ledger: who opened which screen with children on it, when, as what.

And who wrote what: an event, a commentary, what is recorded of a child.

What is taken away in a file is written when the file leaves, by whoever lets it out
(`held`): a file that never left has no entry, and an entry's time is that of leaving.

Entries are only ever added here. Old ones go by `drop_before`, which nothing but the
command line calls; nothing in the app changes or removes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session

from data_access.store import database
from data_access.store.loaded import LedgerEntry, table
from domain.access import CHILD_LEVEL, Screen, Viewer, require
from domain.errors import DashboardError

OPENED, DOWNLOADED, WROTE = "opened", "downloaded", "wrote"
ENTRIES = table(LedgerEntry).c
Leaves = Callable[[str, datetime], None]
"""Writes the entry of what leaves: given the name of its file, and when."""


class LedgerError(DashboardError):
    """The ledger cannot be written, so what was asked for is not shown."""

    def __init__(self) -> None:
        super().__init__(
            "This is not shown, because the access ledger cannot be written now. "
            "Try again in a minute; if it stays so, tell the administrator."
        )


def write(
    engine: Engine,
    viewer: Viewer,
    la: str,
    screen: Screen,
    now: datetime,
    *,
    what: str = OPENED,
    child: str = "",
    rows: int = 0,
) -> None:
    """Write that somebody sees a child-level screen; call it before giving any row.

    Raises:
        LedgerError: it could not be written.
        ValueError: the screen has no children on it.
    """
    if screen not in CHILD_LEVEL:
        raise ValueError(f"'{screen}' is no screen with children on it.")
    entry = LedgerEntry(
        at=now,
        who=viewer.who,
        role=viewer.role,
        la=la,
        screen=screen,
        what=what,
        child=child,
        rows=rows,
    )
    try:
        with Session(engine) as session, database.writing(session):
            session.add(entry)
    except (SQLAlchemyError, database.StoreError):
        raise LedgerError from None


_held: ContextVar[list[Leaves] | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[list[Leaves]]:
    """Hold entries of what is taken back within this; give what writes them."""
    entries: list[Leaves] = []
    before = _held.set(entries)
    try:
        yield entries
    finally:
        _held.reset(before)


def write_taken(
    engine: Engine,
    viewer: Viewer,
    la: str,
    screen: Screen,
    now: datetime,
    *,
    child: str = "",
    rows: int = 0,
) -> None:
    """Write, as `write` does, that somebody takes what a screen shows.

    Where entries are held back it is written when the file leaves, with its name.
    """

    def leaves(file_name: str, when: datetime) -> None:
        what = f"{DOWNLOADED} {file_name}".strip()
        write(engine, viewer, la, screen, when, what=what, child=child, rows=rows)

    entries = _held.get()
    if entries is None:
        leaves("", now)
    else:
        entries.append(leaves)


def wrote(
    session: Session,
    viewer: Viewer,
    la: str,
    screen: Screen,
    now: datetime,
    what: str,
    *,
    child: str = "",
) -> None:
    """Write who wrote what, with the change itself: both stand, or neither.

    `child` is the code of the child that it is about, if it is about one.
    """
    session.add(
        LedgerEntry(
            at=now,
            who=viewer.who,
            role=viewer.role,
            la=la,
            screen=screen,
            what=f"{WROTE} {what}",
            child=child,
        )
    )


def own(engine: Engine, viewer: Viewer) -> pd.DataFrame:
    """Return somebody's own entries, the latest first.

    Columns: When, Who, Role, Council, Screen, What, Child, Rows.
    """
    require(viewer, Screen.OWN_LEDGER)
    return _entries(engine, ENTRIES.who == viewer.who)


def everybodys(engine: Engine, viewer: Viewer) -> pd.DataFrame:
    """Return the entries of everybody of the viewer's council, the latest first.

    Raises:
        NotAllowedError: the viewer may only see their own.
    """
    require(viewer, Screen.LEDGER)
    within = () if viewer.la is None else (ENTRIES.la == viewer.la,)
    return _entries(engine, *within)


def drop_before(engine: Engine, day: datetime) -> int:
    """Drop the entries older than the council keeps them; return how many.

    Raises:
        StoreError: this account may not, or the store does not answer.
    """
    try:
        with Session(engine) as session, database.writing(session):
            dropped = session.connection().execute(
                delete(table(LedgerEntry)).where(ENTRIES.at < day)
            )
            return int(dropped.rowcount)
    except IntegrityError:  # what keeps entries in an SQLite file is a trigger
        raise database.StoreError(
            "The ledger is not tidied: this account may not drop entries. Use the "
            "account that owns the tables."
        ) from None


def _entries(engine: Engine, *where: object) -> pd.DataFrame:
    query = select(
        ENTRIES.at.label("When"),
        ENTRIES.who.label("Who"),
        ENTRIES.role.label("Role"),
        ENTRIES.la.label("Council"),
        ENTRIES.screen.label("Screen"),
        ENTRIES.what.label("What"),
        ENTRIES.child.label("Child"),
        ENTRIES.rows.label("Rows"),
    )
    with engine.connect() as connection:
        return pd.read_sql(query.where(*where).order_by(ENTRIES.id.desc()), connection)  # type: ignore[arg-type]
