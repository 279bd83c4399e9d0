"""The Department's own files, cut, marked and mistyped; the figures are made up."""

import pytest

from data_access.importers.importer import ReadingContext
from data_access.importers.published import published
from data_access.importers.published.importer import PUBLISHED
from data_access.importers.registry import IMPORTERS
from domain.errors import RefusedError
from tests.data_access.importers.importing import (
    TODAY,
    a_file,
    read_all,
    records,
    sentences,
    whole_rows,
)

AREA = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name,"
)
D3 = f"{AREA}category,CPP_start,CPP_subsequent,CPP_subsequent_percent"
NATION = "Reporting year,National,E92000001,England,,,,,"
NORTH_EAST = "Reporting year,Regional,E92000001,England,E12000001,North East,,,"
INNER = "Reporting year,Regional,E92000001,England,E13000001,Inner London,,,"
GATESHEAD = (
    "Reporting year,Local authority,E92000001,England,E12000001,North East,390,"
    "E08000037,Gateshead"
)


def a_table(tmp_path, head, *rows, name="d3.csv"):
    return a_file(tmp_path, "\n".join((head, *rows)) + "\n", name)


def told(items):
    return {
        (each.measure, each.area, each.ending): each.value for each in records(items)
    }


def plans(tmp_path, *rows):
    return a_table(tmp_path, D3, *rows)


def test_each_row_gives_the_figures_of_an_area_and_a_year(tmp_path):
    items = read_all(
        published,
        plans(
            tmp_path,
            f"2025,{NATION},Plans,61000,15000,24.6",
            f"2025,{NORTH_EAST},Plans,4500,1200,26.7",
            f'2024,{GATESHEAD},Plans,"1,294",62,21.1',
        ),
    )
    assert told(items) == {
        ("CPP_start", "England", 2025): 61000,
        ("ReRegCPR", "England", 2025): 15000,
        ("PrevRegCPR", "England", 2025): 24.6,
        ("CPP_start", "North East", 2025): 4500,
        ("ReRegCPR", "North East", 2025): 1200,
        ("PrevRegCPR", "North East", 2025): 26.7,
        ("CPP_start", "Gateshead", 2024): 1294,
        ("ReRegCPR", "Gateshead", 2024): 62,
        ("PrevRegCPR", "Gateshead", 2024): 21.1,
    }
    assert sentences(items) == []


@pytest.mark.parametrize("mark", ["c", "C", "x", "z", ":", "-", "k", "u", "~", ""])
def test_a_mark_of_no_value_is_kept_as_none_and_never_as_0(tmp_path, mark):
    items = read_all(published, plans(tmp_path, f"2025,{GATESHEAD},P,{mark},0,{mark}"))
    assert told(items) == {
        ("CPP_start", "Gateshead", 2025): None,
        ("ReRegCPR", "Gateshead", 2025): 0,
        ("PrevRegCPR", "Gateshead", 2025): None,
    }
    assert sentences(items) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("many", "a number, or one of the Department's marks"),
        ("1e5", "a number, or one of the Department's marks"),
        ("inf", "a number, or one of the Department's marks"),
        ("-3", "a percentage from 0 to 100"),
        ("124.5", "a percentage from 0 to 100"),
    ],
)
def test_what_is_no_figure_is_left_out_and_the_rest_of_its_row_stays(
    tmp_path, typed, expected
):
    items = read_all(published, plans(tmp_path, f"2025,{GATESHEAD},P,294,62,{typed}"))
    assert ("PrevRegCPR", "Gateshead", 2025) not in told(items)
    assert told(items)["CPP_start", "Gateshead", 2025] == 294
    (sentence,) = sentences(items)
    assert sentence.startswith(f"Row 2, cpp_subsequent_percent: found '{typed}'")
    assert expected in sentence
    assert whole_rows(items) == []


@pytest.mark.parametrize("year", ["2026", "1999", "soon", "", "2025-27"])
def test_a_year_that_has_not_ended_or_is_none_leaves_its_row_out(tmp_path, year):
    items = read_all(
        published,
        plans(tmp_path, f"{year},{GATESHEAD},P,1,1,1", f"2025,{NATION},P,1,1,1"),
    )
    (left_out,) = whole_rows(items)
    assert (left_out.place, left_out.field) == ("Row 2", "time_period")
    assert {area for _, area, _ in told(items)} == {"England"}


