"""The forecast as somebody may see it: the service, each IRO by name, or their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import ChildrenSeen
from data_access.casework.forecast.ahead import Ahead, ahead, estimated, panels
from data_access.casework.forecast.backtest import backtest
from data_access.casework.forecast.rows import Time
from domain.access import Role, Screen
from domain.due import Kind
from domain.forecast import Diary, Forecast, Line, Move, line

SERVICE = "The service"


def expected(look: Look) -> Forecast:
    """Return the reviews due in the 26 weeks after a day, and the time there is.

    The quality assurance group is given the service alone, a manager each IRO's line
    besides, an IRO their own line and no other.
    """
    as_at, role = look.as_at, look.viewer.role

    def read(session: Session) -> Forecast:
        found = ahead(session, look.la, as_at)
        if role is Role.IRO:
            return _own(found, as_at, look.viewer.staff_id)
        return _service(found, as_at, by_name=role is Role.MANAGER)

    return look.given(Screen.FORECAST, read)


def _service(found: Ahead, as_at: date, *, by_name: bool) -> Forecast:
    dues, staff = found.dues, found.facts.staff
    whole = line(SERVICE, "", dues.found, len(found.weeks), found.limit())
    return replace(
        _forecast(found, as_at, dues.times, whole),
        own=False,
        lines=_lines(found) if by_name else (),
        nobodys=len(found.by_staff().get("", ())),
        no_fte=sum(each.fte is None for each in staff),
        estimate=estimated(found.facts, as_at, found.weeks),
        backtest=backtest(found.facts, as_at),
    )


def _own(found: Ahead, as_at: date, staff_id: str) -> Forecast:
    times = tuple(
        time
        for time in found.dues.times
        if staff_id and found.staff_of(time.kind, time.child_id) == staff_id
    )
    theirs = found.by_staff().get(staff_id, []) if staff_id else []
    return _forecast(found, as_at, times, found.line_of(staff_id, theirs))


def _forecast(
    found: Ahead, as_at: date, times: Sequence[Time], whole: Line
) -> Forecast:
    facts, among = found.facts, set(times)
    runs = {kind: covered.runs[-1:] for kind, covered in facts.loaded.items()}
    return Forecast(
        as_at=as_at,
        weeks=found.weeks,
        whole=whole,
        children={kind: sum(time.kind is kind for time in times) for kind in Kind},
        unknown=len(among.intersection(found.dues.unknown)),
        grown=len(among.intersection(found.dues.grown)),
        panels=panels(times, facts.capacity.panels, found.weeks)
        if facts.ours(Kind.PLAN_REVIEW, found.weeks[0].start)
        else {},
        rules=facts.capacity,
        pace=found.pace,
        loaded_to={kind: run.end for kind, last in runs.items() for run in last},
        led_from=facts.led_from,
    )


def _lines(found: Ahead) -> tuple[Line, ...]:
    """Return the line of everybody who is in post some day, or holds a review."""
    theirs = found.by_staff()
    at_work = {
        person.staff_id
        for person, weeks in zip(found.facts.staff, found.posts, strict=True)
        if weeks.any() or person.fte is None
    }
    lines = (
        found.line_of(staff_id, theirs.get(staff_id, []))
        for staff_id in at_work | theirs.keys() - {""}
    )
    return tuple(sorted(lines, key=lambda each: (each.name, each.staff_id)))


# Reviews that could be held in an earlier week, child by child; ADR 0016.


COLUMNS = (
    *("Child", "Code", "What", "Due", "Hold by", "Next one due now"),
    *("Next one then due", "Team", "IRO or chair"),
)


def earlier(look: Look, *, taken: bool = False) -> pd.DataFrame:
    """Return the reviews that could be held earlier, of children somebody may see.

    Columns: COLUMNS. Each is due in a week that is too full for its IRO or chair, who
    has room in an earlier one; by the day to hold it by it is not late.
    """
    return look.listed(
        Screen.EARLIER_REVIEWS, lambda session: _found(session, look), taken=taken
    )


def _found(session: Session, look: Look) -> pd.DataFrame:
    seen = scope.children_seen(session, look)
    coming = ahead(session, look.la, look.as_at)
    moves = sorted(
        (move for move in _moves(coming) if seen.sees(move.due.child_id)),
        key=lambda move: (move.due.due, move.due.child_id),
    )
    rows = [_row(look.la, seen, coming, move) for move in moves]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _moves(coming: Ahead) -> Iterator[Move]:
    diary = Diary(coming.weeks, coming.facts.capacity, coming.facts.timescales)
    for staff_id, theirs in coming.by_staff().items():
        if staff_id and coming.limit(staff_id) is not None:
            yield from diary.moves(coming.line_of(staff_id, theirs), theirs)


def _row(la: str, seen: ChildrenSeen, coming: Ahead, move: Move) -> tuple[object, ...]:
    due = move.due
    staff_id = coming.staff_of(due.kind, due.child_id)
    return (
        due.child_id,
        pseudonym(la, due.child_id),
        due.kind.value,
        due.due,
        move.by,
        move.next_due,
        move.next_then,
        seen.team.get(due.child_id, ""),
        coming.names.get(staff_id, staff_id),
    )
