"""What was true of each child on each day: team, IRO, age, legal status, placement.

Answers on a child in care hold over `Days`, from one day up to and not including another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlmodel import Session

from data_access.store.loaded import table
from data_access.store.tables import Allocation, Child, Episode, Staff, Visit
from domain.codes import (
    AGE_BANDS,
    ALONE,
    BY_AGREEMENT,
    BY_THEIR_FOSTER_CARER,
    CARE_ORDERS,
    DISABILITY,
    ETHNIC_GROUPS,
    FAR,
    FAR_MILES,
    FOR_ADOPTION,
    IROS_BANDS,
    LEGAL_STATUS_GROUPS,
    LOCATIONS,
    NEAR,
    NOT_RECORDED,
    OUTSIDE,
    PLACEMENT_GROUPS,
    SAME_CARER,
    SEXES,
    STARTED_LOOKED_AFTER,
    TEMPORARY,
    WITH_PARENTS,
    age_band,
)
from domain.due import GROWN_UP
from domain.events import Event
from domain.periods import MONTHS, ONE_DAY, Period, add_months, birthday, month_of
from domain.workload import Reallocation

Days = tuple[date, date]
AGREED_MONTHS, LONG_TERM_MONTHS, SETTLED_MONTHS = 6, 30, 24
OFTEN, LONG_TERM_UNDER = 3, 16  # placements in 12 months; years old

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


# Where children in care live, for how long, and under what: answers over days.


@dataclass(frozen=True)
class PlacementSpell:
    """Where a child lives from `start` until they move at `end`.

    `since` is the start that counts for being settled: of a placement for adoption
    that of the placement before.
    """

    start: date
    end: date
    since: date


def placements(stated: Sequence[Row[Any]], ceased: date | None) -> list[PlacementSpell]:
    """Return the placements of one period of care, of its episodes in order.

    A change of order, or of what the same carer is called, is no move; nor is a
    temporary stay from which the child comes back.
    """
    found: list[PlacementSpell] = []
    before: Row[Any] | None = None
    away = False
    for row in stated:
        end = min(row.dec or date.max, ceased or date.max)
        if before is not None and (
            row.placement in TEMPORARY or not _moved(before, row, away)
        ):
            found[-1] = replace(found[-1], end=end)
        else:
            adopters = found and row.placement in FOR_ADOPTION
            since = found[-1].since if adopters else row.decom
            found.append(PlacementSpell(row.decom, end, since))
        away = before is not None and row.placement in TEMPORARY
        before = before if away else row
    return found


def _moved(before: Row[Any], this: Row[Any], away: bool) -> bool:
    """Say whether a child moved between two episodes, from which they were `away`."""
    if this.placement in BY_THEIR_FOSTER_CARER:
        return False
    if this.rne in (None, STARTED_LOOKED_AFTER) or away:
        return any(
            getattr(before, name) != getattr(this, name)
            for name in ("placement", "provider", "location")
        )
    return this.rne not in SAME_CARER


def in_care_days(
    life: GroupsOverTime,
    period: Row[Any],
    lived: Sequence[PlacementSpell],
    told: Sequence[Period],
) -> dict[str, Sequence[Days]]:
    """Return the days on which each answer on a child in care is yes.

    `lived` are the placements of all the child's periods of care; `told` the runs of
    days that files of children in care speak for. The names are those of CareSpans.
    """
    stated = life.stated[period.number]
    home = _while(
        stated,
        lambda row: row.placement == WITH_PARENTS and row.legal_status in CARE_ORDERS,
    )
    agreed = _while(stated, lambda row: row.legal_status == BY_AGREEMENT)
    sixteen = birthday(life.born, LONG_TERM_UNDER) if life.born else date.max
    long_term = add_months(period.started, LONG_TERM_MONTHS)
    here = placements(stated, period.ceased)
    days = {
        "home_12": [(add_months(start, MONTHS), end) for start, end in home],
        "agreed": agreed,
        "agreed_6": [
            (add_months(start, AGREED_MONTHS) + ONE_DAY, end) for start, end in agreed
        ],
        "outside": _while(stated, lambda row: row.location == OUTSIDE),
        "outside_known": _while(stated, lambda row: row.location in LOCATIONS),
        "moved_often": _often(lived),
        "moved_known": _year_told(told, lived),
        "long_term": [(long_term, sixteen)],
        "stable": [(add_months(each.since, SETTLED_MONTHS), each.end) for each in here],
        "stable_known": _stable_known(life, period, long_term),
    }
    return {
        name: [(start, end) for start, end in some if start < end]
        for name, some in days.items()
    }


def _while(stated: Iterable[Row[Any]], true: Callable[[Row[Any]], bool]) -> list[Days]:
    """Return the days over which something is true of a child without a break."""
    found: list[Days] = []
    for row in filter(true, stated):
        end = row.dec or date.max
        if found and found[-1][1] == row.decom:
            found[-1] = found[-1][0], end
        else:
            found.append((row.decom, end))
    return found


def _often(lived: Sequence[PlacementSpell]) -> list[Days]:
    """Return the days up to which a child had three placements or more in 12 months.

    A placement of less than a day is none. One counts up to the last of those days on
    whose first it stood.
    """
    steps = Counter[date]()
    for each in lived:
        if each.end > each.start:
            steps[each.start] += 1
            if each.end < date.max:
                steps[add_months(each.end, MONTHS) - ONE_DAY] -= 1
    days = sorted(steps)
    counts = accumulate(steps[day] for day in days)
    stretches = zip(pairwise([*days, date.max]), counts, strict=True)
    return [stretch for stretch, count in stretches if count >= OFTEN]


def _year_told(told: Sequence[Period], lived: Sequence[PlacementSpell]) -> list[Days]:
    """Return the days up to which all that a child lived in for 12 months is told.

    Files tell it from their first day on, or from the day the child came to where they
    lived on that day.
    """
    ends = [*(run.end + ONE_DAY for run in told[:-1]), date.max]
    found: list[Days] = []
    for run, end in zip(told, ends, strict=False):
        there = [each.start for each in lived if each.start <= run.start < each.end]
        since = min([run.start, *there])
        found.append((add_months(since, MONTHS) - ONE_DAY, end))
    return found


def _stable_known(
    life: GroupsOverTime, period: Row[Any], long_term: date
) -> list[Days]:
    """Return the days on which it is known whether a child is settled, or not long-term.

    Where the start of care is not known it is once the child has been seen in care for
    so long, which is longer than what being settled takes, or is too old. Of a child
    whose birth nobody knows it is as long as they cannot have been in care for so long.
    """
    if life.born is None:
        return [(period.started, long_term)] if period.start_known else []
    known = min(long_term, birthday(life.born, LONG_TERM_UNDER))
    return [(period.started if period.start_known else known, date.max)]


def answers_on(days: Mapping[str, Sequence[Days]], day: date) -> dict[str, bool]:
    """Return what is true on a day."""
    return {
        name: any(start <= day < end for start, end in some)
        for name, some in days.items()
    }


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
