"""The CIN census as tables is read by the rules of the XML, whatever holds the tables."""

from datetime import date

import pytest

from data_access.importers.cin_census import tables
from data_access.importers.cin_census.importer import CIN_CENSUS
from data_access.importers.importer import ReadingContext, SourceFile
from data_access.importers.registry import IMPORTERS
from data_access.store.law import PreProceedingsRecord
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    PlanRecord,
    PlanReviewRecord,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import TODAY, records, sentences

TABLES = {
    "ChildIdentifiers": """LAchildID,UPN,PersonBirthDate,ExpectedPersonBirthDate,Sex
C1,,03/04/2015,,F
C2,,,2025-05-01,M
C3,,03/04/2015,,F""",
    "ChildCharacteristics": "LAchildID,Ethnicity\nC1,WBRI\nC2,BAFR\nC3,WBRI",
    "CINdetails": """LAchildID,CINdetailsID,CINreferralDate,DateOfInitialCPC
C1,1,2024-04-10,
C2,1,2024-04-10,2024-06-03
C3,1,2024-04-10,""",
    "Section47": """LAchildID,CINdetailsID,S47ActualStartDate,InitialCPCtarget,DateOfInitialCPC,ICPCnotRequired
C1,1,2024-04-18,2024-05-10,2024-05-03,0
C1,1,2024-01-18,,,true""",
    "ChildProtectionPlans": """LAchildID,CINdetailsID,CPPID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,NumberOfPreviousCPP
C1,1,1,2024-05-03,,NEG,EMO,0
C2,1,1,2024-06-03,2024-12-02,PHY,PHY,1""",
    "Reviews": """LAchildID,CINdetailsID,CPPID,CPPreviewDate
C1,1,1,2024-07-19
C1,1,1,soon
C2,1,1,2024-08-19
C2,1,9,2024-11-19""",
}


@pytest.fixture
def open_tables(tmp_path):
    def opened(**changed):
        files = []
        for name, text in {**TABLES, **changed}.items():
            if text is not None:
                path = tmp_path / f"{name}.csv"
                path.write_text(text, encoding="utf-8")
                files.append(SourceFile(path, f"CIN 2024-25/{name}.csv"))
        context = ReadingContext(2025, TODAY)
        found = [(file, CIN_CENSUS.recognise(file, context)) for file in files]
        assert all(each for _, each in found)
        return {
            opened.file.path.stem: opened for opened in CIN_CENSUS.open(found, context)
        }

    return opened


def test_one_table_gives_the_rows_of_all_and_the_others_are_read_with_it(open_tables):
    opened = open_tables(CINPlanDates="LAchildID,CINPlanStartDate\nC1,2024-05-03")
    assert {name: each.found.used for name, each in opened.items()} == {
        **dict.fromkeys(opened, False),
        "ChildProtectionPlans": True,
    }
    assert {each.found.read_with for each in opened.values()} == {
        "ChildProtectionPlans",
        "",
    }
    assert opened["CINPlanDates"].found.read_with == ""


def test_every_disability_of_a_child_is_read_with_it(open_tables):
    opened = open_tables(Disabilities="LAchildID,Disability\nC1,LD\nC1,NONE\nC2,AUT")
    assert opened["Disabilities"].found.read_with == "ChildProtectionPlans"
    items = list(opened["ChildProtectionPlans"].items(2025))
    disabled = {
        each.child_id: each.disabled
        for each in records(items)
        if isinstance(each, ChildRecord)
    }
    # C1 cannot be both, and C2 is not born yet.
    assert disabled == {"C1": None, "C2": None}
    both = "ChildIdentifiers, row 2, Disability: found 'LD;NONE', expected NONE alone"
    assert any(each.startswith(both) for each in sentences(items))


