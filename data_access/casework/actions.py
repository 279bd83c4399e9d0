"""The actions of the quality assurance group: decided, followed, and never rubbed out.

Each saving is a line of its own, and the latest stands. Whoever changes an action says
which saving they had before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from data_access.access.look import Look
from data_access.store.actions import add_line, lines_of, next_number, standing_of
from domain.access import Screen
from domain.actions import Action, State, check
from domain.errors import RefusedError
from domain.periods import say_day
from domain.targets import NOTHING_KEPT, words_for

AN_ACTION = "Open chairs' diaries eight weeks ahead"
SOMEBODY = "IRO service manager"
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class ActionAsked:
    """What an action is to say; `keys` are measures, none of them for the service."""

    decided: date
    what: str
    who: str
    due: date
    keys: tuple[str, ...] = ()
    state: State = State.OPEN
    evidence: str = ""


class OvertakenActionError(RefusedError):
    """Somebody else saved the action meanwhile; `newer` is the number of that saving."""

    def __init__(self, said: str, newer: int) -> None:
        super().__init__(said)
        self.newer = newer


def decided(look: Look) -> Mapping[int, Action]:
    """Return the actions that stand, by their numbers."""
    return look.given(Screen.ACTIONS, lambda session: standing_of(session, look.la))


def history(look: Look, number: int) -> tuple[Action, ...]:
    """Return every saving of an action, the latest first."""
    return look.given(
        Screen.ACTIONS, lambda session: tuple(lines_of(session, look.la, number))
    )


def decide(look: Look, asked: ActionAsked) -> int:
    """Write an action down; return the number of its first saving.

    Raises:
        RefusedError: something of it is not said, or it is written down already.
    """
    with look.writing(Screen.DECIDING) as session:
        said = _said(look, asked, next_number(session, look.la))
        for each in standing_of(session, look.la).values():
            if (each.decided, each.what) == (said.decided, said.what):
                raise RefusedError(
                    f"This is written down already, by {each.author}, as action "
                    f"{each.number}. Change that one. {NOTHING_KEPT}"
                )
        return _add(session, look, said)


def change(look: Look, base: int, asked: ActionAsked) -> int:
    """Have an action say something else; return the number of that saving.

    `base` is its saving that the person had before them.

    Raises:
        RefusedError: something of it is not said, or somebody else changed it since.
    """
    with look.writing(Screen.DECIDING) as session:
        latest, _ = _savings(session, look, base)
        return _add(session, look, _said(look, asked, latest.number))


def undo(look: Look, saving: int) -> None:
    """Have an action say again what it said before a saving; the first is taken back.

    Raises:
        RefusedError: somebody else changed it after that saving.
    """
    with look.writing(Screen.DECIDING) as session:
        latest, earlier = _savings(session, look, saving)
        before = earlier[0] if earlier else replace(latest, what="")
        _add(session, look, replace(before, author=look.viewer.who))


def _savings(session: Session, look: Look, base: int) -> tuple[Action, list[Action]]:
    """Return an action's latest saving, where it is `base`, and the earlier ones."""
    every = lines_of(session, look.la)
    numbers = {each.saving: each.number for each in every}
    if base not in numbers:
        raise RefusedError("There is no such action. Look at the list as it is now.")
    latest, *earlier = (each for each in every if each.number == numbers[base])
    if latest.saving != base:
        raise OvertakenActionError(_overtaken(latest), latest.saving)
    return latest, earlier


def _overtaken(newer: Action) -> str:
    on = say_day(newer.changed_on) if newer.changed_on else ""
    what = "took it back" if not newer.what else f"left it {newer.state.value}"
    return (
        f"Nothing is saved yet: {newer.author} changed action {newer.number} on {on}, "
        f"after you opened it, and {what}. It is in the list as they saved it, and what "
        "you typed is still here. Press the button again if you still want it; what "
        "they saved is kept among the earlier savings."
    )


def _said(look: Look, asked: ActionAsked, number: int) -> Action:
    if asked.decided < EARLIEST:
        raise RefusedError(
            f"Decided on: {say_day(asked.decided)} is too early. Choose a day from "
            f"{say_day(EARLIEST)} on. {NOTHING_KEPT}"
        )
    evidence = asked.evidence.strip()
    check(asked.decided, asked.due, asked.state, evidence)
    return Action(
        number=number,
        decided=asked.decided,
        what=words_for("What is to be done", asked.what, AN_ACTION),
        who=words_for("Who is to do it", asked.who, SOMEBODY),
        due=asked.due,
        keys=asked.keys,
        state=asked.state,
        evidence=words_for("Evidence", evidence, AN_ACTION) if evidence else "",
        author=look.viewer.who,
    )


def _add(session: Session, look: Look, action: Action) -> int:
    saving = add_line(session, look.la, action, look.now)
    look.wrote(session, Screen.DECIDING, f"action {action.number}")
    return saving