@pytest.mark.parametrize("year", ["2025", "202425", "2024/25", "2024-25", "2025.0"])
def test_a_year_is_read_as_each_file_writes_it(tmp_path, year):
    items = read_all(published, plans(tmp_path, f"{year},{NATION},P,1,1,1"))
    assert {ending for _, _, ending in told(items)} == {2025}


def test_a_council_is_known_by_code_before_its_name(tmp_path):
    spelt = GATESHEAD.replace("Gateshead", "Gateshead MBC")
    only_new = spelt.replace(",390,", ",,")
    by_name = spelt.replace(",390,E08000037,Gateshead MBC", ",,,St. Helens")
    items = read_all(
        published,
        plans(
            tmp_path,
            f"2025,{spelt},P,1,1,1",
            f"2024,{only_new},P,1,1,1",
            f"2024,{by_name},P,1,1,1",
        ),
    )
    assert {(area, year) for _, area, year in told(items)} == {
        ("Gateshead", 2025),
        ("Gateshead", 2024),
        ("St Helens", 2024),
    }


def test_an_area_that_is_not_known_leaves_its_row_out(tmp_path):
    nowhere = GATESHEAD.replace(",390,E08000037,Gateshead", ",,,Borchester")
    items = read_all(
        published,
        plans(tmp_path, f"2025,{nowhere},P,1,1,1", f"2025,{NATION},P,1,1,1"),
    )
    (left_out,) = whole_rows(items)
    assert left_out.found == "Local authority Borchester"


def test_parts_of_london_are_told_once_for_the_file(tmp_path):
    items = read_all(
        published,
        plans(
            tmp_path,
            f"2025,{INNER},P,1,1,1",
            f"2024,{INNER},P,1,1,1",
            f"2025,{NATION},P,1,1,1",
        ),
    )
    (sentence,) = sentences(items)
    assert sentence.startswith("The file, region_name: found 'Inner London (2 rows)'")
    assert whole_rows(items) == []


def test_conferences_in_time_are_worked_out_of_the_bands(tmp_path):
    head = (
        f"{AREA}category,Section47,Section47_child,ICPC,ICPC_child,Duration_0-10_days,"
        "Duration_11-15_days,Duration_16-20_days,Duration_21+_days"
    )
    items = read_all(
        published,
        a_table(
            tmp_path,
            head,
            f"2025,{GATESHEAD},S,645,587,338,334,7,284,41,6",
            f"2024,{GATESHEAD},S,645,587,304,294,c,287,7,c",
            f"2023,{GATESHEAD},S,645,587,0,0,0,0,0,0",
        ),
    )
    found = told(items)
    assert found["CP_conf_15days", "Gateshead", 2025] == 86.1
    assert found["CP_conf_15days", "Gateshead", 2024] is None
    assert found["CP_conf_15days", "Gateshead", 2023] is None
    assert found["21_ICPC", "Gateshead", 2025] == 6
    assert found["10_ICPC", "Gateshead", 2024] is None


def test_plans_open_are_read_by_length(tmp_path):
    head = (
        f"{AREA}category,CPP_At31,3_months_or_less,3_months_or_less_percent,"
        "more_than_3_months_6_months,more_than_3_months_6_months_percent,"
        "more_than_6_months_less_than_1_year,"
        "more_than_6_months_less_than_1_year_percent,1_year_less_than_2_years,"
        "1_year_less_than_2_years_percent,2_years_or_more,2_years_or_more_percent"
    )
    row = f"2025,{NATION},P,49420,15580,31.5,12620,25.5,13000,26.3,7090,14.4,1130,2.3"
    found = told(read_all(published, a_table(tmp_path, head, row)))
    assert found["CPP_Num", "England", 2025] == 49420
    assert found["CPPlans2yrsActive", "England", 2025] == 2.3
    assert found["CPP_3_months", "England", 2025] == 15580
    assert len(found) == 7


