"""The contract between store and measures: read-only columns of small integers.

Dates are days since 1970-01-01 as int32: UNKNOWN where there is none, OPEN where an
end has not come. `groups` holds, for each way of breaking rows down, every row's
position in `Columns.labels`; position 0 is always "Not recorded".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.benchmarks import NONE, Benchmarks
from domain.codes import (
    AGED_UNDER_4,
)
from domain.events import Event
from domain.exchange import Theirs
from domain.labels import FIXED_LABELS
from domain.periods import Period
from domain.recorded import headings
from domain.targets import Rebase, Target

Ints = NDArray[np.signedinteger]
Bools = NDArray[np.bool_]

RESOLUTIONS = "resolutions"  # of disputes: may be told later than any is raised
UNKNOWN = -1
OPEN = 2**31 - 1
EPOCH = date(1970, 1, 1).toordinal()

# Every way of breaking a figure down: its name in code, its words on screen.
_OF_RETURNS: Mapping[str, str] = {
    "team": "Team",
    "iro": "IRO or chair",
    "age_band": "Age band",
    "sex": "Sex",
    "ethnic_group": "Ethnic group",
    "disability": "Disability",
    "alone": "Whether unaccompanied",
    "legal_status": "Legal status",
    "placement": "Placement",
    "distance": "Distance from home",
    "region": "Region placed in",
    "review_type": "Review type",
    "code": "Participation code",
    "participation": "How the child took part",
    "working_day_band": "Working days taken",
    "duration_band": "Time on the plan",
    "category": "Category of abuse",
    "exit_reason": "Reason care ended",
    "reversed_reason": "Reason for reversal",
    "stage": "Entry stage",
    "highest_stage": "Highest stage",
    "at_stage": "Stage answered at",
    "theme": "Theme",
    "theme x stage": "Theme and entry stage",  # of what a board reads alone
    "outcome": "What came of it",
    "late_reason": "Reason a review was late",
    "late_kind": "Kind of delay",
    "iros": "IROs in 12 months",
    "service_band": "Length of service",
}
DIMENSIONS: Mapping[str, str] = {**_OF_RETURNS, **headings(_OF_RETURNS.values())}


def day_number(day: date | None, missing: int = UNKNOWN) -> int:
    """Return a date as days since 1970-01-01."""
    return missing if day is None else day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(int(number) + EPOCH)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of one kind, as columns of one length."""

    groups: Mapping[str, Ints]

    @property
    def size(self) -> int:
        """How many rows there are."""
        column = next(each.name for each in fields(self) if each.name != "groups")
        return len(getattr(self, column))


