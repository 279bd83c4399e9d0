"""One council's reading of its disputes log: headings, stages and themes.

A proposal is made for whatever the council has not settled itself. Words that clearly
fit nothing are left without a meaning: they are shown as not recorded, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from data_access.importers.disputes.headings import Columns, tables
from data_access.importers.disputes.meanings import (
    STAGES,
    THEMES,
    if_listed,
    propose_stage,
    propose_theme,
)
from data_access.importers.disputes.wordings import FIELDS, propose_columns
from data_access.importers.disputes_cells import normalise, words_of
from data_access.importers.report import SourceFile
from data_access.importers.workbooks import rows

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

    @field_validator("columns", "stage_wording", "theme_wording")
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
    stages, themes = _Tally(), _Tally()
    without = []
    for table in tables(rows(file), mapping.columns):
        for seen in _headings(table.columns):
            headings.setdefault(normalise(seen.words), seen)
        if not table.columns.are_a_log:
            without.append(table.sheet)
        for columns, row in table.rows:
            stages.add(columns.cell(row, "stage"))
            themes.add(columns.cell(row, "theme"))
    return Survey(
        tuple(headings.values()),
        stages.seen(mapping.stage),
        themes.seen(mapping.theme),
        tuple(without),
    )


def _headings(columns: Columns) -> list[HeadingSeen]:
    return [
        HeadingSeen(words, columns.fields.get(place))
        for place, words in columns.headings.items()
    ]
