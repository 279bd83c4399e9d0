"""A document as a tagged PDF (PDF/UA-1), set by typst; and its charts as pictures.

Nothing of a document is ever read as typst's own language: all words go in as strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import typst

from reports.documents.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Paragraph,
    Runs,
    Section,
    Table,
    ToWrite,
    note_words,
)
from reports.documents.svg import drawing

FONTS = '("Arial", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")'
PIXELS_AN_INCH = 168
SET = """
#set text(font: FONTS, size: 10.5pt, lang: "en", region: "GB", hyphenate: false)
#set par(leading: 0.68em, spacing: 1em)
#show title: set text(size: 22pt)
#show heading: set block(above: 1.5em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set text(size: 16pt, fill: rgb("#12436D"))
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 11.5pt)
#show figure: set block(breakable: true, above: 1.2em, below: 1.4em)
#show figure.where(kind: image): set block(breakable: false)
#show figure: set align(left)
#show figure.caption: it => block(width: 100%, strong(it.body), sticky: true)
#set figure.caption(position: top)
#set figure(supplement: none, numbering: none)
#set table(stroke: (x, y) => (bottom: if y == 0 { 1pt } else { 0.4pt + gray }),
  inset: (x: 4pt, y: 3.5pt))
#show table: set text(size: 9pt)
#show table: set par(leading: 0.5em)
#show table.cell.where(y: 0): strong
#show table.cell.where(y: 0): set align(bottom)
#set table.header(repeat: true)
#show link: set text(fill: rgb("#1A5A96"))
#let todo(it) = block(width: 100%, inset: 8pt, fill: rgb("#FFF4EC"),
  stroke: (left: 3pt + rgb("#C2410C")), breakable: false, it)
""".replace("FONTS", FONTS)


def written(document: Document) -> bytes:
    """Return a document as a PDF.

    Raises:
        typst.TypstError: a drawing has no words, or the text cannot be set.
    """
    found = typst.compile(
        source(document).encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=document.made,
    )
    return _one(found)


def pictures(charts: Sequence[Chart]) -> list[bytes]:
    """Return charts as PNG files, drawn from the same SVG."""
    if not charts:
        return []
    page = (
        f"#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: {FONTS})\n"
    )
    pages = "\n#pagebreak()\n".join(
        f'#image(bytes({_q(drawing(chart))}), format: "svg")' for chart in charts
    )
    found = typst.compile((page + pages).encode(), format="png", ppi=PIXELS_AN_INCH)
    return found if isinstance(found, list) else [_one(found)]


def _one(found: bytes | list[bytes] | None) -> bytes:
    if not isinstance(found, bytes):
        raise TypeError("typst gave no single file.")
    return found


def source(document: Document) -> str:
    """Return a document in typst's language."""
    made = document.made
    day = f"datetime(year: {made.year}, month: {made.month}, day: {made.day})"
    title = f"{document.title}, {document.council}"
    foot = (
        f"#text(size: 8pt)[#grid(columns: (1fr, auto), gutter: 1em, "
        f"[#{_q(document.foot)}], "
        '[#counter(page).display("1 of 1", both: true)])]'
    )
    parts = [
        f"#set document(title: {_q(title)}, author: {_q(document.council)}, date: {day})",
        SET,
        '#set page(paper: "a4", margin: (x: 2cm, top: 1.8cm, bottom: 2.2cm), '
        f"footer: context [{foot}])",
        f"#title[#{_q(document.title)}]",
        f"#strong[#{_q(document.council)}]",
        "#set text(size: 13pt)" if document.large else "",
        *(f"#text(size: 9.5pt)[#{_q(line)}]" for line in document.lines),
    ]
    if document.contents:
        parts.append('#outline(title: "Contents", depth: 1)')
    writer = _Typeset(document)
    parts += [*writer.blocks(document.blocks, 1), *_notes(document)]
    return "\n\n".join(parts)


class _Typeset:
    """Writes the blocks of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def blocks(self, blocks: tuple[Block, ...], rank: int) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block, rank)

    def _block(self, block: Block, rank: int) -> Iterable[str]:
        match block:
            case Section():
                return self._section(block, rank)
            case Paragraph():
                return [self._paragraph(block)]
            case Bullets():
                return [self._bullets(block)]
            case Table():
                return [self._table(block)]
            case Chart():
                return self._chart(block)
            case ToWrite():
                return [f"#todo[#strong[Still to write:] #{_q(block.words)}]"]

    def _section(self, section: Section, rank: int) -> Iterator[str]:
        if section.page:
            yield "#pagebreak(weak: true)"
        yield f"#heading(level: {rank})[#{_q(section.title)}]"
        yield from self.blocks(section.blocks, rank + 1)

    def _paragraph(self, paragraph: Paragraph) -> str:
        said = self._runs(paragraph.runs)
        if paragraph.lead:
            return f"#text(size: 12pt)[#strong[{said}]]"
        return f"#text(size: 9.5pt)[{said}]" if paragraph.small else said

    def _bullets(self, bullets: Bullets) -> str:
        items = ", ".join(f"[{self._runs(item)}]" for item in bullets.items)
        return f"#{'enum' if bullets.numbered else 'list'}({items})"

    def _table(self, table: Table) -> str:
        notes = "".join(map(_to_note, self.document.notes_of(table)))
        wide = "55%" if table.narrow else "100%"
        across = ", ".join(
            "auto" if short else f"{part}fr"
            for short, part in zip(table.in_one_line, table.widths, strict=True)
        )
        sides = [
            "left",
            *["right" if table.numbers else "left"] * (len(table.heads) - 1),
        ]
        heads = ", ".join(f"[#{_q(head)}]" for head in table.heads)
        cells = ",\n".join(
            ", ".join(f"[#{_q(cell)}]" for cell in row) for row in table.rows
        )
        figure = (
            f"#figure(kind: table, caption: [#{_q(table.caption)}{notes}], "
            f"block(width: {wide}, table(columns: ({across},), align: ({', '.join(sides)},), "
            f"table.header({heads}),\n{cells})))"
        )
        return f"#block(breakable: false)[{figure}]" if table.one_piece else figure

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield (
            f"#figure(kind: image, caption: [#{_q(chart.title)}], "
            f'image(bytes({_q(drawing(chart))}), format: "svg", width: 100%, '
            f"alt: {_q(chart.alt)}))"
        )
        yield self._table(chart.table)

    def _runs(self, runs: Runs) -> str:
        said = ""
        for run in runs:
            number = None if isinstance(run, str) else self.document.note_of(run)
            words = run if isinstance(run, str) else run.words
            said += f"#{_q(words)};"
            said += _to_note(number) if number else ""
        return said


def _to_note(number: int) -> str:
    return f'#super[#link(<note-{number}>)[#"[{number}]"]];'


def _notes(document: Document) -> Iterator[str]:
    notes = document.notes
    if not notes:
        return
    yield "#pagebreak(weak: true)"
    yield f"#heading(level: 1)[#{_q(document.notes_title)}]"
    yield "#set text(size: 9pt)"
    for note in notes:
        said = "".join(
            f"#linebreak()#emph[#{_q(name)};:] #{_q(words)};"
            for name, words in note_words(note)
        )
        title = f"{note.number}. {note.of.name}."
        yield (f"#block[#strong[#{_q(title)}]{said}] <note-{note.number}>")


def _q(words: str) -> str:
    """Return words as a string of typst's language."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
