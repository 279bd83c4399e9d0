"""Every measure is what its words say, counted again over councils nobody has seen."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.periods import Period, quarters_between, year_to, years_between
from metrics.catalogue import CATALOGUE
from metrics.measure import Metric
from tests.conftest import copied
from tests.metrics.truth import (  # noqa: F401  (each module tells its truths)
    care,
    disputes,
    permanence,
    protection,
    recorded,
    staff,
)
from tests.metrics.truth.cases import TRUTHS, Span, cells
from tests.metrics.truth.invented import invent
from tests.metrics.truth.loading import load

COUNCILS = {  # by seed: the days that files speak for
    "one": (date(2023, 4, 1), date(2025, 9, 30)),
    "two": (date(2022, 4, 1), date(2025, 3, 31)),
    "three": (date(2021, 7, 1), date(2024, 2, 29)),
}
ELSEWHERE: dict[str, str] = {}  # measures with no truth here, and where one is
GROUPINGS = (
    *("team", "age_band", "legal_status", "sex", "ethnic_group", "placement", "iro"),
)


@pytest.fixture(scope="module", params=COUNCILS)
def council(request, empty_file, tmp_path_factory):
    """Give a council's rows and the columns that the store makes of them."""
    town = invent(request.param, *COUNCILS[request.param])
    place = tmp_path_factory.mktemp("truth") / "iro.db"
    with copied(empty_file, place) as engine:
        yield town, load(engine, town)


def rows_of_periods(town):
    """Return rows of periods, each in order, and the days of each that are told."""
    first, last = town.first, town.last
    months = (Period(date(2024, 2, 1), date(2024, 2, 29)),)
    for periods in (
        quarters_between(first, last),
        years_between(first, last),
        (year_to(last),),
        months,
    ):
        yield (
            periods,
            [Span(max(each.start, first), min(each.end, last)) for each in periods],
        )


@pytest.mark.parametrize("key", TRUTHS)
def test_a_measure_counts_what_its_words_say(key, council):
    town, columns = council
    metric = next(each for each in CATALOGUE if each.key == key)
    wrong, compared = [], 0
    for periods, spans in rows_of_periods(town):
        cases = [[*cases_of(metric, town, span)] for span in spans]
        for by in (None, *groupings(metric, columns)):
            found = metric.count(columns, periods, by=by)
            for place, (period, some) in enumerate(zip(periods, cases, strict=True)):
                reckoned = told(metric, cells(some, by), by)
                for row, label in enumerate(found.labels):
                    compared += 1
                    there = counted(found, row, place)
                    if not alike(there, reckoned(label)):
                        wrong.append((by, label, period.label, there, reckoned(label)))
    assert not wrong, f"{len(wrong)} of {compared}: {wrong[:6]}"
    assert compared


def cases_of(metric, town, span):
    """Yield a measure's cases; of a division those pass that have a part recorded."""
    for case in TRUTHS[metric.key](town, span):
        divided = metric.natural and case.passes
        yield (
            replace(case, passes=bool(case.groups[metric.natural])) if divided else case
        )


def groupings(metric: Metric, columns):
    """Return the groupings to compare: those of children, and its own."""
    carried = metric.dimensions(columns)
    return [name for name in carried if name in GROUPINGS or name == metric.natural]


def counted(found, row, place):
    """Return one cell: numerator, denominator, left out, value."""
    below = None if found.denominator is None else found.denominator[row, place]
    return (
        found.numerator[row, place],
        below,
        found.aside[row, place],
        found.value[row, place],
    )


def told(metric, reckoned, by):
    """Return, for each group, the cell that the cases come to."""
    whole = None
    if metric.natural and by == metric.natural:
        whole = (
            sum(each.out for each in reckoned.values()),
            sum(each.aside for each in reckoned.values()),
        )

    def cell(label):
        found = reckoned[label]
        top, out, aside, value = found.top, found.out, found.aside, None
        if whole is not None:
            top, (out, aside) = found.out, whole
        kind = type(metric).__name__
        if kind == "Median":
            return top, None, aside, found.middle
        if kind == "Count":
            return top, None, aside, top
        scale = getattr(metric, "scale", 100.0)
        value = scale * top / out if out else None
        if getattr(metric, "yes_sooner", False) and aside and top == out:
            value = None
        return top, out, aside, value

    return cell


def alike(there, reckoned):
    return all(
        (each is None or (isinstance(each, float) and math.isnan(each)))
        if other is None
        else each is not None and np.isclose(each, other)
        for each, other in zip(there, reckoned, strict=True)
    )
