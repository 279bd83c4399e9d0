"""What was true of each child on each day: team, IRO, age, legal status, placement."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from data_access.models import Allocation, Child, Episode, Staff
from domain.codes import (
    AGE_BANDS,
    ETHNIC_GROUPS,
    LEGAL_STATUS_GROUPS,
    NOT_RECORDED,
    PLACEMENT_GROUPS,
    SEXES,
    age_band,
)
from domain.periods import MONTHS, add_months


class Labels:
    """Lists of labels that grow as rows are read; position 0 is `Not recorded`."""

    def __init__(self, start: Iterable[str] = ()) -> None:
        self.positions: dict[str, int] = {NOT_RECORDED: 0}
        for words in start:
            self.position(words)

    def position(self, words: str | None) -> int:
        """Return the position of a label, adding it at the end when new."""
        if not words:
            return 0
        return self.positions.setdefault(words, len(self.positions))

    @property
    def words(self) -> tuple[str, ...]:
        """The labels in order of position."""
        return tuple(self.positions)


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
class Life:
    """One child: what stays the same, and what holds from day to day."""

    born: date | None = None
    sex: str = NOT_RECORDED
    ethnic_group: str = NOT_RECORDED
    episodes: Held = field(default_factory=Held)  # legal status, placement
    allocated: dict[str, Held] = field(default_factory=lambda: defaultdict(Held))

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
            birthdays = (add_months(self.born, MONTHS * age) for _, age in AGE_BANDS)
            days |= {day for day in birthdays if start < day < end}
        return sorted(days)

    def _first_or_on(self, held: Held, day: date) -> tuple[str, str]:
        value = held.on(day) or (held.values[0] if held.values else None)
        return (value[0], value[1]) if value else (NOT_RECORDED, NOT_RECORDED)


def read_lives(connection: Connection, la: str) -> Mapping[str, Life]:
    """Return every child of a council by child id."""
    lives: dict[str, Life] = defaultdict(Life)
    query = select(Child.child_id, Child.born, Child.sex, Child.ethnicity)  # type: ignore[call-overload]
    for child_id, born, sex, ethnicity in connection.execute(
        query.where(Child.la == la)
    ):
        lives[child_id] = Life(
            born,
            SEXES.get(sex or "", NOT_RECORDED),
            ETHNIC_GROUPS.get(ethnicity or "", NOT_RECORDED),
        )
    _read_episodes(connection, la, lives)
    _read_allocations(connection, la, lives)
    return lives


def _read_episodes(connection: Connection, la: str, lives: dict[str, Life]) -> None:
    query = (
        select(  # type: ignore[call-overload]
            Episode.child_id, Episode.decom, Episode.legal_status, Episode.placement
        )
        .where(Episode.la == la)
        .order_by(Episode.child_id, Episode.decom)
    )
    for child_id, decom, status, placement in connection.execute(query):
        lives[child_id].episodes.add(
            decom,
            (
                LEGAL_STATUS_GROUPS.get(status or "", NOT_RECORDED),
                PLACEMENT_GROUPS.get(placement or "", NOT_RECORDED),
            ),
        )


def _read_allocations(connection: Connection, la: str, lives: dict[str, Life]) -> None:
    names = staff_names(connection, la)
    query = (
        select(  # type: ignore[call-overload]
            Allocation.child_id,
            Allocation.role,
            Allocation.staff_id,
            Allocation.team,
            Allocation.started,
        )
        .where(Allocation.la == la)
        .order_by(Allocation.child_id, Allocation.started)
    )
    for child_id, role, staff_id, team, started in connection.execute(query):
        staff = names.get(staff_id, staff_id)
        lives[child_id].allocated[role].add(started, (staff, team or NOT_RECORDED))


def staff_names(connection: Connection, la: str) -> dict[str, str]:
    """Return each member of staff's name by id; namesakes carry their id as well."""
    query = select(Staff.staff_id, Staff.name).where(Staff.la == la)  # type: ignore[call-overload]
    pairs = list(connection.execute(query.order_by(Staff.staff_id)))
    names = [name for _, name in pairs]
    return {
        staff_id: name if names.count(name) == 1 else f"{name} ({staff_id})"
        for staff_id, name in pairs
    }
