"""A document as a Word file: real headings, captions, header rows and alt texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Words

from domain.errors import DashboardError
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
    every,
    note_words,
)
from reports.documents.pdf import pictures

ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first there is: a file's own time says nothing
WIDE, NARROW = Mm(165), 0.55  # of it, for one column of numbers
IN_ORDER = [  # what Word's own schema allows of a table's properties, as it stands
    qn(f"w:{name}")
    for name in (
        *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize"),
        *("tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd"),
        *("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        "tblDescription",
    )
]
SIDE = 60  # twentieths of a point, at each side of a cell
NEEDED = ("Heading 1", "Heading 2", "Heading 3", "Title", "Caption", "List Bullet")
FONT = "Arial"


class TemplateError(DashboardError):
    """A council's template cannot be used."""


def written(document: Document, template: Path | None = None) -> bytes:
    """Return a document as a Word file, in a council's own template if it has one.

    Raises:
        TemplateError: it is no Word file, or lacks a style that is needed.
    """
    found = _opened(template)
    if template is None:
        _plainly(found, Pt(13) if document.large else Pt(11))
    _properties(found, document)
    _foot(found, document)
    writer = _WordFile(found, document)
    found.add_paragraph(document.title, style="Title")
    found.add_paragraph().add_run(document.council).bold = True
    for line in document.lines:
        found.add_paragraph(line)
    if document.contents:
        writer.contents()
    writer.blocks(document.blocks, 1)
    writer.notes()
    file = io.BytesIO()
    found.save(file)
    return _same_times(file.getvalue())


def _opened(template: Path | None) -> Docx:
    if template is None:
        return docx.Document()
    try:
        found = docx.Document(str(template))
    except Exception as error:
        raise TemplateError(
            f"--template: {template.name} cannot be opened as a Word file (.docx)."
        ) from error
    names = {style.name for style in found.styles}
    if missing := [name for name in NEEDED if name not in names]:
        raise TemplateError(
            f"--template: {template.name} has no style called {', '.join(missing)}. Add "
            "it in Word, or write without a template."
        )
    return found


def _plainly(found: Docx, size: Pt) -> None:
    """Set an A4 page and one plain fount where no template does."""
    page = found.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(18), Mm(20)
    for name in ("Normal", *NEEDED, "List Number"):
        style: Any = found.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
        fonts.set(qn("w:cs"), FONT)
        if name.startswith(("Heading", "Title", "Caption")):
            style.font.color.rgb = RGBColor(0x12, 0x43, 0x6D)
    normal: Any = found.styles["Normal"]
    normal.font.size = size
    normal.paragraph_format.space_after = Pt(6)
    caption: Any = found.styles["Caption"]
    caption.font.size, caption.font.bold = Pt(10), True
    caption.paragraph_format.keep_with_next = True


def _properties(found: Docx, document: Document) -> None:
    core = found.core_properties
    core.title = f"{document.title}, {document.council}"
    core.author = core.last_modified_by = document.council
    core.language, core.revision = document.language, 1
    core.created = core.modified = document.made.replace(tzinfo=None, microsecond=0)
    core.comments = document.foot
    for lang in found.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), document.language)


def _foot(found: Docx, document: Document) -> None:
    line = found.sections[0].footer.paragraphs[0]
    run = line.add_run(f"{document.foot} Page ")
    run.font.size = Pt(8)
    number = line.add_run("1")
    number.font.size = Pt(8)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    field.append(number._r)


