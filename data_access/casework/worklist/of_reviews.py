"""Rules about reviews: owed, drawing near, not recorded, and a child not heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.access.scope import CHAIR, IRO
from data_access.casework.worklist.facts import Facts
from data_access.casework.worklist.rule import Found
from domain.codes import PARTICIPATION_GROUPS
from domain.periods import say_day
from domain.working_days import add_working_days

A_YEAR = 365  # days: what a return still asks for
NOT_HEARD = frozenset(
    code for code, group in PARTICIPATION_GROUPS.items() if group == "Not heard"
)
REVIEW_OF = {IRO: "review", CHAIR: "plan review"}


@dataclass(frozen=True)
class Overdue:
    """A review was due before the day, and has not been held."""

    key: str
    words: str
    role: str

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        action = f"Hold the {REVIEW_OF[self.role]}, and record why it is late."
        for child_id, due in facts.due[self.role].items():
            if due < facts.as_at:
                yield Found(child_id, due, self.role, action)


@dataclass(frozen=True)
class DueSoon:
    """A review falls due from `first` to `last` days after the day."""

    key: str
    words: str
    role: str
    first: int
    last: int

    @property
    def marks(self) -> str:
        return f"{self.role}_review_due"

    def find(self, facts: Facts) -> Iterator[Found]:
        for child_id, due in facts.due[self.role].items():
            if self.first <= (due - facts.as_at).days <= self.last:
                planned = facts.planned.get((child_id, self.role))
                action = _before(due, planned, REVIEW_OF[self.role])
                yield Found(child_id, due, self.role, action)


@dataclass(frozen=True)
class NotRecorded:
    """A review was held in the last `looks_back` days and has no participation code.

    Not where the only file that tells of it, such as an Annex A, has no such code.
    `days`: working days within which a review's record is written.
    """

    days: int
    key: str = "participation_not_recorded"
    words: str = "Participation not recorded"
    looks_back: int = A_YEAR

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        first = facts.as_at - timedelta(days=self.looks_back)
        for child_id, held in facts.held.items():
            for day, code in held:
                if code is None and day >= first and facts.recorded.run_of(day):
                    action = f"Record how the child took part on {say_day(day)}."
                    due = add_working_days(day, self.days)
                    yield Found(child_id, due, IRO, action)


@dataclass(frozen=True)
class RecordWaiting:
    """A review was held more than `days` working days ago and its record not sent.

    Only reviews since the first whose record is known to have gone out: before it,
    the council kept no such day. And only in the last `looks_back` days.
    """

    days: int
    key: str = "record_waiting"
    looks_back: int = A_YEAR

    @property
    def words(self) -> str:
        return f"Record of a review not sent by working day {self.days}"

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        if facts.records_from is None:
            return
        first = max(facts.records_from, facts.as_at - timedelta(days=self.looks_back))
        for child_id, held in facts.held.items():
            for day, _ in held:
                due = add_working_days(day, self.days)
                waiting = day >= first and due < facts.as_at
                if waiting and (child_id, day) not in facts.sent:
                    action = f"Send the record of the review on {say_day(day)}."
                    yield Found(child_id, due, IRO, action)


@dataclass(frozen=True)
class NotHeard:
    """The child was not heard (PN4 or PN7) at the last `running` reviews.

    Something is to be done by the next review; where none is known to be due, `days`
    working days after the last.
    """

    days: int
    key: str = "not_heard_twice"
    words: str = "Not heard at two reviews running"
    running: int = 2

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        action = "Ask the child, or an advocate, how they want to be heard."
        for child_id, held in facts.held.items():
            last = held[-self.running :]
            if len(last) == self.running and {code for _, code in last} <= NOT_HEARD:
                after = add_working_days(last[-1][0], self.days)
                due = facts.due[IRO].get(child_id, after)
                yield Found(child_id, due, IRO, action)


def _before(due: date, planned: date | None, review: str) -> str:
    """Return what to do of a review that draws near."""
    if planned is None:
        return f"Check that the {review} has a date."
    if planned > due:
        return f"Bring it forward: it is planned for {say_day(planned)}, which is late."
    return f"It is planned for {say_day(planned)}."
