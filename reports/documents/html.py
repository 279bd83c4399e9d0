"""A document as one HTML file that needs no other: drawings within it, made to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from reports.documents.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Note,
    Paragraph,
    Runs,
    Section,
    Table,
    ToWrite,
    note_words,
)
from reports.documents.svg import drawing

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #0b0c0c;
  font: 17px/1.5 Arial, "Liberation Sans", sans-serif; }
body.large { font-size: 20px; }
main, header { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 .75rem;
  border-top: 3px solid #12436D; padding-top: .75rem; }
h3 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
p, ul, ol { margin: 0 0 .8rem; }
.lead { font-size: 1.15rem; font-weight: bold; }
.small, .foot, .notes, .lines { font-size: .9rem; color: #333; }
.todo { border-left: 5px solid #C2410C; padding: .4rem .8rem; background: #FFF4EC; }
figure { margin: 1rem 0 1.25rem; }
figcaption, caption { font-weight: bold; text-align: left; padding: 0 0 .4rem; }
svg { max-width: 100%; height: auto; display: block; }
.wide { overflow-x: auto; margin: 0 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid #b1b4b6; padding: .3rem .9rem .3rem 0;
  text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #0b0c0c; }
tbody th { font-weight: normal; }
table.n { width: auto; min-width: 55%; }
.n td, .n thead th + th { text-align: right; font-variant-numeric: tabular-nums; }
a { color: #1A5A96; }
sup { line-height: 0; font-size: .75em; }
sup a { padding: 0 .15em; }
@media (max-width: 40rem) { figure svg { min-width: 34rem; } }
:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px;
  box-shadow: 0 0 0 5px #fd0; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
@page { size: A4; margin: 18mm 18mm 20mm; FOOT }
@media print {
  body { font-size: 10pt; line-height: 1.35; }
  body.large { font-size: 13pt; }
  body.large { font-size: 20px; }
main, header { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .wide { overflow: visible; margin-bottom: .6rem; }
  p, ul, ol { margin-bottom: .5rem; }
  h1 { font-size: 20pt; }
  h2 { font-size: 15pt; margin: 1.2rem 0 .4rem; padding-top: .4rem; }
  h3 { font-size: 12pt; margin: 1rem 0 .3rem; }
  table { font-size: 8.5pt; line-height: 1.25; }
  th, td { padding-top: .12rem; padding-bottom: .12rem; }
  figure { margin: .5rem 0; }
  .page h2 { margin-top: 0; }
  .small, .foot, .notes, .lines { font-size: 8.5pt; }
  .page { break-before: page; }
  h2, h3, h4, caption, figcaption { break-after: avoid; }
  figure, tr, .todo { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""
DEEPEST = 6


def written(document: Document) -> bytes:
    """Return a document as one HTML file."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return page(
        document,
        policy,
        [
            '<body class="large">' if document.large else "<body>",
            '<a class="skip" href="#main">Skip to the text</a>',
            "<header>",
            *head(document),
            "</header>",
            '<main id="main">',
            *_contents(document),
            *Markup(document).blocks(document.blocks, 2),
            *_notes(document),
            "</main>",
        ],
    )


def page(
    document: Document, policy: str, body: Iterable[str], style: str = ""
) -> bytes:
    """Return a whole file; `body` is all of it from the beginning of its body."""
    title = escape(f"{document.title}, {document.council}")
    text = "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{document.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{STYLE.replace('FOOT', _foot(document))}{style}</style>",
            "</head>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )
    return text.encode()


def head(document: Document) -> Iterator[str]:
    """Yield a document's title, its council, and the lines under them."""
    yield f"<h1>{escape(document.title)}</h1>"
    yield f"<p><strong>{escape(document.council)}</strong></p>"
    yield from (f'<p class="lines">{escape(line)}</p>' for line in document.lines)


def _foot(document: Document) -> str:
    """Return the rule that prints what stands on every page, and the page's number."""
    said = document.foot.replace("\\", "\\\\").replace('"', '\\"')
    font = "font: 8pt Arial, sans-serif; color: #333;"
    said = said.replace("<", "\\3C ")
    return (
        f'@bottom-left {{ content: "{said}"; {font} width: 85%; }} '
        f'@bottom-right {{ content: counter(page) " of " counter(pages); {font} }}'
    )


