"""What was true of each child on each day: team, IRO, age, legal status, placement."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.store.loaded import table
from data_access.store.tables import Allocation, Child, Episode, Staff, Visit
from domain.codes import (
    AGE_BANDS,
    ALONE,
    DISABILITY,
    ETHNIC_GROUPS,
    FAR,
    FAR_MILES,
    IROS_BANDS,
    LEGAL_STATUS_GROUPS,
    NEAR,
    NOT_RECORDED,
    PLACEMENT_GROUPS,
    SEXES,
    age_band,
)
from domain.due import GROWN_UP
from domain.events import Event
from domain.periods import MONTHS, ONE_DAY, add_months, birthday, month_of
from domain.workload import Reallocation

IRO, BY_AN_IRO = "iro", "iro"  # a role of staff; a kind of visit
SEEN_WITHIN = 6  # months
OF_EPISODES = "legal_status", "placement", "distance", "region"  # groups


@dataclass
class Held:
    """Something that changes from day to day: values from given days on."""

    days: list[date] = field(default_factory=list)
    values: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, day: date, value: tuple[str, ...]) -> None:
        """Say that `value` holds from `day`; days come in ascending order."""
        if self.days and self.days[-1] == day:
            self.values[-1] = value
        else:
            self.days.append(day)
            self.values.append(value)

    def on(self, day: date) -> tuple[str, ...] | None:
        """Return the value on a day, None before the first."""
        position = bisect_right(self.days, day)
        return self.values[position - 1] if position else None


class Stint(NamedTuple):
    """Days over which one IRO is a child's: from `start`, up to and not with `end`."""

    start: date
    end: date
    staff_id: str

    def later(self, months: int) -> Stint:
        """Return the days on which these lie so many months back."""
        end = self.end if self.end == date.max else add_months(self.end, months)
        return Stint(add_months(self.start, months), end, self.staff_id)


@dataclass(frozen=True)
class Continuity:
    """Who was a child's IRO over the years, by allocation alone.

    What no allocation says is not known: unlike in `GroupsOverTime.groups`, nobody is
    a child's IRO before the first or after the end of the last.
    """

    stints: tuple[Stint, ...] = ()

    @classmethod
    def of(cls, allocated: list[tuple[date, date | None, str]]) -> Continuity:
        """Return it of a child's allocations to IROs, in order of their first days.

        An allocation ends when the next begins, on the next day at the latest where
        one hands over to the other from one day to the next.
        """
        stints: list[Stint] = []
        for start, ended, staff_id in allocated:
            if stints and start <= _day_after(stints[-1].end):
                stints[-1] = stints[-1]._replace(end=start)
            stints.append(Stint(start, ended or date.max, staff_id))
        return cls(tuple(each for each in stints if each.start < each.end))

    @cached_property
    def a_year_on(self) -> tuple[Stint, ...]:
        """The same, each a year later."""
        return tuple(each.later(MONTHS) for each in self.stints)

    def iro(self, day: date) -> str | None:
        """Return who is the IRO on a day; None where no allocation says."""
        return _on(self.stints, day)

    def a_year_before(self, day: date) -> str | None:
        """Return who was the IRO 12 calendar months before a day."""
        return _on(self.a_year_on, day)

    def number(self, day: date) -> int:
        """Return how many people were the IRO in the 12 months to a day."""
        both = zip(self.stints, self.a_year_on, strict=True)
        return len({now.staff_id for now, then in both if now.start <= day < then.end})

    def changes(self) -> Iterator[date]:
        """Yield each day on which one of these answers may change."""
        for each in (*self.stints, *self.a_year_on):
            yield from each[:2]

    def moves(self) -> Iterator[tuple[date, str, str]]:
        """Yield each day on which another IRO took over, from whom, and who."""
        for before, after in pairwise(self.stints):
            if before.staff_id != after.staff_id:
                yield after.start, before.staff_id, after.staff_id


def _on(stints: tuple[Stint, ...], day: date) -> str | None:
    return next((s.staff_id for s in stints if s.start <= day < s.end), None)