@dataclass(frozen=True, kw_only=True)
class ReviewRows(Rows):
    """Reviews of one kind, each due on a day, held or still owed.

    `due` is UNKNOWN where an earlier review may lie before the first file loaded;
    `held` is UNKNOWN for a review owed.
    """

    due: Ints
    held: Ints

    def was_held(self) -> Bools:
        """Return which reviews have been held."""
        return self.held != UNKNOWN

    def due_known(self) -> Bools:
        """Return which reviews have a due day that the loaded files tell."""
        return self.due != UNKNOWN

    def due_unknown(self) -> Bools:
        """Return which reviews have a due day that the loaded files do not tell."""
        return self.due == UNKNOWN

    def on_time(self) -> Bools:
        """Return which reviews were held by the day they were due."""
        return self.was_held() & (self.held <= self.due)

    def late(self) -> Bools:
        """Return which reviews were held after the day they were due."""
        return self.was_held() & self.due_known() & (self.held > self.due)

    def settled(self) -> Ints:
        """Return the day each review was held or no longer owed."""
        return np.minimum(np.where(self.was_held(), self.held, OPEN), self._owed_until)

    def last_day_unsettled(self) -> Ints:
        """Return the last day each review counts against somebody.

        Its due day, or longer where it was late.
        """
        return np.maximum(self.due, self.settled() - 1)

    @property
    def _owed_until(self) -> Ints:
        """The day from which each review is owed no longer."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Reviews(ReviewRows):
    """Reviews of children in care, in order of period of care.

    `ceased` is the end of the period of care. `next_held` is the day of the child's
    next review held, OPEN if there is none. `fourth` is the day the child is 4, UNKNOWN
    where nobody knows when they were born. `sent` is the day its record was sent, due
    by `send_by` if held, each UNKNOWN where there is none. From the third review held on,
    `third` says so; `iro_same` that those three had one IRO, where `iro_known`. `ready`:
    all was ready ten working days before it was due, where `ready_known`. `deprived`:
    the child was under an order depriving them of liberty on the day it was due, or, if
    that is not known, held.
    """

    care: Ints
    child: Ints
    next_held: Ints
    ceased: Ints
    code: Ints
    fourth: Ints
    sent: Ints
    send_by: Ints
    third: Bools
    iro_same: Bools
    iro_known: Bools
    deprived: Bools
    ready: Bools
    ready_known: Bools

    def under_4(self) -> Bools:
        """Return which are of children under 4: by age, else by the code."""
        by_age = self.held < self.fourth
        return np.where(self.fourth == UNKNOWN, self._coded_under_4(), by_age)

    def not_told(self) -> Bools:
        """Return which do not tell how the child took part: no code, or PN0 from 4 on."""
        return (self.code == 0) | (self._coded_under_4() & ~self.under_4())

    def _coded_under_4(self) -> Bools:
        return self.code == FIXED_LABELS["code"].index(AGED_UNDER_4)

    @property
    def _owed_until(self) -> Ints:
        return self.ceased


@dataclass(frozen=True, kw_only=True)
class CareSpans(Rows):
    """Days of a period of care over which nothing told here of the child changes.

    From `start`, up to and not including `end`. `counts_from` is 20 working days,
    `half_year` 6 and `year` 12 months after the period of care started. Short breaks are
    left out. Each answer holds on all of these days; where its `_known` is False it is
    unknown. `iro_same`: the IRO is that of 12 months before; `seen` by an IRO in the 6
    months before; `home_12`: with parents on a care order for 12 months; `agreed`,
    `agreed_6`: in care under section 20, for over 6 months; `outside` the council's
    area; `moved_often`: three placements or more in 12 months; `long_term`: under 16 and
    two and a half years in care, `stable` if two of them in one placement; `on_plan`;
    `assessed` and `dentist`: the health assessment and the dental check are in time;
    `immunised`: immunisations are up to date; `disputed`: a dispute about the child
    was raised in the 12 months before; `planned`: the latest care plan names a lasting
    home, which is due to be planned by `plan_due`; `deprived` of liberty, by a court's
    order.
    """

    care: Ints
    child: Ints
    start: Ints
    end: Ints
    counts_from: Ints
    half_year: Ints
    year: Ints
    iro_same: Bools
    iro_known: Bools
    seen: Bools
    seen_known: Bools
    home_12: Bools
    agreed: Bools
    agreed_6: Bools
    outside: Bools
    outside_known: Bools
    moved_often: Bools
    moved_known: Bools
    long_term: Bools
    stable: Bools
    stable_known: Bools
    on_plan: Bools
    assessed: Bools
    assessed_known: Bools
    dentist: Bools
    dentist_known: Bools
    immunised: Bools
    immunised_known: Bools
    disputed: Bools
    disputed_known: Bools
    plan_due: Ints
    planned: Bools
    planned_known: Bools
    deprived: Bools


@dataclass(frozen=True, kw_only=True)
class CarePeriods(Rows):
    """Periods of care, one row each, with the groups of their last day.

    `end` is OPEN while care goes on, as short breaks too. `unsaid`: the reason for its
    end is blank, no code, or "any other". `ordered` and `placed` are the first day of a
    placement order and of a placement for adoption, UNKNOWN if there was none. Of those
    that began before any file tells, `start_known` is False. `initial_due` is the day by
    which the first health assessment is due, UNKNOWN where none is; `initial_done` the
    day of it, UNKNOWN if none is told, which is known only where `initial_known`.
    """

    care: Ints
    child: Ints
    start: Ints
    start_known: Bools
    end: Ints
    ordered: Ints
    placed: Ints
    adopted: Bools
    guardianship: Bools
    unsaid: Bools
    initial_due: Ints
    initial_done: Ints
    initial_known: Bools


@dataclass(frozen=True, kw_only=True)
class Missing(Rows):
    """Times that a child in care was missing, one row each; being away is none.

    `next_start` is the first day of the child's next, OPEN if there is none.
    """

    child: Ints
    start: Ints
    next_start: Ints


@dataclass(frozen=True, kw_only=True)
class Conferences(Rows):
    """Section 47 enquiries that led, or should lead, to an initial conference.

    `settled` is the day from which none is owed: it was held, another answered the
    enquiry, or the child died or is 18; OPEN while it is owed.
    """

    s47_started: Ints
    due: Ints
    held: Ints
    settled: Ints
    working_days: Ints
    transfer_in: Bools


@dataclass(frozen=True, kw_only=True)
class Plans(Rows):
    """Child protection plans, one row each.

    `second` says the child was on a plan before, however long ago; `within_24` and
    `within_12` that the last one ended under 24 and 12 calendar months before the
    start. Each has a `_known` beside it: where that is False the answer is unknown.
    `fifteen_months` is the day the plan reaches 15 calendar months. `next_start` is the
    day of the child's next plan, OPEN if none is seen. Up to `followed_to` the files
    tell, from the plan's end on without a break, whether there was one: never past a
    death or an 18th birthday, and UNKNOWN where they do not tell at all.
    """

    plan: Ints
    start: Ints
    end: Ints
    second: Bools
    second_known: Bools
    within_24: Bools
    within_24_known: Bools
    within_12: Bools
    within_12_known: Bools
    fifteen_months: Ints
    next_start: Ints
    followed_to: Ints


@dataclass(frozen=True, kw_only=True)
class PlanSpans(Rows):
    """Days of a plan over which no group of the child changes; as CareSpans.

    `counts_from` is three calendar months after the plan started; `over_15` and
    `over_24` say that these days lie past 15 months, and past 729 days, on the plan.
    `chaired_to` is the day from which no IRO or chair holds the plan: the end of these
    days, or the day from which lead practitioners chair conferences if that is sooner.
    """

    plan: Ints
    over_15: Bools
    over_24: Bools
    start: Ints
    end: Ints
    chaired_to: Ints
    counts_from: Ints


@dataclass(frozen=True, kw_only=True)
class PlanReviews(ReviewRows):
    """Review child protection conferences; `ended` is the end of the plan."""

    plan: Ints
    ended: Ints

    @property
    def _owed_until(self) -> Ints:
        return self.ended


@dataclass(frozen=True, kw_only=True)
class Staff(Rows):
    """IROs and chairs in post, a row for each band of service; `fte` in hundredths.

    From `start`, up to and not including `end`. `dual`: they are both IRO and chair of
    conferences. `settled` is the day after their probation, or their first day where
    the staff list tells of none. `joined` is the day they came, of their first row
    alone, `left` the day they were no longer there, of their last, and `left_until` 12
    months after; UNKNOWN and OPEN else. `start_later` and `end_later` are the row's
    days 12 months on.
    """

    start: Ints
    end: Ints
    start_later: Ints
    end_later: Ints
    joined: Ints
    left: Ints
    left_until: Ints
    settled: Ints
    fte: Ints
    dual: Bools
    agency: Bools


@dataclass(frozen=True, kw_only=True)
class Recorded(Rows):
    """Rows of one sheet of what the service records (domain/recorded.py), as they stand.

    `day` puts a row into a period: the first of its month, where the sheet has months;
    UNKNOWN where it tells none. `of` is the place of the review, conference or dispute
    that it is about, `plan_review` of the review conference, among the rows of that
    kind; UNKNOWN where there is none. `values` has each column of the sheet by its key,
    UNKNOWN where blank: a day as its number; a number as it is, posts in hundredths; 1 for yes and 0 for no;
    an answer as its position in the labels; of words 1, where there are any; and of a
    member of staff 1 where they were the child's own IRO or chair on the day held, 0 where
    somebody else was, UNKNOWN where no allocation says who.
    """

    day: Ints
    of: Ints
    plan_review: Ints
    values: Mapping[str, Ints] = field(default_factory=dict)

    def said(self, key: str) -> Bools:
        """Return which rows are filled in a column."""
        return self.values[key] != UNKNOWN

    def yes(self, key: str) -> Bools:
        """Return which rows say yes, or are of the child's own IRO or chair."""
        return self.values[key] == 1


