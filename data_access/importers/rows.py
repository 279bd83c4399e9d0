"""One row's cells held against what a return asks for, fault by fault, in words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, TypeVar

from data_access.importers.cells import clean_code, clean_id, clean_text, parse_day
from data_access.importers.importer import ReadingContext
from data_access.store.statements import Item, LeftOut, Record, Statement
from domain.codes import ETHNIC_GROUPS, SEX_SPELLINGS
from domain.due import FIRST_YEAR
from domain.periods import financial_year, say_day

FIRST_DAY = date(FIRST_YEAR, 1, 1)  # earlier dates are placeholders, such as 1900
MISPRINTED = {"CNHE": "CHNE"}  # Chinese, as some guidance spells it
CORRECT = "Correct it in your system and load the file again."
AS_TEXT = (
    "Excel has cut its digits: export the file again with this column as text, "
    "and load it without opening it in Excel."
)


@dataclass(frozen=True)
class Limit:
    """The last day something in a file can have happened on, and why."""

    day: date
    why: str

    @property
    def words(self) -> str:
        """What a date beyond the limit is told."""
        return f"a date no later than {say_day(self.day)}, {self.why}"


def limit_of(context: ReadingContext) -> Limit:
    """Return the end of the return year, or the day of reading if that is sooner."""
    if context.year is not None:
        end = financial_year(context.year).end
        if end <= context.today:
            return Limit(end, "the last day of the return year")
    return Limit(context.today, "the day the file was loaded")


class RowLeftOutError(Exception):
    """Carries the reason from where it is found to `items_of`; never goes further."""

    def __init__(self, left_out: LeftOut) -> None:
        super().__init__("a row was left out")
        self.left_out = left_out


@dataclass
class Row:
    """The cells of one row, or of one XML element, by the heading the return uses.

    Methods that must have a value leave the whole row out when they cannot; the
    others note the fault and give None.
    """

    cells: Mapping[str, str]
    place: str
    record: str
    limit: Limit
    date_words: str = "a date like 31/03/2025"
    child_id: str = ""
    notes: list[LeftOut] = field(default_factory=list)

    def raw(self, heading: str) -> str:
        """The cell as typed, empty where the column is missing."""
        return self.cells.get(heading, "")

    def is_blank(self, heading: str) -> bool:
        return not clean_text(self.raw(heading))

    def leave_out(self, heading: str, expected: str, remedy: str = CORRECT) -> NoReturn:
        """Leave the whole row out.

        Raises:
            RowLeftOutError: always.
        """
        raise RowLeftOutError(self._fault(heading, expected, remedy, whole_row=True))

    def note(self, heading: str, expected: str, remedy: str = CORRECT) -> None:
        """Keep the row, and say what is wrong with one field of it."""
        self.notes.append(self._fault(heading, expected, remedy, whole_row=False))

    def needed_id(self, heading: str) -> str:
        """Return the child's id, which every later fault of this row then carries."""
        found = clean_id(self.raw(heading))
        if found is None:
            self.leave_out(heading, "the child's id in full", AS_TEXT)
        if not found:
            self.leave_out(heading, "the child's id")
        self.child_id = found
        return found

    def needed_day(self, heading: str) -> date:
        """Return a day within the limit."""
        found = parse_day(self.raw(heading))
        if found is None:
            self.leave_out(heading, self.date_words)
        self.check_day(heading, found)
        return found

    def check_day(self, heading: str, day: date) -> None:
        """Leave the row out where the day is a placeholder or beyond the limit."""
        if day < FIRST_DAY:
            self.leave_out(heading, f"a date from {say_day(FIRST_DAY)} on")
        if day > self.limit.day:
            self.leave_out(heading, self.limit.words)

    def day(self, heading: str) -> date | None:
        """Return a day, at whatever time; None where blank, with a note if faulty."""
        if self.is_blank(heading):
            return None
        found = parse_day(self.raw(heading))
        if found is None:
            self.note(heading, self.date_words)
        elif found < FIRST_DAY:
            self.note(heading, f"a date from {say_day(FIRST_DAY)} on")
            return None
        return found

    def born(self, heading: str, latest: date) -> date | None:
        """Return a date of birth no later than `latest`, else None with a note."""
        found = self.day(heading)
        if found is not None and found > latest:
            self.note(heading, f"a date of birth no later than {say_day(latest)}")
            return None
        return found

    def code(self, heading: str, codes: Container[str], expected: str) -> str | None:
        """Return a code of the list; None where blank, with a note if not in it."""
        found = clean_code(self.raw(heading))
        if found and found not in codes:
            self.note(heading, expected)
            return None
        return found or None

    def _fault(
        self, heading: str, expected: str, remedy: str, *, whole_row: bool
    ) -> LeftOut:
        return LeftOut(
            place=self.place,
            field=heading,
            found=self.raw(heading),
            expected=expected,
            remedy=remedy,
            record=self.record,
            child_id=self.child_id,
            whole_row=whole_row,
        )


AnyRow = TypeVar("AnyRow", bound=Row)


def sex_of(row: Row, heading: str, expected: str) -> str | None:
    """Return M, F or U for any year's spelling of it."""
    found = row.code(heading, SEX_SPELLINGS, expected)
    return SEX_SPELLINGS[found] if found else None


def ethnicity_of(row: Row, heading: str) -> str | None:
    """Return the ethnicity code, with a known misprint of it put right."""
    expected = "an ethnicity code, such as WBRI or NOBT"
    found = row.code(heading, ETHNIC_GROUPS, expected)
    return MISPRINTED.get(found, found) if found else None


def items_of(row: AnyRow, read: Callable[[AnyRow], Record]) -> Iterator[Item]:
    """Return the row's statement and the notes on it, or why it is left out whole."""
    try:
        record = read(row)
    except RowLeftOutError as reason:
        yield reason.left_out
        return
    yield Statement(record, row.place)
    yield from row.notes
