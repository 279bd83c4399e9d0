"""Promises that every measure keeps, those not yet written too."""

import os
import pkgutil
from importlib import import_module
from typing import get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import metrics
from domain.errors import DashboardError
from domain.periods import Period, financial_year, months_between, rolling_years_between
from domain.tables import DIMENSIONS, Columns, Rows
from metrics import rows
from metrics.catalogue import CATALOGUE, get
from metrics.measure import ALL, MeasureError, Metric
from metrics.rows import RowKind
from metrics.sides import Side
from tests.metrics.any_columns import FIRST, LAST, any_columns
from tests.tables import KINDS_OF_FILE, columns, shuffled

settings.register_profile("fast", max_examples=15, deadline=None)
settings.register_profile("nightly", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

YEAR = financial_year(2025)
MONTHS = months_between(YEAR.start, YEAR.end)
EVERY_MONTH = months_between(FIRST, LAST)
EVERY_ROLLING_YEAR = rolling_years_between(FIRST, LAST)
LAST_DAYS = tuple(Period(month.end, month.end) for month in EVERY_MONTH)
every_metric = pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)


def test_every_measure_is_in_the_catalogue_under_its_own_name() -> None:
    defined = {
        name: thing.key
        for module in pkgutil.iter_modules(metrics.__path__)
        for name, thing in vars(import_module(f"metrics.{module.name}")).items()
        if isinstance(thing, Metric)
    }
    assert defined == {metric.key.upper(): metric.key for metric in CATALOGUE}


def test_keys_and_names_are_unique() -> None:
    assert len({metric.key for metric in CATALOGUE}) == len(CATALOGUE)
    assert len({metric.name for metric in CATALOGUE}) == len(CATALOGUE)


@every_metric
def test_every_word_is_there(metric) -> None:
    words = [metric.name, metric.numerator, metric.grain]
    assert all(words) and metric.source.collection and metric.source.fields
    assert metric.definition.endswith(".") and metric.name[0].isupper()
    out_of = metric.count(columns(), (YEAR,)).denominator
    assert bool(metric.denominator) == (out_of is not None)
    assert bool(metric.aside_words) == (Side.ASIDE in metric.worst_first)
    assert metric.natural in (*metric.dimensions(columns()), "")


def test_every_kind_of_rows_is_there_and_the_files_that_bound_it() -> None:
    kinds = [kind for kind in vars(rows).values() if isinstance(kind, RowKind)]
    hints = get_type_hints(Columns)
    of_rows = {name for name, hint in hints.items() if _is_rows(hint)}
    assert {kind.name for kind in kinds} == of_rows
    assert {kind.coverage for kind in kinds} <= set(KINDS_OF_FILE)
    kinds += rows.RECORDED.values()
    for metric in CATALOGUE:
        assert set(metric.row_kinds) <= set(kinds)
        assert set(metric.files) <= set(KINDS_OF_FILE)


def _is_rows(hint) -> bool:
    return isinstance(hint, type) and issubclass(hint, Rows)


@every_metric
def test_a_measure_is_found_by_its_key(metric) -> None:
    assert get(metric.key) is metric


def test_an_unknown_key_is_answered_with_the_keys_there_are() -> None:
    with pytest.raises(MeasureError) as refusal:
        get("reviews_in_time")
    message = str(refusal.value)
    assert message.startswith(
        "There is no measure called 'reviews_in_time'. There are:"
    )
    assert all(metric.key in message for metric in CATALOGUE)
    assert isinstance(refusal.value, DashboardError)


@every_metric
def test_a_grouping_its_rows_do_not_carry_is_refused_in_words(metric) -> None:
    carried = metric.dimensions(columns())
    missing = next(name for name in [*DIMENSIONS, "ward"] if name not in carried)
    expected = (
        f"{metric.key} cannot be broken down or filtered by '{missing}'. "
        f"Its rows carry: {', '.join(carried)}."
    )
    for arguments in ({"by": missing}, {"where": {missing: ("North",)}}):
        with pytest.raises(MeasureError) as refusal:
            metric.count(columns(), (YEAR,), **arguments)
        assert str(refusal.value) == expected


@every_metric
def test_a_group_that_does_not_exist_is_refused_in_words(metric) -> None:
    name = staffed(metric, columns())
    with pytest.raises(MeasureError) as refusal:
        metric.count(columns(), (YEAR,), {name: ("Nobody",)})
    if name != "iro":
        assert "called 'Nobody'. There are: Not recorded, " in str(refusal.value)
        return
    assert str(refusal.value) == (
        "There is no iro or chair called 'Nobody'. "
        "There are: Not recorded, A. Archer, B. Baker."
    )


@every_metric
def test_a_period_no_file_speaks_for_has_neither_counts_nor_value(metric) -> None:
    before, within = financial_year(2001), financial_year(2024)
    counts = metric.count(any_columns(1), (before, within))
    assert counts.covered.tolist() == [False, True]
    assert np.isnan(counts.value[0, 0])
    assert counts.numerator[0, 0] == counts.aside[0, 0] == 0


@every_metric
def test_no_rows_are_no_figure_and_a_count_of_nought(metric) -> None:
    counts = metric.count(columns(), MONTHS)
    if metric.plain_count:
        assert (counts.value == 0).all()
    else:
        assert np.isnan(counts.value).all()


@given(seed=st.integers(0, 2**32 - 1), gap=st.booleans())
def test_every_measure_keeps_every_law(seed: int, gap: bool) -> None:
    found = any_columns(seed, gap)
    for metric in CATALOGUE:
        shares_are_shares(metric, found)
        plain_counts_are_their_numerator(metric, found)
        row_order_is_irrelevant_and_measuring_changes_nothing(metric, found, seed)
        groups_sum_to_all(metric, found)
        filters_that_partition_partition_the_count(metric, found, seed)
        months_sum_to_the_year(metric, found)
        what_stands_is_of_the_last_day(metric, found)
        overlapping_periods_are_counted_as_if_apart(metric, found)


