"""The pack for an inspection, by the sections of a framework that is data.

A framework is a JSON file: its title, its edition, and sections with what each asks, the
measures that answer it, and groupings shown. A new one is a new file, and no code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from domain.errors import DashboardError
from reports.documents.board import headline
from reports.documents.model import (
    Block,
    Document,
    Paragraph,
    Section,
    Table,
    ToWrite,
)
from reports.documents.reading import Reading
from reports.documents.told import NOT_HERE, count_words

ACCESSIBLE = (
    "This pack is written as HTML, as a tagged PDF (PDF/UA-1) and as a Word file from one "
    "model. Each has headings, a language and a title; every chart has a text that says "
    "what it shows and the same numbers as a table beneath; every table has header cells; "
    "nothing is told by colour alone. It was checked by program, and not yet by a person "
    "with a screen reader."
)


class FrameworkError(DashboardError):
    """A framework's file cannot be used."""


@dataclass(frozen=True)
class Part:
    """One section of a framework: what it asks, and what answers it.

    `groups` are a measure, a grouping, a title and the name of the groups.
    """

    title: str
    asks: str
    measures: tuple[str, ...]
    groups: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Framework:
    """The sections that an inspection goes by, in which edition."""

    title: str
    edition: str
    sections: tuple[Part, ...]


def framework_from(path: Path | None = None) -> Framework:
    """Return a framework; the one that is kept here where no file is named.

    Raises:
        FrameworkError: the file cannot be read, or lacks something.
    """
    kept = resources.files(__package__) / "frameworks" / "ilacs.json"
    name = path.name if path else "ilacs.json"
    try:
        text = (path or kept).read_text(encoding="utf-8")
        return _framework(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FrameworkError(
            f"--framework: {name} cannot be used. Expected JSON with title, edition and "
            "sections, each with title, asks, measures and groups, as in "
            "reports/documents/frameworks/ilacs.json."
        ) from error


def _framework(found: dict[str, Any]) -> Framework:
    return Framework(
        title=found["title"],
        edition=found["edition"],
        sections=tuple(
            Part(
                each["title"],
                each["asks"],
                tuple(each["measures"]),
                tuple(
                    (key, by, title, name) for key, by, title, name in each["groups"]
                ),
            )
            for each in found["sections"]
        ),
    )


def evidence(read: Reading, framework: Framework) -> Document:
    """Return the pack of a reading's period."""
    return Document(
        title=f"Evidence for inspection, {read.when}",
        council=read.released.council,
        lines=(*read.lines, f"By: {framework.title}. {framework.edition}"),
        foot=read.foot,
        made=read.made,
        blocks=(
            *(_part(read, part) for part in framework.sections),
            _sample(),
            _quality(read),
            Section("Accessibility", (Paragraph((ACCESSIBLE,)),)),
        ),
    )


def _part(read: Reading, part: Part) -> Section:
    blocks: list[Block] = [Paragraph((part.asks,), lead=True)]
    blocks += [_measure(read, key) for key in part.measures]
    for key, by, title, name in part.groups:
        blocks.append(Section(title, read.by(key, by, title, name)))
    blocks.append(ToWrite("What the figures do not show, and what is done about it."))
    return Section(part.title, tuple(blocks), page=True)


def _measure(read: Reading, key: str) -> Section:
    measure = read.measure(key)
    if measure is None:
        return Section(key, (ToWrite(f"{key}: {NOT_HERE}."),))
    shown = (*headline(read, measure), *read.trend(key), *read.commentary((key,)))
    return Section(measure.words.short_name, shown)


def _sample() -> Section:
    return Section(
        "Disputes to look into",
        (
            Paragraph(
                (
                    "Single children are in no release, so their list is not in this "
                    "file. Whoever may see it takes it from the page Disputes, where "
                    "children stand by code and the ledger keeps who took it.",
                )
            ),
        ),
    )


def _quality(read: Reading) -> Section:
    """Return of how many cases the answer is not known, measure by measure."""
    rows = []
    for measure in read.released.measures.values():
        cell = measure.told(read.period)
        if cell is not None and measure.words.aside_words:
            counted = cell.denominator or cell.numerator
            rows.append(
                (
                    measure.words.short_name,
                    count_words(cell, cell.aside),
                    count_words(cell, counted),
                )
            )
    heads = ("Measure", "Not known, left out", "Counted")
    table = Table(f"What is not known, {read.when}", heads, tuple(rows))
    why = "A case whose answer is not known is in no figure. It is counted here."
    return Section("Quality of the data", (Paragraph((why,)), table))