def test_the_tables_state_what_the_xml_would(open_tables):
    items = list(open_tables()["ChildProtectionPlans"].items(2025))
    started = date(2024, 5, 3)
    assert records(items) == [
        ChildRecord(child_id="C1", born=date(2015, 4, 3), sex="F", ethnicity="WBRI"),
        ConferenceRecord(
            child_id="C1",
            s47_started=date(2024, 4, 18),
            held=started,
            source_due=date(2024, 5, 10),
        ),
        ConferenceRecord(
            child_id="C1", s47_started=date(2024, 1, 18), not_required=True
        ),
        PlanRecord(
            child_id="C1",
            started=started,
            initial_category="NEG",
            latest_category="EMO",
            previous_plans=0,
        ),
        PlanReviewRecord(child_id="C1", plan_started=started, held=date(2024, 7, 19)),
        ChildRecord(child_id="C2", born=date(2025, 5, 1), sex="M", ethnicity="BAFR"),
        ConferenceRecord(child_id="C2", held=date(2024, 6, 3), transfer_in=True),
        PlanRecord(
            child_id="C2",
            started=date(2024, 6, 3),
            ended=date(2024, 12, 2),
            initial_category="PHY",
            latest_category="PHY",
            previous_plans=1,
        ),
        PlanReviewRecord(
            child_id="C2", plan_started=date(2024, 6, 3), held=date(2024, 8, 19)
        ),
    ]


def test_every_statement_and_fault_names_its_table_and_row(open_tables):
    items = list(open_tables()["ChildProtectionPlans"].items(2025))
    assert [item.place for item in items] == [
        "ChildIdentifiers, row 2",
        "Section47, row 2",
        "Section47, row 3",
        "ChildProtectionPlans, row 2",
        "Reviews, row 2",
        "Reviews, row 3",
        "ChildIdentifiers, row 3",
        "CINdetails, row 3",
        "ChildProtectionPlans, row 3",
        "Reviews, row 4",
        "Reviews, row 5",
    ]
    assert sentences(items) == [
        "Reviews, row 3, CPPreviewDate: found 'soon', expected a date like 2025-03-31. "
        "Correct it in your system and load the file again.",
        "Reviews, row 5, CPPREVIEWDATE: found '2024-11-19', expected a review of a plan "
        "that is itself read. Correct it in your system and load the file again.",
    ]


def test_only_all_four_tables_tell_that_a_plan_was_not_there(open_tables):
    assert open_tables()["ChildProtectionPlans"].found.covers == "plans"
    (kept,) = [each for each in open_tables(Section47=None).values() if each.found.used]
    assert kept.found.covers == ""


def test_reviews_alone_are_refused_as_nothing_tells_whose_plan_they_are_of(tmp_path):
    path = tmp_path / "Reviews.csv"
    path.write_text(TABLES["Reviews"], encoding="utf-8")
    file, context = SourceFile(path, "Reviews.csv"), ReadingContext(2025, TODAY)
    (opened,) = CIN_CENSUS.open([(file, tables.recognise(file))], context)
    with pytest.raises(RefusedError) as refused:
        _ = opened.table
    assert str(refused.value) == tables.NO_PLANS


def test_two_files_of_one_table_are_refused(tmp_path):
    path = tmp_path / "Plans.csv"
    path.write_text(TABLES["ChildProtectionPlans"], encoding="utf-8")
    files = [SourceFile(path, name) for name in ("Plans.csv", "More.csv")]
    known = [(file, tables.recognise(file)) for file in files]
    for opened in CIN_CENSUS.open(known, ReadingContext(2025, TODAY)):
        with pytest.raises(RefusedError) as refused:
            _ = opened.table
        assert str(refused.value) == tables.TWICE.format("ChildProtectionPlans")


def test_a_row_without_a_child_is_left_out_and_told(open_tables):
    plans = TABLES["ChildProtectionPlans"] + "\n,1,1,2024-06-03,,PHY,PHY,1"
    items = list(
        open_tables(ChildProtectionPlans=plans)["ChildProtectionPlans"].items(2025)
    )
    assert [each for each in sentences(items) if "row 4, LAchildID" in each] == [
        "ChildProtectionPlans, row 4, LAchildID: found '', expected the child's id. "
        "Correct it in your system and load the file again."
    ] * 2


