"""The disputes log that a service keeps itself, as a workbook or a CSV file.

Every council's log is its own: see `mapping` for how it is understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from data_access.importers.cells import (
    CutShortError,
    NotADayError,
    day_of,
    id_of,
    initials_of,
    normalise,
    words_of,
)
from data_access.importers.disputes.mapping import (
    HEADING_ROWS,
    Columns,
    DisputeMapping,
    LogTable,
    tables,
)
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.workbooks import SheetRow, is_tabular
from data_access.store.statements import (
    DisputeRecord,
    Fault,
    Items,
    LeftOut,
    StageEntry,
    Statement,
)
from domain.errors import RefusedError

# Rows of a disputes log brought together: one dispute however many rows tell of it.


COPY = Fault(
    "row_copied",
    "each stage of a dispute once",
    "It is counted once: delete the copy, or correct the row.",
)
OTHER_DATES = Fault(
    "other_dates_of_stage",
    "the same dates, for one stage of one dispute",
    "The later row's dates are used: correct the one that is wrong.",
)
RESOLVED_TOO_EARLY = Fault(
    "resolved_before_last_stage",
    "that date in {last}, the last stage",
    "The dispute counts as open: type the date there if it is not.",
)
TOLD_APART = ("entered", "response_due", "responded", "resolved")
FILLED = (*TOLD_APART, "reference", "theme", "iro_name", "team", "stage", "outcome")


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row of the log, its wording untouched."""

    place: str
    child_id: str
    raised: date
    reference: str | None = None
    theme: str | None = None
    iro_name: str | None = None
    team: str | None = None
    stage: str | None = None
    entered: date | None = None
    response_due: date | None = None
    responded: date | None = None
    resolved: date | None = None
    outcome: str | None = None

    @property
    def since(self) -> date:
        """The day the stage was entered, as far as this row alone says."""
        return self.entered or self.raised


def disputes_in(entries: Iterable[Entry], position: Callable[[str], int]) -> Items:
    """Yield each dispute once, in file order, and a note on each doubtful joining.

    Rows belong together by child and reference; without one, by child, raised date
    and theme (a blank theme goes with any). `position` is a stage's place in the
    council's list, below 0 where the wording has none.
    """
    gathered = _Gathered(position)
    for entry in entries:
        yield from gathered.add(entry)
    ordinals: Counter[tuple[str, date]] = Counter()
    for entered in gathered.disputes:
        raised = min(entry.raised for entry in entered)
        ordinals[entered[0].child_id, raised] += 1
        in_order = _in_order(entered, position)
        yield from _resolved_too_early(in_order)
        record = _dispute(in_order, raised, ordinals[entered[0].child_id, raised])
        yield Statement(record, entered[0].place)


class _Gathered:
    """The disputes so far, each the list of its stages' entries in file order."""

    def __init__(self, position: Callable[[str], int]) -> None:
        self._position = position
        self.disputes: list[list[Entry]] = []
        self._by_reference: dict[tuple[str, str], list[Entry]] = {}
        self._by_day: dict[tuple[str, date], list[list[Entry]]] = {}

    def add(self, entry: Entry) -> Items:
        """Put the row with its dispute, or begin one; yield what is doubtful."""
        dispute = self._dispute_of(entry)
        for number, earlier in enumerate(dispute):
            if self._same_stage(earlier, entry):
                yield from _note_on(earlier, entry)
                dispute[number] = _filled(earlier, entry)
                return
        dispute.append(entry)

    def _dispute_of(self, entry: Entry) -> list[Entry]:
        if entry.reference:
            key = entry.child_id, normalise(entry.reference)
            if key not in self._by_reference:
                self._by_reference[key] = self._begun()
            return self._by_reference[key]
        that_day = self._by_day.setdefault((entry.child_id, entry.raised), [])
        theme = normalise(entry.theme or "")
        for wanted in (theme, ""):
            for dispute in reversed(that_day):
                if _theme_of(dispute) == wanted or not theme:
                    return dispute
        that_day.append(self._begun())
        return that_day[-1]

    def _same_stage(self, earlier: Entry, entry: Entry) -> bool:
        """Whether two rows of one dispute tell of one stage; a blank goes with any."""
        if not earlier.stage or not entry.stage:
            return True
        place = self._position(earlier.stage)
        if place >= 0:
            return place == self._position(entry.stage)
        return normalise(earlier.stage) == normalise(entry.stage)

    def _begun(self) -> list[Entry]:
        self.disputes.append([])
        return self.disputes[-1]


