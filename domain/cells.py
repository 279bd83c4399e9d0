"""Cells that leave for a spreadsheet: none may run there as a formula."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start
MARK = "'"  # before text that would else be a formula


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet will run as a formula or read as two rows."""
    if not isinstance(cell, str):
        return cell
    return as_typed_in(cell).replace("\r", " ")


def as_typed_in(text: str) -> str:
    """Return text as somebody types it into a spreadsheet for it to stay text."""
    return f"{MARK}{text}" if text.startswith(FORMULA) else text


def as_read(text: str) -> str:
    """Return text without the mark that kept it from being a formula."""
    marked = text.startswith(tuple(MARK + start for start in FORMULA))
    return text[len(MARK) :] if marked else text