class _WordFile:
    """Writes the blocks of one document into a Word file."""

    def __init__(self, found: Docx, document: Document) -> None:
        self.found, self.document = found, document
        charts = [each for each in every(document.blocks) if isinstance(each, Chart)]
        self.pictures: Iterator[bytes] = iter(pictures(charts))
        self.section = 0
        self.marks = 0

    def contents(self) -> None:
        self.found.add_paragraph().add_run("Contents").bold = True
        for place, title in enumerate(self.document.sections, 1):
            line = self.found.add_paragraph(style="List Bullet")
            line.paragraph_format.space_after = Pt(0)
            _link(line, f"section{place}", title)

    def blocks(self, blocks: tuple[Block, ...], rank: int) -> None:
        for block in blocks:
            self._block(block, rank)

    def notes(self) -> None:
        notes = self.document.notes
        if not notes:
            return
        self._heading(self.document.notes_title, 1, page=True)
        for note in notes:
            line = self.found.add_paragraph()
            self._mark(line, f"note{note.number}")
            _run(line, f"{note.number}. {note.of.name}.", bold=True, size=9)
            for name, words in note_words(note):
                line.add_run().add_break()
                _run(line, f"{name}: ", italic=True, size=9)
                _run(line, words, size=9)

    def _block(self, block: Block, rank: int) -> None:
        match block:
            case Section():
                self._heading(block.title, rank, page=block.page)
                self.blocks(block.blocks, rank + 1)
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                for item in block.items:
                    style = "List Number" if block.numbered else "List Bullet"
                    self._runs(self.found.add_paragraph(style=style), item)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case ToWrite():
                line = self.found.add_paragraph()
                _run(line, "Still to write: ", bold=True)
                _run(line, block.words, italic=True)

    def _heading(self, title: str, rank: int, *, page: bool = False) -> None:
        line = self.found.add_heading(title, min(rank, 3))
        line.paragraph_format.page_break_before = page
        if rank == 1:
            self.section += 1
            self._mark(line, f"section{self.section}")

    def _paragraph(self, paragraph: Paragraph) -> None:
        size = 12 if paragraph.lead else 9.5 if paragraph.small else None
        line = self.found.add_paragraph()
        self._runs(line, paragraph.runs, bold=paragraph.lead or None, size=size)

    def _runs(
        self,
        line: Words,
        runs: Runs,
        bold: bool | None = None,
        size: float | None = None,
    ) -> None:
        for run in runs:
            _run(line, run if isinstance(run, str) else run.words, bold=bold, size=size)
            number = None if isinstance(run, str) else self.document.note_of(run)
            if number:
                _link(line, f"note{number}", f"[{number}]", raised=True)

    def _table(self, table: Table) -> None:
        caption = self.found.add_paragraph(table.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        for number in self.document.notes_of(table):
            _link(caption, f"note{number}", f"[{number}]", raised=True)
        grid = self.found.add_table(len(table.rows) + 1, len(table.heads))
        _described(grid, table.caption)
        _ruled(grid)
        for column, wide in zip(grid.columns, _widths(table), strict=True):
            column.width = wide
        for at, row in enumerate((table.heads, *table.rows)):
            cells = zip(grid.rows[at].cells, row, _widths(table), strict=True)
            for across, (cell, words, wide) in enumerate(cells):
                cell.width = wide
                right = table.numbers and across > 0
                _filled(cell, words, head=at == 0, right=right)
                kept = table.one_piece and at < len(table.rows)
                cell.paragraphs[0].paragraph_format.keep_with_next = kept or None
            _of_one_piece(grid.rows[at], head=at == 0)
        after = self.found.add_paragraph().paragraph_format
        after.space_after, after.line_spacing = Pt(7), Pt(1)  # the first goes at a foot

    def _chart(self, chart: Chart) -> None:
        caption = self.found.add_paragraph(chart.title, style="Caption")
        caption.paragraph_format.keep_with_next = True
        picture = self.found.add_picture(io.BytesIO(next(self.pictures)), width=WIDE)
        about = picture._inline.docPr
        about.set("descr", chart.alt)
        about.set("title", chart.title)
        self._table(chart.table)

    def _mark(self, line: Words, name: str) -> None:
        """Give a paragraph a name that links lead to."""
        self.marks += 1
        for kind in ("Start", "End"):
            mark = OxmlElement(f"w:bookmark{kind}")
            mark.set(qn("w:id"), str(self.marks))
            if kind == "Start":
                mark.set(qn("w:name"), name)
            line._p.append(mark)


def _run(
    line: Words,
    words: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    size: float | None = None,
) -> None:
    run = line.add_run(words)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)


def _link(line: Words, name: str, words: str, *, raised: bool = False) -> None:
    """Add words that lead to a named paragraph of the same file."""
    run = line.add_run(words)
    run.font.superscript = raised or None
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    line._p.append(link)
    link.append(run._r)


def _described(grid: Any, words: str) -> None:  # noqa: ANN401
    about = grid._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), words)
        about.append(element)


def _ruled(grid: Any) -> None:  # noqa: ANN401
    """Draw a grey line under each row, and leave little room beside its words."""
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "A0A0A0")):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    grid._tbl.tblPr.append(lines)
    sides = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(SIDE))
        side.set(qn("w:type"), "dxa")
        sides.append(side)
    about = grid._tbl.tblPr
    about.append(sides)
    about[:] = sorted(about, key=lambda each: IN_ORDER.index(each.tag))


def _widths(table: Table) -> list[int]:
    wide = WIDE * NARROW if table.narrow else WIDE
    parts = table.widths if table.numbers else _of_words(table)
    return [Emu(int(wide * part / sum(parts))) for part in parts]


def _of_words(table: Table) -> tuple[int, ...]:
    """Return how wide columns of words are, none so narrow that it breaks a word."""
    least, room = 14, 3  # letters
    return tuple(
        max(least, wide + room if short else wide)
        for wide, short in zip(table.widths, table.in_one_line, strict=True)
    )


def _filled(cell: _Cell, words: str, *, head: bool, right: bool) -> None:
    line = cell.paragraphs[0]
    _run(line, words, bold=head or None, size=9)
    line.paragraph_format.space_after = Pt(1)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _of_one_piece(row: Any, *, head: bool) -> None:  # noqa: ANN401
    """Keep a row on one page; the first is told again on each page of its table."""
    about = row._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if head:
        about.append(OxmlElement("w:tblHeader"))


def _same_times(file: bytes) -> bytes:
    """Return a zip file in which every member has the same day."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as source,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(member))
    return found.getvalue()
