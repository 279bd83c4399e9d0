"""Which documents there are, and the bodies that each is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.documents.model import Document


class Body(StrEnum):
    """What a document is written as."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def words(self) -> str:
        """What its reader calls it."""
        return BODY_WORDS[self]


BODY_WORDS = {
    Body.HTML: "Web page (HTML)",
    Body.PDF: "PDF",
    Body.DOCX: "Word",
    Body.XLSX: "Excel workbook",
}
MIME = {
    Body.HTML: "text/html",
    Body.PDF: "application/pdf",
    Body.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    Body.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TO_READ = (Body.HTML, Body.PDF, Body.DOCX)


@dataclass(frozen=True)
class Kind:
    """A document: its command in the shell, its name, and what it can be written as.

    `of_a_year` are those of a financial year; `to_boards` those that a board may make.
    """

    key: str
    name: str
    bodies: tuple[Body, ...] = TO_READ
    of_a_year: bool = False
    to_boards: bool = False


ANNUAL = Kind("annual", "Annual report", of_a_year=True, to_boards=True)
BOARD = Kind("board", "Board pack", to_boards=True)
SCREEN = Kind("screen", "Board pack for the screen", (Body.HTML,), to_boards=True)
YOUNG = Kind("young", "Summary for young people", to_boards=True)
EVIDENCE = Kind("evidence", "Evidence pack for an inspection")
MONTHLY = Kind("monthly", "Workbook of every measure", bodies=(Body.XLSX,))
KINDS = (ANNUAL, BOARD, SCREEN, YOUNG, EVIDENCE, MONTHLY)


def written(document: Document, body: Body, template: Path | None = None) -> bytes:
    """Return a document in one of its bodies."""
    from reports.documents import html, pdf, word

    if body is Body.DOCX:
        return word.written(document, template)
    return (pdf if body is Body.PDF else html).written(document)
