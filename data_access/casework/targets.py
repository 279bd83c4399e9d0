"""Targets and new limits, set and removed by those who may; nothing is rubbed out.

What is changed makes readers' columns be read anew; no row is derived again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive.council import rebases_of, targets_of
from data_access.store import database
from data_access.store.loaded import CouncilRebase, CouncilTarget
from domain.access import Screen
from domain.errors import RefusedError
from domain.periods import month_of, say_day
from domain.targets import (
    NOTHING_KEPT,
    Aimed,
    Rebase,
    Target,
    check_month,
    check_target,
    words_for,
)

TARGET_BEGINS = "A target of this measure begins"
NEW_LIMITS_BEGIN = "New limits of this measure begin"
A_SOURCE = "Corporate Parenting Board, March 2025"
A_REASON = "Reviews are booked by a new team"
NOT_THERE = (
    "This is not there any more: somebody else has removed or changed it. Look at the "
    "list as it is now."
)
Line = TypeVar("Line", CouncilTarget, CouncilRebase)


@dataclass(frozen=True)
class TargetAsked:
    """What a target is to be: a value from the first day of a month, and who says so."""

    value: float
    start: date
    source: str


@dataclass(frozen=True)
class Standing:
    """All that stands of a council, each by its number, by measure and first day."""

    targets: Mapping[int, Target]
    rebases: Mapping[int, Rebase]

    def targets_for(self, key: str) -> frozenset[int]:
        """Return the numbers of one measure's targets."""
        return frozenset(each for each, of in self.targets.items() if of.key == key)


def standing(look: Look) -> Standing:
    """Return the targets and new limits that stand now."""
    return look.given(Screen.TARGETS, lambda session: _standing(session, look.la))


def set_target(
    look: Look, measure: Aimed, asked: TargetAsked, seen: Collection[int]
) -> None:
    """Set a measure's target from a month on, in place of one from that very month.

    `seen` are the numbers of the measure's targets that the person had before them.

    Raises:
        RefusedError: it is no target that the measure can have, or has no source; or
            somebody else has changed the measure's targets since they were seen.
    """
    with _changing(look) as session:
        check_target(measure, asked.value)
        check_month(asked.start)
        source = words_for("Source", asked.source, A_SOURCE)
        there = _standing(session, look.la)
        if there.targets_for(measure.key) != frozenset(seen):
            raise RefusedError(_changed_meanwhile(measure, there))
        for number in there.targets_for(measure.key):
            if there.targets[number].start == asked.start:
                _remove(session, look, CouncilTarget, number)
        session.add(
            CouncilTarget(
                **_by(look),
                measure=measure.key,
                value=asked.value,
                start=asked.start,
                source=source,
            )
        )


def remove_target(look: Look, number: int) -> None:
    """Remove a target, so that it counts for no day; it is kept, with who and when.

    Raises:
        RefusedError: it is removed already.
    """
    with _changing(look) as session:
        _remove(session, look, CouncilTarget, number)


def put_back_target(look: Look, number: int) -> None:
    """Set a target again that was removed, as whoever puts it back.

    Raises:
        RefusedError: it is not removed, or another was set from that month meanwhile.
    """
    with _changing(look) as session:
        gone = _removed(session, look, CouncilTarget, number)
        _refuse_twice(gone, targets_of(session, look.la).values(), TARGET_BEGINS)
        session.add(
            CouncilTarget(
                **_by(look),
                measure=gone.measure,
                value=gone.value,
                start=gone.start,
                source=gone.source,
            )
        )


def rebase(look: Look, measure: Aimed, start: date, reason: str) -> None:
    """Have a measure's limits be worked out anew from a month on, as who is looking.

    Raises:
        RefusedError: the month has not begun, no reason is given, or they are worked
            out anew from that month already.
    """
    with _changing(look) as session:
        check_month(start, latest=month_of(look.now.date()).start)
        made = CouncilRebase(
            **_by(look),
            measure=measure.key,
            start=start,
            reason=words_for("Reason", reason, A_REASON),
        )
        _refuse_twice(made, rebases_of(session, look.la).values(), NEW_LIMITS_BEGIN)
        session.add(made)


def remove_rebase(look: Look, number: int) -> None:
    """Remove new limits, so that those before go on; they are kept, with who and when.

    Raises:
        RefusedError: they are removed already.
    """
    with _changing(look) as session:
        _remove(session, look, CouncilRebase, number)


def put_back_rebase(look: Look, number: int) -> None:
    """Have new limits again that were removed, as whoever puts them back.

    Raises:
        RefusedError: they are not removed, or were made again meanwhile.
    """
    with _changing(look) as session:
        gone = _removed(session, look, CouncilRebase, number)
        _refuse_twice(gone, rebases_of(session, look.la).values(), NEW_LIMITS_BEGIN)
        session.add(
            CouncilRebase(
                **_by(look),
                measure=gone.measure,
                start=gone.start,
                reason=gone.reason,
            )
        )


@contextmanager
def _changing(look: Look) -> Iterator[Session]:
    """Give a session for one change; readers' columns are read anew after it."""
    with look.writing(Screen.TARGETS) as session:
        yield session
        database.bump(session, look.la)


def _standing(session: Session, la: str) -> Standing:
    return Standing(targets_of(session, la), rebases_of(session, la))


def _by(look: Look) -> dict[str, Any]:
    return {"la": look.la, "set_by": look.viewer.who, "set_at": look.now}


def _remove(session: Session, look: Look, kind: type[Line], number: int) -> None:
    line = session.get(kind, number)
    if line is None or line.la != look.la or line.removed_at is not None:
        raise RefusedError(NOT_THERE)
    line.removed_by, line.removed_at = look.viewer.who, look.now
    session.add(line)
    session.flush()


def _removed(session: Session, look: Look, kind: type[Line], number: int) -> Line:
    line = session.get(kind, number)
    if line is None or line.la != look.la or line.removed_at is None:
        raise RefusedError("This is not removed. Look at the list as it is now.")
    return line


def _refuse_twice(
    made: CouncilTarget | CouncilRebase,
    there: Collection[Target] | Collection[Rebase],
    what: str,
) -> None:
    if any((each.key, each.start) == (made.measure, made.start) for each in there):
        raise RefusedError(
            f"From: {what} in {made.start:%B %Y} already. Choose another month, or "
            f"remove that one first. {NOTHING_KEPT}"
        )


def _changed_meanwhile(measure: Aimed, there: Standing) -> str:
    """Say that somebody else was sooner, and what stands now, by whom."""
    last = max(there.targets_for(measure.key), default=None)
    what = "There is none now."
    if last is not None:
        now = there.targets[last]
        what = (
            f"The latest is {now.value:g} from {now.start:%B %Y}, set by {now.set_by} "
            f"on {say_day(now.set_on)}."
        )
    return (
        f"Somebody else has changed the targets of '{measure.name}' since you opened "
        f"them. {what} What you typed is still here: look at the list, and press the "
        "button again if you still want it."
    )
