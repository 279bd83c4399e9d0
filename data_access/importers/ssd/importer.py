"""The Standard Safeguarding Dataset as a kind of file: one table a file, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from data_access.importers.importer import (
    BOOK_ENDINGS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    Kept,
    Opened,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from data_access.importers.ssd.spec import READ, ROLES_SETTING, StaffRoles, table_of
from domain.periods import Period


@dataclass(frozen=True)
class OpenedTable(Opened):
    """A table with the others of its extract, and what the council's roles mean."""

    extract: Extract
    roles: StaffRoles

    @property
    def beside(self) -> str:
        """The other files, and the meanings that staff are read by."""
        meanings = self.roles.model_dump_json(exclude_defaults=True)
        return f"{self.extract.fingerprint}{meanings}"

    def covers(self, kept: Kept) -> str:
        """Return what it is a whole account of, with the others."""
        return ssd.covers(self.table, self.extract)

    def period(self, kept: Kept) -> Period | None:
        """Return the days that the whole extract speaks for."""
        return ssd.window(self.extract, kept.today) if kept.records else None

    def known_from(self, period: Period) -> date | None:
        """Return the day from which all is told of its children, where it tells."""
        return ssd.known_from(self.extract, period)


def _open(
    files: Sequence[tuple[SourceFile, Recognised]], context: ReadingContext
) -> list[OpenedTable]:
    extract = Extract(tuple(file for file, _ in files))
    roles = context.setting(ROLES_SETTING, StaffRoles)
    read = partial(ssd.read, extract=extract, roles=roles)
    return [
        OpenedTable(file, found, context, read, extract, roles) for file, found in files
    ]


SSD = Importer(
    kind=ssd.KIND,
    words="Standard Safeguarding Dataset",
    an_example="tables of the Standard Safeguarding Dataset",
    formats="CSV or xlsx",
    endings=(*TEXT_ENDINGS, *BOOK_ENDINGS),
    belief=Belief.EXTRACT,
    recognise=lambda file, context: ssd.recognise(file),
    open=_open,
    tables=tuple(table.name for table in READ),
    is_table=lambda headings: table_of(headings) is not None,
)
