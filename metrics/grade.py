"""How good the data of a figure is: a grade by one rule, which pages print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from domain.periods import Period, financial_year_of
from domain.tables import Columns
from metrics.figure import Figure, figure
from metrics.measure import Metric
from metrics.said import percent

GRADES = (("A", 2.0), ("B", 5.0), ("C", 10.0), ("D", math.inf))  # percent, below
NONE = "not graded"
RULE = (
    "A grade is of the last financial year that is over. It asks of how many of its "
    "cases the answer is not known. A: under 2%. B: under 5%. C: under 10%. D: more. "
    "Where rows of the files loaded were left out, no figure has an A. A figure is not "
    "graded where no file speaks for that year, or where there were no cases. It is not "
    "told where its numbers are withheld."
)


@dataclass(frozen=True)
class Grade:
    """A grade, and why it is that one, in words."""

    letter: str
    why: str

    @property
    def words(self) -> str:
        """The grade with its reason: `B: 2.1% of cases are not known in 2024-25`."""
        return f"{self.letter[0].upper()}{self.letter[1:]}: {self.why}."


def grade(metric: Metric, columns: Columns) -> Grade:
    """Return the grade of a measure's data, from its last whole year."""
    if columns.data_to is None:
        return Grade(NONE, "nothing is loaded")
    year = last_year_over(columns.data_to)
    shown = figure(metric, columns, year)
    if not shown.covered:
        return Grade(NONE, f"no file speaks for {year.label}")
    cases = _cases(shown)
    if not cases:
        return Grade(NONE, f"there were no cases in {year.label}")
    unknown = 100 * shown.aside / cases
    letter = next(name for name, below in GRADES if unknown < below)
    why = f"{percent(unknown)} of cases are not known in {year.label}"
    if columns.left_out and letter == "A":
        return Grade("B", f"{why}, and rows of the files were left out")
    return Grade(letter, why)


def last_year_over(last: date) -> Period:
    """Return the last financial year that is over on the data's last day."""
    year = financial_year_of(last)
    return year if year.end <= last else year.same_last_year()


def _cases(shown: Figure) -> float:
    counted = shown.numerator if shown.denominator is None else shown.denominator
    return counted + shown.aside
