"""One council's reading of its disputes log: headings, stages and themes.

A proposal is made for whatever the council has not settled itself. Words that clearly
fit nothing are left without a meaning: they are shown as not recorded, never dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from data_access.importers.cells import NotADayError, day_of, normalise, words_of
from data_access.importers.disputes.words import (
    FIELDS,
    STAGES,
    THEMES,
    if_listed,
    propose_columns,
    propose_outcome,
    propose_stage,
    propose_theme,
)
from data_access.importers.importer import SourceFile
from data_access.importers.template import sheets_of
from data_access.importers.workbooks import SheetRow
from domain.codes import OUTCOMES

# Which heading of a disputes log holds what, and the rows that stand under them. No
# template says: wordings are proposed by pattern, in an order, and a person confirms
# them; so headings are matched here, and only how they are read is shared.


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
        return row.cell(self.places.get(field, len(row.cells)))


@dataclass(frozen=True)
class LogTable:
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


def tables(
    file: SourceFile, saved: Mapping[str, str], *, whole: bool = True
) -> Iterator[LogTable]:
    """Yield each sheet's table; its rows must be used before the next is asked for.

    Not `whole`, the rows under headings are not read but for the first few.

    Raises:
        RefusedError: the file cannot be opened.
    """

    def headings_in(row: SheetRow) -> Columns | None:
        columns = columns_of(row.cells, saved)
        return columns if columns.are_a_log else None

    for sheet in sheets_of(file, headings_in, among=HEADING_ROWS, whole=whole):
        columns = sheet.headings
        if columns:
            under = _under(columns, sheet.under, saved)
            yield LogTable(sheet.name, columns, under)
        else:
            some = (columns_of(row.cells, saved) for row in sheet.first)
            yield LogTable(sheet.name, max(some, key=_likelihood), iter(()))


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


__all__ = [
    "FIELDS",
    "MAPPING_SETTING",
    "STAGES",
    "THEMES",
    "DisputeMapping",
    "HeadingSeen",
    "Survey",
    "WordingSeen",
    "propose_columns",
    "propose_outcome",
    "propose_stage",
    "propose_theme",
    "survey",
]

MAPPING_SETTING = "dispute_mapping"  # the name of the CouncilSetting that keeps it


class DisputeMapping(BaseModel):
    """A council's stages in order, its themes, and what its own words mean.

    Headings and wordings are kept as `normalise` gives them. A column with an empty
    field is set aside; a wording with None is left without a meaning on purpose.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    stages: tuple[str, ...] = STAGES
    themes: tuple[str, ...] = THEMES
    columns: dict[str, str] = Field(default_factory=dict)
    stage_wording: dict[str, str | None] = Field(default_factory=dict)
    theme_wording: dict[str, str | None] = Field(default_factory=dict)
    outcome_wording: dict[str, str | None] = Field(default_factory=dict)

    @field_validator("columns", "stage_wording", "theme_wording", "outcome_wording")
    @classmethod
    def _normalised(cls, words: dict[str, Any]) -> dict[str, Any]:
        return {normalise(typed): meaning for typed, meaning in words.items()}

    def stage(self, as_typed: str | None) -> str | None:
        """Return the stage that the words mean; None where that is not known."""
        words = normalise(as_typed or "")
        if words in self.stage_wording:
            return if_listed(self.stage_wording[words], self.stages)
        return propose_stage(words, self.stages)

    def theme(self, as_typed: str | None) -> str | None:
        """Return the theme that the words mean; None where that is not known."""
        words = normalise(as_typed or "")
        if words in self.theme_wording:
            return if_listed(self.theme_wording[words], self.themes)
        return propose_theme(words, self.themes)

    def outcome(self, as_typed: str | None) -> str | None:
        """Return what came of a dispute by its words; None where that is not known."""
        words = normalise(as_typed or "")
        if words in self.outcome_wording:
            return if_listed(self.outcome_wording[words], OUTCOMES)
        return propose_outcome(words)


@dataclass(frozen=True)
class HeadingSeen:
    """A heading as typed, and the field it is read as; None where it is not used."""

    words: str
    field: str | None


@dataclass(frozen=True)
class WordingSeen:
    """A wording as first typed, how many rows have it, and what it is taken to mean."""

    words: str
    count: int
    meaning: str | None


@dataclass(frozen=True)
class Survey:
    """What a log says and how it would be read: what a mapping screen asks about."""

    headings: tuple[HeadingSeen, ...]
    stages: tuple[WordingSeen, ...]
    themes: tuple[WordingSeen, ...]
    sheets_without_headings: tuple[str, ...]
    outcomes: tuple[WordingSeen, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The stage and theme wordings without a meaning."""
        seen = (*self.stages, *self.themes)
        return tuple(wording.words for wording in seen if wording.meaning is None)


class _Tally:
    """Wordings counted under their normal form, shown as first typed."""

    def __init__(self) -> None:
        self._typed: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def add(self, cell: object) -> None:
        typed = words_of(cell) or ""
        if words := normalise(typed):
            self._typed.setdefault(words, typed)
            self._counts[words] += 1

    def seen(self, meaning: Callable[[str], str | None]) -> tuple[WordingSeen, ...]:
        return tuple(
            WordingSeen(self._typed[words], count, meaning(words))
            for words, count in self._counts.most_common()
        )


def survey(file: SourceFile, mapping: DisputeMapping | None = None) -> Survey:
    """Return every heading, stage wording and theme wording of a log.

    Of a sheet that has no headings of a log the likeliest row is shown, so that a
    council can say what its own headings mean.

    Raises:
        RefusedError: the file cannot be read at all.
    """
    mapping = mapping or DisputeMapping()
    headings: dict[str, HeadingSeen] = {}
    stages, themes, outcomes = _Tally(), _Tally(), _Tally()
    without = []
    for table in tables(file, mapping.columns):
        for seen in _headings(table.columns):
            headings.setdefault(normalise(seen.words), seen)
        if not table.columns.are_a_log:
            without.append(table.sheet)
        for columns, row in table.rows:
            stages.add(columns.cell(row, "stage"))
            themes.add(columns.cell(row, "theme"))
            outcomes.add(columns.cell(row, "outcome"))
    return Survey(
        tuple(headings.values()),
        stages.seen(mapping.stage),
        themes.seen(mapping.theme),
        tuple(without),
        outcomes.seen(mapping.outcome),
    )


def _headings(columns: Columns) -> list[HeadingSeen]:
    return [
        HeadingSeen(words, columns.fields.get(place))
        for place, words in columns.headings.items()
    ]
