"""Which days of its period a figure counts: those that the loaded files speak for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from domain.periods import ONE_DAY, Period, say_day
from metrics.kernel import Runs
from metrics.measure import Metric


def from_the_start(metric: Metric, period: Period, spoken: Runs) -> bool:
    """Say whether the days spoken for are all from the period's first to their last.

    What there is on a day needs that day only.
    """
    if metric.is_stock or not spoken:
        return True
    return len(spoken) == 1 and spoken[0].start == period.start


def first_counted(metric: Metric, period: Period, spoken: Runs) -> date | None:
    """Return the first day that is counted, where it is not the period's own."""
    if metric.is_stock or not spoken or spoken[0].start == period.start:
        return None
    return spoken[0].start


def days_counted(metric: Metric, period: Period, spoken: Runs) -> str:
    """Return which days of a period are not counted, in words; empty if all are."""
    if not spoken:
        return ""
    said = []
    if first := first_counted(metric, period, spoken):
        said.append(f"Counted from {say_day(first)}, where its data begins.")
    if not metric.is_stock:
        said += [
            f"No file speaks for {_days(one.end + ONE_DAY, other.start - ONE_DAY)}."
            for one, other in pairwise(spoken)
        ]
    last = spoken[-1].end
    if last < period.end:
        said.append(f"Counted up to {say_day(last)}, where its data ends.")
    return " ".join(said)


def _days(first: date, last: date) -> str:
    """Return the days between two files as said in a sentence."""
    if first == last:
        return say_day(first)
    return f"the days from {say_day(first)} to {say_day(last)}"