def _day_after(day: date) -> date:
    return day if day == date.max else day + ONE_DAY


@dataclass
class GroupsOverTime:
    """One child: what stays the same, and what holds from day to day."""

    born: date | None = None
    died: date | None = None
    sex: str = NOT_RECORDED
    ethnic_group: str = NOT_RECORDED
    disability: str = NOT_RECORDED
    alone: str = NOT_RECORDED
    episodes: Held = field(default_factory=Held)  # as named in `OF_EPISODES`
    stated: dict[int, list[Row[Any]]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )  # the episodes of each period of care, in order
    allocated: dict[str, Held] = field(default_factory=lambda: defaultdict(Held))
    continuity: Continuity = Continuity()
    chairs: Continuity = Continuity()  # the same, of those who chair conferences
    visits: list[date] = field(default_factory=list)  # by an IRO, in order

    def by_role(self, role: str) -> Continuity:
        """Return who held a role over the years, by allocation alone."""
        return self.continuity if role == IRO else self.chairs

    @property
    def grown_up_or_died(self) -> date:
        """The day by which all ends for the child; the last of all where none is known."""
        grown_up = birthday(self.born, GROWN_UP) if self.born else date.max
        return min(grown_up, self.died or date.max)

    def groups(self, day: date, role: str) -> dict[str, str]:
        """Return the child's groups on a day, with the IRO or chair of that role.

        Before the first allocation or episode seen, the first one is meant: a review
        held before an IRO was appointed belongs to the IRO appointed.
        """
        staff, team = self._first_or_on(self.allocated[role], day, 2)
        lived = self._first_or_on(self.episodes, day, len(OF_EPISODES))
        return {
            "team": team,
            "iro": staff,
            "age_band": age_band(self.born, day),
            "sex": self.sex,
            "ethnic_group": self.ethnic_group,
            "disability": self.disability,
            "alone": self.alone,
            **dict(zip(OF_EPISODES, lived, strict=True)),
        }

    def changes(self, start: date, end: date, role: str) -> list[date]:
        """Return `start` and each later day before `end` on which a group changes."""
        days = {start}
        for held in (self.episodes, self.allocated[role]):
            days |= {day for day in held.days if start < day < end}
        if self.born is not None:
            birthdays = (birthday(self.born, age) for _, age in AGE_BANDS)
            days |= {day for day in birthdays if start < day < end}
        return sorted(days)

    @cached_property
    def seen(self) -> tuple[tuple[date, date], ...]:
        """The days up to 6 months after a visit by an IRO, each run to before its end."""
        runs: list[tuple[date, date]] = []
        for day in self.visits:
            end = add_months(day, SEEN_WITHIN)
            joined = runs and day <= runs[-1][1]
            runs[-1:] = [(runs[-1][0], end)] if joined else [*runs[-1:], (day, end)]
        return tuple(runs)

    def was_seen(self, day: date) -> bool:
        """Say whether an IRO saw the child in the 6 months to a day."""
        return any(start <= day < end for start, end in self.seen)

    def _first_or_on(self, held: Held, day: date, size: int) -> tuple[str, ...]:
        value = held.on(day) or (held.values[0] if held.values else None)
        return value or (NOT_RECORDED,) * size


def read_child_groups(session: Session, la: str) -> Mapping[str, GroupsOverTime]:
    """Return every child of a council by child id."""
    lives: dict[str, GroupsOverTime] = defaultdict(GroupsOverTime)
    child = table(Child).c
    query = select(table(Child)).where(child.la == la).order_by(child.child_id)
    for row in session.execute(query):
        lives[row.child_id] = GroupsOverTime(
            row.born,
            row.died,
            SEXES.get(row.sex or "", NOT_RECORDED),
            ETHNIC_GROUPS.get(row.ethnicity or "", NOT_RECORDED),
            DISABILITY.get(row.disabled, NOT_RECORDED),
            ALONE.get(row.alone, NOT_RECORDED),
        )
    _read_episodes(session, la, lives)
    _read_allocations(session, la, lives)
    _read_visits(session, la, lives)
    return lives


