"""A measure's cells beside those that its truth comes to."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date

from domain.periods import Period, quarters_between, year_to, years_between
from tests.metrics.truth.cases import TRUTHS, Span, cells

LEAP = Period(date(2024, 2, 1), date(2024, 2, 29))
GROUPINGS = (
    *("team", "age_band", "legal_status", "sex", "ethnic_group", "placement", "iro"),
    *("disability", "alone", "distance", "region"),
)


def rows_of_periods(town):
    """Yield rows of periods, each in order, with the days of each that are told."""
    first, last = town.first, town.last
    quarters, years = quarters_between(first, last), years_between(first, last)
    for periods in (quarters, years, (year_to(last),), (LEAP,)):
        yield (
            periods,
            [Span(max(each.start, first), min(each.end, last)) for each in periods],
        )


def differences(metric, town, columns, tally):
    """Yield the cells where a measure and its truth differ; `tally` what was met."""
    for periods, spans in rows_of_periods(town):
        cases = [[*_cases(metric, town, span)] for span in spans]
        for by in (None, *_groupings(metric, columns)):
            found = metric.count(columns, periods, by=by)
            told = _told(found)
            for place, period in enumerate(periods):
                reckoned = cells(cases[place], by)
                for label in _without_a_row(found, reckoned) if by else ():
                    yield by, label, period.label, None, reckoned[label]
                for row, label in enumerate(found.labels):
                    there = tuple(each[row][place] for each in told)
                    here = _cell(metric, reckoned, by, label)
                    tally["cells"] += 1
                    if not _alike(there, here):
                        yield by, label, period.label, there, here
                if by is None:
                    _met(tally, reckoned["all"])


def _cases(metric, town, span):
    """Yield a measure's cases; of a division those pass that have a part recorded."""
    for case in TRUTHS[metric.key](town, span):
        if metric.natural and case.passes:
            yield replace(case, passes=bool(case.groups[metric.natural]))
        else:
            yield case


def _groupings(metric, columns):
    """Return the groupings to compare: those of children, and its own."""
    carried = metric.dimensions(columns)
    return [name for name in carried if name in GROUPINGS or name == metric.natural]


def _told(found):
    """Return numerators, denominators, those left out and values, as lists."""
    below = found.denominator
    nothing = [[None] * len(found.periods)] * len(found.labels)
    return (
        found.numerator.tolist(),
        nothing if below is None else below.tolist(),
        found.aside.tolist(),
        found.value.tolist(),
    )


def _without_a_row(found, reckoned):
    """Return the groups that hold cases and that a measure has no row for."""
    held = {label for label, cell in reckoned.items() if cell.out}
    return sorted(held - {*found.labels})


def _cell(metric, reckoned, by, label):
    """Return what a cell should be: numerator, denominator, left out, value."""
    found = reckoned[label]
    kind = type(metric).__name__
    if kind == "Median":
        return found.top, None, found.aside, found.middle
    if kind == "Count":
        return found.top, None, found.aside, found.top
    top, out, aside = found.top, found.out, found.aside
    if metric.natural and by == metric.natural:  # its part of the whole
        every = reckoned.values()
        top, out = found.out, sum(each.out for each in every)
        aside = sum(each.aside for each in every)
    only_yes = getattr(metric, "yes_sooner", False) and aside and top == out
    value = metric.scale * top / out if out and not only_yes else None
    return top, out, aside, value


def _alike(there, here):
    return all(
        (found is None or math.isnan(found))
        if wanted is None
        else found is not None and math.isclose(found, wanted, abs_tol=1e-9)
        for found, wanted in zip(there, here, strict=True)
    )


def _met(tally: Counter, cell):
    tally["passed"] += cell.top > 0
    tally["failed"] += cell.out > cell.top
    tally["aside"] += cell.aside > 0