def staffed(metric, found) -> str:
    """Return the grouping by IRO, or the first of rows that are nobody's."""
    carried = metric.dimensions(found)
    return "iro" if "iro" in carried else carried[0]


def shares_are_shares(metric, found) -> None:
    counts = metric.count(found, EVERY_MONTH, by=staffed(metric, found))
    assert (counts.numerator >= 0).all() and (counts.aside >= 0).all()
    if Side.REST in metric.worst_first:
        assert (counts.numerator <= counts.denominator).all()
        cases = counts.denominator > 0
        told = cases & ~only_yes_is_known(metric, counts)
        assert (np.isnan(counts.value) == ~told).all()
        cases = told
        assert ((counts.value[cases] >= 0) & (counts.value[cases] <= 100)).all()


def only_yes_is_known(metric, counts):
    """Say where no percentage can be told, as a yes is known sooner than a no."""
    if not getattr(metric, "yes_sooner", False):
        return np.zeros_like(counts.covered)
    return (counts.aside > 0) & (counts.numerator == counts.denominator)


def plain_counts_are_their_numerator(metric, found) -> None:
    counts = metric.count(found, EVERY_MONTH, by=staffed(metric, found))
    if metric.plain_count:
        assert counts.denominator is None
        told = np.where(counts.covered, counts.numerator, np.nan)
        np.testing.assert_array_equal(counts.value, told)


def row_order_is_irrelevant_and_measuring_changes_nothing(metric, found, seed) -> None:
    counts = metric.count(found, EVERY_MONTH, by=staffed(metric, found))
    same(counts, metric.count(found, EVERY_MONTH, by=staffed(metric, found)))
    same(
        counts,
        metric.count(shuffled(found, seed), EVERY_MONTH, by=staffed(metric, found)),
    )


def groups_sum_to_all(metric, found) -> None:
    whole = metric.count(found, EVERY_MONTH)
    assert whole.labels == (ALL,)
    for name in metric.dimensions(found):
        parts = metric.count(found, EVERY_MONTH, by=name)
        if name == metric.natural:
            assert (parts.denominator == whole.denominator).all()
            unknown = parts.numerator.sum(axis=0) - whole.numerator[0]
            assert (unknown >= 0).all()
        else:
            assert close(parts.numerator.sum(axis=0), whole.numerator[0])
            assert close(parts.aside.sum(axis=0), whole.aside[0])
            if whole.denominator is not None:
                total = parts.denominator.sum(axis=0)
                assert close(total, whole.denominator[0])


def filters_that_partition_partition_the_count(metric, found, seed) -> None:
    carried = metric.dimensions(found)
    name = carried[seed % len(carried)]
    grouped = metric.count(found, MONTHS, by=name)
    labels = found.labels[name]
    some, others = labels[::2], labels[1::2]
    whole = metric.count(found, MONTHS)
    halves = [metric.count(found, MONTHS, {name: half}) for half in (some, others)]
    assert close(sum(half.numerator for half in halves), whole.numerator)
    assert close(sum(half.aside for half in halves), whole.aside)
    if name != metric.natural:
        for place, label in enumerate(labels[:3]):
            alone = metric.count(found, MONTHS, {name: (label,)})
            assert close(alone.numerator[0], grouped.numerator[place])


def months_sum_to_the_year(metric, found) -> None:
    if not metric.adds_up:
        return
    year, months = metric.count(found, (YEAR,)), metric.count(found, MONTHS)
    assert close(year.numerator[0, 0], months.numerator.sum())
    assert year.aside[0, 0] == months.aside.sum()
    if Side.REST in metric.worst_first:
        assert close(year.denominator[0, 0], months.denominator.sum())


def what_stands_is_of_the_last_day(metric, found) -> None:
    assert not (metric.is_stock and metric.adds_up)
    if metric.is_stock:
        month = metric.count(found, EVERY_MONTH)
        day = metric.count(found, LAST_DAYS)
        there = month.covered & day.covered
        assert day.covered.any() and (day.covered <= month.covered).all()
        np.testing.assert_array_equal(
            month.numerator[:, there], day.numerator[:, there]
        )


def overlapping_periods_are_counted_as_if_apart(metric, found) -> None:
    together = metric.count(found, EVERY_ROLLING_YEAR)
    for place in (0, 5, len(EVERY_ROLLING_YEAR) - 1):
        apart = metric.count(found, (EVERY_ROLLING_YEAR[place],))
        assert close(together.value[0, place], apart.value[0, 0])
        assert close(together.numerator[0, place], apart.numerator[0, 0])
        assert together.aside[0, place] == apart.aside[0, 0]
        assert together.covered[place] == apart.covered[0]


def same(one, other) -> None:
    np.testing.assert_array_equal(one.numerator, other.numerator)
    np.testing.assert_array_equal(one.value, other.value)
    np.testing.assert_array_equal(one.aside, other.aside)
    if one.denominator is not None:
        np.testing.assert_array_equal(one.denominator, other.denominator)


def close(one, other) -> bool:
    difference = np.abs(np.nan_to_num(np.asarray(one) - other))
    return bool((difference < 1e-6).all() and (np.isnan(one) == np.isnan(other)).all())


def test_no_measure_is_called_what_a_grouping_is() -> None:
    """Both name columns of one table: the second would take the first's place."""
    assert not {metric.name for metric in CATALOGUE} & set(DIMENSIONS.values())
