"""Is a group of children served otherwise than all the others, beyond chance?

A difference of two shares with its interval, and words that follow from it (ADR 0034).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.codes import NOT_RECORDED
from domain.periods import Period
from domain.tables import Columns
from metrics.chance import SURE, Interval, newcombe
from metrics.measure import EVERYTHING, MeasureError, Metric, Where, counted

GROUPINGS = ("age_band", "sex", "ethnic_group", "disability", "alone")
FEWEST = 10  # that passed and that did not, in the group and among all the others


class Says(StrEnum):
    """What a difference says; the value is what a reader is told."""

    TOO_FEW = "too few to say"
    CHANCE = "no difference that chance would not make"
    PERHAPS = "may be chance: one of so many groups is often as far away"
    LOWER = "lower than the others, by more than chance gives"
    HIGHER = "higher than the others, by more than chance gives"


@dataclass(frozen=True)
class Compared:
    """A group's cases beside those of all other groups of one grouping.

    `interval` is None where there are too few to say.
    """

    label: str
    passed: int
    cases: int
    others_passed: int
    others_cases: int
    interval: Interval | None
    says: Says


def compared(
    metric: Metric, columns: Columns, period: Period, by: str, where: Where = EVERYTHING
) -> tuple[Compared, ...]:
    """Return each group of a grouping that has cases beside all the others.

    They come in the grouping's own order. Cases of no recorded group are in neither.

    Raises:
        MeasureError: it is no share of cases; `by` or `where` names what is not
            there.
    """
    counts = counted(metric, columns, (period,), where, by)
    if counts.denominator is None:
        raise MeasureError("Only a share of cases can be compared between groups.")
    found = [
        (label, int(passed), int(cases))
        for label, passed, cases in zip(
            counts.labels, counts.numerator[:, 0], counts.denominator[:, 0], strict=True
        )
        if label != NOT_RECORDED and cases
    ]
    all_passed = sum(passed for _, passed, _ in found)
    all_cases = sum(cases for _, _, cases in found)
    rest = [(all_passed - passed, all_cases - cases) for _, passed, cases in found]
    enough = [
        _enough(passed, cases, *others)
        for (_, passed, cases), others in zip(found, rest, strict=True)
    ]
    return tuple(
        _compared(*group, *others, sum(enough) if told else 0)
        for group, others, told in zip(found, rest, enough, strict=True)
    )


def _enough(passed: int, cases: int, others_passed: int, others_cases: int) -> bool:
    cells = passed, cases - passed, others_passed, others_cases - others_passed
    return min(cells) >= FEWEST


def _compared(
    label: str,
    passed: int,
    cases: int,
    others_passed: int,
    others_cases: int,
    comparisons: int,
) -> Compared:
    """Return a group's place; `comparisons` is 0 where there are too few to say."""
    counts = passed, cases, others_passed, others_cases
    if not comparisons:
        return Compared(label, *counts, None, Says.TOO_FEW)
    wider = newcombe(*counts, sure=1 - (1 - SURE) / comparisons)
    interval = newcombe(*counts)
    return Compared(label, *counts, interval, _says(interval, wider))


def _says(interval: Interval, wider: Interval) -> Says:
    """Return the words; `wider` is as sure of all comparisons as one is of itself."""
    if interval.holds_none:
        return Says.CHANCE
    if wider.holds_none:
        return Says.PERHAPS
    return Says.LOWER if interval.difference < 0 else Says.HIGHER
