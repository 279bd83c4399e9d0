"""Is a person's or a team's share more than chance away from the whole service's?

Limits are exact binomial ones, in whole cases (ADR 0014).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.codes import NOT_RECORDED
from domain.periods import Period
from domain.tables import Columns
from metrics.chance import Limits, limits
from metrics.figure import figure
from metrics.kernel import Numbers
from metrics.measure import EVERYTHING, Metric, Where, counted

USUAL, RARE = 0.95, 0.998  # how often chance alone stays within the limits
FEWEST = 30  # cases: fewer say too little of anybody
LEAST_IN_POST = 0.75  # of the period
FEWEST_OF_TEAM = 10  # cases: a team is compared sooner, as it points at nobody


class Place(StrEnum):
    """Where a share lies; the value is what a reader is told."""

    FAR_BELOW = "lower than chance alone gives (99.8%)"
    BELOW = "lower than chance alone gives (95%)"
    WITHIN = "within what chance alone gives"
    ABOVE = "higher than chance alone gives (95%)"
    FAR_ABOVE = "higher than chance alone gives (99.8%)"


class LeftOut(StrEnum):
    """Why somebody is not compared; the value is what a reader is told."""

    FEW = f"fewer than {FEWEST} in the period"
    SHORT = f"in post for less than {LEAST_IN_POST:.0%} of the period"
    TOO_FEW = f"too few to say: fewer than {FEWEST_OF_TEAM} in the period"
    NOT_KNOWN = "not on the staff list, so how long in post is not known"


@dataclass(frozen=True)
class Point:
    """An IRO's, chair's or team's cases: how many, how many passed, what that says."""

    label: str
    passed: int
    cases: int
    says: Place | LeftOut

    @property
    def compared(self) -> bool:
        """Whether they are beside the limits at all."""
        return isinstance(self.says, Place)

    @property
    def share(self) -> float:
        """The percentage that passed; NaN where there is no case."""
        return 100 * self.passed / self.cases if self.cases else float("nan")


@dataclass(frozen=True)
class Funnel:
    """The service's cases over a period, and points of those who had any of them."""

    metric: Metric
    period: Period
    passed: int
    cases: int
    points: tuple[Point, ...]

    def limits(self, cases: int, kept: float) -> Limits:
        """Return the limits for so many cases around the service's share."""
        return limits(cases, self.passed, self.cases, kept)


def funnel(
    metric: Metric,
    columns: Columns,
    period: Period,
    labels: Sequence[str],
    in_post: Mapping[str, float],
) -> Funnel:
    """Return the points of some IROs, by the number of their cases, fewest first.

    `in_post` gives the part of the period, from 0 to 1, that each was in post.
    """

    def why_not(label: str, cases: int) -> LeftOut | None:
        return left_out(cases, in_post.get(label))

    return _funnel(metric, columns, period, EVERYTHING, "iro", labels, why_not)


def funnel_of_teams(
    metric: Metric, columns: Columns, period: Period, where: Where = EVERYTHING
) -> Funnel:
    """Return the points of all teams, by the number of their cases, fewest first."""

    def why_not(_: str, cases: int) -> LeftOut | None:
        return LeftOut.TOO_FEW if cases < FEWEST_OF_TEAM else None

    teams = [label for label in columns.labels["team"] if label != NOT_RECORDED]
    return _funnel(metric, columns, period, where, "team", teams, why_not)


def _funnel(
    metric: Metric,
    columns: Columns,
    period: Period,
    where: Where,
    by: str,
    labels: Sequence[str],
    why_not: Callable[[str, int], LeftOut | None],
) -> Funnel:
    counts = counted(metric, columns, (period,), where, by)
    whole = figure(metric, columns, period, where)
    passed, cases = int(whole.numerator), int(whole.denominator or 0)
    points = []
    for label, top, below in zip(
        counts.labels, counts.numerator, _below(counts.denominator), strict=True
    ):
        own, of = int(top[0]), int(below[0])
        if label in labels and of:
            says = why_not(label, of) or place(own, of, passed, cases)
            points.append(Point(label, own, of, says))
    points.sort(key=lambda point: (point.cases, point.passed))
    return Funnel(metric, period, passed, cases, tuple(points))


def left_out(cases: int, in_post: float | None) -> LeftOut | None:
    """Return why somebody is not compared, None where they are."""
    if cases < FEWEST:
        return LeftOut.FEW
    if in_post is None:
        return LeftOut.NOT_KNOWN
    return LeftOut.SHORT if in_post < LEAST_IN_POST else None


def place(own_passed: int, own_cases: int, passed: int, cases: int) -> Place:
    """Return where one share lies beside the limits around another.

    Raises:
        ValueError: there are no cases, or more passed than there are.
    """
    if not 0 <= own_passed <= own_cases:
        raise ValueError(f"{own_passed} of {own_cases} is no share.")
    rare = limits(own_cases, passed, cases, RARE)
    usual = limits(own_cases, passed, cases, USUAL)
    if own_passed < usual.low:
        return Place.FAR_BELOW if own_passed < rare.low else Place.BELOW
    if own_passed > usual.high:
        return Place.FAR_ABOVE if own_passed > rare.high else Place.ABOVE
    return Place.WITHIN


def _below(denominator: Numbers | None) -> Numbers:
    if denominator is None:
        raise ValueError("Only a share of cases has limits.")
    return denominator
