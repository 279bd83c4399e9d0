"""Health of children in care on each day, first assessments, and times missing.

Files that list checks tell of a kind of check from the first of it that any has, to the
end of the month of the last. What a return answers is of its own day alone, and believed
more; of immunisations it holds for 12 months, or until there is another answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise, zip_longest
from typing import Any

from sqlalchemy import Row

from data_access.columns.child_groups import IRO
from data_access.columns.placements import Days
from data_access.columns.rows import CARE_GROUPS, HEALTH, MISSING, Reading
from data_access.derive import council
from data_access.store.statements import HealthCheckRecord
from domain import tables
from domain.due import add_working_days, owed
from domain.health import (
    ANSWER_MONTHS,
    ASSESSED_MONTHS,
    BEFORE_CARE_MONTHS,
    FIVE,
    UNDER_FIVE_MONTHS,
    HealthRules,
)
from domain.periods import ONE_DAY, add_months, birthday, month_of
from domain.tables import OPEN, UNKNOWN

ASSESSMENT, INITIAL, DENTAL = HealthCheckRecord.kinds
IMMUNISED = "immunised"
Answer = tuple[date, bool]


@dataclass
class ChildHealth:
    """What files tell of one child: days of checks, and answers, by kind, in order."""

    checks: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))

    @property
    def assessments(self) -> list[date]:
        """The days of every health assessment: the first in care is one as well."""
        return sorted({*self.checks[ASSESSMENT], *self.checks[INITIAL]})


NOTHING = ChildHealth()


@dataclass(frozen=True)
class HealthTold:
    """What files tell of the health of a council's children, and what it expects."""

    rules: HealthRules
    by_child: Mapping[str, ChildHealth]
    assessed: list[Days]  # the days on which it is known who was assessed in time
    dentist: list[Days]
    initial: Days | None  # from the first to after the last that any file tells

    @classmethod
    def of(cls, reading: Reading) -> HealthTold:
        """Read it."""
        found: dict[str, ChildHealth] = defaultdict(ChildHealth)
        for row in reading.rows(HEALTH):
            child = found[row.child_id]
            if row.answer is None:
                child.checks[row.kind].append(row.day)
            else:
                child.answers[row.kind].append((row.day, row.answer))
        rules = council.health_rules(reading.session, reading.la)
        everybody = found.values()
        assessed = _told(chain.from_iterable(one.assessments for one in everybody))
        dentist = _told(chain.from_iterable(one.checks[DENTAL] for one in everybody))
        return cls(
            rules,
            found,
            _after(assessed, ASSESSED_MONTHS),
            _after(dentist, rules.dental_months),
            _told(chain.from_iterable(one.checks[INITIAL] for one in everybody)),
        )

    def on_days(self, child_id: str, born: date | None) -> dict[str, list[Days]]:
        """Return the days on which each answer on a child is yes, or is known.

        The names are those of CareSpans.
        """
        child = self.by_child.get(child_id, NOTHING)
        assessed, dentist = child.answers[ASSESSMENT], child.answers[DENTAL]
        held = [*_held(child.answers[IMMUNISED])]
        checked = [
            (day, add_months(day, self.rules.dental_months))
            for day in child.checks[DENTAL]
        ]
        return {
            "assessed": _answered(_assessed(child.assessments, born), assessed),
            "assessed_known": joined([*self.assessed, *_alone(assessed)]),
            "dentist": _answered(checked, dentist),
            "dentist_known": joined([*self.dentist, *_alone(dentist)]),
            "immunised": joined(days for days, is_yes in held if is_yes),
            "immunised_known": joined(days for days, _ in held),
        }

    def first(self, row: Row[Any]) -> dict[str, Any]:
        """Return when the first assessment of a time in care is due, and was done.

        The names are those of CarePeriods. None is due where nobody knows when care
        began, or care ended by that day, as of reviews.
        """
        due = add_working_days(row.started, self.rules.initial_days)
        is_due = row.start_known and owed(due, row.ceased)
        since = add_months(row.started, -BEFORE_CARE_MONTHS)
        done = (
            day
            for day in self.by_child.get(row.child_id, NOTHING).checks[INITIAL]
            if since <= day <= (row.ceased or date.max)
        )
        told = self.initial
        return {
            "initial_due": due if is_due else UNKNOWN,
            "initial_done": next(done, UNKNOWN),
            "initial_known": bool(
                is_due and told and told[0] <= row.started and due < told[1]
            ),
        }


def _told(days: Iterable[date]) -> Days | None:
    """Return the days from the first, to the end of the month of the last."""
    some = [*days]
    return (min(some), month_of(max(some)).end + ONE_DAY) if some else None


def _after(told: Days | None, months: int) -> list[Days]:
    """Return the days on which so many months are told."""
    return joined([(add_months(told[0], months), told[1])]) if told else []


def _assessed(days: Sequence[date], born: date | None) -> list[Days]:
    """Return the days on which a health assessment is in time, by the child's age.

    A child of whom nobody knows when they were born is as one under five.
    """
    five = birthday(born, FIVE) if born else date.max
    found: list[Days] = []
    for day in days:
        found.append((day, add_months(day, UNDER_FIVE_MONTHS)))
        found.append((max(day, five), add_months(day, ASSESSED_MONTHS)))
    return found


def _held(answers: Sequence[Answer]) -> Iterable[tuple[Days, bool]]:
    """Yield the days over which each answer holds: until the next, or 12 months."""
    for (day, is_yes), after in pairwise([*answers, (date.max, False)]):
        yield (day, min(add_months(day, ANSWER_MONTHS), after[0])), is_yes


def _alone(answers: Iterable[Answer]) -> list[Days]:
    return [(day, day + ONE_DAY) for day, _ in answers]


def _answered(runs: Iterable[Days], answers: Sequence[Answer]) -> list[Days]:
    """Return runs of days, of which those answered are as the answer says."""
    for first, after in _alone(answers):
        runs = [
            part
            for start, end in runs
            for part in ((start, min(end, first)), (max(start, after), end))
        ]
    yes = _alone(each for each in answers if each[1])
    return joined([*runs, *yes])


def joined(runs: Iterable[Days]) -> list[Days]:
    """Return runs of days in order, those that touch as one, empty ones left out."""
    found: list[Days] = []
    for start, end in sorted(each for each in runs if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def missing(reading: Reading) -> tables.Missing:
    """Return the times that children in care were missing."""
    growing = reading.growing()
    rows = reading.rows(MISSING)
    for row, after in zip_longest(rows, rows[1:]):
        again = after is not None and after.child_id == row.child_id
        growing.add(
            reading.life(row).groups(row.started, IRO),
            child=reading.numbers[row.child_id],
            start=row.started,
            next_start=after.started if again else OPEN,
        )
    return growing.frozen(tables.Missing, CARE_GROUPS)
