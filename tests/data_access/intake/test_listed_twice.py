"""A child listed twice in one file with other details is told, with which is used."""

from datetime import date

import pytest

from tests.data_access.councils import Council, a_census, a_child, a_plan
from tests.data_access.importers import ssd_files

SAID = (
    "with other details: date of birth 03/04/2016 where 03/04/2015 is used; sex M "
    "where F is used', expected each once. The first is used. Remove the row that is wrong."
)
OTHER = (
    "<ChildIdentifiers><LAchildID>C1</LAchildID>"
    "<PersonBirthDate>2016-04-03</PersonBirthDate><Sex>M</Sex></ChildIdentifiers>"
)
ONE = a_child("C1", a_plan("2024-05-03"))
AGAIN = a_child("C1", a_plan("2024-05-03"))
OF_NO_PLAN = f"<Child>{OTHER}</Child>"
XML = "CIN_2024-25.xml"


@pytest.fixture
def council(engine, tmp_path):
    return Council(engine, tmp_path / "files")


def told_of(reports):
    """Return what is said of whole rows that are each the same child as another."""
    return [
        problem.sentence
        for report in reports
        for problem in report.problems
        if "the same child as" in problem.found
    ]


def of_c1(council):
    return council.rows("child", "born", "sex", child_id="C1")


@pytest.mark.parametrize(
    ("children", "place", "first"),
    [
        ([ONE, OF_NO_PLAN], "Child 2", "Child 1"),
        ([OF_NO_PLAN, ONE], "Child 1", "Child 2"),
        (
            [ONE.replace("<ChildCh", f"{OTHER}<ChildCh")],
            "Child 1, identifiers 2",
            "Child 1",
        ),
        (
            [
                ONE,
                AGAIN.replace("2015-04-03", "2016-04-03").replace("<Sex>F", "<Sex>M"),
            ],
            "Child 2",
            "Child 1",
        ),
    ],
    ids=["of no plan", "of no plan first", "in one element", "in two elements"],
)
def test_a_census_that_lists_a_child_twice(council, children, place, first):
    reports = council.load_tables({XML: a_census(2025, *children)})
    assert f"{place}, whole row: found 'the same child as {first}, {SAID}" in told_of(
        reports
    )
    assert of_c1(council) == [(date(2015, 4, 3), "F")]


def test_a_child_listed_twice_alike_in_a_census_needs_no_words(council):
    alike = ONE.partition("<ChildCharacteristics>")[0] + "</Child>"
    reports = council.load_tables({XML: a_census(2025, ONE, alike)})
    assert told_of(reports) == []


def test_a_census_as_tables(council):
    reports = council.load_tables(
        {
            "CIN 2024-25/ChildIdentifiers.csv": "LAchildID,PersonBirthDate,Sex\n"
            "C1,03/04/2015,F\nC1,03/04/2015,F\nC1,03/04/2016,M",
            "CIN 2024-25/ChildProtectionPlans.csv": "LAchildID,CINdetailsID,CPPID,"
            "CPPstartDate\nC1,1,1,2024-05-03",
        }
    )
    assert told_of(reports) == [
        "ChildIdentifiers, row 4, whole row: found 'the same child as "
        f"ChildIdentifiers, row 2, {SAID}"
    ]
    assert of_c1(council) == [(date(2015, 4, 3), "F")]


def test_the_people_of_an_extract(council):
    person = """
    pers_person_id | pers_sex | pers_dob
    C1 | F | 2015-04-03
    C1 | M | 2016-04-03
    """
    tables = {**ssd_files.TABLES, "ssd_person": person}
    reports = council.load_tables(
        {
            f"extract/{name}.csv": ssd_files.written(text)
            for name, text in tables.items()
        }
    )
    assert told_of(reports) == [
        f"Row 3, whole row: found 'the same child as Row 2, {SAID}"
    ]
    assert of_c1(council) == [(date(2015, 4, 3), "F")]
