"""What is written of a council's measures by month: every saving, and drafts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.store.loaded import CommentaryDraft, CommentaryLine, table
from domain.commentary import Comment, Draft

LINES, DRAFTS = table(CommentaryLine).c, table(CommentaryDraft).c


def lines_of(
    session: Session, la: str, month: date, keys: Collection[str] = ()
) -> list[Comment]:
    """Return every saving of a month, the latest first; of some measures, if named."""
    query = (
        select(table(CommentaryLine))
        .where(LINES.la == la, LINES.month == month)
        .order_by(LINES.id.desc())
    )
    if keys:
        query = query.where(LINES.measure.in_(keys))
    return [_comment(row) for row in session.execute(query)]


def standing_of(session: Session, la: str, month: date) -> dict[str, Comment]:
    """Return what stands of each measure in a month; nothing that was taken away."""
    latest: dict[str, Comment] = {}
    for each in lines_of(session, la, month):
        latest.setdefault(each.key, each)
    return {key: each for key, each in latest.items() if each.text}


def drafts_of(session: Session, la: str, month: date, key: str) -> list[Draft]:
    """Return everybody's drafts of a measure in a month, the latest first."""
    query = (
        select(DRAFTS.text, DRAFTS.base, DRAFTS.who, DRAFTS.typed_at)
        .where(DRAFTS.la == la, DRAFTS.month == month, DRAFTS.measure == key)
        .order_by(DRAFTS.typed_at.desc(), DRAFTS.who)
    )
    return [Draft(*row) for row in session.execute(query)]


def _comment(row: Row) -> Comment:
    return Comment(row.id, row.measure, row.text, row.author, row.written_at)
