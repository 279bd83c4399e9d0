"""Arithmetic over published figures; every figure here is made up."""

from datetime import date

import pytest

from domain import councils
from domain.benchmarks import (
    CUTS,
    NONE,
    Benchmarks,
    Comparison,
    PublishedValue,
    Release,
    area_named,
)
from domain.series import SERIES

RELEASE = Release("A source", "as updated on 1 October 2025")
CODE = "PrevRegCPR"  # low is good
HIGHER = "RevCP"  # high is good

NAMES = list(dict.fromkeys(each.name for each in councils.COUNCILS))


def known(code=CODE, own="", comparison=NONE.comparison, **areas):
    """Return figures of one year, 2025, by area."""
    return Benchmarks(
        {
            code: {
                (area.replace("_", " "), 2025): PublishedValue(value, RELEASE)
                for area, value in areas.items()
            }
        },
        comparison,
        own,
    )


def of_every_council(code=CODE, own="", skip=0):
    """Return 1, 2, 3 ... for the councils in order."""
    names = NAMES[skip:]
    return Benchmarks(
        {
            code: {
                (name, 2025): PublishedValue(float(at), RELEASE)
                for at, name in enumerate(names, start=1)
            }
        },
        own=own,
    )


def test_what_is_suppressed_or_missing_is_none_and_never_0():
    found = known(England=24.5, Gateshead=None, Darlington=0.0)
    assert found.value(CODE, "Gateshead", 2025) is None
    assert found.value(CODE, "Rotherham", 2025) is None
    assert found.value(CODE, "England", 2024) is None
    assert found.value(CODE, "Darlington", 2025) == 0.0


def test_the_middle_is_of_the_neighbours_with_a_value_and_says_how_many():
    names = ("Darlington", "Dudley", "Rotherham", "Wakefield")
    found = known(
        comparison=Comparison("North East", names),
        Darlington=10.0,
        Dudley=None,
        Rotherham=30.0,
        Sunderland=99.0,
    ).neighbours(CODE, 2025)
    assert (found.median, found.mean, found.low, found.high) == (20, 20, 10, 30)
    assert (found.with_value, found.of) == (2, 4)


def test_neighbours_without_a_value_have_no_middle():
    found = known(comparison=Comparison("", ("Dudley",)), Dudley=None)
    assert found.neighbours(CODE, 2025) is None
    assert NONE.neighbours(CODE, 2025) is None


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 3, 30), 2024),
        (date(2025, 3, 31), 2025),
        (date(2026, 6, 30), 2025),
        (date(2023, 3, 31), None),
    ],
)
def test_the_year_compared_is_the_latest_published_that_had_ended(day, year):
    told = {("England", each): PublishedValue(1.0, RELEASE) for each in (2024, 2025)}
    told["England", 2026] = PublishedValue(None, RELEASE)
    assert Benchmarks({CODE: told}).latest(CODE, day) == year


def test_a_rank_counts_those_that_are_better_and_leaves_the_council_itself_out():
    found = of_every_council()
    size = len(NAMES)
    assert found.rank(SERIES[CODE], 2025, 1.5).place == 2
    assert found.rank(SERIES[CODE], 2025, 1.0).place == 1  # equal, the better place
    assert found.rank(SERIES[CODE], 2025, 1.5).of == size + 1
    own = of_every_council(own="City of London")  # whose value is 1
    assert own.rank(SERIES[CODE], 2025, 1.0) == type(own.rank(SERIES[CODE], 2025, 1))(
        1, size
    )


def test_a_rank_goes_the_other_way_where_high_is_good():
    found, size = of_every_council(HIGHER), len(NAMES)
    assert found.rank(SERIES[HIGHER], 2025, 1.0).place == size
    assert found.rank(SERIES[HIGHER], 2025, size + 1.0).place == 1


def test_few_councils_values_make_no_rank_and_neutral_series_have_none():
    few = of_every_council(skip=len(NAMES) - 99)
    assert few.rank(SERIES[CODE], 2025, 1.0) is None
    assert few.quarter(SERIES[CODE], 2025, 1.0) is None
    many = of_every_council("CPP_Num")
    assert many.rank(SERIES["CPP_Num"], 2025, 1.0) is None
    assert many.quarter(SERIES["CPP_Num"], 2025, 1.0) is None


@pytest.mark.parametrize(
    ("value", "quarter"), [(5, 1), (20, 1), (20.1, 2), (24.3, 2), (27.6, 3), (28, 4)]
)
def test_a_quarter_is_by_the_published_quartiles_where_values_are_few(value, quarter):
    cuts = dict(zip(CUTS, (0.0, 20.0, 24.3, 27.6, 44.1), strict=True))
    found = Benchmarks(
        {CODE: {(cut, 2025): PublishedValue(at, RELEASE) for cut, at in cuts.items()}}
    )
    assert found.quarter(SERIES[CODE], 2025, value) == quarter
    assert found.quarter(SERIES[CODE], 2024, value) is None


def test_a_quarter_goes_the_other_way_where_high_is_good():
    cuts = dict(zip(CUTS, (46.4, 87.3, 93.8, 96.9, 100.0), strict=True))
    found = Benchmarks(
        {HIGHER: {(cut, 2025): PublishedValue(at, RELEASE) for cut, at in cuts.items()}}
    )
    quarters = [
        found.quarter(SERIES[HIGHER], 2025, value) for value in (97, 95, 90, 80)
    ]
    assert quarters == [1, 2, 3, 4]


def test_parts_are_shares_of_their_sum_and_none_where_one_is_suppressed():
    parts = SERIES["ICPC"].parts
    counts = dict(zip([code for _, code in parts], (10, 70, 15, 5), strict=True))
    figures = {
        code: {("England", 2025): PublishedValue(count, RELEASE)}
        for code, count in counts.items()
    }
    found = Benchmarks(figures)
    assert found.years("ICPC") == (2025,)
    assert found.shares("ICPC", "England", 2025) == {
        "0 to 10": 10,
        "11 to 15": 70,
        "16 to 20": 15,
        "21 or more": 5,
    }
    figures["10_ICPC"] = {("England", 2025): PublishedValue(None, RELEASE)}
    assert Benchmarks(figures).shares("ICPC", "England", 2025) is None
    assert Benchmarks(figures).years("ICPC") == ()


def test_the_invented_council_stands_where_gateshead_does_and_others_in_their_region():
    invented, gateshead = Comparison.usual("EXM"), Comparison.usual("E08000037")
    assert invented == gateshead
    assert invented.region == "North East"
    assert len(invented.neighbours) == 10
    assert Comparison.usual("887") == Comparison("South East", ())
    assert Comparison.usual("399") == Comparison()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("england", "England"),
        ("London", "London"),
        ("Yorkshire and the Humber", "Yorkshire and The Humber"),
        ("Durham", "County Durham"),
        ("St. Helens", "St Helens"),
        ("Kingston upon Hull, City of", "Kingston upon Hull"),
        ("Inner London", ""),
        ("", ""),
    ],
)
def test_an_area_has_one_name_however_it_is_spelt(typed, name):
    assert area_named(typed) == name


def test_a_series_says_its_year_as_a_year_or_as_a_day():
    assert SERIES[CODE].when(2025) == "2024-25"
    assert SERIES["CPP_Num"].when(2025) == "31 March 2025"


def test_a_release_says_source_day_and_licence():
    assert RELEASE.words == (
        "A source, as updated on 1 October 2025. Open Government Licence v3.0."
    )
