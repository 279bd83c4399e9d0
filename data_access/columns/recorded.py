"""What the service records as columns: the rows of each sheet that stand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from data_access.columns.rows import (
    CARE_GROUPS,
    CHILD_GROUPS,
    CONFERENCES,
    CP_CHAIR,
    DISPUTES,
    PLAN_REVIEWS,
    REVIEWS,
    Reading,
    RowOrder,
    read_only,
)
from data_access.derive.recorded import standing_of
from domain import recorded
from domain.codes import NOT_RECORDED
from domain.recorded import FOLLOW_UP, FOLLOW_UP_GROUPS, SHEETS, as_label
from domain.sheets import CellKind, Column, Sheet, Values
from domain.tables import UNKNOWN, Recorded, day_number

Thing = tuple[object, ...]


NOWHERE = UNKNOWN, UNKNOWN
NUMBERS = (CellKind.NUMBER, CellKind.POSTS, CellKind.YES_NO)


class Places(NamedTuple):
    """Where each review, conference or dispute stands among the rows of its kind."""

    reviews: Mapping[Thing, int]
    enquiries: Mapping[Thing, int]
    conferences: Mapping[Thing, int]
    plan_reviews: Mapping[Thing, int]
    disputes: Mapping[Thing, int]

    @classmethod
    def of(cls, reading: Reading) -> Places:
        """Return those of a council."""

        def places(made_of: RowOrder, *names: str) -> dict[Thing, int]:
            rows = made_of.rows(reading.session, reading.la, "child_id", *names)
            return {tuple(row): place for place, row in enumerate(rows) if all(row)}

        return cls(
            places(REVIEWS, "held"),
            places(CONFERENCES, "s47_started"),
            places(CONFERENCES, "held"),
            places(PLAN_REVIEWS, "held"),
            places(DISPUTES, "raised", "ordinal"),
        )

    def about(self, sheet: Sheet, values: Values) -> tuple[int, int]:
        """Return the places of what a row is about, and of its review conference."""
        child, held = values.get("child"), _day(values.get("held"))
        if sheet is recorded.REVIEWS:
            return self.reviews.get((child, held), UNKNOWN), UNKNOWN
        if sheet is recorded.CONFERENCES:
            first = self.conferences.get((child, held), UNKNOWN)
            enquiry = child, _day(values.get("enquiry"))
            later = self.plan_reviews.get((child, held), UNKNOWN)
            return self.enquiries.get(enquiry, first), later
        if sheet is FOLLOW_UP:
            return self.disputes.get(_dispute(values), UNKNOWN), UNKNOWN
        return UNKNOWN, UNKNOWN


def of_sheets(reading: Reading) -> Mapping[str, Recorded]:
    """Return the rows of every sheet, by the name of that kind of rows."""
    standing = {key: _standing(reading, sheet) for key, sheet in SHEETS.items()}
    places = Places.of(reading) if any(standing.values()) else None
    return {
        sheet.rows_name: _rows(reading, sheet, standing[key], places)
        for key, sheet in SHEETS.items()
    }


def follow_ups(reading: Reading) -> Mapping[Thing, dict[str, str | None]]:
    """Return the groups of each dispute by its follow-up; none where there is none."""
    nothing = dict.fromkeys(FOLLOW_UP_GROUPS)
    found: dict[Thing, dict[str, str | None]] = defaultdict(lambda: nothing)
    for values in _standing(reading, FOLLOW_UP):
        found[_dispute(values)] = _answers(reading, FOLLOW_UP, values)
    return found


def _standing(reading: Reading, sheet: Sheet) -> list[Values]:
    query = standing_of(reading.la, sheet.key)
    return [json.loads(row.content) for row in reading.session.execute(query)]


def _dispute(values: Values) -> Thing:
    return values["child"], _day(values["raised"]), values.get("number", 1)


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _answers(reading: Reading, sheet: Sheet, values: Values) -> dict[str, str | None]:
    """Return a row's answers in the council's words, by the grouping."""
    found: dict[str, str | None] = {}
    for column in sheet.columns:
        if column.kind is CellKind.ANSWER:
            name, code = sheet.group_of(column), str(values.get(column.key, ""))
            found[name] = reading.answers[name].get(code, as_label(code)) or None
    return found


def _rows(
    reading: Reading, sheet: Sheet, standing: list[Values], places: Places | None
) -> Recorded:
    growing = reading.growing()
    cells: dict[str, list[int]] = {column.key: [] for column in sheet.columns}
    for values in standing:
        day = sheet.day_of(values)
        of, plan_review = places.about(sheet, values) if places else NOWHERE
        of_child = _groups(reading, sheet, values, day)
        answers = _answers(reading, sheet, values)
        growing.add(
            {**of_child, **answers},
            day=day or UNKNOWN,
            of=of,
            plan_review=plan_review,
        )
        for column in sheet.columns:
            value = _value(column, values)
            if column.kind is CellKind.ANSWER and value != UNKNOWN:
                group = sheet.group_of(column)
                value = reading.labels[group].position(answers[group])
            if column.kind is CellKind.STAFF and value != UNKNOWN:
                own = _own(reading, sheet, values)
                value = UNKNOWN if own is None else int(values[column.key] == own)
            cells[column.key].append(value)
    answered = (each for each in sheet.columns if each.kind is CellKind.ANSWER)
    rows = growing.frozen(Recorded, (*_carried(sheet), *map(sheet.group_of, answered)))
    found = {key: read_only(each, np.int32) for key, each in cells.items()}
    return replace(rows, values=found)


def _own(reading: Reading, sheet: Sheet, values: Values) -> str | None:
    """Return who was the child's own IRO or chair on the day that it was held.

    None where no allocation says, or where it was not held.
    """
    day, child_id = _day(values.get("held")), sheet.subject_of(values)
    if day is None or child_id not in reading.numbers:
        return None
    return reading.lives[child_id].by_role(sheet.role).iro(day)


def _carried(sheet: Sheet) -> tuple[str, ...]:
    """Return the groupings of a child that a sheet's rows carry."""
    if not sheet.role:
        return ()
    return CHILD_GROUPS if sheet.role == CP_CHAIR else CARE_GROUPS


def _groups(
    reading: Reading, sheet: Sheet, values: Values, day: date | None
) -> dict[str, str]:
    """Return the groups of the child of a row on its day; a day must be told."""
    carried = _carried(sheet)
    child_id = sheet.subject_of(values)
    if not carried or day is None or child_id not in reading.numbers:
        return dict.fromkeys(carried, NOT_RECORDED)
    groups = reading.lives[child_id].groups(day, sheet.role)
    return {name: groups[name] for name in carried}


def _value(column: Column, values: Values) -> int:
    """Return a cell as columns have it; 1 where it has words, an answer or a name."""
    value = values.get(column.key)
    if value is None:
        return UNKNOWN
    if column.kind in (CellKind.DAY, CellKind.MONTH):
        return day_number(_day(value))
    return int(value) if column.kind in NUMBERS else 1
