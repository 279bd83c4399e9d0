"""What is recorded by hand: a row typed, changed, removed, put back; nothing is lost.

Every saving is a line of its own, so who changed what and when stays. Whoever changes a
row says which they saw; if another stands by then, they are told and nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import NoSuchChildError, children_seen
from data_access.derive.council import recorded_words
from data_access.derive.rebuild import rebuild_children
from data_access.derive.recorded import RECORDED, as_kept, standing_of
from data_access.importers.register.recorded import checked
from data_access.store import database
from data_access.store.loaded import RecordedRow
from domain.access import Screen
from domain.errors import RefusedError
from domain.periods import say_day
from domain.recorded import REVIEWS, SHEETS
from domain.sheets import Sheet, Values


@dataclass(frozen=True)
class Saying:
    """What a row of a sheet said from a moment on; `from_file` where a file said it."""

    sheet: Sheet
    key: str
    values: Values
    by: str
    at: datetime
    removed: bool = False
    from_file: bool = False

    @property
    def subject(self) -> str:
        """The id of whom it is about; empty where it is about nobody."""
        return self.sheet.subject_of(self.values)


def screen_of(sheet: Sheet) -> Screen:
    """Return the screen that a sheet is recorded on."""
    return Screen.RECORDED if sheet.about_child else Screen.RECORDED_MONTHLY


def listed(look: Look, sheet: Sheet) -> tuple[Saying, ...]:
    """Return what stands of a sheet, of the children whom somebody may see."""
    return look.given(
        screen_of(sheet),
        lambda session: _seen_of(
            session, look, sheet, session.execute(standing_of(look.la, sheet.key))
        ),
    )


def history(look: Look, sheet: Sheet, key: str) -> tuple[Saying, ...]:
    """Return all that a row ever said, the latest first; nothing if not theirs."""

    def read(session: Session) -> tuple[Saying, ...]:
        return _seen_of(session, look, sheet, _lines(session, look.la, sheet, key))

    child = (
        pseudonym(look.la, key.split("|", maxsplit=1)[0]) if sheet.about_child else ""
    )
    return look.given(screen_of(sheet), read, child=child)


def add(look: Look, sheet: Sheet, values: Mapping[str, object]) -> Saying:
    """Record a row, as who is looking.

    Raises:
        RefusedError: it cannot be so, or a row of that name stands already.
        NoSuchChildError: it is about a child whom they may not see.
    """
    with _changing(look, sheet) as session:
        return _add(session, look, sheet, values)


def change(look: Look, seen: Saying, values: Mapping[str, object]) -> Saying:
    """Have a row say something else; what it said is kept.

    Raises:
        RefusedError: it cannot be so, or another row stands than the one seen.
        NoSuchChildError: it is about a child whom they may not see.
    """
    with _changing(look, seen.sheet) as session:
        last = _still(session, look, seen, removed=False)
        new = _checked(session, look, seen.sheet, values)
        if seen.sheet.key_of(new) != seen.key:
            _keep(session, look, seen.sheet, seen.values, last, removed=True)
            return _add(session, look, seen.sheet, values)
        return _keep(session, look, seen.sheet, new, last)


def remove(look: Look, seen: Saying) -> Saying:
    """Remove a row; it is kept, with who removed it and when.

    Raises:
        RefusedError: another row stands than the one seen.
        NoSuchChildError: it is about a child whom they may not see.
    """
    with _changing(look, seen.sheet) as session:
        last = _still(session, look, seen, removed=False)
        return _keep(session, look, seen.sheet, seen.values, last, removed=True)


def put_back(look: Look, seen: Saying) -> Saying:
    """Have a row stand again that was removed, as whoever puts it back.

    Raises:
        RefusedError: it is not removed, or was recorded again meanwhile.
        NoSuchChildError: it is about a child whom they may not see.
    """
    with _changing(look, seen.sheet) as session:
        last = _still(session, look, seen, removed=True)
        return _keep(session, look, seen.sheet, seen.values, last)


@contextmanager
def _changing(look: Look, sheet: Sheet) -> Iterator[Session]:
    """Give a session for one change; readers' columns are read anew after it."""
    with look.writing(screen_of(sheet)) as session:
        yield session
        database.bump(session, look.la)


