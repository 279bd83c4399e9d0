"""May two figures stand beside each other, and is what lies between them chance?

A comparison of unlike figures is refused, with the fair one in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.periods import Period, say_day
from domain.tables import Columns
from metrics.chance import Difference, difference
from metrics.figure import Figure
from metrics.measure import Shape

A_FEW_DAYS = 3  # a February and a March differ by as many
NOT_COMPARED = "Not compared with a year before"


class How(StrEnum):
    """How one number was made of a period's cases."""

    TOGETHER = "of all cases of the period together"
    MEAN_OF_PARTS = "the mean of percentages of its parts"


class Unlike(StrEnum):
    """Why two figures are not compared; the value ends a sentence."""

    COUNTED = "one counts {now}, the other {before}"
    MADE = "one is {now}, the other {before}"
    LENGTH = "one is of {now} days, the other of {before}"
    DEFINITION = "they are counted by different definitions"
    CHAIRS = "lead practitioners chair conferences since {now}"
    DAYS = "not all days of both are loaded"
    NO_COUNTS = "how many cases it is of is not told"
    NO_VALUE = "one of them has no value"


@dataclass(frozen=True)
class Quoted:
    """A number as somebody quotes it, with all that it must be compared by.

    `counts` is what one of its cases is: children, or reviews. A number quoted without
    them has no `numerator` and `denominator`.
    """

    definition: str
    counts: str
    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    how: How = How.TOGETHER
    whole: bool = True
    share: bool = True
    stock: bool = False

    @classmethod
    def of(cls, shown: Figure) -> Quoted:
        """Return a figure as it is quoted."""
        metric = shown.metric
        return cls(
            definition=metric.key,
            counts=metric.grain,
            period=shown.period,
            value=shown.value,
            numerator=shown.numerator,
            denominator=shown.denominator,
            whole=shown.whole,
            share=metric.shape is Shape.SHARE and metric.counts_rows,
            stock=metric.is_stock,
        )


@dataclass(frozen=True)
class Comparison:
    """What may be said of two figures.

    Refused where `why` says why they are unlike; `instead` then offers what is fair.
    Else `difference` is there where both are shares of cases that are told.
    """

    why: str = ""
    instead: str = ""
    difference: Difference | None = None

    @property
    def refused(self) -> bool:
        """Whether the two are unlike."""
        return bool(self.why)

    @property
    def words(self) -> str:
        """What a reader is told."""
        if self.refused:
            return f"Not compared: {self.why}. {self.instead}".strip()
        found = self.difference
        if found is None:
            return ""
        if found.by_chance:
            return "The difference is no more than chance gives."
        way = "higher" if found.points > 0 else "lower"
        return f"It is {way} by more than chance gives."


def compare(now: Quoted, before: Quoted, led_from: date | None = None) -> Comparison:
    """Return what may be said of two figures, the later one first.

    `led_from` is the day from which others chair the council's conferences, for figures
    of conferences and plans.
    """
    refused = _unlike(now, before) or _across(now, before, led_from)
    if refused is not None:
        return refused
    if not now.share:
        return Comparison()
    if not now.denominator or not before.denominator:
        return _refused(Unlike.NO_COUNTS, "", "", "Ask for the numbers behind both.")
    return Comparison(
        difference=difference(
            now.numerator or 0,
            now.denominator,
            before.numerator or 0,
            before.denominator,
        )
    )


def led_from_of(shown: Figure, columns: Columns) -> date | None:
    """Return the day from which others chair, for what that day touches."""
    return columns.led_from if shown.metric.of_conferences else None


def _unlike(now: Quoted, before: Quoted) -> Comparison | None:
    """Return the refusal of figures that are not made alike; None where they are."""
    if now.counts != before.counts:
        fair = f"Compare {now.counts} with {now.counts}."
        return _refused(Unlike.COUNTED, now.counts, before.counts, fair)
    if now.definition != before.definition:
        return _refused(Unlike.DEFINITION, "", "", "Compare each with its own past.")
    if now.how is not before.how:
        fair = "Compare all cases of one period with all cases of the other."
        return _refused(Unlike.MADE, now.how, before.how, fair)
    return _of_days(now, before)


def _of_days(now: Quoted, before: Quoted) -> Comparison | None:
    """Return the refusal of figures whose days are not alike; None where they are."""
    if now.value is None or before.value is None:
        return _refused(Unlike.NO_VALUE, "", "", "")
    if not (now.stock and before.stock) and not _as_long(now.period, before.period):
        same = now.period.same_last_year()
        fair = f"Compare it with {say_day(same.start)} to {say_day(same.end)}."
        length = [str(days_in(each.period)) for each in (now, before)]
        return _refused(Unlike.LENGTH, length[0], length[1], fair)
    if not (now.whole and before.whole):
        return _refused(Unlike.DAYS, "", "", "Choose a period that is loaded whole.")
    return None


def _across(now: Quoted, before: Quoted, led_from: date | None) -> Comparison | None:
    """Return the refusal of figures that a change of who chairs lies between."""
    if led_from is None or not before.period.start < led_from <= now.period.end:
        return None
    fair = "Compare two periods on one side of that day."
    return _refused(Unlike.CHAIRS, say_day(led_from), "", fair)


def _refused(why: Unlike, now: str, before: str, instead: str) -> Comparison:
    return Comparison(why.value.format(now=now, before=before), instead)


def _as_long(one: Period, other: Period) -> bool:
    return abs(days_in(one) - days_in(other)) <= A_FEW_DAYS


def days_in(days: Period) -> int:
    """Return how many days a period has."""
    return (days.end - days.start).days + 1


# A figure of a page and the same of a year before.


def compared(now: Figure, before: Figure, led_from: date | None) -> Figure:
    """Return the figure of a year before: without a value where it is unlike."""
    if why := unlike(now, before, led_from):
        return replace(before, value=None, covered=False, unlike=why)
    return before.comparable


def unlike(now: Figure, before: Figure, led_from: date | None) -> str:
    """Return why a figure is not compared with an earlier one; empty where it may be.

    `led_from` is the day from which lead practitioners chair conferences, if it is known.
    """
    if (
        led_from is not None
        and now.metric.of_conferences
        and before.period.start < led_from <= now.period.end
    ):
        return f"{NOT_COMPARED}: lead practitioners chair since {led_from:%d/%m/%Y}."
    if not now.spoken or not now.covered:
        return ""
    if not now.from_the_start and now.spoken[0].start > now.period.start:
        return f"{NOT_COMPARED}: the data begins on {say_day(now.spoken[0].start)}."
    if now.spoken[-1].end < now.period.end:
        return (
            f"{NOT_COMPARED}: the data ends on {say_day(now.spoken[-1].end)}, "
            "before the period does."
        )
    if not now.from_the_start:
        return f"{NOT_COMPARED}: no file speaks for some of its days."
    return ""
