"""What a council's meetings decided: every saving of an action, and what stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, func, select
from sqlmodel import Session

from data_access.store.loaded import CouncilAction, as_kept, keys_in, table
from domain.actions import Action, State

LINES = table(CouncilAction).c


def lines_of(session: Session, la: str, number: int | None = None) -> list[Action]:
    """Return every saving, the latest first; of one action, where it is named."""
    query = select(table(CouncilAction)).where(LINES.la == la).order_by(LINES.id.desc())
    if number is not None:
        query = query.where(LINES.number == number)
    return [_action(row) for row in session.execute(query)]


def standing_of(
    session: Session, la: str, at: datetime | None = None
) -> dict[int, Action]:
    """Return what stands, by number; or stood `at` a moment. None that is taken back."""
    query = select(table(CouncilAction)).where(LINES.la == la).order_by(LINES.id)
    if at is not None:
        query = query.where(LINES.written_at <= at)
    latest = {row.number: _action(row) for row in session.execute(query)}
    return {number: each for number, each in latest.items() if each.what}


def next_number(session: Session, la: str) -> int:
    """Return the number of a council's next action."""
    query = select(func.max(LINES.number)).where(LINES.la == la)
    return (session.execute(query).scalar() or 0) + 1


def add_line(session: Session, la: str, action: Action, now: datetime) -> int:
    """Keep a saving of an action; return its number in the store."""
    line = CouncilAction(
        la=la,
        number=action.number,
        decided=action.decided,
        what=action.what,
        who=action.who,
        due=action.due,
        measures=as_kept(action.keys),
        state=action.state.value,
        evidence=action.evidence,
        author=action.author,
        written_at=now,
    )
    session.add(line)
    session.flush()
    return line.id or 0


def _action(row: Row) -> Action:
    return Action(
        number=row.number,
        decided=row.decided,
        what=row.what,
        who=row.who,
        due=row.due,
        keys=keys_in(row.measures),
        state=State(row.state),
        evidence=row.evidence,
        author=row.author,
        changed_on=row.written_at.date(),
        saving=row.id,
    )