@pytest.mark.parametrize(
    ("name", "text", "year"),
    [
        ("Reviews", TABLES["Reviews"], 2025),
        ("Header", "Collection,Year,ReferenceDate\nCIN,2025,2025-03-31", 2025),
        ("Section47", TABLES["Section47"], None),
    ],
)
def test_the_year_is_told_by_the_header_or_by_the_reviews(tmp_path, name, text, year):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert tables.recognise(SourceFile(path, f"{name}.csv")).year == year


@pytest.mark.parametrize("name", TABLES)
def test_no_other_format_takes_a_table_of_the_census_before_it(tmp_path, name):
    path = tmp_path / "a.csv"
    path.write_text(TABLES[name], encoding="utf-8")
    file, context = SourceFile(path, "a.csv"), ReadingContext(None, TODAY)
    known = (each.kind for each in IMPORTERS if each.recognise(file, context))
    assert next(known) == "cin_census"


HEADED = "Collection,Year,ReferenceDate,LEA\nCIN,2025,2025-03-31,391"


@pytest.mark.parametrize("although_of", [None, "391"])
def test_the_header_says_whose_the_tables_of_its_folder_are(council, although_of):
    council.la = "390"
    of_one = {f"CIN 2024-25/{name}.csv": text for name, text in TABLES.items()}
    beside = {f"CIN 2023-24/{name}.csv": TABLES[name] for name in ("Section47",)}
    headed = {"CIN 2024-25/Header.csv": HEADED}
    reports = council.load_tables(of_one | headed | beside, although_of=although_of)
    refused = [each.file for each in reports if each.refused]
    assert refused == ([] if although_of else [*of_one, *headed])
    if not although_of:
        assert reports[0].refused.startswith(
            "The file says that it is of council 391, Newcastle upon Tyne, and it was "
            "to be loaded for 390, Gateshead."
        )


@pytest.mark.parametrize(
    "text",
    [
        "ChildProtectionPlans_ID,CPPstartDate,CPPendDate,CINdetails_ID\n7,2024-05-03,,3",
        "ChildIdentifiers_ID,LAchildID,PersonBirthDate,Child_XML_ID\n7,C1,2015-04-03,3",
        "Reviews_ID,CPPreviewDate,ChildProtectionPlans_ID\n7,2024-07-19,3",
    ],
)
def test_a_blade_of_collect_is_refused_and_named(council, text):
    (report,) = council.load_tables({"CIN 2024-25/blade.csv": text})
    assert report.refused == (
        "This is a blade of the CIN census, one of the tables as COLLECT exports them: "
        "its rows are joined by COLLECT's own numbers and not by the child's id. Blades "
        "are not read. Load the XML that was sent to COLLECT, or tables that have "
        "LAchildID in every row."
    )


@pytest.mark.parametrize("name", ["Section47", "ChildProtectionPlans"])
def test_a_wide_title_above_a_table_is_looked_past(council, name):
    title = "CIN census,as at,31 March 2025,made by,the system,on,1 April"
    (report,) = council.load_tables(
        {f"CIN 2024-25/{name}.csv": f"{title}\n{TABLES[name]}"}
    )
    assert (report.refused, report.added) == (None, 2)


# Rows that do not say which referral they are of


TWO_REFERRALS = """LAchildID,CINdetailsID,CINreferralDate,CINclosureDate,DateOfInitialCPC
C1,1,2023-04-10,2023-09-01,
C1,2,2024-04-10,,2024-05-03"""


def of_c1(table, referral):
    head, *rows = TABLES[table].splitlines()
    mine = [row.replace("C1,1,", f"C1,{referral},") for row in rows if "C1" in row]
    return "\n".join([head, *mine])


