"""What the live files make known: the days they speak for, and what wins of each thing.

Outside the days that files speak for, absence proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any, Generic, TypeVar, cast

from data_access.store.statements import EpisodeRecord, Record
from domain.codes import DIED
from domain.due import GROWN_UP
from domain.periods import ONE_DAY, Period, birthday, clip, financial_year

APART = 45  # days: nothing is taken to be missed between pictures no further apart


@dataclass(frozen=True)
class Coverage:
    """Days for which a kind of row was loaded whole, as separate runs in order.

    A run may start on a day of `unsure`, where more may have been told before it.
    """

    runs: tuple[Period, ...] = ()
    unsure: frozenset[date] = frozenset()

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Coverage:
        """Join periods that overlap or follow one another on the next day."""
        runs: list[Period] = []
        for period in sorted(periods):
            if runs and period.start <= runs[-1].end + ONE_DAY:
                runs[-1] = Period(runs[-1].start, max(runs[-1].end, period.end))
            else:
                runs.append(period)
        return cls(tuple(runs))

    def with_pictures(self, days: Iterable[date]) -> Coverage:
        """Add single days, and what lies between each and the last day told before it.

        Not where that is more than `APART` days: more than one thing may have happened
        since, of which a picture tells the latest alone.
        """
        found = self
        for day in sorted(days):
            before = [run.end for run in found.runs if run.end < day]
            near = before and (day - before[-1]).days <= APART
            spell = Period(before[-1] if near else day, day)
            found = found.with_runs(spell)
        return found

    def with_days(self, days: Iterable[date]) -> Coverage:
        """Add single days that a file tells something of, but nothing before them."""
        return self.with_runs(*(Period(day, day) for day in days))

    def with_runs(self, *runs: Period) -> Coverage:
        """Add runs of days that are told whole."""
        return Coverage(Coverage.of((*self.runs, *runs)).runs, self.unsure)

    def both(self, other: Coverage) -> Coverage:
        """Return the days that this coverage and another both hold."""
        found = Coverage.of(
            part for run in other.runs for part in clip(self.runs, within=run)
        )
        return Coverage(found.runs, self.unsure | other.unsure)

    def up_to(self, day: date) -> Coverage:
        """Return the days up to one of them, as if nothing later had been loaded."""
        return Coverage(
            tuple(
                Period(run.start, min(run.end, day))
                for run in self.runs
                if run.start <= day
            ),
            self.unsure,
        )

    def run_of(self, day: date) -> Period | None:
        """Return the run that holds a day, None where no file speaks for it."""
        for run in self.runs:
            if run.start <= day <= run.end:
                return run
        return None

    def cut_on(self, day: date) -> date | None:
        """Return the day on which the files that tell a day were cut, if that is sure."""
        run = self.run_of(day)
        return run.start if run and run.start not in self.unsure else None

    def holds(self, start: date, end: date) -> bool:
        """Say whether every day from `start` to `end` is spoken for."""
        run = self.run_of(start)
        return run is not None and end <= run.end

    def goes_past(self, day: date) -> bool:
        """Say whether any file speaks for a day after `day`."""
        return bool(self.runs) and self.runs[-1].end > day

    def settles(self, start: date, ended: date | None) -> bool:
        """Say whether files tell all that happened from `start` until now, or the end.

        They do not where a year that came after `start` was never loaded.
        """
        run = self.run_of(start)
        if run is None:
            return False
        return run == self.runs[-1] or (ended is not None and ended <= run.end)

    def told_to(self, start: date) -> date | None:
        """Return the last day up to which all since `start` is told.

        Only of the last run of more than a day: what comes after it are pictures of
        single days. None of an earlier run, which a year that was never loaded follows.
        """
        run = self.run_of(start)
        later = [each for each in self.runs if run and each.start > run.end]
        if run is None or any(each.start < each.end for each in later):
            return None
        return run.end

    def missed(self, since: date, due: date, held: date | None = None) -> bool:
        """Say whether what was due is known not to have happened by the last day told.

        `held` is when the next did happen, as far as any file tells.
        """
        last = self.told_to(since)
        return last is not None and due <= last and (held is None or last < held)


def lost_after(last: date | None, covered: Coverage) -> date | None:
    """Return the first day on which something open on a file's last day may have ended.

    None where it may be open still: every file repeats what is open, so it has ended
    once a later file that does not hold it was loaded; or where no last day is known.
    """
    return last + ONE_DAY if last is not None and covered.goes_past(last) else None


# What the live files say of one child: the winning statement about each thing.


AnyRecord_co = TypeVar("AnyRecord_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Winning(Generic[AnyRecord_co]):
    """The winning statement about one thing, and where it came from.

    `year` is the return year it was told for, 0 for none; `seen` the day of the
    picture that told it last.
    """

    record: AnyRecord_co
    year: int
    import_id: int
    place: str
    seen: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day up to which it is known what this says; None where none is."""
        end = financial_year(self.year).end if self.year else None
        return max((day for day in (end, self.seen) if day), default=None)


@dataclass(frozen=True)
class StatementsOfChild:
    """Everything the live files say of one child, by kind of record."""

    by_name: dict[str, list[Winning[Record]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left_out: list[dict[str, Any]] = field(default_factory=list)
    not_used: list[Winning[Record]] = field(default_factory=list)  # listed in left_out

    def of(self, kind: type[AnyRecord_co]) -> list[Winning[AnyRecord_co]]:
        """Return what is said of one kind of thing, oldest file first."""
        return cast("list[Winning[AnyRecord_co]]", self.by_name[kind.name])

    def records(self, kind: type[AnyRecord_co]) -> list[AnyRecord_co]:
        """Return the records alone."""
        return [winning.record for winning in self.of(kind)]


# The day by which care, plans and all that is owed have ended, whatever files say.


class Why(Enum):
    """Why everything ends on a day."""

    DEATH = auto()
    GROWN_UP = auto()


@dataclass(frozen=True)
class LatestEnd:
    """The day by which all ends for a child: of death, or else the 18th birthday."""

    day: date
    why: Why

    def reached(self, last: date | None) -> bool:
        """Say whether files that end on a day show it: a birthday may be yet to come."""
        return self.why is Why.DEATH or (last is not None and self.day <= last)


def latest_end(
    born: date | None, died: date | None, episodes: Iterable[EpisodeRecord]
) -> LatestEnd | None:
    """Return when all ends for a child at the latest; None where nothing tells.

    Episodes tell a death too: by the reason that the last of them ceased.
    """
    dead = died or _died_in_care(episodes)
    grown_up = birthday(born, GROWN_UP) if born else None
    if dead is not None and (grown_up is None or dead <= grown_up):
        return LatestEnd(dead, Why.DEATH)
    return LatestEnd(grown_up, Why.GROWN_UP) if grown_up else None


def _died_in_care(episodes: Iterable[EpisodeRecord]) -> date | None:
    last = max(episodes, key=lambda episode: episode.decom, default=None)
    return last.dec if last is not None and last.reason_ceased == DIED else None
