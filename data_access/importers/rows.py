"""One row's cells held against what a return of some year asks for, fault by fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import ClassVar, Final, NoReturn, TypeVar

from data_access.importers.cells import clean_code, clean_id, clean_text, parse_day
from data_access.importers.importer import ReadingContext
from data_access.store.statements import Fault, Item, LeftOut, Record, Statement
from domain.codes import ETHNIC_GROUPS, PLACEMENT_GROUPS, SEX_SPELLINGS
from domain.due import FIRST_YEAR
from domain.periods import financial_year, return_year_of, say_day

FIRST_DAY = date(FIRST_YEAR, 1, 1)  # earlier dates are placeholders, such as 1900
UNBORN = timedelta(days=300)  # how far ahead a birth can be expected
MISPRINTED = {"CNHE": "CHNE"}  # Chinese, as some guidance spells it
CORRECT = "Correct it in your system and load the file again."
AS_TEXT = (
    "Excel has cut its digits: export the file again with this column as text, "
    "and load it without opening it in Excel."
)

# What can be wrong with a cell, whatever the file. A row fills in `{correct}`, how its
# file is corrected, `{like}`, a date as its file has them, and `{last}` and `{why}`,
# the last day something in it can have happened on.


MEND = "{correct}"
BY_LIMIT = "a date no later than {last}, {why}"
CUT_SHORT = Fault("id_cut_short", "the child's id in full", AS_TEXT)
NO_ID = Fault("no_child_id", "the child's id", MEND)
NO_DAY = Fault("day_not_read", "{like}", MEND)
NO_DAY_OR_BLANK = Fault("day_or_blank_not_read", "{like}, or blank", MEND)
TOO_EARLY = Fault("day_too_early", "a date from {first} on", MEND)
AFTER_LIMIT = Fault("day_after_limit", BY_LIMIT, MEND)
END_AFTER_LIMIT = Fault("end_after_limit", BY_LIMIT, f"It is read as open. {MEND}")
PLAN_END_AFTER_LIMIT = Fault(
    "plan_end_after_limit", BY_LIMIT, f"The plan is read as open. {MEND}"
)
HELD_AFTER_LIMIT = Fault(
    "held_after_limit", BY_LIMIT, f"It is read as not held yet. {MEND}"
)
BEFORE_START = Fault("day_before_start", "a date on or after {start}", MEND)
BEFORE_IT_BEGAN = Fault(
    "day_before_it_began", "a date from {began} on, when it began", MEND
)
BEFORE_PLAN = Fault(
    "review_before_plan", "a date after the plan's start, {started}", MEND
)
BORN_TOO_LATE = Fault("born_too_late", "a date of birth no later than {latest}", MEND)
CODE_NOT_KNOWN = Fault("code_not_known", "{choices}", MEND)
REASON_NOT_KNOWN = Fault("reason_not_known", "{choices}", MEND)  # an episode ceased


@dataclass(frozen=True)
class Limit:
    """The last day something in a file can have happened on, and why."""

    day: date
    why: str


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

    correct: ClassVar[str] = CORRECT
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

    def leave_out(self, heading: str, fault: Fault, **values: object) -> NoReturn:
        """Leave the whole row out; `values` fill in the fault's sentences.

        Raises:
            RowLeftOutError: always.
        """
        raise RowLeftOutError(self.at_fault(heading, fault, whole_row=True, **values))

    def note(self, heading: str, fault: Fault, **values: object) -> None:
        """Keep the row, and say what is wrong with one field of it."""
        self.notes.append(self.at_fault(heading, fault, whole_row=False, **values))

    def needed_id(self, heading: str) -> str:
        """Return the child's id, which every later fault of this row then carries."""
        found = clean_id(self.raw(heading))
        if found is None:
            self.leave_out(heading, CUT_SHORT)
        if not found:
            self.leave_out(heading, NO_ID)
        self.child_id = found
        return found

    def needed_day(self, heading: str) -> date:
        """Return a day within the limit."""
        found = parse_day(self.raw(heading))
        if found is None:
            self.leave_out(heading, NO_DAY)
        self.check_day(heading, found)
        return found

    def check_day(self, heading: str, day: date) -> None:
        """Leave the row out where the day is a placeholder or beyond the limit."""
        if day < FIRST_DAY:
            self.leave_out(heading, TOO_EARLY, first=say_day(FIRST_DAY))
        if day > self.limit.day:
            self.leave_out(heading, AFTER_LIMIT)

    def day(self, heading: str) -> date | None:
        """Return a day, at whatever time; None where blank, with a note if faulty."""
        if self.is_blank(heading):
            return None
        found = parse_day(self.raw(heading))
        if found is None:
            self.note(heading, NO_DAY)
        elif found < FIRST_DAY:
            self.note(heading, TOO_EARLY, first=say_day(FIRST_DAY))
            return None
        return found

    def born(self, heading: str, latest: date) -> date | None:
        """Return a date of birth no later than `latest`, else None with a note."""
        found = self.day(heading)
        if found is not None and found > latest:
            self.note(heading, BORN_TOO_LATE, latest=say_day(latest))
            return None
        return found

    def died(self, heading: str, born: date | None) -> date | None:
        """Return a day of death within the limit, else None with a note.

        `born` is the day of birth, None where a birth is only expected: a child who is
        not born can die.
        """
        found = self.day(heading)
        if found is not None and found > self.limit.day:
            self.note(heading, AFTER_LIMIT)
            return None
        if found is not None and born is not None and found < born:
            self.note(heading, BEFORE_START, start="the date of birth")
            return None
        return found

    def code(
        self,
        heading: str,
        codes: Container[str],
        choices: str,
        fault: Fault = CODE_NOT_KNOWN,
    ) -> str | None:
        """Return a code of the list; None where blank, with a note if not in it."""
        found = clean_code(self.raw(heading))
        if found and found not in codes:
            self.note(heading, fault, choices=choices)
            return None
        return found or None

    def at_fault(
        self, heading: str, fault: Fault, *, whole_row: bool, **values: object
    ) -> LeftOut:
        """Return what is said of a cell with a fault."""
        return LeftOut.of(
            fault,
            place=self.place,
            field=heading,
            found=self.raw(heading),
            record=self.record,
            child_id=self.child_id,
            whole_row=whole_row,
            correct=self.correct,
            like=self.date_words,
            last=say_day(self.limit.day),
            why=self.limit.why,
            **values,
        )


