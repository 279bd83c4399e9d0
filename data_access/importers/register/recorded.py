"""Rows of what the service records, read by the declaration of their sheet.

What somebody types in the app is read here too, so that both are held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from data_access.importers.cells import clean_id, clean_text, normalise, parse_day
from data_access.importers.register.rows import (
    NOT_A_CHOICE,
    STAFF_ID_CUT_SHORT,
    RegisterRow,
)
from data_access.importers.rows import AFTER_LIMIT, FIRST_DAY, MEND, Limit, items_of
from data_access.store.statements import Fault, LeftOut, RecordedRecord
from domain import recorded
from domain.codes import NOT_RECORDED
from domain.errors import RefusedError
from domain.sheets import (
    LARGEST,
    LONGEST_ANSWER,
    LONGEST_WORDS,
    WHOLE_POST,
    CellKind,
    Column,
    Sheet,
    Value,
    Values,
)

RECORDED_WORDS_SETTING = "recorded_words"  # the CouncilSetting that keeps them
YES, NO = "yes", "no"
YES_NO: Mapping[str, bool] = {YES: True, "y": True, NO: False, "n": False}
NOT_FILLED = Fault("recorded_not_filled", "{what}", MEND)
NEITHER = Fault("recorded_neither", "{either}: at least one of them", MEND)
NOT_A_MONTH = Fault("month_not_read", "a month such as June 2025", MEND)
NOT_A_NUMBER = Fault(
    "count_not_read", f"a whole number from 0 to {LARGEST:,}, or blank", MEND
)
NOT_POSTS = Fault(
    "posts_not_read", "a number of full-time posts such as 6.4, or blank", MEND
)
MORE_THAN = Fault(
    "more_than_all", "a number no more than {all}, which is {whole}", MEND
)
NOT_YES_NO = Fault("yes_no_not_read", "yes or no, or blank", MEND)
NOT_AN_ANSWER = Fault("answer_not_known", "{choices}; or blank", MEND)
TOO_LONG = Fault("words_too_long", "up to {most:,} letters", MEND)
_MONTH = re.compile(r"(?:(\d{1,2})[/.-](\d{4})|(\d{4})[/-](\d{1,2}))", re.ASCII)
_NAMED = re.compile(r"([A-Za-z]{3,9})\.? *[ -] *(\d{4}|\d{2})", re.ASCII)


class RecordedWords(BaseModel):
    """A council's own words for answers: by the sheet's grouping, then by the code."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    answers: dict[str, dict[str, str]] = Field(default_factory=dict)

    def of(self, sheet: Sheet, column: Column) -> dict[str, str]:
        """Return the words of a column's answers by their codes.

        Own words that make two answers the same are passed over, all of them.
        """
        own = self.answers.get(sheet.group_of(column), {})
        found = {code: own.get(code) or words for code, words in column.answers}
        apart = {normalise(words) for words in (NOT_RECORDED, *found.values())}
        return found if len(apart) == len(found) + 1 else dict(column.answers)

    def code(self, sheet: Sheet, column: Column, typed: str) -> str | None:
        """Return the code of an answer in the council's words or in the template's."""
        both = [*column.answers, *self.of(sheet, column).items()]
        meant = {normalise(words): code for code, words in both}
        return meant.get(normalise(typed))


SHEET_OF: Mapping[str, Sheet] = {each.name: each for each in recorded.SHEETS.values()}


def reader(
    sheet: Sheet, words: RecordedWords, *, but: frozenset[str] = frozenset()
) -> Callable[[RegisterRow], RecordedRecord]:
    """Return what reads a row of a sheet, all columns but those with some keys."""
    columns = [column for column in sheet.columns if column.key not in but]

    def read(row: RegisterRow) -> RecordedRecord:
        found = {
            column.key: value
            for column in columns
            if (value := _value(row, sheet, column, words)) is not None
        }
        _check_either(row, sheet, found)
        _check_numbers(row, sheet, found)
        return RecordedRecord(
            child_id=row.child_id,
            sheet=sheet.key,
            row=sheet.key_of(found),
            values=found,
        )

    return read


@dataclass
class TypedRow(RegisterRow):
    """One row as somebody types it in the app."""

    correct: ClassVar[str] = "Nothing was kept: correct it and save again."


