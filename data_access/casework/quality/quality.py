"""How much there is to put right, rule by rule and month by month: counts, no child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlmodel import Session

from data_access.access import scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.access.scope import ChildrenSeen
from data_access.casework.quality import check
from data_access.casework.quality.check import Children, Finding, Looked, rules
from data_access.casework.quality.rows import QualityRule
from domain.access import Role, Screen
from domain.periods import Period, add_months, month_of, months_between

MONTHS = 24  # that a trend shows


@dataclass(frozen=True)
class QualityLine:
    """What one rule found. `by_month` are the rows wrong, of those looked at.

    `listed` is how many of them are in the list that the viewer may open, None where
    they may open none. `recent` happened within the last month.
    """

    rule: QualityRule
    found: int
    listed: int | None
    recent: int
    newest: date | None
    looked_at: int
    by_month: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Summary:
    """Every rule's line, over the months of a trend that ends with the day."""

    as_at: date
    months: tuple[Period, ...]
    lines: tuple[QualityLine, ...]
    left_out: int
    other_due: int  # due dates of a source that differ from ours
    both_due: int  # of so many that have both

    @property
    def found(self) -> int:
        """How many things there are to put right."""
        return sum(line.found for line in self.lines)

    @property
    def older(self) -> int:
        """How many of them happened more than a month ago."""
        return self.found - sum(line.recent for line in self.lines)

    def by_month(self, key: str = "") -> tuple[tuple[int, int], ...]:
        """Return the rows wrong and looked at by month, of one rule or of all.

        Rules about how things stand today have no months, so they are in neither.
        """
        some = [
            line.by_month
            for line in self.lines
            if not line.rule.standing and key in ("", line.rule.key)
        ]
        return tuple(
            (sum(wrong for wrong, _ in month), sum(looked for _, looked in month))
            for month in zip(*some, strict=True)
        )


def summary(look: Look) -> Summary:
    """Return what there is to put right on a day: the council's, or an IRO's own."""
    return look.given(Screen.DATA_QUALITY, lambda session: _summary(session, look))


def _summary(session: Session, look: Look) -> Summary:
    as_at = look.as_at
    seen = scope.children_seen(session, look, Screen.QUALITY_FINDINGS)
    counted: Children = seen.only if look.viewer.role is Role.IRO else None
    lists = look.may(Screen.QUALITY_FINDINGS)
    all_found = check.check(session, look.la, as_at)
    found, looked = all_found.found(counted), all_found.looked_at(counted)
    first = add_months(as_at.replace(day=1), 1 - MONTHS)
    months = months_between(first, as_at)
    of_rule: dict[str, list[Finding]] = {rule.key: [] for rule in rules()}
    for finding in found:
        of_rule[finding.rule.key].append(finding)
    sums = _sums(looked)
    return Summary(
        as_at=as_at,
        months=months,
        lines=tuple(
            _line(
                rule,
                of_rule[rule.key],
                _listed(of_rule[rule.key], seen) if lists else None,
                looked,
                sums[rule.key],
                as_at,
                months,
            )
            for rule in rules()
        ),
        left_out=check.total(all_found.left_out, counted),
        other_due=check.total(all_found.other_due, counted),
        both_due=sums[check.OTHER_DUE_DATES],
    )


def _listed(found: Sequence[Finding], seen: ChildrenSeen) -> int:
    return sum(seen.sees(each.child_id) for each in found)


def _sums(looked: Looked) -> Counter[str]:
    sums: Counter[str] = Counter()
    for (key, _), rows in looked.items():
        sums[key] += rows
    return sums


def _line(
    rule: QualityRule,
    found: Sequence[Finding],
    listed: int | None,
    looked: Looked,
    looked_at: int,
    as_at: date,
    months: Sequence[Period],
) -> QualityLine:
    wrong = Counter(check.month_of(each.day) for each in found)
    a_month_ago = add_months(as_at, -1)
    names = [check.month_of(month_of(month.start).start) for month in months]
    return QualityLine(
        rule=rule,
        found=len(found),
        listed=listed,
        recent=sum(each.day > a_month_ago for each in found),
        newest=max((each.day for each in found), default=None),
        looked_at=looked_at,
        by_month=tuple((wrong[name], looked[rule.key, name]) for name in names),
    )


# What is to be put right, child by child, for whoever may see the children.


KEY, TODAY = "Key", "Today"  # for the page: the rule, and whether the child has a page
COLUMNS = (
    *("What is wrong", KEY, "Child", "Code", "Team", "IRO or chair", "Happened"),
    *("Days since", "Who puts it right", "How to put it right", TODAY),
)


def listed(look: Look, *, taken: bool = False) -> pd.DataFrame:
    """Return what is to be put right on a day, of the children that somebody may see.

    Columns: COLUMNS. Those that touch most figures come first, the newest of these
    first. There are as many rows of a rule as its line of the summary says are listed.
    """
    return look.listed(
        Screen.QUALITY_FINDINGS,
        lambda session: _found(session, look),
        taken=taken,
        page_only=[KEY, TODAY],
    )


def _found(session: Session, look: Look) -> pd.DataFrame:
    seen = scope.children_seen(session, look, Screen.QUALITY_FINDINGS)
    today = set(scope.of_today(session, look, seen))
    found = check.check(session, look.la, look.as_at)
    rows = [
        _row(look.la, look.as_at, seen, finding, today)
        for finding in sorted(found.found(seen.only), key=_order)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _order(finding: Finding) -> tuple[int, int, str]:
    return -len(finding.rule.touches), -finding.day.toordinal(), finding.child_id


def _row(
    la: str, as_at: date, seen: ChildrenSeen, finding: Finding, today: set[str]
) -> tuple[object, ...]:
    rule, child_id = finding.rule, finding.child_id
    return (
        rule.words,
        rule.key,
        child_id,
        pseudonym(la, child_id),
        seen.team.get(child_id, ""),
        seen.staff.get((child_id, rule.role), ""),
        finding.day,
        (as_at - finding.day).days,
        rule.owner.value,
        rule.mend,
        child_id in today,
    )
