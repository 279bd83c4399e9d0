"""The rules of the worklist, in the order they are counted in.

Every rule has a key, the words a reader reads and the days it uses. `marks` is what a
mark is kept under: a line that a rule hands on to the next of its kind, as when a
review draws nearer, stays put aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from data_access.access.scope import CHAIR, IRO
from data_access.casework.worklist.rows import TaskRows
from data_access.store.settings import settings
from domain.codes import PARTICIPATION_GROUPS, UNHEARD
from domain.due import (
    DISPUTE_LIMIT,
    RECORD_LIMIT,
    add_working_days,
    dispute_due,
    working_days_between,
)
from domain.periods import add_months, say_day
from domain.ready import AHEAD, is_near, missing

# What every rule of the worklist has, and what it finds.


SOON, SOONER = 28, 14  # days


class Found(NamedTuple):
    """A thing to do for a child: by when, whose it is, and what it is."""

    child_id: str
    due: date
    role: str
    action: str


class TaskRule(Protocol):
    """What every rule has."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def marks(self) -> str: ...
    def find(self, facts: TaskRows) -> Iterator[Found]:
        """Return what there is to do by this rule."""
        ...


# Rules about reviews: owed, drawing near, not recorded, and a child not heard.


A_YEAR = 365  # days: what a return still asks for
NOT_HEARD = frozenset(
    code for code, group in PARTICIPATION_GROUPS.items() if group == UNHEARD
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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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

    def find(self, facts: TaskRows) -> Iterator[Found]:
        for child_id, due in facts.due[self.role].items():
            if self.first <= (due - facts.as_at).days <= self.last:
                planned = facts.planned.get((child_id, self.role))
                action = _before(due, planned, REVIEW_OF[self.role])
                yield Found(child_id, due, self.role, action)


@dataclass(frozen=True)
class NotReady:
    """A review is due within ten working days, and not all is ready for it.

    Nothing is found where the council records of no review what is ready.
    """

    key: str = "not_ready"
    words: str = f"Review due in {AHEAD} working days, not ready"

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: TaskRows) -> Iterator[Found]:
        if not facts.ready:
            return
        for child_id, due in facts.due[IRO].items():
            if is_near(due, facts.as_at):
                done = facts.ready.get((child_id, due), {})
                if not_done := missing(done, facts.as_at):
                    action = f"Get it ready: {', '.join(not_done)}."
                    yield Found(child_id, due, IRO, action)


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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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
class ConferenceRecordWaiting:
    """A conference was held more than `days` working days ago, its record not sent.

    Of children on plans. Only conferences since the first recorded with such a day:
    before it the council kept none. And only in the last `looks_back` days.
    """

    key: str = "conference_record_waiting"
    words: str = f"Record of a conference not sent by working day {RECORD_LIMIT}"
    days: int = RECORD_LIMIT
    looks_back: int = A_YEAR

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: TaskRows) -> Iterator[Found]:
        sent = [each.held for each in facts.conferences if each.sent]
        if not sent:
            return
        first = max(min(sent), facts.as_at - timedelta(days=self.looks_back))
        for each in facts.conferences:
            due = add_working_days(each.held, self.days)
            if each.sent is None and each.held >= first and due < facts.as_at:
                action = f"Send the record of the conference on {say_day(each.held)}."
                yield Found(each.child_id, due, CHAIR, action)


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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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


# Rules about long plans, disputes without an answer or impact, and children with nobody.


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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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

    def find(self, facts: TaskRows) -> Iterator[Found]:
        for child_id, raised in facts.disputes:
            day = working_days_between(raised, facts.as_at)
            if day >= self.day:
                role = IRO if child_id in facts.since[IRO] else CHAIR
                due = dispute_due(raised)
                yield Found(child_id, due, role, _answer_by(day))


@dataclass(frozen=True)
class ImpactWaiting:
    """A dispute was resolved more than `days` working days ago, its impact not told."""

    key: str = "impact_waiting"
    words: str = "Dispute resolved, impact not recorded"
    days: int = DISPUTE_LIMIT

    @property
    def marks(self) -> str:
        return self.key

    def find(self, facts: TaskRows) -> Iterator[Found]:
        for each in facts.unrecorded:
            due = add_working_days(each.resolved, self.days)
            if due < facts.as_at:
                role = IRO if each.child_id in facts.since[IRO] else CHAIR
                action = f"Record what came of the dispute of {say_day(each.raised)}."
                yield Found(each.child_id, due, role, action)


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

    def find(self, facts: TaskRows) -> Iterator[Found]:
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


def rules() -> tuple[TaskRule, ...]:
    """Return every rule, the most urgent first, with this installation's days."""
    record_days = settings().review_record_days
    return (
        Overdue("review_overdue", "Review overdue", IRO),
        Overdue("plan_review_overdue", "Plan review overdue", CHAIR),
        DueSoon("review_14", "Review due in 14 days", IRO, 0, SOONER),
        DueSoon("plan_review_14", "Plan review due in 14 days", CHAIR, 0, SOONER),
        DueSoon("review_28", "Review due in 15 to 28 days", IRO, SOONER + 1, SOON),
        DueSoon(
            "plan_review_28",
            "Plan review due in 15 to 28 days",
            CHAIR,
            SOONER + 1,
            SOON,
        ),
        NotReady(),
        DisputeWaiting(),
        ImpactWaiting(),
        Unallocated("no_iro", "In care without an IRO", IRO),
        Unallocated("no_chair", "On a plan without a chair", CHAIR),
        NotHeard(record_days),
        NotRecorded(record_days),
        RecordWaiting(record_days),
        ConferenceRecordWaiting(),
        LongPlan(),
    )
