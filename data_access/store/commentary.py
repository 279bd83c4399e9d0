"""What is written of a council's measures by month: every saving, and drafts.

Words of a report lie in the same place. Their day is the last of a quarter, which the
first day of a month never is, and their key begins as no measure's does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.store.loaded import CommentaryDraft, CommentaryLine, table
from domain.commentary import Comment, Draft

LINES, DRAFTS = table(CommentaryLine).c, table(CommentaryDraft).c
OF_REPORTS = "report "


@dataclass(frozen=True)
class Report:
    """The report that words are of: a release, by its number and last day, and a year."""

    release: int
    to: date
    year: str

    @property
    def begins(self) -> str:
        """What the keys of its parts begin with."""
        return f"{OF_REPORTS}{self.release} {self.year} "

    def part(self, slot: str) -> ReportPart:
        """Return one of its parts."""
        return ReportPart(f"{self.begins}{slot}", self.to)


@dataclass(frozen=True)
class ReportPart:
    """A part of a report that words are of, as the store names it."""

    key: str
    to: date


def in_report(session: Session, la: str, of: Report) -> dict[str, Comment]:
    """Return what stands in a report by slot; nothing that was taken away."""
    standing = standing_of(session, la, of.to)
    return {
        key.removeprefix(of.begins): each
        for key, each in standing.items()
        if key.startswith(of.begins)
    }


def in_other_reports(session: Session, la: str, of: Report) -> dict[str, Comment]:
    """Return what was last saved of the same year in reports of other releases, by slot.

    Nothing that was taken away; `key` says of which release each is.
    """
    query = (
        select(table(CommentaryLine))
        .where(LINES.la == la, LINES.measure.like(f"{OF_REPORTS}% {of.year} %"))
        .order_by(LINES.id)
    )
    found = {
        row.measure.partition(f" {of.year} ")[2]: _comment(row)
        for row in session.execute(query)
        if not row.measure.startswith(of.begins)
    }
    return {slot: each for slot, each in found.items() if each.text}


def release_of(comment: Comment) -> str:
    """Return the number of the release that words of a report are of."""
    return comment.key.removeprefix(OF_REPORTS).partition(" ")[0]


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
