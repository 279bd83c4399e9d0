"""What a reader finds in a written file: its words, and what a screen reader is told."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser

import docx
import openpyxl
import pikepdf
from docx.oxml.ns import qn

VOID = {"meta", "br", "rect", "line", "circle", "polyline"}
HAS_TEXT = shutil.which("pdftotext")


@dataclass
class Page(HTMLParser):
    """An HTML file: its words, its headings, and each tag with what it says."""

    text: str = ""
    headings: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    open: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data if "sup" not in self.open else ""
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            rank, words = self.headings[-1]
            self.headings[-1] = (rank, words + data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def html(content):
    page = Page()
    page.feed(content.decode())
    assert page.open == []
    return page


def word(content):
    return docx.Document(io.BytesIO(content))


def word_text(content):
    """All the words of a Word file, those of its tables, links and feet too."""
    text = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = docx.oxml.parse_xml(file.read(name))
                for line in root.iter(qn("w:p")):
                    runs = line.iter(qn("w:t"))
                    raised = qn("w:vertAlign")
                    text.append(
                        "".join(
                            run.text or ""
                            for run in runs
                            if run.getparent().find(f".//{raised}") is None
                        )
                    )
    return "\n".join(text)


def pdf_tree(content):
    """The structure of a PDF: what each element is, in order, and the file itself."""
    file = pikepdf.open(io.BytesIO(content))
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S)[1:], node))
            if "/K" in node:
                walk(node.K)

    walk(file.Root.StructTreeRoot.K)
    return file, found


def pdf_text(content):
    """The words of a PDF, read by poppler."""
    command = ["pdftotext", "-layout", "-", "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True)
    return run.stdout.decode()


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_text(content):
    """Every cell of a workbook as words, and every text that stands beside cells."""
    book = sheets(content)
    cells = [
        str(cell) for sheet in book for row in sheet.values for cell in row if cell
    ]
    return "\n".join(cells)


def unzipped(content):
    """Every byte of a zipped file, as it is when it is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return b"\n".join(file.read(name) for name in file.namelist())