def _theme_of(dispute: list[Entry]) -> str:
    return normalise(_first(dispute, "theme") or "")


def _filled(earlier: Entry, later: Entry) -> Entry:
    """Return the earlier row with whatever the later one adds or changes."""
    known = {name: getattr(later, name) for name in FILLED}
    return replace(
        earlier,
        raised=min(earlier.raised, later.raised),
        **{name: value for name, value in known.items() if value is not None},
    )


def _note_on(earlier: Entry, entry: Entry) -> Items:
    if replace(entry, place=earlier.place) == earlier:
        found = f"a copy of {_inside(earlier.place)}"
        yield _note(entry, COPY, field="whole row", found=found)
    elif any(_differ(getattr(earlier, at), getattr(entry, at)) for at in TOLD_APART):
        found = f"other dates than in {_inside(earlier.place)}"
        yield _note(entry, OTHER_DATES, field="whole row", found=found)


def _differ(earlier: date | None, later: date | None) -> bool:
    return earlier is not None and later is not None and earlier != later


def _inside(place: str) -> str:
    """Return the place as it stands inside a sentence."""
    return place[0].lower() + place[1:]


def _in_order(rows: list[Entry], position: Callable[[str], int]) -> list[Entry]:
    """Return the stages by their dates, then by the council's list, then as typed."""
    places = [position(entry.stage or "") for entry in rows]
    if min(places) < 0:
        return sorted(rows, key=lambda entry: entry.since)
    order = sorted(range(len(rows)), key=lambda at: (rows[at].since, places[at]))
    return [rows[at] for at in order]


def _dispute(rows: list[Entry], raised: date, ordinal: int) -> DisputeRecord:
    return DisputeRecord(
        child_id=rows[0].child_id,
        raised=raised,
        ordinal=ordinal,
        iro_name=_first(rows, "iro_name"),
        team=_first(rows, "team"),
        theme_as_typed=_first(rows, "theme"),
        resolved=rows[-1].resolved,
        outcome=_first(rows[::-1], "outcome"),
        stages=tuple(
            StageEntry(
                stage_as_typed=entry.stage,
                entered=_entered(entry, raised, is_first=entry is rows[0]),
                response_due=entry.response_due,
                responded=entry.responded,
            )
            for entry in rows
        ),
    )


def _entered(entry: Entry, raised: date, *, is_first: bool) -> date | None:
    """Return the day the stage was entered; None for a later stage without its own."""
    if entry.entered or is_first or entry.raised != raised:
        return entry.since
    return None


def _resolved_too_early(rows: list[Entry]) -> Items:
    """Yield a note where the dispute went on after a stage's row calls it resolved."""
    if rows[-1].resolved:
        return
    for entry in rows[:-1]:
        if entry.resolved:
            yield _note(
                entry,
                RESOLVED_TOO_EARLY,
                field="date resolved",
                found=f"{entry.resolved:%d/%m/%Y}",
                last=_inside(rows[-1].place),
            )


def _first(rows: list[Entry], name: str) -> str | None:
    return next((value for row in rows if (value := getattr(row, name))), None)


def _note(
    entry: Entry, fault: Fault, *, field: str, found: str, **values: object
) -> LeftOut:
    return LeftOut.of(
        fault,
        place=entry.place,
        field=field,
        found=found,
        record=DisputeRecord.name,
        child_id=entry.child_id,
        whole_row=False,
        **values,
    )


