"""Every measure is what its words say, counted again over councils nobody has seen."""

from collections import Counter
from datetime import date

import pytest

from metrics.catalogue import CATALOGUE
from metrics.kinds import Count, Median, Split
from tests.conftest import copied
from tests.metrics.truth import (  # noqa: F401  (each tells truths)
    care,
    disputes,
    lasting_homes,
    liberty,
    permanence,
    pre_proceedings,
    protection,
    recorded,
    staff,
)
from tests.metrics.truth.cases import TRUTHS
from tests.metrics.truth.compared import differences
from tests.metrics.truth.invented import invent
from tests.metrics.truth.loading import load

# Each ends otherwise: within a year, with one, and on a leap day. Of the last, reviews
# are known from shortly before.
DAYS = (
    (date(2023, 4, 1), date(2025, 9, 30)),
    (date(2022, 4, 1), date(2025, 3, 31)),
    (date(2021, 7, 1), date(2024, 2, 29), date(2021, 4, 1)),
)
SEEDS = ("one", "two", "three")
MORE_SEEDS = tuple(f"more {number}" for number in range(4))
NEVER_FAILS = {  # a mean of months, and rates of staff and children
    metric.key for metric in CATALOGUE if type(metric).__name__ == "Rate"
}

together = pytest.mark.xdist_group("truth")


@pytest.fixture(scope="module")
def councils(empty_file, tmp_path_factory):
    """Return three councils' rows, and the columns that a store makes of them."""
    folder = tmp_path_factory.mktemp("truth")
    return [
        _loaded(seed, days, empty_file, folder / f"{seed}.db")
        for seed, days in zip(SEEDS, DAYS, strict=True)
    ]


def _loaded(seed, days, empty_file, place):
    town = invent(seed, *days)
    with copied(empty_file, place) as engine:
        return town, load(engine, town)


def test_every_measure_has_a_truth():
    """A new measure is reckoned from its words in a module of tests/metrics/truth."""
    assert {metric.key for metric in CATALOGUE} == TRUTHS.keys()


@together
@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_a_measure_counts_what_its_words_say(metric, councils):
    met = Counter()
    wrong = [
        each
        for town, columns in councils
        for each in differences(metric, town, columns, met)
    ]
    assert not wrong, f"{len(wrong)} of {met['cells']} cells differ: {wrong[:5]}"
    assert met["passed"]
    if not isinstance(metric, (Count, Median, Split)) and metric.key not in NEVER_FAILS:
        assert met["failed"]
    assert bool(met["aside"]) == bool(metric.aside_words)


@pytest.mark.walk
@pytest.mark.parametrize("seed", MORE_SEEDS)
def test_more_councils_are_counted_as_their_words_say(seed, empty_file, tmp_path):
    days = DAYS[MORE_SEEDS.index(seed) % len(DAYS)]
    town, columns = _loaded(seed, days, empty_file, tmp_path / "iro.db")
    wrong = [
        (metric.key, *each)
        for metric in CATALOGUE
        for each in differences(metric, town, columns, Counter())
    ]
    assert not wrong, f"{len(wrong)} cells differ: {wrong[:5]}"
