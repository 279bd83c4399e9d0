"""One council's rows, read once per store version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Engine, Row, select
from sqlmodel import Session

from data_access import council, sources, store
from data_access.columns import bands
from data_access.columns.build import Growing
from data_access.columns.lives import Labels, Life, read_lives, staff_names
from data_access.derive.coverage import Coverage
from data_access.derive.rebuild import coverage
from data_access.models import (
    ClaReview,
    Conference,
    Dispute,
    Import,
    PeriodOfCare,
    Plan,
    PlanReview,
    Staff,
)
from domain import tables
from domain.codes import ABUSE, PARTICIPATION_GROUPS
from domain.periods import MONTHS, add_months
from domain.tables import FIXED_LABELS, OPEN, REVIEW_TYPES, UNKNOWN, Columns
from domain.timescales import DISPUTE_LIMIT
from domain.working_days import add_working_days

IRO, CP_CHAIR = "iro", "cp_chair"
ROLES_WITH_CASES = frozenset({IRO, CP_CHAIR, "dual"})
CHILD_GROUPS = ("team", "iro", "age_band", "sex", "ethnic_group")
CARE_GROUPS = (*CHILD_GROUPS, "legal_status", "placement")
IN_SCOPE_AFTER = 20  # working days in care before a child counts in scope
FIFTEEN_MONTHS, TWO_YEARS = 15, 24
FAR = date.max
COVERED = ("care", "reviews", "plans", "disputes")


def councils(engine: Engine) -> list[tuple[str, str, bool]]:
    """Return each council in the store: code, name, whether it is invented.

    Real councils come first, the one loaded last before the others.
    """
    query = (
        select(Import.la, Import.kind)  # type: ignore[call-overload]
        .where(Import.undone_at.is_(None))  # type: ignore[union-attr]
        .order_by(Import.loaded_at.desc())  # type: ignore[attr-defined]
    )
    with Session(engine) as session:
        kinds: dict[str, set[str]] = {}
        for la, kind in session.execute(query):
            kinds.setdefault(la, set()).add(kind)
        found = [
            (la, council.name(session, la), kind == {"demo"})
            for la, kind in kinds.items()
        ]
    return sorted(found, key=lambda item: item[2])


def read_columns(engine: Engine, la: str) -> Columns:
    """Return one council's rows as read-only columns; every column empty if none."""
    with Session(engine) as session:
        return _Reader(session, la).columns()


