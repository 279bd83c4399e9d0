"""What every rule found in a council's rows, and how many rows it looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from data_access.casework.quality import care, protection, rows
from data_access.casework.quality.rows import QualityRows, QualityRule, Seen
from data_access.store import database
from data_access.store.loaded import LeftOutRow, table
from data_access.store.settings import settings

# The rules of data quality, in the order they are listed in.


def rules() -> tuple[QualityRule, ...]:
    """Return every rule, with this installation's months."""
    return (
        *care.REVIEW_RULES,
        *care.CARE_RULES,
        care.no_review_for_long(settings().no_review_months),
        *protection.PROTECTION_RULES,
        *protection.DISPUTE_RULES,
        *care.CHILD_RULES,
    )


def other_due_dates(facts: QualityRows) -> Iterator[Seen]:
    """Look at what has two due dates, a source's and ours; wrong where they differ.

    No rule: neither date need be wrong, as councils count intervals in two ways.
    """
    for row in (*facts.reviews, *facts.conferences, *facts.plan_reviews):
        if row.due is not None and row.source_due is not None:
            yield Seen(row.child_id, row.due, row.due != row.source_due)


COUNCILS_KEPT = 16  # some megabytes each
OTHER_DUE_DATES = "other_due_dates"  # is counted as a rule is, and is none
Month = tuple[int, int]  # the year and the month
Children = frozenset[str] | None  # None: everybody
Looked = Counter[tuple[str, Month]]  # rows looked at, by rule and month


class Finding(NamedTuple):
    """Something to put right: what, whose, and the day it happened."""

    rule: QualityRule
    child_id: str
    day: date


@dataclass(frozen=True)
class Checked:
    """What was found and looked at, child by child, and what files left out."""

    findings: tuple[Finding, ...]
    looked: dict[str, Looked]
    other_due: Counter[str]  # things whose two due dates differ, by child
    left_out: Counter[str]

    def found(self, children: Children) -> tuple[Finding, ...]:
        """Return what was found of some children, or of everybody."""
        if children is None:
            return self.findings
        return tuple(each for each in self.findings if each.child_id in children)

    def looked_at(self, children: Children) -> Looked:
        """Return how many rows each rule looked at in each month."""
        total: Looked = Counter()
        for child_id in self.looked if children is None else children:
            total.update(self.looked.get(child_id, {}))
        return total


def check(session: Session, la: str, as_at: date) -> Checked:
    """Return what the rules find on a day, of every child of a council.

    Only for this package's fetches: they ask, and give from it what their viewer may
    see. It is kept while neither rows nor rules change.
    """
    version = database.version_of(session, la)
    months = settings().no_review_months
    kept = kept_for(session.get_bind(), la, as_at, version, months)
    if not kept:
        kept.append(_check(session, la, as_at))
    return kept[0]


@lru_cache(maxsize=COUNCILS_KEPT)
def kept_for(
    store: Hashable, la: str, as_at: date, version: int, months: int
) -> list[Checked]:
    """Return where `check` keeps what it finds in one state of a council; empty yet."""
    return []


def _check(session: Session, la: str, as_at: date) -> Checked:
    read = rows.read(session, la, as_at)
    left_out = _left_out(session, la)
    looked: dict[str, Looked] = defaultdict(Counter)
    findings = []
    for rule in rules():
        for seen in rule.look(read):
            looked[seen.child_id][rule.key, month_of(seen.day)] += 1
            if seen.wrong:
                findings.append(Finding(rule, seen.child_id, seen.day))
    other: Counter[str] = Counter()
    for seen in other_due_dates(read):
        looked[seen.child_id][OTHER_DUE_DATES, month_of(seen.day)] += 1
        other[seen.child_id] += seen.wrong
    return Checked(tuple(findings), dict(looked), other, left_out)


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return day.year, day.month


def total(counts: Counter[str], children: Children) -> int:
    """Return a count by child for some children, or for everybody."""
    who: Iterable[str] = counts if children is None else children
    return sum(counts[child_id] for child_id in who)


def _left_out(session: Session, la: str) -> Counter[str]:
    c = table(LeftOutRow).c
    query = (
        select(c.child_id, func.count())
        .where(c.la == la, c.mended_by.is_(None))
        .group_by(c.child_id)
    )
    return Counter(dict(session.execute(query).all()))
