"""Councils in which nothing ever changes: constant rates, and chance.

Children come into care and leave it, plans start and end, staff join and go at one rate
for ever; of each review, conference and dispute a coin of one weight says how it went.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from domain import tables
from domain.dispute_rows import Disputes, DisputeStages
from domain.periods import Period, months_between
from domain.permanence import AdoptionPlans
from domain.pre_proceedings import PreProceedings
from domain.recorded import FOLLOW_UP_GROUPS, SHEETS
from domain.sheets import Sheet
from domain.tables import OPEN, UNKNOWN, Bools, Columns, Ints, day_number
from tests.metrics.any_columns import ANSWERS, LABELS, VOICE_OF
from tests.tables import (
    CARE_GROUPS,
    CHILD_GROUPS,
    KINDS_OF_FILE,
    REVIEW_GROUPS,
    WAYS,
    recorded_groups,
)

MONTHS = months_between(date(2022, 4, 1), date(2025, 3, 31))
FIRST, LAST = (day_number(day) for day in (MONTHS[0].start, MONTHS[-1].end))
SIZES = (41, 90, 180, 350, 528, 900)  # children in care
PLACES = (0, 1, 2)  # of each grouping that no test here is about


def nothing(sheet: Sheet) -> tables.Recorded:
    """Return a sheet in which nobody has recorded anything."""
    none = np.zeros(0, "i4")
    return tables.Recorded(
        groups={name: np.zeros(0, "i2") for name in recorded_groups(sheet)},
        day=none,
        of=none,
        plan_review=none,
        values={column.key: none for column in sheet.columns},
    )


def council(rng: np.random.Generator, children: int) -> Columns:
    """Return a council with so many children in care, on average and for ever."""
    return _Noise(rng, children).columns()


@dataclass(frozen=True)
class _Noise:
    rng: np.random.Generator
    children: int

    def columns(self) -> Columns:
        care = self._lives(self.children, 900)
        plans = self._lives(0.5 * self.children, 300)
        return Columns(
            la="EXM",
            council="Exampleshire",
            version=1,
            rule="3 and 6 calendar months",
            reviews=self._reviews(*care),
            care_spans=self._care_spans(*care),
            care_periods=self._care_periods(*care),
            conferences=self._conferences(),
            plans=self._plans(*plans),
            plan_spans=self._plan_spans(*plans),
            plan_reviews=self._plan_reviews(*plans),
            disputes=(disputes := self._disputes()),
            dispute_stages=stages_of(disputes),
            staff=self._staff(),
            missing=self._missing(),
            adoption_plans=self._adoption_plans(),
            pre_proceedings=self._pre_proceedings(),
            recorded={sheet.rows_name: nothing(sheet) for sheet in SHEETS.values()},
            labels=LABELS,
            covered=dict.fromkeys(KINDS_OF_FILE, (Period(MONTHS[0].start, LAST_DAY),)),
        )

    def _days(self, a_month: float, before: int) -> Ints:
        """Return days on which something happens, at one rate, from so long before."""
        length = LAST - FIRST + 1 + before
        size = self.rng.poisson(a_month * length / 30.4)
        return np.sort(self.rng.integers(FIRST - before, LAST + 1, size)).astype("i4")

    def _lives(self, there: float, days: float) -> tuple[Ints, Ints]:
        """Return starts and ends of what lasts so many days, so many there at once."""
        start = self._days(there * 30.4 / days, before=8 * int(days))
        end = start + 1 + self.rng.exponential(days, len(start)).astype("i4")
        kept = end > FIRST - 400
        return start[kept], np.where(end > LAST, OPEN, end).astype("i4")[kept]

    def _yes(self, share: float, size: int) -> Bools:
        return self.rng.random(size) < share

    def _groups(self, size: int, *names: str) -> dict[str, Ints]:
        return {
            name: self.rng.choice(PLACES, size, p=(0.03, 0.5, 0.47)).astype("i2")
            for name in names
        }

    def _meetings(
        self, start: Ints, end: Ints, first: int, second: int, on_time: float
    ) -> tuple[Ints, Ints, Ints]:
        """Return whose, due and held of meetings: the first two, then each half-year."""
        most = int((np.minimum(end, LAST) - start).max(initial=0)) // 182 + 2
        after = np.array([first, second, *(second + 182 * n for n in range(1, most))])
        due = start[:, np.newaxis] + after
        early = self.rng.integers(0, 15, due.shape)
        late = 1 + self.rng.exponential(15, due.shape).astype("i4")
        held = due + np.where(self.rng.random(due.shape) < on_time, -early, late)
        held = np.where((held >= end[:, np.newaxis]) | (held > LAST), UNKNOWN, held)
        there = (due < end[:, np.newaxis]) & (due >= FIRST - 400)
        there &= (due <= LAST) | (held != UNKNOWN)
        whose = np.broadcast_to(np.arange(len(start))[:, np.newaxis], due.shape)
        return tuple(each[there].astype("i4") for each in (whose, due, held))

    def _reviews(self, start: Ints, end: Ints) -> tables.Reviews:
        whose, due, held = self._meetings(start, end, 28, 118, 0.88)
        size = len(due)
        following = np.append(held[1:], OPEN)
        same = np.append(whose[1:] == whose[:-1], False)
        code = self.rng.choice(
            len(LABELS["code"]),
            size,
            p=(0.04, 0.14, 0.29, 0.3, 0.1, 0.07, 0.01, 0.03, 0.02),
        )
        return tables.Reviews(
            groups=self._groups(size, *CARE_GROUPS, "review_type")
            | {"code": code.astype("i2"), "participation": VOICE_OF[code]}
            | Beside(size).groups("late_reason", "late_kind"),
            care=whose,
            child=whose,
            due=np.where(self._yes(0.02, size), UNKNOWN, due).astype("i4"),
            held=held,
            next_held=np.where(same & (following > 0), following, OPEN).astype("i4"),
            ceased=end[whose],
            code=code.astype("i4"),
            fourth=np.full(size, UNKNOWN, "i4"),
            sent=(held + Beside(size).rng.integers(15, 30, size)).astype("i4"),
            send_by=np.where(held == UNKNOWN, UNKNOWN, held + 28).astype("i4"),
            third=Beside(size).yes(0.7),
            iro_same=Beside(size + 1).yes(0.8)[1:],
            iro_known=Beside(size + 2).yes(0.95)[2:],
            deprived=Beside(size + 5).yes(0.05)[5:],
            ready=Beside(size + 3).yes(0.8)[3:],
            ready_known=Beside(size + 4).yes(0.9)[4:],
        )

    def _care_spans(self, start: Ints, end: Ints) -> tables.CareSpans:
        care = np.arange(len(start), dtype="i4")
        return tables.CareSpans(
            groups=self._groups(len(care), *CARE_GROUPS)
            | Beside(len(care)).groups("iros"),
            care=care,
            child=care,
            start=start,
            end=end,
            counts_from=start + 28,
            half_year=start + 183,
            year=start + 365,
            **{
                name: self._yes(0.95 if name.endswith("_known") else 0.2, len(care))
                for name in ANSWERS
                if not name.startswith((*HEALTH, "disputed", "planned", "deprived"))
            },
            **_health(len(care)),
            disputed=Beside(len(care)).yes(0.2),
            deprived=Beside(len(care) + 2).yes(0.05)[2:],
            disputed_known=Beside(len(care) + 1).yes(0.95)[1:],
            plan_due=start + 122,
            planned=Beside(len(care) + 2).yes(0.8)[2:],
            planned_known=Beside(len(care) + 3).yes(0.95)[3:],
        )

    def _care_periods(self, start: Ints, end: Ints) -> tables.CarePeriods:
        care = np.arange(len(start), dtype="i4")
        ordered = start + self.rng.integers(100, 500, len(care)).astype("i4")
        answers = {"start_known": 0.95, "adopted": 0.1, "guardianship": 0.1}
        return tables.CarePeriods(
            groups=self._groups(len(care), *CARE_GROUPS, "exit_reason"),
            care=care,
            child=care,
            start=start,
            end=end,
            ordered=np.where(self._yes(0.2, len(care)), ordered, UNKNOWN).astype("i4"),
            placed=np.where(self._yes(0.1, len(care)), ordered, UNKNOWN).astype("i4"),
            **{name: self._yes(share, len(care)) for name, share in answers.items()},
            unsaid=self._yes(0.1, len(care)),
            **self._first_assessed(start),
        )

    def _first_assessed(self, start: Ints) -> dict[str, Ints]:
        beside = Beside(len(start))
        taken = beside.rng.integers(14, 35, len(start))
        return {
            "initial_due": start + 28,
            "initial_done": (start + taken).astype("i4"),
            "initial_known": beside.yes(0.95),
        }

    def _pre_proceedings(self) -> PreProceedings:
        rng = Beside(self.children + 1).rng
        size = rng.poisson(self.children / 60 * (LAST - FIRST + 1) / 30.4)
        start = np.sort(rng.integers(FIRST, LAST + 1, size)).astype("i4")
        decided = (start + 30 + rng.exponential(80, size)).astype("i4")
        return PreProceedings(
            groups=Beside(size).groups(*CHILD_GROUPS),
            start=start,
            letter=start + 10,
            decided=np.where(decided > LAST, UNKNOWN, decided).astype("i4"),
            offered=Beside(size).yes(0.75),
            offered_known=Beside(size + 1).yes(0.95)[1:],
            met=Beside(size + 2).yes(0.7)[2:],
            met_known=Beside(size + 3).yes(0.95)[3:],
        )

    def _missing(self) -> tables.Missing:
        rng = Beside(self.children).rng
        size = rng.poisson(self.children / 20 * (LAST - FIRST + 1) / 30.4)
        start = np.sort(rng.integers(FIRST, LAST + 1, size)).astype("i4")
        return tables.Missing(
            groups=Beside(size).groups(*CARE_GROUPS),
            child=np.arange(size, dtype="i4"),
            start=start,
            next_start=np.full(size, OPEN, "i4"),
        )

    def _adoption_plans(self) -> AdoptionPlans:
        rng = Beside(self.children + 1).rng
        size = rng.poisson(self.children / 40 * (LAST - FIRST + 801) / 30.4)
        decided = np.sort(rng.integers(FIRST - 800, LAST + 1, size)).astype("i4")

        def after(share: float) -> Ints:
            day = decided + 20 + rng.exponential(150, size).astype("i4")
            there = (rng.random(size) < share) & (day <= LAST)
            return np.where(there, day, UNKNOWN).astype("i4")

        beside = Beside(size)
        return AdoptionPlans(
            groups=beside.groups(*CARE_GROUPS, "reversed_reason"),
            child=np.arange(size, dtype="i4"),
            decided=decided,
            matched=after(0.9),
            placed=after(0.9),
            reversed=after(0.3),
            sibling=beside.yes(0.5),
            together=beside.yes(0.7),
            together_known=beside.yes(0.95),
        )

    def _conferences(self) -> tables.Conferences:
        began = self._days(self.children / 40, before=100)
        size = len(began)
        taken = np.where(
            self._yes(0.85, size),
            self.rng.integers(5, 16, size),
            16 + self.rng.exponential(6, size).astype("i4"),
        )
        held = began + taken * 7 // 5
        known = held <= LAST
        return tables.Conferences(
            groups=self._groups(size, *CHILD_GROUPS)
            | {"working_day_band": np.digitize(taken, (11, 16, 21)).astype("i2") + 1},
            s47_started=began,
            due=began + 21,
            held=np.where(known, held, UNKNOWN).astype("i4"),
            settled=np.where(known, held, OPEN).astype("i4"),
            working_days=np.where(known, taken, UNKNOWN).astype("i4"),
            transfer_in=self._yes(0.05, size),
        )

    def _plans(self, start: Ints, end: Ints) -> tables.Plans:
        size = len(start)
        shares = {"second": 0.22, "within_24": 0.1, "within_12": 0.06}
        answers = {name: self._yes(share, size) for name, share in shares.items()}
        known = {f"{name}_known": self._yes(0.97, size) for name in shares}
        return tables.Plans(
            groups=self._groups(size, *CHILD_GROUPS, "category", "duration_band"),
            plan=np.arange(size, dtype="i4"),
            start=start,
            end=end,
            fifteen_months=start + 456,
            next_start=np.full(size, OPEN, "i4"),
            followed_to=np.full(size, UNKNOWN, "i4"),
            **answers,
            **known,
        )

    def _plan_spans(self, start: Ints, end: Ints) -> tables.PlanSpans:
        """Return the days of each plan to 15 months, to two years and beyond."""
        cuts = [(0, 456), (456, 730), (730, OPEN)]
        plan = np.arange(len(start), dtype="i4")
        groups = self._groups(len(plan), *CHILD_GROUPS, "category", "duration_band")
        parts = []
        for place, (first, last) in enumerate(cuts):
            until = end if last == OPEN else np.minimum(end, start + last)
            kept = end > start + first
            parts.append((plan[kept], start[kept] + first, until[kept], place))
        which, starts, ends = (
            np.concatenate([part[place] for part in parts]).astype("i4")
            for place in range(3)
        )
        past = np.concatenate([np.full(len(part[0]), part[3]) for part in parts])
        return tables.PlanSpans(
            groups={name: found[which] for name, found in groups.items()},
            plan=which,
            over_15=past > 0,
            over_24=past > 1,
            start=starts,
            end=ends,
            chaired_to=ends,
            counts_from=start[which] + 91,
        )

    def _plan_reviews(self, start: Ints, end: Ints) -> tables.PlanReviews:
        whose, due, held = self._meetings(start, end, 91, 273, 0.93)
        return tables.PlanReviews(
            groups=self._groups(len(due), *CHILD_GROUPS),
            plan=whose,
            due=due,
            held=held,
            ended=end[whose],
        )

    def _disputes(self) -> Disputes:
        raised = self._days(self.children / 46, before=300)
        return disputes(self.rng, raised)

    def _staff(self) -> tables.Staff:
        start, end = self._lives(self.children / 60, 1500)
        size = len(start)
        return tables.Staff(
            groups=self._groups(size, "iro") | Beside(size).groups("service_band"),
            start=start,
            end=end,
            start_later=start + 365,
            end_later=np.where(end == OPEN, OPEN, end + 365).astype("i4"),
            joined=start,
            left=end,
            left_until=np.where(end == OPEN, OPEN, end + 365).astype("i4"),
            settled=start + 180,
            fte=self.rng.choice((60, 80, 100, 100), size).astype("i4"),
            dual=self._yes(0.4, size),
            agency=self._yes(0.2, size),
        )


LAST_DAY = MONTHS[-1].end


class Beside:
    """Answers and groups of so many rows, by chances that move no other's."""

    def __init__(self, size: int) -> None:
        self.size, self.rng = size, np.random.default_rng(size)

    def yes(self, share: float) -> Bools:
        return self.rng.random(self.size) < share

    def groups(self, *names: str) -> dict[str, Ints]:
        return {name: self.rng.choice(PLACES, self.size).astype("i2") for name in names}


