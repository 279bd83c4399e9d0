"""A look: somebody looking at a council; the one way to what not everybody may see.

Whatever is given to a reader is read through `Look.given`, which asks first, and writes
the access ledger before it gives a row about a child. So of every fetch that takes a
look: it raises `NotAllowedError` where the role does not see the screen, or not this
council, before anything is read, and `LedgerError` where the ledger cannot be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session

from data_access.access import ledger
from data_access.store import database
from domain.access import CHILD_LEVEL, Screen, Viewer, may, require

CHILD = "Child"  # the column of a list with the council's own ids
Given = TypeVar("Given")


@dataclass(frozen=True)
class Look:
    """Somebody looking, at the rows of a council, as they stood on a day.

    `now` is when they look, as the ledger has it.
    """

    engine: Engine
    viewer: Viewer
    la: str
    as_at: date
    now: datetime

    def may(self, screen: Screen) -> bool:
        """Say whether they may see a screen, of this council."""
        return may(self.viewer, screen, self.la)

    def given(
        self,
        screen: Screen,
        read: Callable[[Session], Given],
        *,
        rows: Callable[[Any], int] = len,
        taken: bool = False,
        child: str = "",
    ) -> Given:
        """Ask, read in one transaction, write the ledger, and give what was read.

        A screen without children on it has no entry. In an entry, `rows` counts what
        was read, `taken` says that it leaves the screen, and `child` is the code of
        the one child that it is about.
        """
        require(self.viewer, screen, self.la)
        with database.reading(self.engine) as session:
            found = read(session)
        if screen in CHILD_LEVEL:
            write = ledger.write_taken if taken else ledger.write
            write(
                self.engine,
                self.viewer,
                self.la,
                screen,
                self.now,
                child=child,
                rows=rows(found),
            )
        return found

    def listed(
        self,
        screen: Screen,
        read: Callable[[Session], pd.DataFrame],
        *,
        taken: bool = False,
        page_only: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Give a list about children; one that is taken has codes for the ids.

        The columns `page_only` are not taken either.
        """
        found = self.given(screen, read, taken=taken)
        return found.drop(columns=[CHILD, *page_only]) if taken else found

    @contextmanager
    def writing(self, screen: Screen) -> Iterator[Session]:
        """Ask, and give a session whose whole work is one change of the store."""
        require(self.viewer, screen, self.la)
        with Session(self.engine) as session, database.writing(session):
            yield session

    def wrote(
        self, session: Session, screen: Screen, what: str, *, child: str = ""
    ) -> None:
        """Write to the ledger what was written, in the same change of the store."""
        ledger.wrote(session, self.viewer, self.la, screen, self.now, what, child=child)
