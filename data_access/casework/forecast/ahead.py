"""All there is to know of the weeks to come, before anybody is given a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session

from data_access.access.scope import Allocations, allocations_on
from data_access.casework.forecast import rows as reading
from data_access.casework.forecast.rows import ForecastRows, Time
from data_access.columns.child_groups import staff_names
from domain.due import Kind, Rung, coming, owed
from domain.forecast import (
    WEEKS,
    Due,
    Entry,
    Estimate,
    Line,
    estimate,
    inflow,
    line,
    whole_weeks,
)
from domain.periods import ONE_DAY, Period, add_months
from domain.workload import A_YEAR, Numbers, Pace, pace, past_weeks, posts, weeks_from

# Every review that falls due in some weeks, child by child, from a day's facts.


@dataclass(frozen=True)
class Dues:
    """Reviews that fall due, and children of whom none can be told.

    `times` are the times in care and on plans looked at; `unknown` those whose next
    due date nobody can know (ADR 0005); `grown` those of a child who turns 18 before
    the next review is due.
    """

    times: tuple[Time, ...]
    found: tuple[Due, ...]
    unknown: tuple[Time, ...]
    grown: tuple[Time, ...]


def week_of(day: date, weeks: Sequence[Period]) -> int:
    """Return the place of the week that holds a day of theirs."""
    return sum(week.start <= day for week in weeks) - 1


def dues(facts: ForecastRows, times: Iterable[Time], weeks: Sequence[Period]) -> Dues:
    """Return what falls due in some weeks for the children there on the day before.

    As if each review were held on the day it is due.
    """
    day = weeks[0].start
    there = tuple(times)
    found: list[Due] = []
    unknown, grown = [], []
    for time in there:
        rung = facts.stands(time)
        due = rung.due(facts.timescales) if rung else None
        if rung is None or due is None:
            unknown.append(time)
        elif not owed(due, time.leaves):
            grown.extend([] if time.ended else [time])
        else:
            found.extend(
                each
                for each in _of(time, rung, due, day, weeks, facts)
                if facts.ours(each.kind, max(each.due, day))
            )
    return Dues(there, tuple(found), tuple(unknown), tuple(grown))


def _of(
    time: Time,
    rung: Rung,
    due: date,
    day: date,
    weeks: Sequence[Period],
    facts: ForecastRows,
) -> Iterator[Due]:
    first = True
    if due < day:
        yield Due(
            time.child_id, time.kind, due, 0, rung, overdue=True, family=time.family
        )
        rung, first = rung.held(day), False
    window = Period(day, weeks[-1].end)
    for each in coming(rung, facts.timescales, window, time.leaves):
        yield Due(
            time.child_id,
            time.kind,
            each,
            week_of(each, weeks),
            rung,
            first=first,
            family=time.family,
        )
        rung, first = rung.held(each), False


def panels(
    times: Iterable[Time], months: Sequence[int], weeks: Sequence[Period]
) -> dict[int, tuple[int, ...]]:
    """Return, for each of some months on a plan, how many plans reach them by week."""
    window = Period(weeks[0].start, weeks[-1].end)
    counts: Counter[tuple[int, int]] = Counter()
    for time in times:
        if time.kind is Kind.PLAN_REVIEW:
            for each in months:
                day = add_months(time.started, each)
                if window.holds(day) and owed(day, time.leaves):
                    counts[each, week_of(day, weeks)] += 1
    return {
        each: tuple(counts[each, place] for place in range(len(weeks)))
        for each in months
    }


@dataclass(frozen=True)
class Ahead:
    """All that is known of the weeks to come, before anybody is given a part of it."""

    facts: ForecastRows
    weeks: tuple[Period, ...]
    dues: Dues
    held: Allocations
    names: dict[str, str]
    pace: Pace | None
    posts: Numbers  # staff by weeks

    @property
    def rate(self) -> float | None:
        """Reviews a full-time post can hold in a working week."""
        set_by_council = self.facts.capacity.per_week
        if set_by_council is not None:
            return set_by_council
        return self.pace.busy if self.pace else None

    def staff_of(self, kind: Kind, child_id: str) -> str:
        """Return whose a child's review is: a staff id, empty where nobody's."""
        of = self.held.iro if kind is Kind.REVIEW else self.held.chair
        return of.get(child_id, "")

    def by_staff(self) -> dict[str, list[Due]]:
        """Return the reviews of each IRO or chair; nobody's under an empty id."""
        found = defaultdict(list)
        for due in self.dues.found:
            found[self.staff_of(due.kind, due.child_id)].append(due)
        return found

    def limit(self, staff_id: str | None = None) -> Numbers | None:
        """Return what the service, or one of its staff, has time for in each week."""
        rate, staff = self.rate, self.facts.staff
        if rate is None or not staff:
            return None
        if staff_id is None:
            return self.posts.sum(axis=0) * rate
        rows = [row for row, each in enumerate(staff) if each.staff_id == staff_id]
        if any(staff[row].fte is None for row in rows):
            return None
        return self.posts[rows].sum(axis=0) * rate

    def line_of(self, staff_id: str, dues_of: Sequence[Due]) -> Line:
        """Return the line of one IRO or chair."""
        name = self.names.get(staff_id, staff_id)
        return line(name, staff_id, dues_of, len(self.weeks), self.limit(staff_id))


def ahead(session: Session, la: str, as_at: date) -> Ahead:
    """Return all that is known of the weeks after a day."""
    facts = reading.read(session, la)
    weeks = weeks_from(as_at + ONE_DAY, WEEKS)
    return Ahead(
        facts,
        weeks,
        dues(facts, facts.there(as_at), weeks),
        allocations_on(session, la, as_at),
        staff_names(session, la),
        _pace(facts, as_at),
        posts(facts.staff, weeks, facts.capacity),
    )


def _pace(facts: ForecastRows, as_at: date) -> Pace | None:
    """Return the service's own pace in the year before, of the weeks wholly loaded."""
    runs = [
        run
        for covered in facts.loaded.values()
        for run in covered.up_to(as_at).runs[-1:]
    ]
    if not runs:
        return None
    first, last = max(run.start for run in runs), min(run.end for run in runs)
    weeks = [week for week in past_weeks(last) if week.start >= first]
    if not weeks:
        return None
    held = np.zeros(len(weeks))
    for time in facts.times:
        for _, _, day in time.reviews:
            if (
                day is not None
                and weeks[0].start <= day <= last
                and facts.ours(time.kind, day)
            ):
                held[week_of(day, weeks)] += 1
    return pace(held, posts(facts.staff, weeks, facts.capacity).sum(axis=0))


# Children who came into care or whose plans began: what the estimate is made from.


FEWEST_WEEKS = 26


def estimated(
    facts: ForecastRows, day: date, weeks: Sequence[Period]
) -> Estimate | None:
    """Return what children to come add; None where too few past weeks are loaded."""
    runs = {
        kind: run
        for kind, covered in facts.loaded.items()
        for run in covered.up_to(day).runs[-1:]
    }
    if not runs:
        return None
    first = max(run.start for run in runs.values())
    past = whole_weeks(min(run.end for run in runs.values()), first, A_YEAR)
    if past is None or (past.end - past.start).days + 1 < FEWEST_WEEKS * 7:
        return None
    entries = [
        Entry(time.kind, time.since, time.ended)
        for time in facts.times
        if time.start_known
    ]
    flows = {
        kind: inflow(entries, kind, past, facts.timescales)
        for kind in runs
        if facts.ours(kind, weeks[-1].end)
    }
    return estimate(flows, past, weeks, facts.timescales)
