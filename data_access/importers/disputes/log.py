"""The disputes log that a service keeps itself, as a workbook or a CSV file.

Every council's log is its own: see `disputes_mapping` for how it is understood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from data_access.importers.disputes.gather import Entry, disputes_in
from data_access.importers.disputes.headings import HEADING_ROWS, Columns, Table, tables
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.disputes_cells import (
    CutShortError,
    NotADayError,
    day_of,
    id_of,
    initials_of,
    words_of,
)
from data_access.importers.report import (
    Items,
    LeftOut,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.importers.workbooks import SheetRow, is_tabular, rows
from data_access.store.statements import DisputeRecord
from domain.errors import RefusedError

KIND, TABLE = "disputes_log", "log"
EARLIEST = date(1990, 1, 1)  # a date before it is a slip
NEARLY = 3  # fields that show a sheet to be a log with a heading missing
A_DAY = "a date like 31/03/2025"
LEFT_BLANK = "The date is left blank: correct it and load the file again."
ROW_LEFT_OUT = "The row is left out: correct it and load the file again."
NEEDED = "headings for the date raised, the stage or theme, and the child"


def recognise(
    file: SourceFile, mapping: DisputeMapping | None = None
) -> Recognised | None:
    """Return what the file is if some sheet has the headings of a disputes log.

    Raises:
        RefusedError: the name is a workbook's and the content cannot be opened.
    """
    if not is_tabular(file):
        return None
    saved = (mapping or DisputeMapping()).columns
    for table in tables(rows(file, at_most=HEADING_ROWS), saved):
        if table.columns.are_a_log:
            return Recognised(kind=KIND, table=TABLE)
    return None


def read(
    file: SourceFile, context: ReadingContext, mapping: DisputeMapping | None = None
) -> Items:
    """Yield each dispute once, and whatever could not be used.

    The log's rows are held until its end, since a later sheet may carry a dispute on.

    Raises:
        RefusedError: the file cannot be opened, or no sheet has a log's headings.
    """
    mapping = mapping or DisputeMapping()
    entries: list[Entry] = []
    is_log = False
    for table in tables(rows(file), mapping.columns):
        is_log = is_log or table.columns.are_a_log
        yield from _nearly_a_log(table)
        for columns, row in table.rows:
            reading = _RowReading(columns, row, context.today)
            entry = reading.entry()
            yield from reading.problems
            if entry:
                entries.append(entry)
    if not is_log:
        raise RefusedError(
            f"No disputes log was found: expected {NEEDED} in one of the first "
            f"{HEADING_ROWS} rows of a sheet. Check the headings, or say what they "
            "mean on the mapping screen."
        )
    yield from disputes_in(entries, _positions(mapping))


def _positions(mapping: DisputeMapping) -> Callable[[str], int]:
    @lru_cache  # a log has few wordings, and each asks many patterns
    def position(stage: str) -> int:
        meaning = mapping.stage(stage)
        return mapping.stages.index(meaning) if meaning else -1

    return position


def _nearly_a_log(table: Table) -> Items:
    """Yield a note on a sheet whose headings lack one that a log must have."""
    columns = table.columns
    if columns.are_a_log or len(columns.fields) < NEARLY:
        return
    yield LeftOut(
        place=f"Sheet {table.sheet}" if table.sheet else "The file",
        field="headings",
        found=", ".join(columns.heading(known) for known in columns.places),
        expected=NEEDED,
        remedy="The sheet is left out: name the missing heading on the mapping screen.",
        record=DisputeRecord.name,
    )


@dataclass
class _RowReading:
    """One row on its way to being an entry, and what is wrong with it so far."""

    columns: Columns
    row: SheetRow
    today: date
    problems: list[LeftOut] = field(default_factory=list)
    child_id: str = ""

    def entry(self) -> Entry | None:
        """Return the row's entry; None where it lacks a child or the day raised."""
        child_id = self._child()
        raised = self._raised() if child_id else None
        if child_id is None or raised is None:
            return None
        return Entry(
            place=self.row.place,
            child_id=child_id,
            raised=raised,
            reference=self._words("reference"),
            theme=self._words("theme"),
            iro_name=self._words("iro_name"),
            team=self._words("team"),
            stage=self._words("stage"),
            entered=self._later_day("entered", raised, self.today),
            response_due=self._later_day("response_due", raised),
            responded=self._later_day("responded", raised, self.today),
            resolved=self._resolved(raised),
            outcome=self._words("outcome"),
        )

    def _child(self) -> str | None:
        try:
            known = id_of(self._cell("child_id"))
        except CutShortError:
            self._leave_out("child_id", "the whole ID, not one rounded by Excel")
            return None
        if known is None and (initials := initials_of(self._cell("initials"))):
            born = self._day("born")
            known = f"initials {initials} {born or ''}".rstrip()
        if known is None:
            asked = "child_id" if "child_id" in self.columns.places else "initials"
            self._leave_out(asked, "the child's ID or initials")
            return None
        self.child_id = known
        return known

    def _raised(self) -> date | None:
        expected = f"the day it was raised, {A_DAY}"
        try:
            raised = day_of(self._cell("raised"))
        except NotADayError:
            raised = None
        if raised and raised > self.today:
            expected = f"a date not after {self.today:%d/%m/%Y}"
        elif raised and raised >= EARLIEST:
            return raised
        self._leave_out("raised", expected)
        return None

    def _resolved(self, raised: date) -> date | None:
        """Return the day resolved, from the outcome where the log has no other place."""
        if "resolved" in self.columns.places:
            return self._later_day("resolved", raised, self.today)
        try:
            told = day_of(self._cell("outcome"))
        except NotADayError:
            return None
        return told if told and raised <= told <= self.today else None

    def _later_day(
        self, name: str, raised: date, latest: date = date.max
    ) -> date | None:
        """Return the day in the field; None, with a note, outside what can be."""
        day = self._day(name)
        if day and day < raised:
            self._note(
                name, f"a date on or after {raised:%d/%m/%Y}, when it was raised"
            )
        elif day and day > latest:
            self._note(name, f"a date not after {latest:%d/%m/%Y}")
        else:
            return day
        return None

    def _day(self, name: str) -> date | None:
        try:
            return day_of(self._cell(name))
        except NotADayError:
            self._note(name, A_DAY)
            return None

    def _words(self, name: str) -> str | None:
        return words_of(self._cell(name))

    def _cell(self, name: str) -> object:
        return self.columns.cell(self.row, name)

    def _note(self, name: str, expected: str) -> None:
        self._leave_out(name, expected, LEFT_BLANK, whole_row=False)

    def _leave_out(
        self,
        name: str,
        expected: str,
        remedy: str = ROW_LEFT_OUT,
        *,
        whole_row: bool = True,
    ) -> None:
        self.problems.append(
            LeftOut(
                place=self.row.place,
                field=self.columns.heading(name),
                found=self._words(name) or "blank",
                expected=expected,
                remedy=remedy,
                record=DisputeRecord.name,
                child_id=self.child_id,
                whole_row=whole_row,
            )
        )