@dataclass
class _Reader:
    """Reads every kind of row with one set of labels."""

    session: Session
    la: str

    def __post_init__(self) -> None:
        connection = self.session.connection()
        mapping = council.dispute_mapping(self.session, self.la)
        self.lives = read_lives(connection, self.la)
        self.labels = {name: Labels(words) for name, words in FIXED_LABELS.items()}
        names = sorted(staff_names(connection, self.la).values())
        self.labels |= {
            "review_type": _ordered(REVIEW_TYPES),
            "team": Labels(),
            "iro": Labels(names),
            "stage": Labels(mapping.stages),
            "highest_stage": Labels(mapping.stages),
            "theme": Labels(mapping.themes),
        }

    def columns(self) -> Columns:
        """Read everything; the version is read first, so a later load is noticed."""
        session, la = self.session, self.la
        version = store.version(session)
        kinds = select(Import.kind).where(Import.la == la)  # type: ignore[call-overload]
        live = session.execute(kinds.where(Import.undone_at.is_(None)))  # type: ignore[union-attr]
        rows = {
            "reviews": self._reviews(),
            "care_spans": self._care_spans(),
            "conferences": self._conferences(),
            "plans": self._plans(),
            "plan_spans": self._plan_spans(),
            "plan_reviews": self._plan_reviews(),
            "disputes": self._disputes(),
            "staff": self._staff(),
        }
        return Columns(
            la=la,
            council=council.name(session, la),
            version=version,
            rule=council.timescales(session, la).interval_mode.words,
            labels={name: labels.words for name, labels in self.labels.items()},
            covered={what: coverage(session, la, what).runs for what in COVERED},
            invented=set(live.scalars()) == {"demo"},
            left_out=sources.left_out_count(session, la),
            **rows,
        )

    def _rows(self, model: Any, *order: Any) -> Iterator[Row[Any]]:  # noqa: ANN401
        query = select(*model.__table__.c).where(model.la == self.la)
        yield from self.session.execute(query.order_by(*order))

    def _life(self, row: Row[Any]) -> Life:
        return self.lives[row.child_id]

    def _child_groups(self, row: Row[Any], day: date) -> dict[str, str]:
        groups = self._life(row).groups(day, CP_CHAIR)
        return {name: groups[name] for name in CHILD_GROUPS}

    def _periods(self) -> list[Row[Any]]:
        order = PeriodOfCare.child_id, PeriodOfCare.number
        return list(self._rows(PeriodOfCare, *order))

    def _reviews(self) -> tables.Reviews:
        periods = {
            (row.child_id, row.number): (number, row.ceased)
            for number, row in enumerate(self._periods())
        }
        children = {child_id: number for number, child_id in enumerate(self.lives)}
        growing = Growing(self.labels)
        order = ClaReview.child_id, ClaReview.period_number, ClaReview.id
        rows = list(self._rows(ClaReview, *order))
        following = _next_held(rows)
        for row, next_held in zip(rows, following, strict=True):
            care, ceased = periods[row.child_id, row.period_number]
            groups = self._life(row).groups(row.held or row.due, IRO)
            code = row.participation
            growing.add(
                {
                    **groups,
                    "review_type": REVIEW_TYPES[row.number or 0],
                    "code": code,
                    "participation": PARTICIPATION_GROUPS.get(code or ""),
                },
                care=care,
                child=children[row.child_id],
                due=row.due or UNKNOWN,
                held=row.held or UNKNOWN,
                next_held=next_held or OPEN,
                ceased=ceased or OPEN,
                code=self.labels["code"].position(code),
            )
        names = ("care", "child", "due", "held", "next_held", "ceased", "code")
        more = ("review_type", "code", "participation")
        return tables.Reviews(**growing.frozen(names, (*CARE_GROUPS, *more)))

    def _care_spans(self) -> tables.CareSpans:
        children = {child_id: number for number, child_id in enumerate(self.lives)}
        growing = Growing(self.labels)
        for care, row in enumerate(self._periods()):
            if row.short_breaks:
                continue
            life = self._life(row)
            for start, end in _spans(life, row.started, row.ceased, IRO):
                growing.add(
                    life.groups(start, IRO),
                    care=care,
                    child=children[row.child_id],
                    start=start,
                    end=end or OPEN,
                    counts_from=add_working_days(row.started, IN_SCOPE_AFTER),
                )
        names = ("care", "child", "start", "end", "counts_from")
        return tables.CareSpans(**growing.frozen(names, CARE_GROUPS))

    def _conferences(self) -> tables.Conferences:
        growing = Growing(self.labels)
        for row in self._rows(Conference, Conference.child_id, Conference.id):
            if row.not_required and row.held is None:
                continue
            day = row.held or row.due or row.s47_started
            band = bands.working_days(row.working_days)
            growing.add(
                {**self._child_groups(row, day), "working_day_band": band},
                s47_started=row.s47_started or UNKNOWN,
                due=row.due or UNKNOWN,
                held=row.held or UNKNOWN,
                working_days=UNKNOWN if row.working_days is None else row.working_days,
                transfer_in=row.transfer_in,
            )
        names = ("s47_started", "due", "held", "working_days", "transfer_in")
        groups = (*CHILD_GROUPS, "working_day_band")
        return tables.Conferences(**growing.frozen(names, groups))

    def _plans(self) -> tables.Plans:
        growing = Growing(self.labels)
        covered = coverage(self.session, self.la, "plans")
        for plan, row in enumerate(self._plan_rows()):
            band = bands.duration(row.started, row.ended) if row.ended else None
            category = ABUSE.get(row.latest_category or "")
            last = row.last_plan_ended
            growing.add(
                {
                    **self._child_groups(row, row.started),
                    "category": category,
                    "duration_band": band,
                },
                plan=plan,
                start=row.started,
                end=row.ended or OPEN,
                second=bool(row.previous_plans),
                second_known=row.previous_plans is not None,
                within_24=_ended_under(last, row.started, TWO_YEARS),
                within_24_known=_end_known(row, TWO_YEARS, covered),
                within_12=_ended_under(last, row.started, MONTHS),
                within_12_known=_end_known(row, MONTHS, covered),
                fifteen_months=add_months(row.started, FIFTEEN_MONTHS),
            )
        names = ("plan", "start", "end", "second", "second_known")
        more = (
            "within_24",
            "within_24_known",
            "within_12",
            "within_12_known",
            "fifteen_months",
        )
        groups = (*CHILD_GROUPS, "category", "duration_band")
        return tables.Plans(**growing.frozen((*names, *more), groups))

    def _plan_rows(self) -> list[Row[Any]]:
        return list(self._rows(Plan, Plan.child_id, Plan.started))

    def _plan_spans(self) -> tables.PlanSpans:
        growing = Growing(self.labels)
        for plan, row in enumerate(self._plan_rows()):
            life, category = self._life(row), ABUSE.get(row.latest_category or "")
            fifteen = add_months(row.started, FIFTEEN_MONTHS)
            aged = (*bands.birthdays(row.started), fifteen)
            for start, end in _spans(life, row.started, row.ended, CP_CHAIR, aged):
                growing.add(
                    {
                        **self._child_groups(row, start),
                        "category": category,
                        "duration_band": bands.duration(row.started, start),
                    },
                    plan=plan,
                    over_15=start >= fifteen,
                    over_24=start >= bands.birthdays(row.started)[-1],
                    start=start,
                    end=end or OPEN,
                    counts_from=add_months(row.started, 3),
                )
        names = ("plan", "over_15", "over_24", "start", "end", "counts_from")
        groups = (*CHILD_GROUPS, "category", "duration_band")
        return tables.PlanSpans(**growing.frozen(names, groups))

    def _plan_reviews(self) -> tables.PlanReviews:
        plans = {
            (row.child_id, row.started): (plan, row.ended)
            for plan, row in enumerate(self._plan_rows())
        }
        growing = Growing(self.labels)
        order = PlanReview.child_id, PlanReview.plan_started, PlanReview.id
        for row in self._rows(PlanReview, *order):
            plan, ended = plans[row.child_id, row.plan_started]
            growing.add(
                self._child_groups(row, row.held or row.due),
                plan=plan,
                due=row.due or UNKNOWN,
                held=row.held or UNKNOWN,
                ended=ended or OPEN,
            )
        names = ("plan", "due", "held", "ended")
        return tables.PlanReviews(**growing.frozen(names, CHILD_GROUPS))

    def _disputes(self) -> tables.Disputes:
        growing = Growing(self.labels)
        runs = coverage(self.session, self.la, "disputes").runs
        log_ends = runs[-1].end if runs else FAR
        for row in self._rows(Dispute, Dispute.raised, Dispute.id):
            groups = self._life(row).groups(row.raised, IRO)
            growing.add(
                {
                    **groups,
                    "team": row.team or groups["team"],
                    "iro": row.iro_name or groups["iro"],
                    "stage": row.entry_stage,
                    "highest_stage": row.highest_stage,
                    "theme": row.theme,
                },
                raised=row.raised,
                resolved=row.resolved or OPEN,
                working_days=UNKNOWN if row.working_days is None else row.working_days,
                past_limit=add_working_days(row.raised, DISPUTE_LIMIT) < log_ends,
            )
        names = ("raised", "resolved", "working_days", "past_limit")
        more = ("stage", "highest_stage", "theme")
        return tables.Disputes(**growing.frozen(names, (*CARE_GROUPS, *more)))

    def _staff(self) -> tables.Staff:
        names = staff_names(self.session.connection(), self.la)
        growing = Growing(self.labels)
        for row in self._rows(Staff, Staff.staff_id):
            if row.role in ROLES_WITH_CASES and row.fte:
                growing.add(
                    {"iro": names[row.staff_id]},
                    start=row.started or date.min.replace(year=1970),
                    end=row.ended or OPEN,
                    fte=round(row.fte * 100),
                )
        return tables.Staff(**growing.frozen(("start", "end", "fte"), ("iro",)))


