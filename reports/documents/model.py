"""What a document is made of: sections, words, figures, charts and tables.

Every body (HTML, PDF, Word) is written from this and from nothing else. A number that is
counted stands in it as a Figure, which knows where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from reports.released import Words


@dataclass(frozen=True)
class Figure:
    """A number as a sentence has it, and what it is of.

    `quoted` is its line in the note of its measure: period, numerator, denominator.
    `of` is None of a figure that is not in the release, which has no note. `alone` says
    that no note follows it here: one beside it leads there.
    """

    words: str
    quoted: str = ""
    of: Words | None = None
    alone: bool = False

    @property
    def noted(self) -> bool:
        """Whether the number of its note stands behind it."""
        return self.of is not None and not self.alone


Run: TypeAlias = "str | Figure"
Runs: TypeAlias = "tuple[Run, ...]"


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; a `lead` says the finding of its section, `small` is beside it.

    One that rules drafted has the `slot` by which a person's words take its place, and
    its own words as `draft`, in which figures stand by name.
    """

    runs: Runs
    lead: bool = False
    small: bool = False
    slot: str = ""
    draft: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; `numbered` where its order or its length says something."""

    items: tuple[Runs, ...]
    numbered: bool = False


AT_MOST = 16  # rows of a table that is kept on one page
SHORT = 18  # letters


@dataclass(frozen=True)
class Table:
    """Rows of words under headings; the first word of a row is the row's own heading.

    `figures` are those that it quotes, for the notes. Columns after the first stand to
    the right where `numbers`.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...] = ()
    numbers: bool = True

    @property
    def narrow(self) -> bool:
        """Whether it is one column of numbers, which is lost on a whole page's width."""
        return self.numbers and len(self.heads) == 2  # noqa: PLR2004

    @property
    def one_piece(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return self.numbers and len(self.rows) <= AT_MOST

    @property
    def longest(self) -> tuple[int, ...]:
        """How many letters each column has at most, its heading too."""
        columns = zip(self.heads, *self.rows, strict=True)
        return tuple(max(map(len, column)) for column in columns)

    @property
    def in_one_line(self) -> tuple[bool, ...]:
        """Which columns of words are so short, such as a day, that none is broken."""
        return tuple(not self.numbers and each <= SHORT for each in self.longest)

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide its columns are beside each other: of words, by the longest ones."""
        if self.numbers:
            return (2, *[1] * (len(self.heads) - 1))
        least, most = 10, 40  # letters
        return tuple(min(most, max(least, each)) for each in self.longest)


@dataclass(frozen=True)
class Line:
    """A series over periods; None is a period that is withheld or has no cases.

    `mean`, `lower` and `upper` are what its points are judged by; all None where it is
    not judged. `unit` is put behind a number on the axis.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    mean: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    target: float | None = None
    percent: bool = False
    last: str = ""  # its last value in words


@dataclass(frozen=True)
class Bars:
    """One bar a group; None is a group that is withheld, of which `words` say how far."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A drawing with what it shows in words, and the same numbers as a table beneath."""

    title: str
    alt: str
    drawn: Line | Bars
    table: Table


@dataclass(frozen=True)
class ToWrite:
    """What no figure can say, left for a person to write.

    What they write takes its place by its `slot`, which stays the same over the years.
    """

    words: str
    slot: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; `page` begins it on a page of its own."""

    title: str
    blocks: tuple[Block, ...]
    page: bool = False


Block: TypeAlias = "Paragraph | Bullets | Table | Chart | ToWrite | Section"


@dataclass(frozen=True)
class Note:
    """One measure's note: every figure of it that is quoted, and what it counts."""

    number: int
    of: Words
    quoted: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A whole document.

    `lines` stand under its title. `foot` is on every page: who signed, by which policy,
    of which period. `made` is the only time in it, the one at which its release was
    signed, so that the same release gives the same bytes. `notes_title` is empty where
    notes are not printed.

    `large` sets it in larger letters. A heading of it is one of `sections`, which a list of contents leads to where
    `contents`.
    """

    title: str
    council: str
    lines: tuple[str, ...]
    foot: str
    made: datetime
    blocks: tuple[Block, ...]
    notes_title: str = "Notes on the figures"
    contents: bool = True
    large: bool = False
    language: str = "en-GB"
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = dict.fromkeys(each.of.key for each in self.figures if each.of)
        numbers = {key: number for number, key in enumerate(keys, 1)}
        object.__setattr__(self, "_numbers", numbers if self.notes_title else {})

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure in it, in the order of its reading."""
        for block in every(self.blocks):
            yield from figures_of(block)

    @property
    def notes(self) -> tuple[Note, ...]:
        """A note for each measure, in the order in which they are met."""
        of: dict[str, Words] = {}
        quoted: dict[str, dict[str, None]] = {}
        for figure in self.figures:
            if figure.of:
                of[figure.of.key] = figure.of
                quoted.setdefault(figure.of.key, {})[figure.quoted] = None
        return tuple(
            Note(number, of[key], tuple(quoted[key]))
            for key, number in self._numbers.items()
        )

    def note_of(self, figure: Figure) -> int | None:
        """Return the number of the note that stands behind a figure, if one does."""
        return self._numbers.get(figure.of.key) if figure.of and figure.noted else None

    def notes_of(self, table: Table) -> tuple[int, ...]:
        """Return the numbers of the notes that a table's caption leads to."""
        found = (self._numbers.get(each.of.key) for each in table.figures if each.of)
        return tuple(dict.fromkeys(number for number in found if number))

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings of its first rank, the notes' own last."""
        found = [each.title for each in self.blocks if isinstance(each, Section)]
        return (*found, self.notes_title) if self.notes else tuple(found)


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and those within them, in the order of reading."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from every(block.blocks)
        if isinstance(block, Chart):
            yield block.table


def figures_of(block: Block) -> Iterator[Figure]:
    """Yield the figures of one block, not of those within it."""
    if isinstance(block, Table):
        yield from block.figures
    runs: tuple[Runs, ...] = ()
    if isinstance(block, Paragraph):
        runs = (block.runs,)
    elif isinstance(block, Bullets):
        runs = block.items
    yield from (run for some in runs for run in some if isinstance(run, Figure))


def to_write(blocks: tuple[Block, ...], title: str = "") -> Iterator[tuple[str, str]]:
    """Yield what is still to write: the section it stands in, and what is asked for."""
    for block in blocks:
        if isinstance(block, ToWrite):
            yield title, block.words
        elif isinstance(block, Section):
            yield from to_write(block.blocks, block.title)


def note_words(note: Note) -> tuple[tuple[str, str], ...]:
    """Return what a note says, each part with its name; the figures come first."""
    of = note.of
    said = (
        ("Figures", "; ".join(note.quoted)),
        ("Definition", of.definition),
        ("To bear in mind", of.caveat),
        ("Source", f"{of.source}. Definition {of.version}"),
    )
    return tuple((name, ended(words)) for name, words in said if words)


def ended(words: str) -> str:
    """Return words with a full stop, if they have no end of their own."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def section(title: str, *blocks: Iterable[Block] | Block) -> Section:
    """Return a section of blocks and of rows of blocks."""
    found: list[Block] = []
    for each in blocks:
        found += [each] if not isinstance(each, tuple) else each  # type: ignore[list-item]
    return Section(title, tuple(found))


def text(*runs: Run) -> Paragraph:
    """Return a paragraph of words and figures."""
    return Paragraph(tuple(runs))


def plain(runs: Runs) -> str:
    """Return words and figures as words alone."""
    return "".join(run if isinstance(run, str) else run.words for run in runs)
