"""Rules about long plans, disputes without an answer and children with nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_access.access.scope import CHAIR, IRO
from data_access.casework.worklist.facts import Facts
from data_access.casework.worklist.rule import SOON, Found
from domain.periods import add_months
from domain.timescales import DISPUTE_LIMIT, dispute_due
from domain.working_days import add_working_days, working_days_between

LONG = (9, 12, 15, 21)  # months on a plan
CALLED = {IRO: "an IRO", CHAIR: "a chair"}


@dataclass(frozen=True)
class LongPlan:
    """A plan reaches one of `months` within `days` days, or did so in the last `days`."""

    key: str = "long_plan"
    words: str = "Plan reaching 9, 12, 15 or 21 months"
    months: tuple[int, ...] = LONG
    days: int = SOON

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        for child_id, started in facts.since[CHAIR].items():
            for months in self.months:
                due = add_months(started, months)
                if abs((due - facts.as_at).days) <= self.days:
                    action = f"{months} months on a plan: look at what has to change."
                    yield Found(child_id, due, CHAIR, action)


@dataclass(frozen=True)
class DisputeWaiting:
    """A dispute is open on working day `day` or later, of the 20 that it may take."""

    key: str = "dispute_waiting"
    words: str = "Dispute at working day 15 or later"
    day: int = 15

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        for child_id, raised in facts.disputes:
            day = working_days_between(raised, facts.as_at)
            if day >= self.day:
                role = IRO if child_id in facts.since[IRO] else CHAIR
                due = dispute_due(raised)
                yield Found(child_id, due, role, _answer_by(day))


@dataclass(frozen=True)
class Unallocated:
    """A child has had no IRO, or no chair, for more than `days` working days.

    Nothing is found where nobody of the role was ever given a child: that council's
    register is not loaded.
    """

    key: str
    words: str
    role: str
    days: int = 5

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: Facts) -> Iterator[Found]:
        if self.role not in facts.registered:
            return
        for child_id, started in facts.since[self.role].items():
            if (child_id, self.role) in facts.seen.staff:
                continue
            alone = max(started, facts.last.get((child_id, self.role), started))
            due = add_working_days(alone, self.days)
            if due < facts.as_at:
                action = f"Give the child {CALLED[self.role]}."
                yield Found(child_id, due, self.role, action)


def _answer_by(day: int) -> str:
    what = "Get an answer, or go to the next stage"
    if day <= DISPUTE_LIMIT:
        return f"{what}: it is working day {day} of {DISPUTE_LIMIT}."
    return f"{what}: {DISPUTE_LIMIT} working days are over."
