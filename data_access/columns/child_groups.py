"""What was true of each child on each day: team, IRO, age, legal status, placement."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import table
from data_access.store.tables import Allocation, Child, Episode, Staff
from domain.codes import (
    AGE_BANDS,
    ETHNIC_GROUPS,
    LEGAL_STATUS_GROUPS,
    NOT_RECORDED,
    PLACEMENT_GROUPS,
    SEXES,
    age_band,
)
from domain.due import GROWN_UP
from domain.periods import birthday


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


@dataclass
class GroupsOverTime:
    """One child: what stays the same, and what holds from day to day."""

    born: date | None = None
    died: date | None = None
    sex: str = NOT_RECORDED
    ethnic_group: str = NOT_RECORDED
    episodes: Held = field(default_factory=Held)  # legal status, placement
    allocated: dict[str, Held] = field(default_factory=lambda: defaultdict(Held))

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
        staff, team = self._first_or_on(self.allocated[role], day)
        status, placement = self._first_or_on(self.episodes, day)
        return {
            "team": team,
            "iro": staff,
            "age_band": age_band(self.born, day),
            "sex": self.sex,
            "ethnic_group": self.ethnic_group,
            "legal_status": status,
            "placement": placement,
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

    def _first_or_on(self, held: Held, day: date) -> tuple[str, str]:
        value = held.on(day) or (held.values[0] if held.values else None)
        return (value[0], value[1]) if value else (NOT_RECORDED, NOT_RECORDED)


def read_child_groups(session: Session, la: str) -> Mapping[str, GroupsOverTime]:
    """Return every child of a council by child id."""
    lives: dict[str, GroupsOverTime] = defaultdict(GroupsOverTime)
    child = table(Child).c
    names = child.child_id, child.born, child.died, child.sex, child.ethnicity
    query = select(*names).where(child.la == la).order_by(child.child_id)
    for child_id, born, died, sex, ethnicity in session.execute(query):
        lives[child_id] = GroupsOverTime(
            born,
            died,
            SEXES.get(sex or "", NOT_RECORDED),
            ETHNIC_GROUPS.get(ethnicity or "", NOT_RECORDED),
        )
    _read_episodes(session, la, lives)
    _read_allocations(session, la, lives)
    return lives


def _read_episodes(session: Session, la: str, lives: dict[str, GroupsOverTime]) -> None:
    episode = table(Episode).c
    query = (
        select(episode.child_id, episode.decom, episode.legal_status, episode.placement)
        .where(episode.la == la)
        .order_by(episode.child_id, episode.decom)
    )
    for child_id, decom, status, placement in session.execute(query):
        groups = (
            LEGAL_STATUS_GROUPS.get(status or "", NOT_RECORDED),
            PLACEMENT_GROUPS.get(placement or "", NOT_RECORDED),
        )
        lives[child_id].episodes.add(decom, groups)


def _read_allocations(
    session: Session, la: str, lives: dict[str, GroupsOverTime]
) -> None:
    names = staff_names(session, la)
    held = table(Allocation).c
    query = (
        select(held.child_id, held.role, held.staff_id, held.team, held.started)
        .where(held.la == la)
        .order_by(held.child_id, held.started)
    )
    for child_id, role, staff_id, team, started in session.execute(query):
        staff = names.get(staff_id, staff_id)
        lives[child_id].allocated[role].add(started, (staff, team or NOT_RECORDED))


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
