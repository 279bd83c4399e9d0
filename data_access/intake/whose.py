"""Whose files these are: the council's code, what a file says, what the store holds."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlmodel import Session

from data_access.store.loaded import INVENTED, Import, table
from domain import councils

IMPORTS = table(Import).c
NOT_LISTED = (
    "{} is the code of no English council. Expected three digits, such as 390, or nine "
    "signs, such as E08000037."
)
OF_ANOTHER = (
    "The file says that it is of council {}, and it was to be loaded for {}. Load it for "
    "the council that it is of."
)
ANOTHER_IN_STORE = (
    "So far the store is that of {}. These files are to be loaded for {}. If that is a "
    "slip, do not load them, or undo them."
)


def not_listed(code: str) -> str:
    """Return what is wrong with a council's code; empty for one listed, or invented."""
    listed = councils.english_council(code) or councils.is_invented(code)
    return "" if listed else NOT_LISTED.format(code)


def of_another(stated: str, la: str, although_of: str | None) -> str | None:
    """Return why a file that states its council is not that of `la`, if it is not."""
    if not stated or any(
        councils.same(stated, each) for each in (la, although_of or la)
    ):
        return None
    return OF_ANOTHER.format(councils.said(stated), councils.said(la))


def in_store(engine: Engine) -> set[str]:
    """Return the councils whose own files are in the store, undone ones aside."""
    own = IMPORTS.kind != INVENTED, IMPORTS.undone_at.is_(None)
    with Session(engine) as session:
        return set(session.execute(select(IMPORTS.la).where(*own).distinct()).scalars())


def another_in_store(engine: Engine, la: str) -> str:
    """Return the warning that the store is another council's so far; empty if it is not.

    An invented council does not count, nor what was undone.
    """
    held = in_store(engine)
    if not held or any(councils.same(la, each) for each in held):
        return ""
    names = "; ".join(councils.said(each) for each in sorted(held))
    return ANOTHER_IN_STORE.format(names, councils.said(la))
