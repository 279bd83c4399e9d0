"""All there is to know of the weeks to come, before anybody is given a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session

from data_access.access.holding import Holding, holding
from data_access.casework.forecast import facts as reading
from data_access.casework.forecast.dues import Dues, dues, week_of
from data_access.casework.forecast.facts import Facts
from data_access.columns.child_groups import staff_names
from domain.capacity import Numbers, Pace, pace, past_weeks, posts, weeks_from
from domain.due import Kind
from domain.forecast import WEEKS, Due, Line, line
from domain.periods import ONE_DAY, Period


@dataclass(frozen=True)
class Ahead:
    """All that is known of the weeks to come, before anybody is given a part of it."""

    facts: Facts
    weeks: tuple[Period, ...]
    dues: Dues
    held: Holding
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
        holding(session, la, as_at),
        staff_names(session, la),
        _pace(facts, as_at),
        posts(facts.staff, weeks, facts.capacity),
    )


def _pace(facts: Facts, as_at: date) -> Pace | None:
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
        for _, _, day in time.told:
            if day is not None and weeks[0].start <= day <= last:
                held[week_of(day, weeks)] += 1
    return pace(held, posts(facts.staff, weeks, facts.capacity).sum(axis=0))