HEALTH = ("assessed", "dentist", "immunised")


def _health(size: int) -> dict[str, Bools]:
    """Return answers on the health of so many children."""
    return {
        name: Beside(size + place).yes(0.95 if name.endswith("_known") else 0.8)[:size]
        for place, name in enumerate(ANSWERS)
        if name.startswith(HEALTH)
    }


def disputes(rng: np.random.Generator, raised: Ints) -> Disputes:
    """Return disputes raised on these days, resolved by a clock of one speed."""
    size = len(raised)
    taken = 1 + rng.gamma(2.0, 7.0, size).astype("i4")
    resolved = raised + taken * 7 // 5
    still = resolved > LAST
    beside = Beside(size)
    return Disputes(
        groups={
            name: rng.choice(PLACES, size).astype("i2")
            for name in (*CARE_GROUPS, "stage", "highest_stage", "theme")
        }
        | beside.groups("outcome", *FOLLOW_UP_GROUPS),
        raised=raised,
        resolved=np.where(still, OPEN, resolved).astype("i4"),
        working_days=np.where(still, UNKNOWN, taken).astype("i4"),
        limit=np.full(size, 20, "i4"),
        past_limit=raised + 28 <= LAST,
        **{name: beside.yes(0.5) for name in WAYS},
    )


