"""What chance explains of a measure's rows, and the one verdict on its months."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from domain.periods import Period, clip, months_between
from domain.rounding import rounded
from domain.tables import Columns
from metrics.benchmark import beside
from metrics.measure import Metric
from metrics.series import control_of
from metrics.verdict import Verdict, verdict
from reports.figures import VALUE_DECIMALS, Figures

SIDE_BY_SIDE = ("month", "quarter", "year")  # rolling years share their months
LIMIT_FIELDS = ("mean", "lower", "upper", "rule")
VERDICT_FIELDS = (
    "variation",
    "assurance",
    "words",
    "target",
    "benchmark",
    "judged_by",
)


@dataclass(frozen=True)
class Limited:
    """What a row is judged by; all None where it is not judged.

    `rule` says why its value is more than chance; None where it is not.
    """

    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    rule: str | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The same by the names that a reader of JSON or CSV finds them under."""
        return {name: getattr(self, name) for name in LIMIT_FIELDS}


@dataclass(frozen=True)
class Judged:
    """The verdict on the months of a period, and what each row is judged by."""

    verdict: Verdict
    benchmark: dict[str, Any] | None
    rows: tuple[Limited, ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The verdict by the names that a reader of JSON or CSV finds it under."""
        found = self.verdict
        series = found.series
        return {
            "variation": found.variation.value,
            "assurance": found.assurance.value,
            "words": found.line,
            "target": found.target,
            "benchmark": self.benchmark,
            "judged_by": series.grain.value if series else None,
        }


def judged(shown: Figures, columns: Columns) -> Judged:
    """Return the verdict on the months of a measure's period, and its rows' limits."""
    period = shown.period
    months = clip(months_between(period.start, period.end), period)
    return Judged(
        verdict(shown.metric, columns, months, shown.where),
        benchmark_of(shown.metric, columns, period),
        _limited(shown, columns),
    )


def benchmark_of(
    metric: Metric, columns: Columns, period: Period
) -> dict[str, Any] | None:
    """Return what is published beside a measure; None where nothing is.

    `year` is the year whose 31 March the published figures are of, or end on.
    """
    found = beside(metric, columns, period)
    if found.series is None or found.year is None:
        return None
    middle, rank, release = found.neighbours, found.rank, found.release
    return {
        "words": found.line,
        "year": found.year,
        "ours": found.ours,
        "england": found.england,
        "region": found.region,
        "region_name": found.region_name,
        "neighbours_median": middle.median if middle else None,
        "neighbours_low": middle.low if middle else None,
        "neighbours_high": middle.high if middle else None,
        "rank": rank.place if rank else None,
        "rank_of": rank.of if rank else None,
        "quarter": found.quarter,
        "source": found.source if release else "",
    }


def _limited(shown: Figures, columns: Columns) -> tuple[Limited, ...]:
    if shown.by not in SIDE_BY_SIDE:
        return (Limited(),) * len(shown.rows)
    periods = tuple(row.shown.period for row in shown.rows)
    counts = shown.metric.count(columns, periods, shown.where).only_whole()
    control = control_of(shown.metric, columns, counts)
    return tuple(
        Limited()
        if math.isnan(value)
        else Limited(
            _number(control.mean[place]),
            _number(control.lower[place]),
            _number(control.upper[place]),
            rule.value if (rule := control.rules[place]) else None,
        )
        for place, value in enumerate(control.values)
    )


def _number(found: float) -> float | None:
    return None if math.isnan(found) else rounded(float(found), VALUE_DECIMALS)
