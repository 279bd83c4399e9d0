"""The measures of a month, one line each, those that most need talking about first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.periods import (
    Period,
    add_months,
    financial_year_of,
    month_of,
    months_between,
    rolling_year_to,
)
from domain.tables import Columns
from metrics import led
from metrics.changed import Change, Changed, changed
from metrics.comparison import compared
from metrics.figure import Bounds, Figure, bounds, figure, figures
from metrics.measure import Metric
from metrics.verdict import Assurance, Variation, Verdict

USUAL = (  # what a council looks at until it says otherwise
    "reviews_held_on_time",
    "children_with_all_reviews_on_time",
    "reviews_overdue",
    "children_taking_part",
    "participation_not_recorded",
    "icpcs_held_within_15_working_days",
    "icpcs_overdue",
    "plan_reviews_held_on_time",
    "plan_reviews_overdue",
    "plans_started",
    "plans_open",
    "plans_started_second_or_subsequent",
    "plans_open_over_15_months",
    "plans_open_over_24_months",
    "disputes_raised",
    "disputes_open",
    "disputes_resolved_within_20_working_days",
    "children_in_care_at_end",
    "caseload_per_fte",
    "staff_from_agencies",
)
BY_NEED = (  # which way a measure goes, the most in need of talking about first
    Variation.WORSENING,
    Variation.RISING,
    Variation.FALLING,
    Variation.TOO_FEW,
    Variation.STEADY,
    Variation.IMPROVING,
)


@dataclass(frozen=True, eq=False)
class Line:
    """One measure of a month.

    `year_to_date` and `twelve_months` are None of what is counted on a day. Each is of
    the later part of a period that a change of service divides. `change` is that since
    the month before; None where the two are not to be compared.
    """

    metric: Metric
    latest: Figure
    last_year: Figure
    year_to_date: Figure | None
    twelve_months: Figure | None
    verdict: Verdict
    change: Change | None

    @property
    def bounds(self) -> Bounds | None:
        """Between which values the latest lies, whatever is not recorded."""
        return bounds(self.latest)

    @property
    def need(self) -> tuple[bool, int, float]:
        """How much it needs talking about: the least comes first.

        Who worsens and misses the target, then who misses it, then by which way they
        go; among those, the change since the month before that chance makes most rarely.
        """
        fails = self.verdict.assurance is Assurance.FAILS
        way = BY_NEED.index(self.verdict.variation)
        if not fails and way in (1, 2):
            way = 1  # neither higher nor lower is better
        return not fails, way, self.change.rarity if self.change else 1.0


@dataclass(frozen=True, eq=False)
class Meeting:
    """All lines of a month, in the order in which they are talked about."""

    month: Period
    lines: tuple[Line, ...]
    changed: Changed


def months_of(columns: Columns) -> tuple[Period, ...]:
    """Return the whole months that files speak for, the latest first."""
    return columns.whole(months_between)


def meeting(
    metrics: Sequence[Metric],
    columns: Columns,
    month: Period,
    judge: Callable[[Metric], Verdict],
) -> Meeting:
    """Return the lines of a month; `judge` gives the verdict that cards give too."""
    moved = changed(metrics, columns, month)
    changes = {each.metric.key: each for each in (*moved.compared, *moved.changed)}
    lines = [_line(each, columns, month, judge(each), changes) for each in metrics]
    return Meeting(month, tuple(sorted(lines, key=lambda line: line.need)), moved)


def _line(
    metric: Metric,
    columns: Columns,
    month: Period,
    verdict: Verdict,
    changes: Mapping[str, Change],
) -> Line:
    latest, last_year = beside(metric, columns, month, month.same_last_year())
    year_to_date = twelve_months = None
    if not metric.is_stock:
        to_date = Period(financial_year_of(month.end).start, month.end)
        year_to_date = _later(metric, columns, to_date)
        twelve_months = _later(metric, columns, rolling_year_to(month.end))
    return Line(
        metric,
        latest,
        last_year,
        year_to_date,
        twelve_months,
        verdict,
        changes.get(metric.key),
    )


def month_before(month: Period) -> Period:
    """Return the month before a month."""
    return month_of(add_months(month.start, -1))


def beside(
    metric: Metric, columns: Columns, month: Period, earlier: Period
) -> tuple[Figure, Figure]:
    """Return a measure of a month and of an earlier one; see comparison.compared.

    The earlier one has no value where it is of another service.
    """
    then, now = figures(metric, columns, (earlier, month))
    return now.comparable, compared(now, then, columns.led_from)


def _later(metric: Metric, columns: Columns, period: Period) -> Figure:
    part = led.halves(metric, columns, period)[-1]
    return figure(metric, columns, part).comparable
