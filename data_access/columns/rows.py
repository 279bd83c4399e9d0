"""What every kind of row is read with: one council's children, labels and query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar, get_type_hints

import numpy as np
from sqlalchemy import ColumnElement, Row, Table, or_, select
from sqlmodel import Session

from data_access.columns.child_groups import (
    OF_EPISODES,
    GroupsOverTime,
    read_child_groups,
    staff_names,
)
from data_access.derive import council
from data_access.derive.recorded import standing_of
from data_access.store.loaded import Base, batches, table
from data_access.store.statements import MissingRecord
from data_access.store.tables import (
    AdoptionPlan,
    CarePlan,
    ClaReview,
    Conference,
    Dispute,
    Health,
    Liberty,
    Missing,
    PeriodOfCare,
    Plan,
    PlanReview,
    PreProceedings,
    ReviewNote,
    Staff,
)
from domain.codes import NOT_RECORDED
from domain.labels import FIXED_LABELS, PLACED_IN
from domain.recorded import SHEET_OF_ROWS, as_label, groupings
from domain.tables import EPOCH, Bools, Columns, Ints, Rows

# Growing columns row by row, and turning them into read-only arrays.


AnyRows = TypeVar("AnyRows", bound=Rows)
NOT_COLUMNS = frozenset({"groups", "values"})  # fields of rows that hold several


class Labels:
    """Lists of labels that grow as rows are read; position 0 is `Not recorded`."""

    def __init__(self, start: Iterable[str] = (), first: str = NOT_RECORDED) -> None:
        self.positions: dict[str, int] = {first: 0}
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


class Growing:
    """Columns of one kind of row while they are read.

    Dates become day numbers, groups their label positions.
    """

    def __init__(self, labels: Mapping[str, Labels]) -> None:
        self.labels = labels
        self.columns: dict[str, list[Any]] = defaultdict(list)
        self.groups: dict[str, list[int]] = defaultdict(list)

    def add(self, groups: Mapping[str, str | None], **values: date | int) -> None:
        """Add one row."""
        for name, words in groups.items():
            self.groups[name].append(self.labels[name].position(words))
        for name, value in values.items():
            stored = value.toordinal() - EPOCH if isinstance(value, date) else value
            self.columns[name].append(stored)

    def frozen(self, kind: type[AnyRows], dimensions: Iterable[str]) -> AnyRows:
        """Return the rows with every column and group read-only, empty ones too."""
        hints = get_type_hints(kind)
        columns = {
            each.name: read_only(
                self.columns[each.name],
                np.bool_ if hints[each.name] == Bools else np.int32,
            )
            for each in fields(kind)
            if each.name not in NOT_COLUMNS
        }
        groups = {name: read_only(self.groups[name], np.int16) for name in dimensions}
        return kind(groups=groups, **columns)


def read_only(values: list[Any], kind: type[np.generic]) -> Any:  # noqa: ANN401
    """Return values as an array that nobody changes."""
    array = np.asarray(values, dtype=kind)
    array.setflags(write=False)
    return array


# Which stored rows the columns are made of, and in which order.


AT_ONCE = 10_000  # keys in one question to the database


@dataclass(frozen=True)
class RowOrder:
    """A table, the order its rows are read in, and which of them are read."""

    model: type[Base]
    order: tuple[str, ...]
    only: ColumnElement[bool] | None = None

    @property
    def table(self) -> Table:
        """The stored table."""
        return table(self.model)

    def rows(self, session: Session, la: str, *names: str) -> list[Row[Any]]:
        """Return a council's rows in their order: all columns, or those named."""
        c = self.table.c
        query = select(*(c[name] for name in names)) if names else select(self.table)
        query = query.where(c.la == la)
        if self.only is not None:
            query = query.where(self.only)
        ordered = query.order_by(*(c[name] for name in self.order))
        return list(session.execute(ordered).all())


WENT_MISSING = MissingRecord.kinds[0]
CONFERENCE = table(Conference).c
REVIEWS = RowOrder(ClaReview, ("child_id", "period_number", "id"))
PERIODS = RowOrder(PeriodOfCare, ("child_id", "number"))
CONFERENCES = RowOrder(  # none for an enquiry that needs none
    Conference,
    ("child_id", "id"),
    only=or_(CONFERENCE.not_required.is_(False), CONFERENCE.held.is_not(None)),
)
PLANS = RowOrder(Plan, ("child_id", "started"))
PLAN_REVIEWS = RowOrder(PlanReview, ("child_id", "plan_started", "id"))
DISPUTES = RowOrder(Dispute, ("raised", "id"))
STAFF = RowOrder(Staff, ("staff_id",))
HEALTH = RowOrder(Health, ("child_id", "day", "id"))
MISSING = RowOrder(  # being away is none
    Missing,
    ("child_id", "started", "id"),
    only=table(Missing).c.kind == WENT_MISSING,
)
CARE_PLANS = RowOrder(CarePlan, ("child_id", "started"))
ADOPTION_PLANS = RowOrder(AdoptionPlan, ("child_id", "decided"))
LIBERTY = RowOrder(Liberty, ("child_id", "started"))
PRE_PROCEEDINGS = RowOrder(PreProceedings, ("child_id", "started"))
NOTES = RowOrder(ReviewNote, ("child_id", "held"))

