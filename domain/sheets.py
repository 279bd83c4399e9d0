"""What a sheet of recorded rows is: its columns, and what is asked of its rows.

Which sheets there are is declared in domain/recorded.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

Value = str | int | bool
Values = Mapping[str, Value]
"""A row by the keys of its columns: a day or month as 2025-06-03, an answer as its code.

What is blank is not there.
"""
LONGEST_WORDS, LONGEST_ANSWER = 2000, 80  # signs
LARGEST = 1_000_000  # of a number
WHOLE_POST = 100  # hundredths, as full-time posts are kept


class CellKind(StrEnum):
    """What the cells of a column are."""

    DAY = "day"
    MONTH = "month"  # kept as its first day
    CHILD = "child"  # the id that the statutory returns have
    PERSON = "person"  # a child's id, or the service's code of a carer or family
    STAFF = "staff"  # the id that the list of staff has
    ANSWER = "one of a list"
    NUMBER = "number"  # whole, from 0 on
    POSTS = "full-time posts"  # kept in hundredths of one
    YES_NO = "yes or no"
    WORDS = "words"


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    `answers` are codes and their words, which a council may word anew. With `others`,
    any other short words are an answer as well: so themes are a council's own. A day
    that may be yet to come is `ahead`. `also` are other wordings of the heading.
    """

    key: str
    heading: str
    kind: CellKind
    says: str = ""  # what the template says of it
    needed: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    others: bool = False
    ahead: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns, and what is asked of its rows.

    `named_by` are the columns that name a row; of `either`, which are next, at least
    one must be filled and the first that is names it too. `counted_on` is the column
    with the day that puts a row into a period, or those tried in turn. `role` is whose
    group a child's row is counted by: `iro`, `cp_chair`. Of each pair of numbers in
    `at_most` the first is no more than the second.
    """

    key: str
    name: str
    about: str
    columns: tuple[Column, ...]
    named_by: tuple[str, ...]
    counted_on: tuple[str, ...]
    coverage: str
    either: tuple[str, ...] = ()
    role: str = ""
    at_most: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Its columns by their keys."""
        return {column.key: column for column in self.columns}

    @property
    def about_child(self) -> bool:
        """Whether each row is about one child, or a person with a code."""
        return self.subject is not None

    @cached_property
    def subject(self) -> Column | None:
        """The column that says whom a row is about; None where it is about nobody."""
        kinds = (CellKind.CHILD, CellKind.PERSON)
        return next((each for each in self.columns if each.kind in kinds), None)

    @property
    def of_known_children(self) -> bool:
        """Whether those whom it is about are children whom the returns know."""
        return self.subject is not None and self.subject.kind is CellKind.CHILD

    @property
    def rows_name(self) -> str:
        """What its rows are called among the kinds of rows that measures count."""
        return f"recorded_{self.key}"

    @property
    def thing(self) -> str:
        """What a row is about, in words: `child id and date held`."""
        names = [self.by_key[key].heading for key in self.named_by]
        if self.either:
            names.append(" or ".join(self.by_key[key].heading for key in self.either))
        return " and ".join(name[0].lower() + name[1:] for name in names)

    def key_of(self, values: Values) -> str:
        """Return what names a row; two rows of one key are about the same thing."""
        parts = [_in_key(self.by_key[name], values.get(name)) for name in self.named_by]
        first = next((name for name in self.either if name in values), None)
        if first is not None:
            parts.append(f"{first} {values[first]}")
        return "|".join(parts)

    def subject_of(self, values: Values) -> str:
        """Return the id of whom a row is about; empty where it is about nobody."""
        return str(values.get(self.subject.key, "")) if self.subject else ""

    def day_of(self, values: Values) -> date | None:
        """Return the day that puts a row into a period; None where it tells none."""
        told = (values[name] for name in self.counted_on if name in values)
        return next((date.fromisoformat(str(day)) for day in told), None)

    def group_of(self, column: Column) -> str:
        """Return the name of the grouping by a column's answers."""
        return f"{self.key}_{column.key}"

    def place_of(self, key: str, code: str) -> int:
        """Return the position of an answer among the labels of its grouping.

        It is the same whatever a council's words for it are; 0 is "Not recorded".
        """
        return 1 + [each for each, _ in self.by_key[key].answers].index(code)


def _in_key(column: Column, value: Value | None) -> str:
    """Return a value as a part of a key; words by their fingerprint, as they are long."""
    if column.kind is CellKind.WORDS:
        plain = " ".join(str(value or "").casefold().split())
        return sha256(plain.encode()).hexdigest()[:16]
    if column.kind is CellKind.NUMBER:
        return str(1 if value is None else value)
    text = str("" if value is None else value)
    return text.casefold() if column.kind is CellKind.ANSWER else text
