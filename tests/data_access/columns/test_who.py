"""Whether children are disabled, or came alone, from each kind of file to the groups."""

from datetime import date

import pytest

from data_access.store.statements import ChildRecord
from tests.data_access.columns.test_columns import shown
from tests.data_access.councils import a_census, a_plan
from tests.data_access.importers.annex_files import LOOKED_AFTER, annex_a
from tests.data_access.importers.ssd_files import EPISODES, LEGAL, PERSON, extract_in

DISABLED, NOT_DISABLED = "Disabled", "Not disabled"
ALONE, OTHER = "Unaccompanied asylum-seeking", "Not unaccompanied"
NOT_RECORDED = "Not recorded"

HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    C1    | F   | 03/04/2010 | WBRI
    C2    | M   | 03/04/2008 | OOTH
    C3    | M   | 03/04/2008 | OOTH
"""
EPISODES_903 = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    C1    | 01/06/2022 | S   | C2 | U6    |            |
    C2    | 01/06/2022 | S   | V2 | U6    |            |
    C3    | 01/06/2022 | S   | V2 | U6    | 31/03/2023 | E8
"""
LIST = "CHILD,SEX,DOB,DUC\nC2,M,03/04/2008,\n"


def groups(council, name, kind="care_spans"):
    """The group of each child in care, or on a plan, by the child's place."""
    return dict(shown(council.columns(), kind, "child", name))


def a_return(year, **also):
    return {f"{year}/Header.csv": HEADER, f"{year}/Episodes.csv": EPISODES_903} | {
        f"{year}/{name}.csv": text for name, text in also.items()
    }


def test_without_the_list_of_the_return_nobody_is_told_to_have_come_otherwise(council):
    council.load_tables(a_return("2022-23"))
    assert set(groups(council, "alone").values()) == {NOT_RECORDED}


def test_who_is_in_care_and_not_in_the_list_of_a_return_did_not_come_alone(council):
    council.load_tables(a_return("2022-23", UASC=LIST))
    assert groups(council, "alone") == {0: OTHER, 1: ALONE, 2: OTHER}


def test_a_list_without_a_row_says_nothing(council):
    council.load_tables(a_return("2022-23", UASC="CHILD,SEX,DOB,DUC\n"))
    assert set(groups(council, "alone").values()) == {NOT_RECORDED}


def test_a_list_speaks_of_nobody_who_had_left_by_then(council):
    council.load_tables(a_return("2022-23"))
    council.load_tables(a_return("2023-24", UASC=LIST))
    assert groups(council, "alone") == {0: OTHER, 1: ALONE, 2: NOT_RECORDED}


def test_whom_one_list_names_stays_one_when_the_next_does_not(council):
    council.load_tables(a_return("2022-23", UASC=LIST))
    council.load_tables(a_return("2023-24", UASC="CHILD,SEX,DOB,DUC\nC9,M,,\n"))
    assert groups(council, "alone")[1] == ALONE


def test_a_list_does_not_say_that_children_of_the_header_are_not_repeated(council):
    reports = council.load_tables(a_return("2022-23", UASC=LIST))
    assert [report.not_repeated for report in reports] == [0, 0, 0]


def test_a_return_as_xml_answers_for_each_child(council):
    def child(child_id, alone):
        return (
            f"<CHILD><HEADER><CHILDID>{child_id}</CHILDID><SEX>M</SEX>"
            f"<DOB>03/04/2008</DOB><ETHNIC>OOTH</ETHNIC>{alone}</HEADER><EPISODE>"
            "<DECOM>01/06/2022</DECOM><RNE>S</RNE><LS>V2</LS><PL>U6</PL>"
            "</EPISODE></CHILD>"
        )

    told = (
        child("C1", "<UASC>0</UASC>"),
        child("C2", "<UASC>1</UASC>"),
        child("C3", ""),
    )
    xml = f"<EXPSSDA903>{''.join(told)}</EXPSSDA903>"
    council.load_tables({"2022-23/return.xml": xml})
    assert groups(council, "alone") == {0: OTHER, 1: ALONE, 2: NOT_RECORDED}


def test_a_census_tells_every_disability_of_a_child(council):
    def child(child_id, *disabilities):
        told = "".join(f"<Disability>{each}</Disability>" for each in disabilities)
        return (
            f"<Child><ChildIdentifiers><LAchildID>{child_id}</LAchildID>"
            "<PersonBirthDate>2015-04-03</PersonBirthDate><Sex>F</Sex>"
            "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
            f"<Disabilities>{told}</Disabilities></ChildCharacteristics><CINdetails>"
            f"{a_plan('2024-05-03')}</CINdetails></Child>"
        )

    council.load_tables(
        {
            "census.xml": a_census(
                2025, child("C1", "LD", "AUT"), child("C2", "NONE"), child("C3")
            )
        }
    )
    found = [group for (group,) in shown(council.columns(), "plans", "disability")]
    assert found == [DISABLED, NOT_DISABLED, NOT_RECORDED]


def test_an_extract_tells_both_with_its_list_of_people(council, tmp_path):
    tables = {
        "ssd_person": PERSON,
        "ssd_cla_episodes": EPISODES,
        "ssd_legal_status": LEGAL,
        "ssd_disability": """
            disa_person_id | disa_disability_code
            C1             | LD
            C1             | BEH
            C9             | NONE
        """,
        "ssd_immigration_status": """
            immi_person_id | immi_immigration_status
            C1             | Unaccompanied Asylum Seeking Child
            C1             | Refugee status
        """,
    }
    council.load(*extract_in(tmp_path, **tables).values())
    assert shown(council.columns(), "care_periods", "disability", "alone")[0] == (
        DISABLED,
        ALONE,
    )


def test_an_annex_a_fills_what_the_others_leave_blank(council, tmp_path):
    row = LOOKED_AFTER | {"disabled": "NONE", "uasc": "b) No"}
    council.load(annex_a(tmp_path, list_8=[row]))
    assert shown(council.columns(), "care_periods", "disability", "alone") == [
        (NOT_DISABLED, OTHER)
    ]


@pytest.mark.parametrize(
    ("answers", "group"),
    [
        ([True, None], DISABLED),
        ([True, False], NOT_DISABLED),
        ([False, True], DISABLED),
        ([None, None], NOT_RECORDED),
    ],
)
def test_the_newest_file_that_says_it_is_believed_of_disability(
    council, answers, group
):
    council.load_tables(a_return("2022-23"))
    for answer in answers:
        council.state(
            ChildRecord(child_id="C1", born=date(2010, 4, 3), disabled=answer)
        )
    assert groups(council, "disability")[0] == group