def stages_of(disputes: Disputes) -> DisputeStages:
    """Return one stage for each dispute, answered when it was resolved."""
    size = disputes.size
    beside = Beside(size)
    return DisputeStages(
        groups={
            **{name: disputes.groups[name] for name in (*CARE_GROUPS, "theme")},
            "at_stage": disputes.groups["stage"],
        },
        dispute=np.arange(size, dtype="i4"),
        resolved=disputes.resolved,
        working_days=disputes.working_days,
        in_time=beside.yes(0.7),
        in_time_known=beside.yes(0.9),
    )


# One kind of row, with chances that a test says month by month.


def with_reviews(
    rng: np.random.Generator, on_time: Sequence[float], of: int = 60
) -> Columns:
    """Return so many reviews a month, each on time with that month's chance."""
    month = np.repeat(np.arange(len(on_time)), of)
    held = np.array([day_number(each.start) for each in MONTHS], "i4")[month] + 14
    late = rng.random(len(month)) >= np.array(on_time)[month]
    size, number = len(month), np.arange(len(month), dtype="i4")
    code = np.ones(size, "i4")
    few = council(rng, 0)
    return replace(
        few,
        reviews=tables.Reviews(
            groups={name: np.ones(size, "i2") for name in REVIEW_GROUPS},
            care=number,
            child=number,
            due=(held - late).astype("i4"),
            held=held,
            next_held=np.full(size, OPEN, "i4"),
            ceased=np.full(size, OPEN, "i4"),
            code=code,
            fourth=np.full(size, UNKNOWN, "i4"),
            sent=held + 20,
            send_by=held + 28,
            third=Beside(size).yes(0.7),
            iro_same=Beside(size + 1).yes(0.8)[1:],
            iro_known=Beside(size + 2).yes(0.95)[2:],
            ready=Beside(size + 3).yes(0.8)[3:],
            ready_known=Beside(size + 4).yes(0.9)[4:],
            deprived=Beside(size + 5).yes(0.05)[5:],
        ),
    )


def with_disputes(rng: np.random.Generator, a_month: Sequence[float]) -> Columns:
    """Return disputes raised at each month's rate."""
    month = np.repeat(np.arange(len(a_month)), rng.poisson(a_month))
    raised = np.array([day_number(each.start) for each in MONTHS], "i4")[month] + 9
    found = disputes(rng, raised)
    return replace(council(rng, 0), disputes=found, dispute_stages=stages_of(found))