def visits_told(lives: Mapping[str, GroupsOverTime]) -> tuple[date, date] | None:
    """Return from and to before which day files tell whom an IRO saw in 6 months.

    From 6 months after the first visit by an IRO that any file tells of, to the end of
    the month of the last; None where no file tells of any.
    """
    days = [day for life in lives.values() for day in life.visits]
    if not days:
        return None
    return add_months(min(days), SEEN_WITHIN), month_of(max(days)).end + ONE_DAY


def iros_band(number: int) -> str | None:
    """Return the band of a number of IROs; None where there was none."""
    return IROS_BANDS[min(number, len(IROS_BANDS) - 1)] if number else None


def reallocations(
    lives: Mapping[str, GroupsOverTime], rule: Reallocation
) -> tuple[Event, ...]:
    """Return the days on which many children of one IRO went to others, as events."""
    moves = (move for life in lives.values() for move in life.continuity.moves())
    moved = Counter(move if rule.to_one else move[:2] for move in moves)
    return tuple(
        Event(day, f"{number} children changed IRO")
        for (day, *_), number in sorted(moved.items())
        if number >= rule.children
    )


def _read_episodes(session: Session, la: str, lives: dict[str, GroupsOverTime]) -> None:
    episode = table(Episode).c
    query = (
        select(table(Episode))
        .where(episode.la == la)
        .order_by(episode.child_id, episode.decom)
    )
    for row in session.execute(query):
        groups = (
            LEGAL_STATUS_GROUPS.get(row.legal_status or "", NOT_RECORDED),
            PLACEMENT_GROUPS.get(row.placement or "", NOT_RECORDED),
            NOT_RECORDED
            if row.miles is None
            else FAR
            if row.miles > FAR_MILES
            else NEAR,
            row.region or NOT_RECORDED,
        )
        lives[row.child_id].episodes.add(row.decom, groups)
        lives[row.child_id].stated[row.period_number].append(row)


def _read_allocations(
    session: Session, la: str, lives: dict[str, GroupsOverTime]
) -> None:
    names = staff_names(session, la)
    held = table(Allocation).c
    query = (
        select(
            *(held.child_id, held.role, held.staff_id, held.team),
            *(held.started, held.ended),
        )
        .where(held.la == la)
        .order_by(held.child_id, held.started)
    )
    of_staff: dict[tuple[str, bool], list[tuple[date, date | None, str]]]
    of_staff = defaultdict(list)
    for child_id, role, staff_id, team, started, ended in session.execute(query):
        staff = names.get(staff_id, staff_id)
        lives[child_id].allocated[role].add(started, (staff, team or NOT_RECORDED))
        of_staff[child_id, role == IRO].append((started, ended, staff_id))
    for (child_id, is_iro), allocated in of_staff.items():
        told = Continuity.of(allocated)
        if is_iro:
            lives[child_id].continuity = told
        else:
            lives[child_id].chairs = told


def _read_visits(session: Session, la: str, lives: dict[str, GroupsOverTime]) -> None:
    visit = table(Visit).c
    query = (
        select(visit.child_id, visit.visited)
        .where(visit.la == la, visit.kind == BY_AN_IRO)
        .order_by(visit.child_id, visit.visited)
    )
    for child_id, day in session.execute(query):
        lives[child_id].visits.append(day)


def staff_names(session: Session, la: str) -> dict[str, str]:
    """Return each member of staff's name by id; namesakes carry their id as well."""
    staff = table(Staff).c
    query = select(staff.staff_id, staff.name).where(staff.la == la)
    found = session.execute(query.order_by(staff.staff_id))
    names: dict[str, str] = {staff_id: name for staff_id, name in found}  # noqa: C416
    often = Counter(names.values())
    return {
        staff_id: name if often[name] == 1 else f"{name} ({staff_id})"
        for staff_id, name in names.items()
    }
