"""The shipped figures are those that were published, and loaded ones replace them."""

from datetime import date

import pytest

from data_access.columns import benchmarks
from data_access.columns.benchmarks import shipped
from domain.benchmarks import CUTS, ENGLAND, Benchmarks, Comparison, area_named
from domain.councils import REGIONS
from domain.series import SERIES

YEARS = range(2019, 2026)
# As the Department's Local Authority Interactive Tool had them: 2018-19 to 2024-25.
PUBLISHED = """
CP_conf_15days    | England    | 78.7  | 77.6  | 83.0  | 79.2  | 78.4  | 79.7  | 81.4
CP_conf_15days    | North East | 82.1  | 83.1  | 85.3  | 84.6  | 81.3  | 83.0  | 83.1
CP_conf_15days    | Gateshead  | 96.9  | 95.9  | 97.6  | 91.0  | 87.5  | 87.8  | 86.1
RevCP             | England    | 91.8  | 91.5  | 93.2  | 89.3  | 88.1  | 89.8  | 90.6
RevCP             | North East | 92.7  | 92.9  | 91.0  | 89.8  | 87.4  | 93.0  | 88.2
RevCP             | Gateshead  | 100   | 95.5  | 96.3  | 85.5  | 83.3  | 94.8  | 90.7
PrevRegCPR        | England    | 20.8  | 21.9  | 22.1  | 22.7  | 23.6  | 24.7  | 24.5
PrevRegCPR        | North East | 21.8  | 21.9  | 20.8  | 21.2  | 24.6  | 25.7  | 27.2
PrevRegCPR        | Gateshead  | 22.5  | 23.4  | 21.0  | 26.4  | 20.7  | 20.6  | 21.1
CPPlans2yrs       | England    | 3.3   | 3.6   | 3.7   | 3.7   | 3.9   | 3.8   | 4.4
CPPlans2yrs       | North East | 2.2   | 2.0   | 2.2   | 2.1   | 1.7   | 2.1   | 2.2
CPPlans2yrs       | Gateshead  | 3.6   | 2.3   | 3.5   | 2.9   | -     | -     | 0
CPPlans2yrsActive | England    | 2.1   | 2.1   | 2.0   | 2.5   | 2.2   | 2.6   | 2.3
CPPlans2yrsActive | North East | 1.3   | 1.3   | 1.1   | 1.5   | 1.2   | 1.2   | 1.0
LACStable_2016on  | England    | 11    | 11    | 9     | 10    | 11    | 11    | 10
LACStable_2016on  | North East | 10    | 10    | 9     | 10    | 10    | 11    | 10
LACStable_2016on  | Gateshead  | 10    | 9     | 8     | 8     | 5     | 8     | 7
LACStable_long_term | England  | 68    | 68    | 70    | 71    | 68    | 68    | 69
LACStable_long_term | North East | 69  | 69    | 67    | 69    | 67    | 68    | 65
LACStable_long_term | Gateshead | 79   | 72    | 70    | 67    | 68    | 75    | 70
CPP_Num           | England    | 52260 | 51510 | 50010 | 50920 | 50780 | 49900 | 49420
CPP_rate          | England    | 44.5  | 43.7  | 42.4  | 43.3  | 42.7  | 41.4  | 40.6
LAC               | England    | 66    | 68    | 69    | 70    | 70    | 69    | 67
LAC               | North East | 102   | 109   | 110   | 109   | 112   | 113   | 111
LAC               | Gateshead  | 97    | 107   | 114   | 125   | 133   | 132   | 124
"""
REGIONS_2025 = """
CP_conf_15days | 83.1 | 76.8 | 84.2 | 84.1 | 85.4 | 79.4 | 81.1 | 84.4
RevCP          | 88.2 | 89.3 | 89.6 | 84.3 | 93.3 | 93.7 | 92.5 | 90.6
PrevRegCPR     | 27.2 | 23.3 | 26.0 | 26.7 | 22.5 | 19.2 | 26.3 | 26.2
"""
CUTS_2025 = """
CP_conf_15days      | 44.4 | 76.4 | 82.4 | 88.9 | 100
RevCP               | 46.4 | 87.3 | 93.8 | 96.9 | 100
PrevRegCPR          | 0    | 20.0 | 24.3 | 27.6 | 44.1
CPPlans2yrs         | 0    | 3.0  | 4.7  | 6.4  | 15.6
LACStable_2016on    | 0    | 8    | 10   | 12   | 18
LACStable_long_term | 52   | 63   | 68   | 72   | 100
"""
NEIGHBOURS_MEAN = """
CP_conf_15days   | 82.5 | 75.9
RevCP            | 93.7 | 85.6
PrevRegCPR       | 24.7 | 25.0
LACStable_2016on | 10.2 | 9.3
"""
KNOWN = Benchmarks(shipped(), Comparison.usual("EXM"))


