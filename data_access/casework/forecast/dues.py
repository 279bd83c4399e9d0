"""Every review that falls due in some weeks, child by child, from a day's facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.casework.forecast.facts import Facts, Time
from domain.due import Kind, Rung, coming, owed
from domain.forecast import Due
from domain.periods import Period, add_months


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


def dues(facts: Facts, times: Iterable[Time], weeks: Sequence[Period]) -> Dues:
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
            found.extend(_of(time, rung, due, day, weeks, facts))
    return Dues(there, tuple(found), tuple(unknown), tuple(grown))


def _of(
    time: Time,
    rung: Rung,
    due: date,
    day: date,
    weeks: Sequence[Period],
    facts: Facts,
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