def _add(
    session: Session, look: Look, sheet: Sheet, values: Mapping[str, object]
) -> Saying:
    new = _checked(session, look, sheet, values)
    last = _last(session, look.la, sheet, sheet.key_of(new))
    if last is not None and not last.removed:
        raise RefusedError(
            f"This is recorded already, by {last.by} on {say_day(last.at.date())}: each "
            f"{sheet.thing} once. Change that row instead. Nothing was kept."
        )
    return _keep(session, look, sheet, new, last)


def _checked(
    session: Session, look: Look, sheet: Sheet, values: Mapping[str, object]
) -> Values:
    words = recorded_words(session, look.la)
    found = checked(sheet, values, words, look.now.date())
    _check_seen(session, look, sheet, sheet.subject_of(found))
    return found


def _check_seen(session: Session, look: Look, sheet: Sheet, subject: str) -> None:
    if sheet.about_child:
        seen = children_seen(session, look, screen_of(sheet))
        if not seen.sees(subject):
            raise NoSuchChildError


def _still(session: Session, look: Look, seen: Saying, *, removed: bool) -> Row[Any]:
    """Return the last line of a row where it is the one that somebody saw."""
    _check_seen(session, look, seen.sheet, seen.subject)
    last = _last(session, look.la, seen.sheet, seen.key)
    if last is None:
        raise RefusedError("There is no such row. Look at the list as it is now.")
    if _saying(last) != seen or last.removed is not removed:
        what = "removed" if last.removed else "changed or recorded"
        raise RefusedError(
            f"{last.by} {what} this on {say_day(last.at.date())}. Nothing was kept, and "
            "what you typed is still here: look at the row as it is now, and save again "
            "if you still want it."
        )
    return last


def _keep(
    session: Session,
    look: Look,
    sheet: Sheet,
    values: Values,
    last: Row[Any] | None,
    *,
    removed: bool = False,
) -> Saying:
    """Add a line, later than the last, and what follows from it."""
    subject = sheet.subject_of(values)
    line = RecordedRow(
        la=look.la,
        sheet=sheet.key,
        key=sheet.key_of(values),
        child_id=subject,
        content=as_kept(values),
        removed=removed,
        by=look.viewer.who,
        at=max(look.now, last.at) if last is not None else look.now,
    )
    session.add(line)
    session.flush()
    if sheet is REVIEWS:
        rebuild_children(session, look.la, [subject])
    what = f"{'removal of ' if removed else ''}{sheet.name.lower()} row {line.id}"
    child = pseudonym(look.la, subject) if subject else ""
    look.wrote(session, screen_of(sheet), what, child=child)
    return _saying(next(_lines(session, look.la, sheet, line.key)))


def _last(session: Session, la: str, sheet: Sheet, key: str) -> Row[Any] | None:
    return next(_lines(session, la, sheet, key), None)


def _lines(session: Session, la: str, sheet: Sheet, key: str) -> Iterator[Row[Any]]:
    """Yield all lines of a row, the latest first."""
    c = RECORDED.c
    query = select(RECORDED).where(c.la == la, c.sheet == sheet.key, c.key == key)
    yield from session.execute(query.order_by(c.at.desc(), c.id.desc()))


def _seen_of(
    session: Session, look: Look, sheet: Sheet, rows: Iterable[Row[Any]]
) -> tuple[Saying, ...]:
    """Return those of some lines that somebody may see."""
    if not sheet.about_child:
        return tuple(map(_saying, rows))
    seen = children_seen(session, look, screen_of(sheet))
    return tuple(_saying(row) for row in rows if seen.sees(row.child_id))


def _saying(row: Row[Any]) -> Saying:
    return Saying(
        sheet=SHEETS[row.sheet],
        key=row.key,
        values=json.loads(row.content),
        by=row.by,
        at=row.at,
        removed=row.removed,
        from_file=row.import_id is not None,
    )
