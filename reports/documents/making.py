"""Making a document of a release, whoever asks for it: a page or the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.commentary import Comment
from reports.documents import screen
from reports.documents.annual import NOTHING, annual
from reports.documents.board import board
from reports.documents.bodies import (
    ANNUAL,
    BOARD,
    EVIDENCE,
    MONTHLY,
    SCREEN,
    Body,
    Kind,
)
from reports.documents.bodies import written as as_body
from reports.documents.evidence import evidence, framework_from
from reports.documents.model import Document
from reports.documents.monthly import workbook
from reports.documents.reading import Reading
from reports.documents.young import young


def content(
    kind: Kind,
    body: Body,
    read: Reading,
    moved: Sequence[str] | None = None,
    written: Mapping[str, Comment] = NOTHING,
) -> bytes:
    """Return a document of a reading as a file; see `annual` for `moved` and `written`."""
    if kind is MONTHLY:
        return workbook(read)
    if kind is SCREEN:
        return screen.written(board(read))
    return as_body(_document(kind, read, moved, written), body)


def _document(
    kind: Kind,
    read: Reading,
    moved: Sequence[str] | None,
    written: Mapping[str, Comment],
) -> Document:
    if kind is ANNUAL:
        return annual(read, moved, written)
    if kind is BOARD:
        return board(read)
    return evidence(read, framework_from()) if kind is EVIDENCE else young(read)
