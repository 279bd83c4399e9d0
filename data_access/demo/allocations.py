"""Who each child is allocated to: by load, brothers and sisters together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from typing import Final

from data_access.demo.chance import pick, stream, years_old
from data_access.demo.families import InventedPlan
from data_access.demo.people import OPENING, InventedChild, Member
from data_access.demo.stays import InventedStay
from domain.due import add_working_days
from domain.periods import ONE_DAY

IRO, CP_CHAIR = "iro", "cp_chair"
AREAS: Final = {"North": 29, "South": 26, "East": 24, "West": 21}
IN_CARE, LEAVING_CARE = "Children in Care", "Moving On"
IN_CARE_SHARE, LEAVING_SHARE, LEAVING_AGE = 0.5, 0.7, 16
UNEVEN = 5.0  # children: how far from strictly by load


@dataclass(frozen=True)
class Case:
    """A child who needs an IRO, or a chair, from one day to another."""

    child: InventedChild
    role: str
    started: date
    ended: date

    @property
    def together(self) -> tuple[str, str, date]:
        """What brothers and sisters share who come on one day."""
        return self.role, self.child.family or self.child.child_id, self.started


@dataclass(frozen=True)
class Allocated:
    """A case held by a member of staff, from the first to the last day."""

    case: Case
    member: Member
    team: str
    started: date
    ended: date


def cases(
    children: Mapping[str, InventedChild],
    stays: Sequence[InventedStay],
    plans: Sequence[InventedPlan],
) -> list[Case]:
    """Return the cases that are open at, or after, the opening, in order of start."""
    found = []
    for stay in stays:
        start = add_working_days(stay.started, 4 + stay.started.day % 3)
        if stay.reviewed and start < stay.ceased:
            found.append(Case(children[stay.child_id], IRO, start, stay.ceased))
    for plan in plans:
        if plan.ended >= OPENING:
            child = children[plan.child_id]
            found.append(Case(child, CP_CHAIR, plan.started, plan.ended))
    return sorted(found, key=lambda c: (c.started, c.child.child_id, c.role))


def allocate(
    seed: int, members: Sequence[Member], waiting: Sequence[Case]
) -> list[Allocated]:
    """Return every allocation of `waiting`, which is in order of start."""
    return list(_Allocating(seed, members).run(waiting))


class _Allocating:
    """The caseloads as the days pass."""

    def __init__(self, seed: int, members: Sequence[Member]) -> None:
        self.seed, self.members = seed, members
        self.load: Counter[str] = Counter()
        self.ending: list[tuple[date, int, str]] = []
        self.homes: dict[str, tuple[str, float]] = {}
        self.chosen: dict[tuple[str, str, date], Member] = {}

    def run(self, waiting: Sequence[Case]) -> Iterator[Allocated]:
        queue: list[tuple[date, int, Case]] = []
        for number, case in enumerate(waiting):
            heappush(queue, (max(case.started, OPENING), number, case))
        while queue:
            day, number, case = heappop(queue)
            self._close(day)
            member = self._choose(day, case)
            if member is None:
                continue
            ended = min(case.ended, member.ended)
            self.load[member.staff_id] += 1
            heappush(self.ending, (ended, number, member.staff_id))
            started = max(case.started, member.started) if day == OPENING else day
            yield Allocated(case, member, self._team(case, day), started, ended)
            if ended < case.ended:
                heappush(queue, (ended + ONE_DAY, number, case))

    def _close(self, day: date) -> None:
        while self.ending and self.ending[0][0] < day:
            self.load[heappop(self.ending)[2]] -= 1

    def _choose(self, day: date, case: Case) -> Member | None:
        """Return who has most room; None after the last known member has left."""
        kept = self.chosen.get(case.together)
        if kept and kept.in_post(day):
            return kept
        free = [m for m in self.members if m.in_post(day) and _share(m, case)]
        if not free:
            return None
        rng = stream(self.seed, "allocate", *case.together, day)
        member = min(
            free,
            key=lambda m: (self.load[m.staff_id] + UNEVEN * rng.random()) / _room(m),
        )
        self.chosen[case.together] = member
        return member

    def _team(self, case: Case, day: date) -> str:
        child = case.child
        who = child.family or child.child_id
        if who not in self.homes:
            rng = stream(self.seed, "team", who)
            self.homes[who] = pick(rng, AREAS), rng.random()
        area, chance = self.homes[who]
        if case.role == CP_CHAIR:
            return area
        if years_old(child.born, day) >= LEAVING_AGE and chance < LEAVING_SHARE:
            return LEAVING_CARE
        return IN_CARE if chance < IN_CARE_SHARE else area


def _share(member: Member, case: Case) -> float:
    return member.post.in_care if case.role == IRO else member.post.on_plans


def _room(member: Member) -> float:
    """Return the caseload a post carries, a full one of both kinds being 3."""
    return 2 * member.post.in_care + member.post.on_plans
