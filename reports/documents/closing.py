"""How an annual report ends: what it asks for, the lists, and what is left to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reports.documents.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Paragraph,
    Section,
    Table,
    ToWrite,
    every,
    note_words,
    plain,
    to_write,
)
from reports.documents.told import label

if TYPE_CHECKING:
    from reports.signing import Moved

UNVERIFIED = (
    "Unverified: nobody has yet checked this list against chapter 7 of the IRO Handbook "
    "(2010). Whoever signs the report should read the chapter, and strike this line."
)
HANDBOOK = (
    ("How concerns are resolved, and what issues were raised", "challenge"),
    ("Good practice", "families"),
    ("Who is in the team, and how many children each holds", "background"),
    ("Reviews held on time, held late, and why", "reviews"),
    ("How children and parents took part", "participation"),
    ("What audits of quality found", "challenge"),
    ("Themes", "challenge"),
    ("Where resources put the quality of the service at risk", "background"),
)
WHERE = {
    "background": "Background",
    "reviews": "What the data tells us: reviews of children in our care",
    "participation": "What the data tells us: how children took part",
    "families": "What our children, families and professionals tell us",
    "challenge": "How effective our challenge and scrutiny is",
}
IMPLICATIONS = (
    "Financial implications",
    "Human resources implications",
    "Property implications",
    "Legal implications",
    "Risk management implications",
    "Equality and diversity implications",
    "Crime and disorder implications",
    "Health implications",
    "Climate emergency and sustainability implications",
    "Human rights implications",
    "Data protection implications",
    "Ward implications",
    "Background information",
)
HELD_HERE = {  # what this report itself says that such a line can lean on
    "Human resources implications": "Posts and caseloads are under Background.",
    "Risk management implications": (
        "Whether resources put the quality of the service at risk is under Background."
    ),
    "Equality and diversity implications": (
        "The dashboard's pages set groups of children beside the others; tell of none "
        "that is so small that a child could be known."
    ),
    "Data protection implications": (
        "Which numbers are withheld is on the first page. No child is named."
    ),
}
ABBREVIATIONS = {
    "CAFCASS": "Children and Family Court Advisory and Support Service",
    "CIN": "children in need",
    "CP": "child protection",
    "DRP": "dispute resolution process",
    "FTE": "full-time equivalent",
    "ICPC": "initial child protection conference",
    "IRO": "independent reviewing officer",
    "LADO": "local authority designated officer",
    "PN": "participation code of a review, from PN0 to PN7",
    "RCPC": "review child protection conference",
    "SSDA903": "the yearly return on children in care to the Department for Education",
}
CAPITALS = re.compile(r"\b(?:[A-Z]{2,}\d*|PN)(?=\d?s?\b)")


def recommendations() -> Section:
    return Section(
        "Recommendations",
        (
            Paragraph(("The Corporate Parenting Board is asked to note this report.",)),
            ToWrite(
                "Anything else that the Board is asked to decide, or strike this.",
                "asked",
            ),
        ),
    )


def appendix() -> Section:
    first = ("Policy context", "Consultation", "Alternative options")
    lines = tuple(
        Section(
            f"{place}. {name}",
            (ToWrite(_asked_of(name), f"implications-{place}"),),
        )
        for place, name in enumerate(IMPLICATIONS, 1)
    )
    return Section(
        "Appendix 1: policy context, consultation, options and implications",
        (
            *(
                Section(name, (ToWrite(f"{name}.", f"appendix-{place}"),))
                for place, name in enumerate(first, 1)
            ),
            Section("Implications of the recommended option", lines),
        ),
    )


def _asked_of(name: str) -> str:
    """Return what is to be written of a line, and what this report has of it."""
    return f"{name}, or that there are none. {HELD_HERE.get(name, '')}".strip()


def checklist() -> Section:
    rows = tuple((what, WHERE[where], "Not checked") for what, where in HANDBOOK)
    heads = (
        "What the handbook asks for",
        "Where it stands here",
        "Checked by a person",
    )
    return Section(
        "What the handbook asks this report to hold",
        (
            Paragraph((UNVERIFIED,)),
            Table("The handbook's list of contents", heads, rows, numbers=False),
        ),
    )


def moved_since(moved: Sequence[str] | None) -> Section:
    title = "What moved since the figures were signed"
    if moved is None:
        words = "Not asked: this report was made away from the rows it counts."
        return Section(title, (Paragraph((words,)),))
    if not moved:
        words = "Nothing: counted again, every figure would be the same."
        return Section(title, (Paragraph((words,)),))
    words = (
        "The figures above are as they were signed. Files loaded or undone since would "
        "change some, which a later release will tell:"
    )
    return Section(
        title, (Paragraph((words,)), Bullets(tuple((line,) for line in moved)))
    )


def moved_lines(found: Iterable[Moved]) -> tuple[str, ...]:
    """Return what would now differ, a line a measure, and no number of it.

    What is counted now is signed by nobody, and what was counted may be withheld.
    """
    return tuple(
        f"{each.name}, {label(each.key.period)}: figures would now differ"
        f"{_because(len(each.loads))}."
        for each in found
    )


def _because(loads: int) -> str:
    if not loads:
        return ", because of a rule or a setting"
    return f", because of {loads} file{'s' * (loads > 1)} loaded or undone since"


def still_to_write(blocks: tuple[Block, ...]) -> Section:
    rows = tuple(to_write(blocks))
    heads = ("Section", "What is asked for")
    return Section(
        "Still to write",
        (
            Table(
                f"{len(rows)} parts are still to be written", heads, rows, numbers=False
            ),
        ),
    )


def abbreviations(document: Document) -> Section | None:
    """Return the abbreviations that a document uses, each in full."""
    text = " ".join(words_of(document))
    used = {each for each in ABBREVIATIONS if re.search(rf"\b{each}", text)}
    if not used:
        return None
    rows = tuple((each, ABBREVIATIONS[each]) for each in sorted(used))
    table = Table("Abbreviations in full", ("Short", "In full"), rows, numbers=False)
    return Section("Abbreviations", (table,))


def words_of(document: Document) -> Iterable[str]:
    """Yield all words of a document, its notes too."""
    yield from (document.title, document.council, *document.lines)
    for block in every(document.blocks):
        match block:
            case Section() | Chart():
                yield block.title
            case Paragraph():
                yield plain(block.runs)
            case Bullets():
                yield from (plain(item) for item in block.items)
            case Table():
                yield from (block.caption, *block.heads)
                yield from (cell for row in block.rows for cell in row)
            case ToWrite():
                yield block.words
    for note in document.notes:
        yield from (words for _, words in note_words(note))
