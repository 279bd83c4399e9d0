"""The board's pack: what changed, then one measure a page in the order of the agenda."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.release.declared import TILES
from reports.documents.model import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Section,
    Table,
    text,
)
from reports.documents.reading import Reading, day_words
from reports.documents.told import NOT_HERE, cases_words, label, value_words, when
from reports.released import Json, ReleasedMeasure

TITLE = "Corporate Parenting Board: pack"


def board(read: Reading) -> Document:
    """Return the pack of a reading's period."""
    pages = tuple(_page(read, measure) for measure in agenda(read))
    return Document(
        title=f"{TITLE} for {read.when}",
        council=read.released.council,
        lines=read.lines,
        foot=read.foot,
        made=read.made,
        blocks=(*_first(read), *pages),
    )


def agenda(read: Reading) -> tuple[ReleasedMeasure, ...]:
    """Return what a board sees first, each with the measure that keeps it honest."""
    keys: dict[str, None] = {}
    for key in TILES:
        measure = read.measure(key)
        if measure:
            keys |= {key: None, measure.words.shadow: None}
    return tuple(found for key in keys if (found := read.measure(key)))


def _first(read: Reading) -> tuple[Block, ...]:
    changed = read.released.changed if read.is_latest else ()
    found: list[Block] = []
    if changed:
        lines = Bullets(tuple((line,) for line in changed))
        found.append(Section("What changed", (lines,)))
    found.append(Section("At a glance", (_glance(read),)))
    if read.released.actions:
        table = actions_table(read, "What was decided", read.released.actions)
        found.append(Section("Actions", (table,)))
    return tuple(found)


def _glance(read: Reading) -> Table:
    rows = []
    for measure in agenda(read):
        cell = measure.told(read.period)
        rows.append(
            (
                measure.words.short_name,
                value_words(measure.words, cell),
                cases_words(measure.words, cell) or "",
                measure.said.trend if read.is_latest else "",
            )
        )
    heads = ("Measure", "Value", "Of", "Verdict")
    return Table(f"The measures of {read.when}", heads, tuple(rows), numbers=False)


def _page(read: Reading, measure: ReleasedMeasure) -> Section:
    words = measure.words
    key = words.key
    title = measure.said.finding if read.is_latest else words.short_name
    theirs = [a for a in read.released.actions if key in (a.get("keys") or ())]
    nothing = Paragraph(("No action of the Board is about this measure.",), small=True)
    acted: Block = (
        actions_table(read, f"Actions on {words.short_name}", theirs)
        if theirs
        else nothing
    )
    return Section(
        title,
        (
            *headline(read, measure, headed=read.is_latest),
            *read.trend(key),
            *_asked(words.ask),
            *read.commentary((key,)),
            acted,
        ),
        page=True,
    )


def headline(
    read: Reading, measure: ReleasedMeasure, *, headed: bool = False
) -> tuple[Block, ...]:
    """Return what a measure's value is, of how many, and how it is judged."""
    words, key = measure.words, measure.words.key
    said: list[Block] = []
    for part in read.parts(key, read.period):
        of = read.figure(key, part, ask="cases")
        day = when(part, words.is_stock)
        runs = (f"{words.name}, {day}: ", read.figure(key, part), of, ".")
        said.append(Paragraph(runs, lead=True))
    if not said:
        said.append(text(f"{words.name}, {label(read.period)}: {NOT_HERE}."))
    why = (Paragraph((words.why,), small=True),) if words.why else ()
    return (*said, *why, *read.verdict(key, headed=headed))


def _asked(ask: Iterable[str]) -> tuple[Block, ...]:
    items = tuple((question,) for question in ask)
    return (text("Questions you might ask:"), Bullets(items)) if items else ()


def actions_table(read: Reading, caption: str, actions: Iterable[Json]) -> Table:
    """Return what was decided as a table: what, who, by when, state and evidence."""
    heads = ("What", "Who", "By when", "State", "Evidence")
    rows = tuple(_action(read, each) for each in actions)
    return Table(caption, heads, rows, numbers=False)


def _action(read: Reading, action: Json) -> tuple[str, ...]:
    due, state = str(action.get("due") or ""), str(action.get("state") or "")
    late = is_open(action) and due and due < read.made.date().isoformat()
    return (
        str(action.get("what") or ""),
        str(action.get("who") or ""),
        day_words(due),
        f"{state}, overdue" if late else state,
        str(action.get("evidence") or ""),
    )


def is_open(action: Json) -> bool:
    """Say whether something that was decided is still to be done."""
    return str(action.get("state") or "") not in ("done", "dropped", "not done")
