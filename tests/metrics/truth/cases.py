"""What a truth yields, and the cells that its cases come to."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from domain.codes import NOT_RECORDED

TRUTHS = {}


@dataclass(frozen=True)
class Case:
    """One thing counted: it passes, does not, or (None) nobody knows.

    `top` and `out` are what it adds to the numerator, if it passes, and to the
    denominator. `value` is what a middle is taken of.
    """

    groups: dict
    passes: bool | None = True
    top: float = 1
    out: float = 1
    value: float = 0


@dataclass(frozen=True)
class Span:
    """The days of a period that files speak for; `end` is its last."""

    start: date
    end: date

    def holds(self, day):
        return day is not None and self.start <= day <= self.end


@dataclass
class Cell:
    """A numerator, a denominator, those not known, and values."""

    top: float = 0
    out: float = 0
    aside: int = 0
    values: list = field(default_factory=list)

    def add(self, case):
        if case.passes is None:
            self.aside += 1
            return
        self.out += case.out
        self.values.append(case.value)
        if case.passes:
            self.top += case.top

    @property
    def middle(self):
        return median(self.values) if self.values else None


def truth(*keys):
    """Say that a function reckons a measure: it yields the cases of a span."""

    def told(reckon):
        for key in keys:
            assert key not in TRUTHS, key
            TRUTHS[key] = reckon
        return reckon

    return told


def cells(cases, by):
    """Return cells by group of a grouping; with none, the one of all."""
    found = defaultdict(Cell)
    for case in cases:
        found[case.groups[by] or NOT_RECORDED if by else "all"].add(case)
    return found