def checked(
    sheet: Sheet, typed: Mapping[str, object], words: RecordedWords, today: date
) -> Values:
    """Return a row typed in the app, by its columns' keys, as it is kept.

    A day or month is a date, an answer its code or words; what is blank is None or not
    there.

    Raises:
        RefusedError: a value cannot be used. What was typed is not repeated.
    """
    texts = {
        sheet.by_key[key].heading: _as_text(sheet, sheet.by_key[key], value, words)
        for key, value in typed.items()
        if value is not None
    }
    row = TypedRow(texts, "", RecordedRecord.name, Limit(today, "today"))
    for item in items_of(row, reader(sheet, words)):
        if isinstance(item, LeftOut):
            raise RefusedError(f"{item.field}: expected {item.expected}. {item.remedy}")
        found = item.record
    return found.values if isinstance(found, RecordedRecord) else {}


def _as_text(sheet: Sheet, column: Column, value: object, words: RecordedWords) -> str:
    """Return what is typed as a file has it: one line of signs that print."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return YES if value else NO
    text = words.of(sheet, column).get(str(value), str(value))
    printed = (each if each.isprintable() else " " for each in text)
    return " ".join("".join(printed).split())


def says_more(record: RecordedRecord) -> bool:
    """Say whether a row says more than whom and what it is about."""
    sheet = recorded.SHEETS[record.sheet]
    return not record.values.keys() <= {*sheet.named_by, *sheet.either}


def cells_of(sheet: Sheet, values: Values, words: RecordedWords) -> dict[str, object]:
    """Return a row's cells by heading, as a workbook has them and `reader` reads."""
    return {
        column.heading: _cell(sheet, column, values[column.key], words)
        for column in sheet.columns
        if column.key in values
    }


def _cell(sheet: Sheet, column: Column, value: Value, words: RecordedWords) -> object:
    if column.kind is CellKind.DAY:
        return date.fromisoformat(str(value))
    if column.kind is CellKind.MONTH:
        return f"{date.fromisoformat(str(value)):%B %Y}"
    if column.kind is CellKind.YES_NO:
        return YES if value else NO
    if column.kind is CellKind.ANSWER:
        return words.of(sheet, column).get(str(value), value)
    if column.kind is CellKind.POSTS:
        return int(value) / WHOLE_POST
    return value


def _value(
    row: RegisterRow, sheet: Sheet, column: Column, words: RecordedWords
) -> Value | None:
    """Return a cell's value; None where blank, or faulty and not needed."""
    if column.kind is CellKind.ANSWER:
        code = words.code(sheet, column, row.raw(column.heading))
        if code is not None:
            return code  # `none` may be an answer, and is a blank elsewhere
    if row.is_blank(column.heading):
        if column.needed:
            row.leave_out(column.heading, NOT_FILLED, what=column.heading.lower())
        return None
    if column.kind is CellKind.ANSWER:
        return _other_answer(row, sheet, column, words)
    return _READ[column.kind](row, sheet, column)


def _at_fault(
    row: RegisterRow, sheet: Sheet, column: Column, fault: Fault, **values: object
) -> None:
    """Leave the row out where the cell names it, else keep it without the cell."""
    names = column.key in (*sheet.named_by, *sheet.either)
    tell = row.leave_out if column.needed or names else row.note
    tell(column.heading, fault, **values)


def _other_answer(
    row: RegisterRow, sheet: Sheet, column: Column, words: RecordedWords
) -> str | None:
    typed = clean_text(row.raw(column.heading))
    if not column.others:
        choices = " or ".join(words.of(sheet, column).values())
        fault = NOT_A_CHOICE if column.needed else NOT_AN_ANSWER
        _at_fault(row, sheet, column, fault, choices=choices)
        return None
    if len(typed) > LONGEST_ANSWER:
        _at_fault(row, sheet, column, TOO_LONG, most=LONGEST_ANSWER)
        return None
    return typed


def _day(row: RegisterRow, sheet: Sheet, column: Column) -> str | None:
    names = column.needed or column.key in (*sheet.named_by, *sheet.either)
    found = row.true_day(column.heading) if names else row.day(column.heading)
    if found is not None and not column.ahead and found > row.limit.day:
        _at_fault(row, sheet, column, AFTER_LIMIT)
        return None
    return found.isoformat() if found else None


