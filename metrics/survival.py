"""How long until something happens, where some were not watched until it did.

Kaplan and Meier's estimator, and by it how soon children are back on a plan (ADR 0034).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from domain.periods import Period, years_between
from domain.tables import Bools, Columns, Ints, Plans, day_number
from metrics.kernel import Numbers
from metrics.measure import EVERYTHING, Counting, Where
from metrics.plans import PLANS_ENDED

MONTHS = {3: 91, 6: 183, 12: 365, 24: 730}  # and how many days they are counted as
FEWEST = 10  # children still followed: of fewer nothing is said
SURE = 0.95
GROUPINGS = ("category", "duration_band")


@dataclass(frozen=True, eq=False)
class Curve:
    """The share to whom it had not happened, after each time at which it did to some.

    `times` are in order, in the unit of the durations. `at_risk` were still watched
    just before each, to `events` of them it happened then. `low` and `high` bound
    `survival`, each point by itself; they are NaN where nobody is left. `durations`
    are those given, in order.
    """

    times: Ints
    survival: Numbers
    at_risk: Ints
    events: Ints
    low: Numbers
    high: Numbers
    durations: Ints

    @property
    def size(self) -> int:
        """How many were watched."""
        return len(self.durations)

    def watched(self, time: int) -> int:
        """Return to how many it could still be seen to happen at a time."""
        return self.size - int(np.searchsorted(self.durations, time, side="left"))

    def happened(self, time: int) -> int:
        """Return to how many it was seen to happen by a time, that time in it."""
        return int(self.events[: self._steps(time)].sum())

    def share(self, time: int) -> tuple[float, float, float]:
        """Return to which share it happened by a time, and bounds, from 0 to 1."""
        steps = self._steps(time)
        if not steps:
            return 0.0, 0.0, float("nan")
        last = steps - 1
        shares = (self.survival[last], self.high[last], self.low[last])
        found, low, high = (1.0 - float(each) for each in shares)
        return found, low, high

    def _steps(self, time: int) -> int:
        return int(np.searchsorted(self.times, time, side="right"))


def kaplan_meier(durations: Ints, observed: Bools, sure: float = SURE) -> Curve:
    """Return Kaplan and Meier's estimate of survival.

    `durations` say how long each was watched, `observed` whether it happened then.
    Who is no longer watched from a time on is still at risk at it. Bounds are by
    Greenwood's variance on the scale log(-log).

    Raises:
        ValueError: there is not one answer for each duration, or one is below 0.
    """
    days = np.asarray(durations, np.int64)
    happened = np.asarray(observed, np.bool_)
    if days.shape != happened.shape or (days < 0).any():
        raise ValueError("Each duration is 0 or more, and says if it was observed.")
    in_order = np.sort(days)
    times, events = np.unique(days[happened], return_counts=True)
    at_risk = len(days) - np.searchsorted(in_order, times, side="left")
    survival = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    low, high = _bounds(survival, at_risk, events, sure)
    return Curve(times, survival, at_risk, events, low, high, in_order)


def _bounds(
    survival: Numbers, at_risk: Ints, events: Ints, sure: float
) -> tuple[Numbers, Numbers]:
    """Return the bounds of each point; NaN where nobody is left."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))
        log = np.log(survival)
        wide = NormalDist().inv_cdf((1 + sure) / 2) * np.sqrt(variance) / np.abs(log)
        low, high = (np.exp(-np.exp(np.log(-log) + by)) for by in (wide, -wide))
    nobody = survival <= 0.0
    return np.where(nobody, np.nan, low), np.where(nobody, np.nan, high)


# How soon a child is back on a plan, among plans that ended.


@dataclass(frozen=True)
class Returns:
    """Plans of one group that ended: their curve, and how many nobody could follow."""

    label: str
    curve: Curve
    aside: int

    def told(self, months: int) -> bool:
        """Whether enough are still followed after so many months to say a share."""
        return self.curve.watched(MONTHS[months]) >= FEWEST


def days_told(columns: Columns) -> Period | None:
    """Return all days from the first to the last that files of plans speak for."""
    runs = columns.covered.get("plans", ())
    return Period(runs[0].start, runs[-1].end) if runs else None


def returns(
    columns: Columns, period: Period, where: Where = EVERYTHING, by: str | None = None
) -> tuple[Returns, ...]:
    """Return how soon children were back on a plan, of plans that ended in a period.

    They are followed up to the period's last day. `by` is None, "year" for financial
    years of ending, or a grouping that plans carry; groups without a plan are left out.

    Raises:
        MeasureError: `where` or `by` names a grouping or group that is not there.
    """
    rows = columns.plans
    first, last = day_number(period.start), day_number(period.end)
    grouping = None if by == "year" else by
    counting = Counting(PLANS_ENDED, columns, (period,), where, grouping)
    row = np.flatnonzero(
        counting.chosen(rows) & (rows.end >= first) & (rows.end <= last)
    )
    group, labels = _groups(counting, rows, row, by)
    found = [
        _returns(label, rows, row[group == place], last)
        for place, label in enumerate(labels)
    ]
    return tuple(each for each in found if each.curve.size or each.aside)


def _groups(
    counting: Counting, rows: Plans, row: Ints, by: str | None
) -> tuple[Ints, Sequence[str]]:
    """Return the group of each row, as a place in labels, and those labels."""
    if by != "year":
        return counting.group(rows, row), counting.labels
    (period,) = counting.periods
    years = years_between(period.start, period.end)
    starts = np.array([day_number(year.start) for year in years])
    place = np.searchsorted(starts, rows.end[row], side="right") - 1
    return place, [year.label for year in years]


def _returns(label: str, rows: Plans, row: Ints, last: int) -> Returns:
    """Return one group's curve; who was not followed for a day is aside."""
    end, again = rows.end[row], rows.next_start[row]
    until = np.minimum(rows.followed_to[row], last)
    back = again <= until
    days = np.where(back, again, until) - end
    followed = until > end
    return Returns(
        label,
        kaplan_meier(days[followed], back[followed]),
        int((~followed).sum()),
    )
