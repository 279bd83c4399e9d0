"""Made-up columns of any size: every kind of row, every group, blanks among them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np

from domain import tables
from domain.codes import NOT_RECORDED, PARTICIPATION_GROUPS
from domain.dispute_rows import Disputes, DisputeStages
from domain.labels import FIXED_LABELS
from domain.periods import Period
from domain.permanence import AdoptionPlans
from domain.pre_proceedings import PreProceedings
from domain.recorded import FOLLOW_UP_GROUPS, SHEETS
from domain.sheets import CellKind, Column, Sheet
from domain.tables import OPEN, UNKNOWN, Columns, day_number
from tests.tables import (
    CARE_GROUPS,
    CHILD_GROUPS,
    KINDS_OF_FILE,
    OWN_LABELS,
    REVIEW_GROUPS,
    WAYS,
    recorded_groups,
)

FIRST, LAST = date(2022, 4, 1), date(2025, 9, 30)
WITH_A_GAP = (
    Period(FIRST, date(2023, 3, 31)),
    Period(date(2023, 8, 15), LAST),
)
LABELS = FIXED_LABELS | {
    name: (NOT_RECORDED, *words) for name, words in OWN_LABELS.items()
}
VOICE_OF = np.array(
    [
        LABELS["participation"].index(PARTICIPATION_GROUPS.get(code, NOT_RECORDED))
        for code in LABELS["code"]
    ],
    dtype=np.int16,
)

ANSWERS = tuple(  # yes or no, of a child in care on a day
    each.name for each in fields(tables.CareSpans) if each.type == "Bools"
)


def any_columns(seed: int, gap: bool = False) -> Columns:
    """Return columns that a seed decides, down to none of a kind of row."""
    return _Maker(np.random.default_rng(seed)).columns(gap)


class _Maker:
    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def columns(self, gap: bool) -> Columns:
        covered = WITH_A_GAP if gap else (Period(FIRST, LAST),)
        return Columns(
            la="EXM",
            council="Exampleshire",
            version=1,
            rule="3 and 6 calendar months",
            reviews=self.reviews(),
            care_spans=self.care_spans(),
            care_periods=self.care_periods(),
            conferences=self.conferences(),
            plans=self.plans(),
            plan_spans=self.plan_spans(),
            plan_reviews=self.plan_reviews(),
            disputes=(disputes := self.disputes()),
            dispute_stages=self.dispute_stages(disputes),
            staff=self.staff(),
            missing=self.missing(),
            adoption_plans=self.adoption_plans(),
            pre_proceedings=self.pre_proceedings(),
            recorded={
                sheet.rows_name: self.recorded(sheet) for sheet in SHEETS.values()
            },
            labels=LABELS,
            covered=dict.fromkeys(KINDS_OF_FILE, covered),
        )

    def days(self, size: int) -> tables.Ints:
        first, last = day_number(FIRST), day_number(LAST)
        return self.rng.integers(first - 200, last + 200, size).astype(np.int32)

    def later(self, days: tables.Ints, most: int, missing: int) -> tables.Ints:
        found = days + self.rng.integers(-20, most, len(days))
        blank = self.rng.random(len(days)) < 0.2
        return np.where(blank, missing, found).astype(np.int32)

    def yes(self, size: int) -> tables.Bools:
        return self.rng.random(size) < 0.5

    def small(self, size: int, most: int) -> tables.Ints:
        return self.rng.integers(0, most, size).astype(np.int32)

    def groups(self, size: int, *names: str) -> dict[str, tables.Ints]:
        return {
            name: self.rng.integers(0, len(LABELS[name]), size).astype(np.int16)
            for name in names
        }

    def size(self) -> int:
        return int(self.rng.choice([0, 1, 5, 40]))

    def reviews(self) -> tables.Reviews:
        size = self.size()
        due, code = self.days(size), self.small(size, len(LABELS["code"]))
        held = self.later(due, 40, UNKNOWN)
        return tables.Reviews(
            groups=self.groups(size, *REVIEW_GROUPS)
            | {"code": code.astype(np.int16), "participation": VOICE_OF[code]},
            care=self.small(size, 8),
            child=self.small(size, 8),
            due=np.where(self.rng.random(size) < 0.2, UNKNOWN, due).astype(np.int32),
            held=held,
            next_held=self.later(np.maximum(held, due) + 21, 300, OPEN),
            ceased=self.later(due + 20, 300, OPEN),
            code=code,
            fourth=self.later(due, 300, UNKNOWN),
            sent=self.later(held + 20, 20, UNKNOWN),
            send_by=held + 28,
            third=self.yes(size),
            iro_same=self.yes(size),
            iro_known=self.yes(size),
            deprived=self.yes(size),
            ready=self.yes(size),
            ready_known=self.yes(size),
        )

    def spans(self) -> tuple[tables.Ints, tables.Ints, tables.Ints]:
        """Return units, starts and ends of days that follow on from one another."""
        units, starts, ends = [], [], []
        for unit in range(self.size() // 5):
            cuts = np.unique(self.days(int(self.rng.integers(1, 5)))).tolist()
            ends += [*cuts[1:], int(self.rng.choice([OPEN, cuts[-1] + 50]))]
            starts += cuts
            units += [unit] * len(cuts)
        columns = (np.array(each, dtype=np.int32) for each in (units, starts, ends))
        unit, start, end = columns
        return unit, start, end

    def care_spans(self) -> tables.CareSpans:
        care, start, end = self.spans()
        return tables.CareSpans(
            groups=self.groups(len(care), *CARE_GROUPS, "iros"),
            care=care,
            child=care,
            start=start,
            end=end,
            counts_from=start + self.small(len(care), 40),
            half_year=start + self.small(len(care), 190),
            year=start + self.small(len(care), 370),
            plan_due=start + self.small(len(care), 130),
            **{name: self.yes(len(care)) for name in ANSWERS},
        )

    def care_periods(self) -> tables.CarePeriods:
        size = self.size()
        start = self.days(size)
        answers = ("start_known", "adopted", "guardianship", "unsaid", "initial_known")
        due = np.where(self.yes(size), start + 28, UNKNOWN).astype(np.int32)
        return tables.CarePeriods(
            groups=self.groups(size, *CARE_GROUPS, "exit_reason"),
            care=np.arange(size, dtype=np.int32),
            child=self.small(size, 8),
            start=start,
            end=self.later(start + 20, 900, OPEN),
            ordered=self.later(start + 20, 400, UNKNOWN),
            placed=self.later(start + 20, 600, UNKNOWN),
            initial_due=due,
            initial_done=self.later(start + 30, 60, UNKNOWN),
            **{name: self.yes(size) for name in answers},
        )

    def pre_proceedings(self) -> PreProceedings:
        size = self.size()
        start = self.days(size)
        answers = ("offered", "offered_known", "met", "met_known")
        return PreProceedings(
            groups=self.groups(size, *CHILD_GROUPS),
            start=start,
            letter=self.later(start + 7, 30, UNKNOWN),
            decided=self.later(start + 30, 200, UNKNOWN),
            **{name: self.yes(size) for name in answers},
        )

    def missing(self) -> tables.Missing:
        size = self.size()
        start = self.days(size)
        return tables.Missing(
            groups=self.groups(size, *CARE_GROUPS),
            child=self.small(size, 8),
            start=start,
            next_start=self.later(start + 21, 200, OPEN),
        )

    def adoption_plans(self) -> AdoptionPlans:
        size = self.size()
        decided = self.days(size)
        return AdoptionPlans(
            groups=self.groups(size, *CARE_GROUPS, "reversed_reason"),
            child=self.small(size, 8),
            decided=decided,
            matched=self.later(decided + 20, 300, UNKNOWN),
            placed=self.later(decided + 20, 400, UNKNOWN),
            reversed=self.later(decided + 20, 400, UNKNOWN),
            sibling=self.yes(size),
            together=self.yes(size),
            together_known=self.yes(size),
        )

    def conferences(self) -> tables.Conferences:
        size = self.size()
        due = self.days(size)
        held = self.later(due, 30, UNKNOWN)
        return tables.Conferences(
            groups=self.groups(size, *CHILD_GROUPS, "working_day_band"),
            s47_started=due - 21,
            due=due,
            held=held,
            settled=np.where(held == UNKNOWN, OPEN, held).astype(np.int32),
            working_days=self.later(self.small(size, 30) + 20, 1, UNKNOWN),
            transfer_in=self.yes(size),
        )

    def plans(self) -> tables.Plans:
        size = self.size()
        start = self.days(size)
        end = self.later(start + 20, 700, OPEN)
        again = ("second", "within_24", "within_12")
        answers = {name: self.yes(size) for name in again}
        known = {f"{name}_known": self.yes(size) for name in again}
        return tables.Plans(
            groups=self.groups(size, *CHILD_GROUPS, "category", "duration_band"),
            plan=np.arange(size, dtype=np.int32),
            start=start,
            end=end,
            fifteen_months=start + 456,
            next_start=self.later(np.where(end == OPEN, start, end) + 21, 500, OPEN),
            followed_to=self.later(end, 900, UNKNOWN),
            **answers,
            **known,
        )

    def plan_spans(self) -> tables.PlanSpans:
        plan, start, end = self.spans()
        return tables.PlanSpans(
            groups=self.groups(len(plan), *CHILD_GROUPS, "category", "duration_band"),
            plan=plan,
            over_15=self.yes(len(plan)),
            over_24=self.yes(len(plan)),
            start=start,
            end=end,
            chaired_to=end,
            counts_from=start + self.small(len(plan), 120),
        )

    def plan_reviews(self) -> tables.PlanReviews:
        size = self.size()
        due = self.days(size)
        return tables.PlanReviews(
            groups=self.groups(size, *CHILD_GROUPS),
            plan=self.small(size, 8),
            due=np.where(self.rng.random(size) < 0.2, UNKNOWN, due).astype(np.int32),
            held=self.later(due, 40, UNKNOWN),
            ended=self.later(due + 20, 300, OPEN),
        )

    def disputes(self) -> Disputes:
        size = self.size()
        raised = self.days(size)
        resolved = self.later(raised + 20, 60, OPEN)
        taken = self.small(size, 40)
        return Disputes(
            groups=self.groups(
                size,
                *CARE_GROUPS,
                *("stage", "highest_stage", "theme", "outcome"),
                *FOLLOW_UP_GROUPS,
            ),
            raised=raised,
            resolved=resolved,
            working_days=np.where(resolved == OPEN, UNKNOWN, taken).astype(np.int32),
            limit=self.small(size, 30),
            past_limit=self.yes(size),
            **{name: self.yes(size) for name in WAYS},
        )

    def dispute_stages(self, disputes: Disputes) -> DisputeStages:
        size = self.size() if disputes.size else 0
        of = self.rng.integers(0, max(disputes.size, 1), size).astype(np.int32)
        taken = self.small(size, 20)
        return DisputeStages(
            groups=self.groups(size, *CARE_GROUPS, "at_stage", "theme"),
            dispute=of,
            resolved=disputes.resolved[of],
            working_days=np.where(self.yes(size), taken, UNKNOWN).astype(np.int32),
            in_time=self.yes(size),
            in_time_known=self.yes(size),
        )

    def recorded(self, sheet: Sheet) -> tables.Recorded:
        size = self.size()
        groups = self.groups(size, *recorded_groups(sheet))
        values = {column.key: self.value(column, size) for column in sheet.columns}
        answers = {
            column.key: groups[sheet.group_of(column)].astype(np.int32)
            for column in sheet.columns
            if column.kind is CellKind.ANSWER
        }
        answers = {
            key: np.where(each == 0, UNKNOWN, each) for key, each in answers.items()
        }
        none = np.full(size, UNKNOWN, dtype=np.int32)
        return tables.Recorded(
            groups=groups,
            day=self.days(size),
            of=none,
            plan_review=none,
            values=values | answers,
        )

    def value(self, column: Column, size: int) -> tables.Ints:
        if column.kind in (CellKind.DAY, CellKind.MONTH):
            return self.days(size)
        most = 40 if column.kind is CellKind.NUMBER else 2
        return self.small(size, most + 1) - 1

    def staff(self) -> tables.Staff:
        size = self.size()
        start = self.days(size)
        end = self.later(start + 20, 900, OPEN)
        later = np.where(end == OPEN, OPEN, end + 365).astype(np.int32)
        return tables.Staff(
            groups=self.groups(size, "iro", "service_band"),
            start=start,
            end=end,
            start_later=start + 365,
            end_later=later,
            joined=np.where(self.yes(size), start, UNKNOWN).astype(np.int32),
            left=end,
            left_until=later,
            settled=self.later(start, 20, OPEN),
            fte=self.small(size, 101),
            dual=self.yes(size),
            agency=self.yes(size),
        )