def _ordered(words: tuple[str, ...]) -> Labels:
    labels = Labels()
    labels.positions = {label: number for number, label in enumerate(words)}
    return labels


def _next_held(rows: list[Row[Any]]) -> list[date | None]:
    """Return, row by row, when the same child's next review was held."""
    following: list[date | None] = []
    for this, after in pairwise([*rows, None]):
        same = this is not None and after and after.child_id == this.child_id
        following.append(after.held if same and after else None)
    return following


def _ended_under(last: date | None, started: date, months: int) -> bool:
    return last is not None and add_months(last, months) > started


def _end_known(plan: Row[Any], months: int, covered: Coverage) -> bool:
    """Say whether it is known if the child's last plan ended under `months` before.

    It is where there was no plan before, where that plan is in the store, or where
    the censuses of all those months were loaded and none of them holds it.
    """
    if plan.previous_plans == 0 or plan.last_plan_ended is not None:
        return True
    before = add_months(plan.started, -months)
    return plan.previous_plans is not None and covered.holds(before, plan.started)


def _spans(
    life: Life,
    start: date,
    end: date | None,
    role: str,
    also: tuple[date, ...] = (),
) -> Iterator[tuple[date, date | None]]:
    """Cut the days from `start` to before `end` where a group of the child changes."""
    until = end or FAR
    cuts = set(life.changes(start, until, role))
    cuts |= {day for day in also if start < day < until}
    days = [*sorted(cuts), None]
    for this, following in pairwise(days):
        if this is not None and (end is None or this < end):
            yield this, following or end