OF_CHILDREN: Mapping[str, RowOrder] = {
    "reviews": REVIEWS,
    "care_spans": PERIODS,
    "care_periods": PERIODS,
    "conferences": CONFERENCES,
    "plans": PLANS,
    "plan_spans": PLANS,
    "plan_reviews": PLAN_REVIEWS,
    "disputes": DISPUTES,
    "missing": MISSING,
    "adoption_plans": ADOPTION_PLANS,
    "pre_proceedings": PRE_PROCEEDINGS,
    "dispute_stages": DISPUTES,
}
NUMBERED: Mapping[str, str] = {
    "care_spans": "care",
    "care_periods": "care",
    "plan_spans": "plan",
    "dispute_stages": "dispute",
}
"""Kinds with several rows for a stored one, or none, and the column with its place."""


def stored_rows(
    session: Session, columns: Columns, kind: str, positions: Ints
) -> list[Row[Any]]:
    """Return the stored row behind each of some rows of the columns, by their places.

    The columns must be of the version of the store that the session reads.
    """
    if kind in SHEET_OF_ROWS:
        query = standing_of(columns.la, SHEET_OF_ROWS[kind].key)
        standing = list(session.execute(query))
        return [standing[position] for position in positions.tolist()]
    made_of = OF_CHILDREN[kind]
    keys = [key for (key,) in made_of.rows(session, columns.la, "id")]
    if kind in NUMBERED:
        positions = getattr(getattr(columns, kind), NUMBERED[kind])[positions]
    wanted = [keys[position] for position in positions.tolist()]
    found: dict[int, Row[Any]] = {}
    for some in batches(wanted, AT_ONCE):
        query = select(made_of.table).where(made_of.table.c.id.in_(some))
        found |= {row.id: row for row in session.execute(query).all()}
    return [found[key] for key in wanted]


CP_CHAIR = "cp_chair"
CHILD_GROUPS = ("team", "iro", "age_band", "sex", "ethnic_group", "disability")
CARE_GROUPS = (
    *(*CHILD_GROUPS, "alone", "legal_status", "placement", "distance", "region"),
)


class Reading:
    """One council's rows while they are read, with one set of labels for all kinds."""

    def __init__(self, session: Session, la: str) -> None:
        self.session, self.la = session, la
        self.lives = read_child_groups(session, la)
        self.numbers = {child_id: number for number, child_id in enumerate(self.lives)}
        self.staff = staff_names(session, la)
        mapping = council.dispute_mapping(session, la)
        words = council.recorded_words(session, la)
        self.answers = {
            name: {
                code: as_label(said) for code, said in words.of(sheet, column).items()
            }
            for name, column, sheet in groupings()
        }
        self.mapping = mapping = council.dispute_mapping(session, la)
        self.reasons = council.late_reasons(session, la)
        self.labels = {
            **{
                name: Labels(words[1:], words[0])
                for name, words in FIXED_LABELS.items()
            },
            "team": Labels(),
            "region": Labels(filter(self._regions().__contains__, PLACED_IN)),
            "iro": Labels(sorted(self.staff.values())),
            "stage": Labels(mapping.stages),
            "highest_stage": Labels(mapping.stages),
            "at_stage": Labels(mapping.stages),
            "theme": Labels(mapping.themes),
            **{name: Labels(said.values()) for name, said in self.answers.items()},
            "late_reason": Labels(self.reasons.kinds),
        }

    def _regions(self) -> frozenset[str]:
        """Return the regions that any child was ever placed in."""
        at = OF_EPISODES.index("region")
        lived = (life.episodes.values for life in self.lives.values())
        return frozenset(value[at] for values in lived for value in values)

    def growing(self) -> Growing:
        """Return columns to fill."""
        return Growing(self.labels)

    def rows(self, made_of: RowOrder) -> list[Row[Any]]:
        """Return a table's rows of this council."""
        return made_of.rows(self.session, self.la)

    def life(self, row: Row[Any]) -> GroupsOverTime:
        """Return the life of the child that a row is about."""
        return self.lives[row.child_id]

    def child_groups(self, row: Row[Any], day: date) -> dict[str, str]:
        """Return the groups of a child on a plan, with the chair of the conferences."""
        groups = self.life(row).groups(day, CP_CHAIR)
        return {name: groups[name] for name in CHILD_GROUPS}


def spans(
    life: GroupsOverTime,
    start: date,
    end: date | None,
    role: str,
    also: tuple[date, ...] = (),
) -> Iterator[tuple[date, date | None]]:
    """Cut the days from `start` to before `end` where a group of the child changes."""
    until = end or date.max
    if start >= until:
        return
    cuts = {*life.changes(start, until, role)}
    cuts |= {day for day in also if start < day < until}
    yield from pairwise([*sorted(cuts), end])