@dataclass(frozen=True)
class Columns:
    """One council's rows as columns, its lists of labels, and what was loaded.

    `covered` gives, for each kind of file, the runs of days that the loaded files speak
    for. `version` is the council's when read.
    """

    la: str
    council: str
    version: int
    rule: str
    reviews: Reviews
    care_spans: CareSpans
    care_periods: CarePeriods
    conferences: Conferences
    plans: Plans
    plan_spans: PlanSpans
    plan_reviews: PlanReviews
    disputes: Rows  # of domain.dispute_rows, as the next
    dispute_stages: Rows
    staff: Staff
    missing: Missing
    adoption_plans: Rows  # of domain.permanence
    pre_proceedings: Rows  # of domain.pre_proceedings
    recorded: Mapping[str, Recorded] = field(default_factory=dict)  # by Sheet.rows_name
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    covered: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)  # its own, by kind of rows
    invented: bool = False
    left_out: int = 0
    led_from: date | None = None  # lead practitioners chair conferences from this day
    benchmarks: Benchmarks = NONE  # public, so the same for every reader
    exchanged: tuple[Theirs, ...] = ()  # other councils', told in full, so as those
    targets: tuple[Target, ...] = ()  # by measure and first day
    rebases: tuple[Rebase, ...] = ()  # by measure and first day
    events: tuple[Event, ...] = ()  # of the council's log, the earliest first
    reallocations: tuple[Event, ...] = ()  # of many children at once, as the log's
    answers: dict[Any, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What metrics.measure.counted has found in these rows; a copy begins without it."""

    def of(self, kind: str) -> Rows:
        """Return the rows of one kind, by its name here."""
        found: Rows = self.recorded[kind] if kind in self.recorded else vars(self)[kind]
        return found

    @property
    def every_kind(self) -> Mapping[str, Rows]:
        """The rows of every kind, by its name."""
        own = {
            name: rows for name, rows in vars(self).items() if isinstance(rows, Rows)
        }
        return {**own, **self.recorded}

    def last_day(self, what: str) -> date | None:
        """Return the last day that the files of one kind speak for."""
        runs = self.covered.get(what, ())
        return runs[-1].end if runs else None

    def whole(
        self, between: Callable[[date, date], tuple[Period, ...]]
    ) -> tuple[Period, ...]:
        """Return the periods that files of any kind speak for in full, latest first.

        `between` gives all there are from one day to another.
        """
        last = self.data_to
        runs = [run for runs in self.covered.values() for run in runs]
        if last is None or not runs:
            return ()
        return tuple(
            period
            for period in between(min(runs).start, last)[::-1]
            if any(run.holds(period.start) and run.holds(period.end) for run in runs)
        )

    @property
    def data_to(self) -> date | None:
        """The latest day that any loaded file speaks for."""
        ends = [self.last_day(what) for what in self.covered if what != RESOLUTIONS]
        return max((end for end in ends if end), default=None)
