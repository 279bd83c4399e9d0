"""What Exampleshire's meetings decided, and what came of it, as its figures bear out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple

from sqlmodel import Session

from data_access.demo.meeting import (
    CONFERENCES,
    LEAD,
    NOT_RECORDED,
    ON_TIME,
    PLAN_REVIEWS,
    RAISED,
    RESOLVED,
    TAKING_PART,
)
from data_access.store.actions import add_line, lines_of, next_number
from domain.actions import Action, State

MANAGER, CHAIRS = "IRO service manager", "Conference chairs' manager"
PARTICIPATION = "Participation lead"
MEETS_AT: Final = time(10, 30)


class Ended(NamedTuple):
    """How an action ended, on which day, and what is said of it."""

    day: date
    state: State
    evidence: str


class Decided(NamedTuple):
    """An action as a meeting decided it, and how it ended; None while it is open."""

    day: date
    what: str
    who: str
    due: date
    keys: tuple[str, ...]
    ended: Ended | None = None


DECIDED: Final = (
    Decided(
        date(2023, 5, 10),
        "Use one form for children's views in every review, from June",
        PARTICIPATION,
        date(2023, 6, 30),
        (TAKING_PART,),
        Ended(date(2023, 7, 12), State.DONE, "In use since 5 June 2023"),
    ),
    Decided(
        date(2024, 1, 10),
        "Hold reviews that fall due in December earlier, where they can be",
        MANAGER,
        date(2024, 11, 30),
        (ON_TIME,),
        Ended(
            date(2025, 1, 15),
            State.NOT_DONE,
            "Not begun early enough: December 2024 was again the lowest of its quarter",
        ),
    ),
    Decided(
        date(2024, 7, 10),
        "Relaunch the dispute resolution protocol with every team",
        LEAD,
        date(2024, 9, 30),
        (RAISED, RESOLVED),
        Ended(date(2024, 9, 11), State.DONE, "Relaunched on 2 September 2024"),
    ),
    Decided(
        date(2024, 8, 14),
        "Have participation filled in before the record of a review is closed",
        PARTICIPATION,
        date(2024, 12, 31),
        (NOT_RECORDED,),
        Ended(
            date(2025, 3, 12),
            State.DONE,
            "Recorded for every review of January and February 2025",
        ),
    ),
    Decided(
        date(2024, 10, 9),
        "Look at each conference of September that was late, and say why",
        CHAIRS,
        date(2024, 11, 13),
        (CONFERENCES,),
        Ended(date(2024, 11, 13), State.DONE, "Report read at the meeting of November"),
    ),
    Decided(
        date(2025, 2, 12),
        "Arrange cover for a chair's long leave a month ahead",
        CHAIRS,
        date(2025, 4, 30),
        (PLAN_REVIEWS,),
        Ended(
            date(2025, 5, 14),
            State.DONE,
            "Both chairs are back; no plan review was late from February to April",
        ),
    ),
    Decided(
        date(2025, 6, 11),
        "Open chairs' diaries for initial conferences eight weeks ahead",
        CHAIRS,
        date(2025, 8, 31),
        (CONFERENCES,),
    ),
    Decided(
        date(2025, 9, 10),
        "Hold reviews that fall due next August in July, where they can be",
        MANAGER,
        date(2026, 6, 30),
        (ON_TIME,),
    ),
)


def set_actions(session: Session, la: str, as_at: date, now: datetime) -> None:
    """Give the invented council those of its actions that it does not have yet."""
    there = {(each.decided, each.what) for each in lines_of(session, la)}
    for each in DECIDED:
        if each.day <= as_at and (each.day, each.what) not in there:
            _decide(session, la, each, as_at, now)


def _decide(
    session: Session, la: str, said: Decided, as_at: date, now: datetime
) -> None:
    """Keep an action as it was decided, and how it ended, each as of its meeting."""
    number = next_number(session, la)
    savings = [Ended(said.day, State.OPEN, "")]
    if said.ended and said.ended.day <= as_at:
        savings.append(said.ended)
    for day, state, evidence in savings:
        action = Action(
            number=number,
            decided=said.day,
            what=said.what,
            who=said.who,
            due=said.due,
            keys=said.keys,
            state=state,
            evidence=evidence,
            author=LEAD,
        )
        at = datetime.combine(day, MEETS_AT, UTC)
        add_line(session, la, action, min(now, at))