def _month(row: RegisterRow, sheet: Sheet, column: Column) -> str | None:
    found = month_of(row.raw(column.heading))
    if found is None or found < FIRST_DAY:
        _at_fault(row, sheet, column, NOT_A_MONTH)
        return None
    if found > row.limit.day:
        _at_fault(row, sheet, column, AFTER_LIMIT)
        return None
    return found.isoformat()


def month_of(typed: str) -> date | None:
    """Return the first day of a month: `June 2025`, `06/2025`, or any day of it."""
    text = clean_text(typed)
    if match := _MONTH.fullmatch(text):
        month, year = match[1] or match[4], match[2] or match[3]
        text = f"1/{month}/{year}"
    elif match := _NAMED.fullmatch(text):
        text = f"1 {match[1]} {match[2]}"
    found = parse_day(text)
    return found.replace(day=1) if found else None


def _number(row: RegisterRow, sheet: Sheet, column: Column) -> int | None:
    text = clean_text(row.raw(column.heading)).replace(",", "")
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not (0 <= found <= LARGEST and found.is_integer()):
        _at_fault(row, sheet, column, NOT_A_NUMBER)
        return None
    return int(found)


def _posts(row: RegisterRow, sheet: Sheet, column: Column) -> int | None:
    """Return full-time posts in hundredths."""
    try:
        found = float(clean_text(row.raw(column.heading)).replace(",", ""))
    except ValueError:
        found = -1.0
    if not 0 <= found <= LARGEST:
        _at_fault(row, sheet, column, NOT_POSTS)
        return None
    return round(found * WHOLE_POST)


def _yes_no(row: RegisterRow, sheet: Sheet, column: Column) -> bool | None:
    found = YES_NO.get(normalise(row.raw(column.heading)))
    if found is None:
        _at_fault(row, sheet, column, NOT_YES_NO)
    return found


def _words(row: RegisterRow, sheet: Sheet, column: Column) -> str | None:
    found = clean_text(row.raw(column.heading))
    if len(found) > LONGEST_WORDS:
        _at_fault(row, sheet, column, TOO_LONG, most=LONGEST_WORDS)
        return None
    return found


def _child(row: RegisterRow, sheet: Sheet, column: Column) -> str:
    return row.needed_id(column.heading)


def _person(row: RegisterRow, sheet: Sheet, column: Column) -> str:
    """Return the code of somebody; no child of the returns is made of it."""
    found = row.needed_id(column.heading)
    row.child_id = ""
    return found


def _staff(row: RegisterRow, sheet: Sheet, column: Column) -> str | None:
    found = clean_id(row.raw(column.heading))
    if found is None:
        _at_fault(row, sheet, column, STAFF_ID_CUT_SHORT)
    return found or None


_READ: Mapping[CellKind, Callable[[RegisterRow, Sheet, Column], Value | None]] = {
    CellKind.DAY: _day,
    CellKind.MONTH: _month,
    CellKind.NUMBER: _number,
    CellKind.POSTS: _posts,
    CellKind.YES_NO: _yes_no,
    CellKind.WORDS: _words,
    CellKind.CHILD: _child,
    CellKind.PERSON: _person,
    CellKind.STAFF: _staff,
}


def _check_either(row: RegisterRow, sheet: Sheet, found: Values) -> None:
    if sheet.either and not any(name in found for name in sheet.either):
        headings = [sheet.by_key[name].heading for name in sheet.either]
        row.leave_out(headings[0], NEITHER, either=" or ".join(headings))


def _check_numbers(row: RegisterRow, sheet: Sheet, found: dict[str, Value]) -> None:
    """Keep no number that is more than the one it is a part of."""
    for part, whole in sheet.at_most:
        most = found.get(whole)
        if part in found and most is not None and int(found[part]) > int(most):
            column = sheet.by_key[whole]
            all_of = _cell(sheet, column, most, RecordedWords())
            heading = sheet.by_key[part].heading
            row.note(heading, MORE_THAN, all=f"{all_of:g}", whole=column.heading)
            del found[part]