LOOKED_AFTER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,la_name,new_la_code,"
)
HERE = (
    "2024,Reporting year,Local authority,E92000001,England,E12000001,North East,390,"
    "Gateshead,E08000037"
)


def test_children_looked_after_are_read_by_what_the_row_is_of(tmp_path):
    head = f"{LOOKED_AFTER}population_count,population_estimate,number,rate_per_10000"
    items = read_all(
        published,
        a_table(
            tmp_path,
            head,
            f"{HERE},Children ceasing to be looked after each year,39784,206,52",
            f"{HERE},Children looked after at 31 March each year,39784,528,133",
            f"{HERE},Children starting to be looked after each year,39784,203,51",
            f"{HERE},Children adopted each year,39784,20,5",
        ),
    )
    assert told(items) == {
        ("LACceased", "Gateshead", 2024): 206,
        ("LACnum", "Gateshead", 2024): 528,
        ("LAC", "Gateshead", 2024): 133,
        ("LACnum_Start", "Gateshead", 2024): 203,
    }
    (sentence,) = sentences(items)
    assert "found 'Children adopted each year (1 row)'" in sentence


def test_placement_stability_is_read_of_the_two_groups_compared(tmp_path):
    head = (
        f"{LOOKED_AFTER}cla_group,placement_stability,children_count,children_percent"
    )
    items = read_all(
        published,
        a_table(
            tmp_path,
            head,
            f"{HERE},CLA on 31 March,Total children,528,100",
            f"{HERE},CLA on 31 March,With 3 or more placements during the year,42,8",
        ),
    )
    assert told(items) == {("LACStable_2016on", "Gateshead", 2024): 8}


TOOL = "LA Number,LA and Regions,Region,Topic,Measure"
PAF = "Children's Services,Review of child protection cases PAF CF/C20"


def test_a_table_of_the_interactive_tool_has_a_column_a_year(tmp_path):
    items = read_all(
        published,
        a_table(
            tmp_path,
            f"{TOOL},2023,2024/25,2026",
            f"-,England,England,{PAF},88.1,90.6,99",
            f"840,Durham,North East,{PAF},-,96.0,99",
            f"-,Statistical Neighbours,,{PAF},90,91,99",
            "-,England,England,Health,Infant Mortality,3.9,3.8,3.7",
        ),
    )
    assert told(items) == {
        ("RevCP", "England", 2023): 88.1,
        ("RevCP", "England", 2025): 90.6,
        ("RevCP", "County Durham", 2023): None,
        ("RevCP", "County Durham", 2025): 96.0,
    }
    assert ["Infant Mortality" in each for each in sentences(items)] == [False, True]


def test_it_is_known_by_its_headings_and_by_no_other_importer(tmp_path):
    context = ReadingContext(None, TODAY)
    for head in (D3, f"{TOOL},2025"):
        file = a_table(tmp_path, head, "2025", name="whatever.csv")
        known = [each for each in IMPORTERS if each.recognise(file, context)]
        assert known == [PUBLISHED]
        assert published.recognise(file).year is None
        assert not published.recognise(file).needs_year


def test_another_layout_is_refused_in_words(tmp_path):
    file = a_table(tmp_path, f"{AREA}category,adopted", f"2025,{NATION},A,1")
    with pytest.raises(RefusedError, match="of figures that are not compared here"):
        published.recognise(file)
    short = D3.replace("old_la_code,", "").replace("la_name,", "")
    with pytest.raises(RefusedError, match="which area a row is of"):
        published.recognise(a_table(tmp_path, short, "2025"))
    with pytest.raises(RefusedError, match="has no column whose heading is a year"):
        published.recognise(a_table(tmp_path, TOOL, "1"))


def test_a_file_without_one_figure_is_refused(tmp_path):
    file = a_table(tmp_path, f"{TOOL},2025", "-,England,England,Health,Mortality,3")
    with pytest.raises(RefusedError, match="No row of this file has a figure"):
        read_all(published, file)


def test_a_row_cut_short_has_no_values(tmp_path):
    items = read_all(published, plans(tmp_path, f"2025,{GATESHEAD}"))
    assert set(told(items).values()) == {None}
