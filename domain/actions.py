"""What a meeting decided: who does what by when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import RefusedError
from domain.periods import say_day


class State(StrEnum):
    """How far an action is; the value is what the store and a reader say."""

    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not done"
    DROPPED = "dropped"


EVIDENCE = {  # what the line beside a state is to say
    State.DONE: "what shows that it is done",
    State.NOT_DONE: "why it was not done",
    State.DROPPED: "why it was dropped",
}
AN_EXAMPLE = "Diaries are opened eight weeks ahead; seen in the booking system"


@dataclass(frozen=True)
class Action:
    """What was decided on a day, and how far it is, as one saving says it.

    `number` is the council's own, from 1; `who` is who is to do it. `keys` are the
    measures that it is to move; none of them: the service. `evidence` is a line: what
    shows that it is done, or why it is not. `author` and `changed_on` are of the
    saving, whose number in the store is `saving`; a later one has a higher number.
    """

    number: int
    decided: date
    what: str
    who: str
    due: date
    keys: tuple[str, ...] = ()
    state: State = State.OPEN
    evidence: str = ""
    author: str = ""
    changed_on: date | None = None
    saving: int = 0

    def is_overdue(self, day: date) -> bool:
        """Say whether it is still open on a day after the one it was due."""
        return self.state is State.OPEN and self.due < day

    def said_on(self, day: date) -> str:
        """Return its state in words, as a day has it."""
        if self.is_overdue(day):
            return f"overdue since {say_day(self.due)}"
        return self.state.value

    def names(self, key: str) -> bool:
        """Say whether it is to move a measure."""
        return key in self.keys


def in_order(actions: Iterable[Action]) -> list[Action]:
    """Return those that are open first, soonest due; then the rest, latest decided."""
    every = sorted(actions, key=lambda each: each.number)
    still = [each for each in every if each.state is State.OPEN]
    ended = [each for each in every if each.state is not State.OPEN]
    return sorted(still, key=lambda each: each.due) + sorted(
        ended, key=lambda each: each.decided, reverse=True
    )


def check(decided: date, due: date, state: State, evidence: str) -> None:
    """Refuse what cannot be: due before it was decided, or ended without a line.

    Raises:
        RefusedError: it cannot be so.
    """
    if due < decided:
        raise RefusedError(
            f"By when: {say_day(due)} is before {say_day(decided)}, the day it was "
            "decided. Choose that day or a later one. Nothing is kept."
        )
    if state is not State.OPEN and not evidence:
        raise RefusedError(
            f"Evidence: nothing is written. Say in a line {EVIDENCE[state]}, such as "
            f"'{AN_EXAMPLE}'. Nothing is kept."
        )
