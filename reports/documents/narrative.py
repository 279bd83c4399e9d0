"""What a person writes in a report, in the place of what rules drafted or left to write.

Figures stand in their words by name, as `{reviews_held_on_time}`, and are taken from the
release, each with its note. A number that they type themselves is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from data_access.store.releases import Part
from domain.commentary import Comment
from domain.errors import RefusedError
from domain.periods import Period, say_day
from domain.rounding import rounded
from reports.documents.model import (
    Block,
    Figure,
    Paragraph,
    Runs,
    Section,
    ToWrite,
    every,
    figures_of,
)
from reports.documents.reading import NotHereError, Reading

SMALL = "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
YEAR = re.compile(r"\b\d{4}-\d{2}\b")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
OF_CELLS = ("numerator", "denominator", "value", "aside")  # after its four of the key
NAMES_SHOWN = 12


@dataclass(frozen=True)
class Slot:
    """A part of a report that a person can write: what is asked, or what rules say.

    `draft` has figures by name, as `said` has them in words; `measures` are the keys of
    those that its section quotes.
    """

    key: str
    section: str
    asked: str
    draft: str
    said: str
    measures: tuple[str, ...]


def slots(blocks: Iterable[Block], section: str = "") -> Iterator[Slot]:
    """Yield the parts of a report that can be written, in the order of reading."""
    some = tuple(blocks)
    measures = tuple(_measures(some))
    for block in some:
        match block:
            case Section():
                yield from slots(block.blocks, block.title)
            case ToWrite() if block.slot:
                yield Slot(block.slot, section, block.words, "", "", measures)
            case Paragraph() if block.slot:
                said = "".join(_word(run) for run in block.runs)
                yield Slot(block.slot, section, "", block.draft, said, measures)


def _measures(blocks: tuple[Block, ...]) -> dict[str, None]:
    """Return the measures that blocks quote, those of sections within them left out."""
    flat = tuple(each for each in blocks if not isinstance(each, Section))
    return {
        figure.of.key: None
        for block in every(flat)
        for figure in figures_of(block)
        if figure.of
    }


def _word(run: str | Figure) -> str:
    return run if isinstance(run, str) else run.words


def filled(
    blocks: tuple[Block, ...], written: Mapping[str, Comment], read: Reading
) -> tuple[Block, ...]:
    """Return blocks with what people wrote in its place."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(replace(block, blocks=filled(block.blocks, written, read)))
        elif isinstance(block, ToWrite | Paragraph) and block.slot in written:
            found += _paragraphs(written[block.slot].text, block.slot, read)
        else:
            found.append(block)
    return tuple(found)


def _paragraphs(text: str, slot: str, read: Reading) -> Iterator[Block]:
    try:
        yield from (Paragraph(runs) for runs in lines(text, read))
    except RefusedError as refusal:
        yield ToWrite(str(refusal), slot)


def lines(text: str, read: Reading) -> tuple[Runs, ...]:
    """Return each line of what somebody wrote, with its figures.

    Raises:
        RefusedError: a figure that it names is not in the release.
    """
    try:
        return tuple(read.sentence(line) for line in text.splitlines() if line.strip())
    except NotHereError as error:
        known = ", ".join(sorted(read.released.measures)[:NAMES_SHOWN])
        raise RefusedError(
            f"Found {{{error}}}: no figure of this name is in the release for "
            f"{read.when}. There are, among others: {known}."
        ) from error


def people_wrote(blocks: Iterable[Block], written: Mapping[str, Comment]) -> str:
    """Say how much of a report people wrote after it was signed; empty if nothing."""
    there = {each.key for each in slots(blocks)} & written.keys()
    if not there:
        return ""
    last = max(written[key].written_at for key in there)
    parts = "1 part is" if len(there) == 1 else f"{len(there)} parts are"
    return (
        f"{parts} in people's own words, last changed on {say_day(last.date())}. Nobody has "
        "signed those: a number in them that has no note is whoever's who wrote it."
    )


# What a release withholds, and somebody may type.


def withheld(
    parts: Iterable[Part], measures: Iterable[str], periods: Iterable[Period]
) -> frozenset[str]:
    """Return the numbers that a release withholds of measures in periods, as typed."""
    wanted, days = (
        set(measures),
        {(each.start.isoformat(), each.end.isoformat()) for each in periods},
    )
    return frozenset(
        _typed(number)
        for part in parts
        if part.measure in wanted
        for counted, told in zip(part.counted, part.told, strict=True)
        if (told["start"], told["end"]) in days
        for name, number in zip(OF_CELLS, counted[4:], strict=True)
        if f"{name}_from" in told and number
    )


def _typed(number: float) -> str:
    return f"{rounded(number, 1):g}"


def doubtful(text: str, hidden: frozenset[str]) -> tuple[str, ...]:
    """Return the numbers that somebody wrote and the release withholds, as written."""
    found: dict[str, None] = {}
    for each in NUMBER.finditer(YEAR.sub("", text)):
        number = _typed(float(each.group().replace(",", "")))
        if number in hidden:
            found[each.group()] = None
    lower = text.lower()
    for number, word in enumerate(SMALL, 1):
        if str(number) in hidden and re.search(rf"\b{word}\b", lower):
            found[word] = None
    return tuple(found)
