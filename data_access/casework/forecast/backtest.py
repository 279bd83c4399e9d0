"""Was an earlier forecast right? What was known a year ago, beside what fell due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.casework.forecast.ahead import dues, estimated, week_of
from data_access.casework.forecast.rows import ForecastRows, Time
from domain.due import Kind, Rung, owed
from domain.forecast import WEEKS, BackTest
from domain.periods import ONE_DAY, Period
from domain.workload import A_YEAR, weeks_from

Key = tuple[Kind, str]


@dataclass(frozen=True)
class Fell:
    """A due date of the past: whose, the review before, and what it is worked out to.

    `before` are the due and held dates of the review before it, None for a first.
    """

    time: Time
    due: date
    again: date | None
    before: tuple[date | None, date] | None


def backtest(facts: ForecastRows, as_at: date) -> BackTest | None:
    """Return a forecast made a year before a day beside what fell due in its weeks.

    None where not every kind of file speaks for all of those weeks, or nothing was to
    be forecast then.
    """
    day = as_at - timedelta(weeks=A_YEAR)
    weeks = weeks_from(day + ONE_DAY, WEEKS)
    kinds = [kind for kind, covered in facts.loaded.items() if covered.runs]
    if not kinds or not all(
        facts.loaded[kind].holds(day, weeks[-1].end) for kind in kinds
    ):
        return None
    then = facts.known_on(day)
    there = then.there(day)
    expected = [due for due in dues(then, there, weeks).found if not due.overdue]
    if not expected:
        return None
    expected_then = {(due.kind, due.child_id, due.due) for due in expected}
    keys: set[Key] = {(time.kind, time.child_id) for time in there}
    fell = list(_fell_due(facts, day, weeks))
    theirs = [one for one in fell if _there(one.time, day, keys)]
    new = [one for one in fell if one.time.started > day]
    assumed = [one for one in theirs if _as_assumed(one, day)]
    right = {id(one) for one in theirs if (*_key(one), one.due) in expected_then}
    assumed_right = sum(id(one) in right for one in assumed)
    by_week = Counter(due.week for due in expected)
    return BackTest(
        day=day,
        weeks=weeks,
        forecast=tuple(by_week[place] for place in range(len(weeks))),
        fell_due=_by_week(theirs, weeks),
        newcomers=_by_week(new, weeks),
        estimate=estimated(then, day, weeks),
        checked=len(fell),
        right=sum(one.due == one.again for one in fell),
        assumed=len(assumed),
        assumed_right=assumed_right,
        others=len(theirs) - len(assumed),
        others_right=len(right) - assumed_right,
    )


def _key(one: Fell) -> Key:
    return one.time.kind, one.time.child_id


def _there(time: Time, day: date, keys: set[Key]) -> bool:
    return time.started <= day and (time.kind, time.child_id) in keys


def _by_week(fell: Sequence[Fell], weeks: Sequence[Period]) -> tuple[int, ...]:
    counts = Counter(week_of(one.due, weeks) for one in fell)
    return tuple(counts[place] for place in range(len(weeks)))


def _as_assumed(one: Fell, day: date) -> bool:
    """Say whether the review before was known, or held just as the forecast had it.

    Of one child no third date falls into these weeks, so one review before is enough.
    """
    if one.before is None:
        return True
    due, held = one.before
    if held <= day:
        return True
    if due is not None and due <= day:
        return held == day + ONE_DAY
    return held == due


def _fell_due(
    facts: ForecastRows, day: date, weeks: Sequence[Period]
) -> Iterator[Fell]:
    """Return the due dates in some weeks: of reviews held since, or owed.

    A review held before these weeks was over by then, and no date past the 18th
    birthday is one by law.
    """
    window = Period(weeks[0].start, weeks[-1].end)
    for time in facts.times:
        before = None
        for number, due, held in time.reviews:
            early = held is not None and held <= day
            falls = due and not early and window.holds(due)
            if due and falls and facts.ours(time.kind, due) and owed(due, time.grown):
                again = _rung(time, number, before).due(facts.timescales)
                yield Fell(time, due, again, before)
            if held is not None:
                before = due, held


def _rung(
    time: Time, number: int | None, before: tuple[date | None, date] | None
) -> Rung:
    """Return what a review's due date counts from, by the days reviews were held."""
    since = before[1] if before else time.since
    if time.kind is Kind.PLAN_REVIEW:
        return Rung(time.kind, since, 1 if before else 0)
    return Rung(time.kind, since, None if number is None else number - 1)
