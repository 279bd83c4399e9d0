"""What every kind of row is read with: one council's children, labels and query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from data_access.columns.build import Growing, Labels
from data_access.columns.child_groups import Life, read_lives, staff_names
from data_access.columns.made_of import MadeOf
from data_access.derive import council
from domain.tables import FIXED_LABELS

IRO, CP_CHAIR = "iro", "cp_chair"
CHILD_GROUPS = ("team", "iro", "age_band", "sex", "ethnic_group")
CARE_GROUPS = (*CHILD_GROUPS, "legal_status", "placement")


class Reading:
    """One council's rows while they are read, with one set of labels for all kinds."""

    def __init__(self, session: Session, la: str) -> None:
        self.session, self.la = session, la
        self.lives = read_lives(session, la)
        self.numbers = {child_id: number for number, child_id in enumerate(self.lives)}
        self.staff = staff_names(session, la)
        mapping = council.dispute_mapping(session, la)
        self.labels = {
            **{
                name: Labels(words[1:], words[0])
                for name, words in FIXED_LABELS.items()
            },
            "team": Labels(),
            "iro": Labels(sorted(self.staff.values())),
            "stage": Labels(mapping.stages),
            "highest_stage": Labels(mapping.stages),
            "theme": Labels(mapping.themes),
        }

    def growing(self) -> Growing:
        """Return columns to fill."""
        return Growing(self.labels)

    def rows(self, made_of: MadeOf) -> list[Row[Any]]:
        """Return a table's rows of this council."""
        return made_of.rows(self.session, self.la)

    def life(self, row: Row[Any]) -> Life:
        """Return the life of the child that a row is about."""
        return self.lives[row.child_id]

    def child_groups(self, row: Row[Any], day: date) -> dict[str, str]:
        """Return the groups of a child on a plan, with the chair of the conferences."""
        groups = self.life(row).groups(day, CP_CHAIR)
        return {name: groups[name] for name in CHILD_GROUPS}


def spans(
    life: Life,
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