def lines(text):
    return [
        [cell.strip() for cell in line.split("|")] for line in text.split("\n")[1:-1]
    ]


def number(cell):
    return None if cell == "-" else float(cell)


def cells():
    for code, area, *values in lines(PUBLISHED):
        for year, cell in zip(YEARS, values, strict=True):
            yield code, area, year, cell
    others = [name for name in REGIONS if name != "Yorkshire and The Humber"]
    for code, *values in lines(REGIONS_2025):
        for area, cell in zip(others, values, strict=True):
            yield code, area, 2025, cell
    for code, *values in lines(CUTS_2025):
        for area, cell in zip(CUTS, values, strict=True):
            yield code, area, 2025, cell


@pytest.mark.parametrize(("code", "area", "year", "cell"), [*cells()])
def test_a_shipped_figure_is_the_one_that_was_published(code, area, year, cell):
    found = KNOWN.figure(code, area, year)
    assert found is not None
    assert found.value == number(cell)


@pytest.mark.parametrize(("code", "before", "now"), lines(NEIGHBOURS_MEAN))
def test_the_neighbours_mean_is_as_the_tool_gives_it(code, before, now):
    means = [KNOWN.neighbours(code, year).mean for year in (2024, 2025)]
    assert [round(mean, 1) for mean in means] == [float(before), float(now)]


def test_counts_by_working_days_and_other_cells_seen_by_eye():
    codes = [code for _, code in SERIES["ICPC"].parts]
    assert [KNOWN.value(code, "Gateshead", 2025) for code in codes] == [7, 284, 41, 6]
    england = [KNOWN.value(code, ENGLAND, 2025) for code in codes]
    assert england == [6240, 52430, 6430, 6990]
    within = KNOWN.shares("ICPC", ENGLAND, 2025)
    assert round(within["0 to 10"] + within["11 to 15"], 1) == 81.4
    assert KNOWN.value("LACnum", "Gateshead", 2024) == 528
    assert KNOWN.value("CPP_Num", "Gateshead", 2024) == 239
    assert KNOWN.value("CPP_rate", "North East", 2025) == 58.6


def test_every_shipped_row_is_of_a_known_series_and_area_with_source_and_licence():
    assert {*shipped()} <= {*SERIES}
    for some in shipped().values():
        for (area, year), found in some.items():
            assert area_named(area) == area
            assert 2013 <= year <= 2025
            assert "Department for Education" in found.release.source
            assert found.release.told.startswith("as updated on ")
            assert found.release.licence == "Open Government Licence v3.0"


def test_every_neighbour_named_is_shipped_for_every_series_of_neighbours():
    for name in KNOWN.comparison.neighbours:
        assert KNOWN.figure("PrevRegCPR", name, 2025) is not None, name
    assert KNOWN.latest("PrevRegCPR", date(2026, 11, 21)) == 2025


def test_the_same_for_every_council_but_with_whom_it_compares_itself(engine):
    with benchmarks.Session(engine) as session:
        gateshead = benchmarks.read(session, "E08000037")
        invented = benchmarks.read(session, "EXM")
    assert gateshead.figures == invented.figures == shipped()
    assert (gateshead.own, invented.own) == ("Gateshead", "")