KIND, TABLE = "disputes_log", "log"
EARLIEST = date(1990, 1, 1)  # a date before it is a slip
NEARLY = 3  # fields that show a sheet to be a log with a heading missing
A_DAY = "a date like 31/03/2025"
NO_LATER = "a date not after {latest}"
LEFT_BLANK = "The date is left blank: correct it and load the file again."
ROW_LEFT_OUT = "The row is left out: correct it and load the file again."
NEEDED = "headings for the date raised, the stage or theme, and the child"
NEARLY_A_LOG = Fault(
    "nearly_a_log",
    NEEDED,
    "The sheet is left out: name the missing heading on the mapping screen.",
)
ID_ROUNDED = Fault(
    "dispute_id_rounded", "the whole ID, not one rounded by Excel", ROW_LEFT_OUT
)
NO_CHILD = Fault("dispute_of_no_child", "the child's ID or initials", ROW_LEFT_OUT)
NOT_RAISED = Fault(
    "raised_day_not_read", f"the day it was raised, {A_DAY}", ROW_LEFT_OUT
)
RAISED_LATER = Fault("raised_after_loading", NO_LATER, ROW_LEFT_OUT)
BEFORE_RAISED = Fault(
    "day_before_raised", "a date on or after {raised}, when it was raised", LEFT_BLANK
)
TOO_LATE = Fault("dispute_day_too_late", NO_LATER, LEFT_BLANK)
NOT_A_DAY = Fault("dispute_day_not_read", A_DAY, LEFT_BLANK)


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
    for table in tables(file, saved, whole=False):
        if table.columns.are_a_log:
            return Recognised(kind=KIND, table=TABLE, covers="disputes")
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
    for table in tables(file, mapping.columns):
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


def _nearly_a_log(table: LogTable) -> Items:
    """Yield a note on a sheet whose headings lack one that a log must have."""
    columns = table.columns
    if columns.are_a_log or len(columns.fields) < NEARLY:
        return
    yield LeftOut.of(
        NEARLY_A_LOG,
        place=f"Sheet {table.sheet}" if table.sheet else "The file",
        field="headings",
        found=", ".join(columns.heading(known) for known in columns.places),
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
            self._leave_out("child_id", ID_ROUNDED)
            return None
        if known is None and (initials := initials_of(self._cell("initials"))):
            born = self._day("born")
            known = f"initials {initials} {born or ''}".rstrip()
        if known is None:
            asked = "child_id" if "child_id" in self.columns.places else "initials"
            self._leave_out(asked, NO_CHILD)
            return None
        self.child_id = known
        return known

    def _raised(self) -> date | None:
        fault = NOT_RAISED
        try:
            raised = day_of(self._cell("raised"))
        except NotADayError:
            raised = None
        if raised and raised > self.today:
            fault = RAISED_LATER
        elif raised and raised >= EARLIEST:
            return raised
        self._leave_out("raised", fault, latest=f"{self.today:%d/%m/%Y}")
        return None

    def _resolved(self, raised: date) -> date | None:
        """Return the day resolved, from the outcome where the log has no other place."""
        if "resolved" in self.columns.places:
            return self._later_day("resolved", raised, self.today)
        try:
            day = day_of(self._cell("outcome"))
        except NotADayError:
            return None
        return day if day and raised <= day <= self.today else None

    def _later_day(
        self, name: str, raised: date, latest: date = date.max
    ) -> date | None:
        """Return the day in the field; None, with a note, outside what can be."""
        day = self._day(name)
        if day and day < raised:
            self._note(name, BEFORE_RAISED, raised=f"{raised:%d/%m/%Y}")
        elif day and day > latest:
            self._note(name, TOO_LATE, latest=f"{latest:%d/%m/%Y}")
        else:
            return day
        return None

    def _day(self, name: str) -> date | None:
        try:
            return day_of(self._cell(name))
        except NotADayError:
            self._note(name, NOT_A_DAY)
            return None

    def _words(self, name: str) -> str | None:
        return words_of(self._cell(name))

    def _cell(self, name: str) -> object:
        return self.columns.cell(self.row, name)

    def _note(self, name: str, fault: Fault, **values: object) -> None:
        self._leave_out(name, fault, whole_row=False, **values)

    def _leave_out(
        self, name: str, fault: Fault, *, whole_row: bool = True, **values: object
    ) -> None:
        self.problems.append(
            LeftOut.of(
                fault,
                place=self.row.place,
                field=self.columns.heading(name),
                found=self._words(name) or "blank",
                record=DisputeRecord.name,
                child_id=self.child_id,
                whole_row=whole_row,
                **values,
            )
        )
