"""What a release says is made of what it tells: of a withheld quarter nothing is said."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from domain.periods import financial_year, quarter_of
from metrics.catalogue import CATALOGUE, get
from metrics.measure import ALL
from metrics.release.cells import Key
from metrics.release.declared import latest_four_quarters, put_together
from metrics.release.judged import changed_in, said_of
from metrics.release.told import Span, in_full
from metrics.release.workings import Workings
from metrics.series import Grain

TO = date(2025, 9, 30)
LATEST = latest_four_quarters(TO)
RAISED = get("disputes_raised")
ON_TIME = get("reviews_held_on_time")


@pytest.fixture(scope="module")
def columns(exampleshire_columns):
    return put_together(exampleshire_columns)


@pytest.fixture(scope="module")
def told(columns):
    cells = (cell for sheet in Workings(columns).sheets(TO) for cell in sheet.cells)
    return {cell.key: in_full(cell) for cell in cells}


def key(metric, period):
    return Key(metric.key, "", ALL, period)


def quarters(metric, told):
    periods = [each.period for each in told if each.measure == metric.key]
    return sorted({each for each in periods if each == quarter_of(each.start)})


def withheld(told, metric, periods):
    """The same, with a measure's numbers of some periods withheld."""
    hidden = Span(1.0, None)
    return told | {
        key(metric, each): replace(
            told[key(metric, each)], numerator=hidden, value=hidden, why="too few"
        )
        for each in periods
    }


def test_a_series_is_of_quarters_that_are_told(columns, told):
    said = said_of(ON_TIME, columns, TO, told)
    assert said.grain is Grain.QUARTER
    for point in said.points:
        assert point.value == told[key(ON_TIME, point.period)].value.exact
    assert "steady" in said.trend


def test_of_a_withheld_quarter_nothing_is_said(columns, told):
    some = quarters(RAISED, told)[-3:]
    hidden = withheld(told, RAISED, some)
    said = said_of(RAISED, columns, TO, hidden)
    assert said.trend == "no trend is told, as quarters are withheld"
    points = {point.period: point for point in said.points}
    assert all(points[each].value is None for each in some)
    assert all(point.lower is None for point in said.points)


def test_where_most_quarters_are_withheld_years_are_told(columns, told):
    every = quarters(RAISED, told)
    said = said_of(RAISED, columns, TO, withheld(told, RAISED, every[2:]))
    assert said.grain is Grain.YEAR
    assert financial_year(2024) in {point.period for point in said.points}
    assert said.trend == "too few years yet to say which way it goes"


def test_a_range_of_own_years_is_of_those_that_are_told(columns, told):
    years = [financial_year(year) for year in (2023, 2024, 2025)]
    values = [told[key(ON_TIME, year)].value.exact for year in years]
    said = said_of(ON_TIME, columns, TO, told).beside
    assert (
        f"Between {min(values):.1f}% and {max(values):.1f}% in the last three" in said
    )
    hidden = said_of(ON_TIME, columns, TO, withheld(told, ON_TIME, years[1:])).beside
    assert hidden.endswith(f" {values[0]:.1f}% in 2022-23.")
    none = said_of(ON_TIME, columns, TO, withheld(told, ON_TIME, years)).beside
    assert none == "No national figure exists for this."


def test_a_change_is_of_the_four_quarters_before_and_of_none_withheld(columns, told):
    now, before = (
        told[key(RAISED, each)] for each in (LATEST, LATEST.same_last_year())
    )
    said = said_of(RAISED, columns, TO, told).change
    assert f" from {before.value.exact:g} in the four quarters before" in said
    assert now.value.exact != before.value.exact
    hidden = withheld(told, RAISED, [LATEST.same_last_year()])
    assert "withheld" in said_of(RAISED, columns, TO, hidden).change
    both = changed_in((RAISED, ON_TIME), columns, TO, told)
    assert [each.metric for each in both.compared] == [RAISED, ON_TIME]
    one = changed_in((RAISED, ON_TIME), columns, TO, hidden)
    assert [each.metric for each in one.compared] == [ON_TIME]


def nobody(columns):
    """The same council without a row: its days, rules, targets and files are kept."""

    def none(kept):
        if isinstance(kept, Mapping):
            return {name: none(each) for name, each in kept.items()}
        return kept[:0] if isinstance(kept, np.ndarray) else kept

    def emptied(rows):
        return replace(
            rows, **{f.name: none(getattr(rows, f.name)) for f in fields(rows)}
        )

    recorded = {kind: emptied(rows) for kind, rows in columns.recorded.items()}
    own = {
        kind: emptied(rows)
        for kind, rows in columns.every_kind.items()
        if kind not in recorded
    }
    return replace(columns, recorded=recorded, **own)


def test_all_that_is_said_is_made_of_what_is_told_and_of_no_row(columns, told):
    """So pages, charts and their texts give nothing away that the cells do not."""
    some = [each for each in CATALOGUE if key(each, LATEST) in told]
    hidden = told
    for each in (RAISED, ON_TIME):
        hidden = withheld(hidden, each, quarters(each, told)[1:3])
    empty = nobody(columns)
    assert not len(empty.reviews.care)
    assert len(some) > 50
    for each in some:
        of_rows, of_none = (
            said_of(each, kept, TO, hidden) for kept in (columns, empty)
        )
        assert of_none == of_rows, each.key
    assert changed_in(some, empty, TO, hidden) == changed_in(some, columns, TO, hidden)