def without_referral(**changed):
    blank = {
        name: of_c1(name, "")
        for name in ("Section47", "ChildProtectionPlans", "Reviews")
    }
    return {**blank, "ChildIdentifiers": None, "ChildCharacteristics": None, **changed}


@pytest.mark.parametrize(
    "details", [TWO_REFERRALS, TWO_REFERRALS.replace("C1,1,", "C9,1,")]
)
def test_a_row_without_its_referral_is_placed_in_the_one_open_on_its_day(
    open_tables, details
):
    """The conference told of the referral is then the enquiry's, and counted once."""
    held = of_c1("Section47", "").replace("2024-05-03", "").splitlines()[:2]
    tables = without_referral(CINdetails=details, Section47="\n".join(held))
    items = list(open_tables(**tables)["ChildProtectionPlans"].items(2025))
    of_child = [each for each in records(items) if each.child_id == "C1"]
    assert [each for each in of_child if isinstance(each, ConferenceRecord)] == [
        ConferenceRecord(
            child_id="C1",
            s47_started=date(2024, 4, 18),
            held=date(2024, 5, 3),
            source_due=date(2024, 5, 10),
        )
    ]
    assert [each.held for each in of_child if isinstance(each, PlanReviewRecord)] == [
        date(2024, 7, 19)
    ]
    assert [each.started for each in of_child if isinstance(each, PlanRecord)] == [
        date(2024, 5, 3)
    ]


def test_a_row_that_may_be_of_two_referrals_is_told(open_tables):
    details = TWO_REFERRALS.replace("2023-09-01", "").replace("2024-05-03", "")
    tables = without_referral(CINdetails=details)
    items = list(open_tables(**tables)["ChildProtectionPlans"].items(2025))
    said = [each for each in sentences(items) if "CINDETAILSID" in each]
    assert said[0] == (
        "Section47, row 2, CINDETAILSID: found '', expected the referral it is of: the "
        "child has 2 that were open on that day. It is read as of neither. Fill in the "
        "id of the referral, or load the XML."
    )
    assert [each[:27] for each in said[1:]] == ["ChildProtectionPlans, row 2"]


PRE_PROCEEDINGS = """LAchildID,CINdetailsID,PPStartDate,LBPSentDate,FGDMMeetingOffer
C1,1,2024-06-03,2024-06-10,1
C4,1,2024-06-03,,
C4,1,soon,,"""


def test_pre_proceedings_are_read_with_the_other_tables(open_tables):
    opened = open_tables(PreProceedingsandFGDM=PRE_PROCEEDINGS)
    leading = opened["ChildProtectionPlans"]
    assert leading.found.covers == "plans,pre_proceedings"
    assert opened["PreProceedingsandFGDM"].found.read_with == "ChildProtectionPlans"
    items = [*leading.items(2025)]
    said = [
        (each.place, each.record)
        for each in items
        if getattr(each, "record", "").__class__ is PreProceedingsRecord
    ]
    assert said == [
        (
            "PreProceedingsandFGDM, row 2",
            PreProceedingsRecord(
                child_id="C1",
                started=date(2024, 6, 3),
                letter_sent=date(2024, 6, 10),
                offered=True,
            ),
        ),
        (
            "PreProceedingsandFGDM, row 3",
            PreProceedingsRecord(child_id="C4", started=date(2024, 6, 3)),
        ),
    ]
    (left_out,) = [each for each in items if "soon" in getattr(each, "sentence", "")][
        1:
    ]
    assert left_out.sentence.startswith(
        "PreProceedingsandFGDM, row 4, PPStartDate: found 'soon'"
    )


def test_pre_proceedings_alone_give_the_rows_of_all(open_tables):
    alone = dict.fromkeys(TABLES)
    opened = open_tables(**alone, PreProceedingsandFGDM=PRE_PROCEEDINGS)
    found = opened["PreProceedingsandFGDM"].found
    assert (found.used, found.covers) == (True, "pre_proceedings")