def _contents(document: Document) -> Iterator[str]:
    if not document.contents:
        return
    yield '<nav aria-label="Contents"><h2>Contents</h2><ol>'
    for place, title in enumerate(document.sections, 1):
        yield f'<li><a href="#section-{place}">{escape(title)}</a></li>'
    yield "</ol></nav>"


class Markup:
    """Writes the blocks of one document; knows which section it is at."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.section = 0

    def blocks(self, blocks: tuple[Block, ...], rank: int) -> Iterator[str]:
        """Yield blocks, a section's heading of a rank."""
        for block in blocks:
            yield from self._block(block, rank)

    def _block(self, block: Block, rank: int) -> Iterable[str]:
        match block:
            case Section():
                return self._section(block, rank)
            case Paragraph():
                return [f"<p{_class(block)}>{self._runs(block.runs)}</p>"]
            case Bullets():
                return self._bullets(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case ToWrite():
                return [
                    '<p class="todo"><strong>Still to write:</strong> '
                    f"{escape(block.words)}</p>"
                ]

    def _section(self, section: Section, rank: int) -> Iterator[str]:
        name = ""
        if rank == 2:  # noqa: PLR2004
            self.section += 1
            name = f' id="section-{self.section}"'
        yield '<section class="page">' if section.page else "<section>"
        tag = f"h{min(rank, DEEPEST)}"
        yield f"<{tag}{name}>{escape(section.title)}</{tag}>"
        yield from self.blocks(section.blocks, rank + 1)
        if section.page:
            yield f'<p class="foot">{escape(self.document.foot)}</p>'
        yield "</section>"

    def _bullets(self, bullets: Bullets) -> Iterator[str]:
        tag = "ol" if bullets.numbered else "ul"
        yield f"<{tag}>"
        yield from (f"<li>{self._runs(item)}</li>" for item in bullets.items)
        yield f"</{tag}>"

    def _table(self, table: Table) -> Iterator[str]:
        name = escape(table.caption, quote=True)
        notes = "".join(map(_to_note, self.document.notes_of(table)))
        yield f'<div class="wide" role="region" tabindex="0" aria-label="{name}">'
        yield '<table class="n">' if table.numbers else "<table>"
        yield f"<caption>{escape(table.caption)}{notes}</caption>"
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
        yield f"<thead><tr>{heads}</tr></thead><tbody>"
        for first, *others in table.rows:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
            yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
        yield "</tbody></table></div>"

    def _chart(self, chart: Chart) -> Iterator[str]:
        yield from self.figure(chart)
        yield from self._table(chart.table)

    def figure(self, chart: Chart) -> Iterator[str]:
        """Yield a chart without its table."""
        yield f"<figure><figcaption>{escape(chart.title)}</figcaption>"
        name = escape(chart.title, quote=True)
        yield f'<div class="wide" role="region" tabindex="0" aria-label="{name}">'
        yield f"{drawing(chart)}</div></figure>"

    def _runs(self, runs: Runs) -> str:
        said = ""
        for run in runs:
            if isinstance(run, str):
                said += escape(run)
                continue
            number = self.document.note_of(run)
            said += f'<span class="figure">{escape(run.words)}</span>'
            said += _to_note(number) if number else ""
        return said


def _class(paragraph: Paragraph) -> str:
    if paragraph.lead:
        return ' class="lead"'
    return ' class="small"' if paragraph.small else ""


def _to_note(number: int) -> str:
    return (
        f'<sup><a href="#note-{number}" aria-label="Note {number}">[{number}]</a></sup>'
    )


def _notes(document: Document) -> Iterator[str]:
    if not document.notes:
        return
    place = len(document.sections)
    yield '<section class="notes page">'
    yield f'<h2 id="section-{place}">{escape(document.notes_title)}</h2>'
    yield from notes_list(document)
    yield "</section>"


def notes_list(document: Document) -> Iterator[str]:
    """Yield the notes, each where its numbers lead."""
    yield "<ol>"
    yield from (
        f'<li id="note-{note.number}">{_note(note)}</li>' for note in document.notes
    )
    yield "</ol>"


def _note(note: Note) -> str:
    said = "".join(
        f"<br><em>{name}:</em> {escape(words)}" for name, words in note_words(note)
    )
    return f"<strong>{escape(note.of.name)}.</strong>{said}"
