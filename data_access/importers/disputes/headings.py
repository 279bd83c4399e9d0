"""Which heading of a disputes log holds what, and the rows that stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from data_access.importers.disputes.wordings import FIELDS, propose_columns
from data_access.importers.disputes_cells import (
    NotADayError,
    day_of,
    normalise,
    words_of,
)
from data_access.importers.workbooks import SheetRow

HEADING_ROWS = 15  # headings stand in one of the first rows of a sheet
LONGEST_HEADING = 80  # characters
IGNORED = ""  # the field of a heading that the council has set aside

_TOTAL = re.compile(r"(?:(?:grand |sub |overall )?totals?|count|average|number of)\b.*")
_FIRST_CELLS = 3


@dataclass(frozen=True)
class Columns:
    """One row read as headings: the words in each place, and the field of some."""

    headings: Mapping[int, str]
    fields: Mapping[int, str]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each field that has one."""
        return {field: place for place, field in self.fields.items()}

    @property
    def are_a_log(self) -> bool:
        """Whether a raised date, a stage or theme, and a child have headings."""
        raised = self.heading("raised")
        needed = {"stage"} if normalise(raised) == "date" else {"stage", "theme"}
        return (
            "raised" in self.places
            and not needed.isdisjoint(self.places)
            and not {"child_id", "initials"}.isdisjoint(self.places)
        )

    def heading(self, field: str) -> str:
        """The heading as typed, or the field's own label where there is none."""
        return self.headings.get(self.places.get(field, -1), FIELDS[field])

    def cell(self, row: SheetRow, field: str) -> object:
        """The row's cell for a field; None where it has none."""
        place = self.places.get(field, len(row.cells))
        return row.cells[place] if place < len(row.cells) else None


@dataclass(frozen=True)
class Table:
    """A sheet's table. `columns` are the likeliest headings where it is no log."""

    sheet: str
    columns: Columns
    rows: Iterator[tuple[Columns, SheetRow]]  # the disputes under the headings


def columns_of(cells: tuple[object, ...], saved: Mapping[str, str]) -> Columns:
    """Read a row as headings: the council's saved choices first, then proposals."""
    headings = {
        place: " ".join(cell.split())
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and 0 < len(cell.strip()) <= LONGEST_HEADING
    }
    fields: dict[int, str] = {}
    for place, heading in headings.items():
        field = saved.get(normalise(heading), IGNORED)
        if field in FIELDS and field not in fields.values():
            fields[place] = field
    open_to_proposal = [
        words for words in headings.values() if normalise(words) not in saved
    ]
    for heading, field in propose_columns(open_to_proposal, fields.values()).items():
        fields[next(place for place in headings if headings[place] == heading)] = field
    return Columns(headings, fields)


def tables(rows: Iterable[SheetRow], saved: Mapping[str, str]) -> Iterator[Table]:
    """Yield each sheet's table; its rows must be used before the next is asked for."""
    for sheet, group in groupby(rows, key=attrgetter("sheet")):
        yield _table(sheet, group, saved)


def _table(sheet: str, group: Iterator[SheetRow], saved: Mapping[str, str]) -> Table:
    likeliest = Columns({}, {})
    for row in group:
        if row.number > HEADING_ROWS:
            break
        columns = columns_of(row.cells, saved)
        if columns.are_a_log:
            return Table(sheet, columns, _under(columns, group, saved))
        likeliest = max(likeliest, columns, key=_likelihood)
    return Table(sheet, likeliest, iter(()))


def _likelihood(columns: Columns) -> tuple[int, int]:
    return len(columns.fields), len(columns.headings)


def _under(
    columns: Columns, group: Iterator[SheetRow], saved: Mapping[str, str]
) -> Iterator[tuple[Columns, SheetRow]]:
    """Yield the disputes; headings typed again further down take over from there."""
    for row in group:
        if _is_day(columns.cell(row, "raised")):
            yield columns, row
        elif (again := columns_of(row.cells, saved)).are_a_log:
            columns = again
        elif not _is_no_dispute(row):
            yield columns, row


def _is_no_dispute(row: SheetRow) -> bool:
    """Whether a row without a raised date is blank, a remark or a line of totals."""
    shown = [words for words in map(words_of, row.cells) if words]
    return len(shown) <= 1 or any(
        _TOTAL.fullmatch(normalise(words)) for words in shown[:_FIRST_CELLS]
    )


def _is_day(cell: object) -> bool:
    try:
        return day_of(cell) is not None
    except NotADayError:
        return False