AnyRow = TypeVar("AnyRow", bound=Row)


def sex_of(row: Row, heading: str, choices: str) -> str | None:
    """Return M, F or U for any year's spelling of it."""
    found = row.code(heading, SEX_SPELLINGS, choices)
    return SEX_SPELLINGS[found] if found else None


def ethnicity_of(row: Row, heading: str) -> str | None:
    """Return the ethnicity code, with a known misprint of it put right."""
    found = row.code(heading, ETHNIC_GROUPS, "an ethnicity code, such as WBRI or NOBT")
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


# What differs between return years, and how a year is told from names and dates.


FIRST_RETURN: Final = 2018  # 2017-18: a return is known by the 31 March that ends it
LAST_RETURN: Final = 2027

# Placement codes by the first return that has them. Codes that a later return drops
# (H5 and P2 in 2025, Z1 in 2026) stay good: open episodes keep the code they had.
NEW_PLACEMENTS: Mapping[int, frozenset[str]] = {
    2024: frozenset({"K3"}),
    2026: frozenset({"Z11", "Z12", "Z13", "Z14"}),
}
SEX_AS_LETTER: Final = 2025  # 1 and 2 before; every spelling is read in every year

_YEAR_END = re.compile(
    r"(?<!\d)(?:(20\d\d)([-_.]?)03\2(?:31)|(?:31)([-_.]?)03\3(20\d\d))(?!\d)", re.ASCII
)
_DATED = re.compile(
    r"(?<!\d)(?:20\d\d([-_.]?)(?:0\d|1[0-2])\1[0-3]\d"
    r"|[0-3]\d([-_.]?)(?:0\d|1[0-2])\2(?:20\d\d))(?!\d)",
    re.ASCII,
)
_TWO_YEARS = re.compile(  # 2021 alone is that year, and not 20 and 21
    r"(?<!\d)(?!2021(?!\d))(?=((?:20)?\d\d)[-_/. ]?((?:20)?\d\d)(?!\d))", re.ASCII
)
_ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)", re.ASCII)


@lru_cache
def placements(year: int | None) -> frozenset[str]:
    """Return the placement codes a return of `year` can hold; all, if not known."""
    later = (codes for first, codes in NEW_PLACEMENTS.items() if year and year < first)
    return frozenset(PLACEMENT_GROUPS).difference(*later)


def sex_words(year: int | None) -> str:
    """Return what SEX must hold, as the return of `year` asks for it."""
    if year is not None and year < SEX_AS_LETTER:
        return "1 for male or 2 for female"
    return "M, F or U"


def year_in_name(name: str) -> int | None:
    """Return the return year a file's name tells, or the folders it lies in.

    `2024-25`, `202425`, `2425` and a single `2025` all are the return that ends on
    31 March 2025. None where the name tells no year, or two.
    """
    path = name.replace("\\", "/")
    last = path.rsplit("/", 1)[-1]
    if _years_in(last):
        return year_in_text(last)
    found = _years_in(path)
    return found[-1] if found else None


def year_alone_in_name(name: str) -> bool:
    """Say whether a name's year is a single one, which may be its start or its end."""
    path = name.replace("\\", "/")
    last = path.rsplit("/", 1)[-1]
    text = last if _years_in(last) else path
    year, kept = year_in_name(name), _YEAR_END.sub(" ", text)
    return year is not None and not _pairs_in(kept) and year in _years_in(kept)


def years_standing_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a text that are years, as they stand."""
    return tuple(_ONE_YEAR.findall(text))


def year_in_text(text: str) -> int | None:
    """Return the one return year a text tells."""
    found = set(_years_in(text))
    return found.pop() if len(found) == 1 else None


def by_year(days: Mapping[date, int]) -> Counter[int]:
    """Return how many of the days lie in each return year."""
    years: Counter[int] = Counter()
    for day, often in days.items():
        years[return_year_of(day)] += often
    return years


def year_of_episodes(started: Iterable[date]) -> int | None:
    """Return the return year that holds the latest start of an episode."""
    return max(_known(return_year_of(day) for day in started), default=None)


def year_of_reviews(held: Iterable[date]) -> int | None:
    """Return the one return year that holds every review, or None."""
    found = {return_year_of(day) for day in held}
    return next(iter(_known(found)), None) if len(found) == 1 else None


def _years_in(text: str) -> list[int]:
    text = _DATED.sub(" ", _YEAR_END.sub(r" \1\4 ", text))
    pairs = _pairs_in(text)
    in_pairs = {year for pair in pairs for year in pair}
    single = [year for year in _ONE_YEAR.findall(text) if year not in in_pairs]
    return _known(2000 + int(second[-2:]) for _, second in pairs) or _known(
        int(year) for year in single
    )


def _pairs_in(text: str) -> list[tuple[str, str]]:
    return [
        (first, second)
        for first, second in _TWO_YEARS.findall(text)
        if int(second[-2:]) == int(first[-2:]) + 1
    ]


def _known(years: Iterable[int]) -> list[int]:
    return [year for year in years if FIRST_RETURN <= year <= LAST_RETURN]
