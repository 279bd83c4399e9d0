"""Ofsted's Annex A: which files are one, of which day, and what its rows state."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data_access.importers.annex_a import annex_a, words
from data_access.importers.annex_a.annex_a import days_in
from data_access.importers.importer import ReadingContext
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    HealthCheckRecord,
    InCareRecord,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
    VisitRecord,
)
from domain.errors import RefusedError
from tests.data_access.importers import annex_files as files
from tests.data_access.importers.annex_files import (
    CHILD,
    ENQUIRED,
    LOOKED_AFTER,
    ON_PLAN,
    one_list,
)
from tests.data_access.importers.bombs import workbook
from tests.data_access.importers.importing import (
    TODAY,
    a_file,
    read_all,
    records,
    sentences,
)

DAY = date(2025, 1, 31)
REVIEWED = LOOKED_AFTER | {
    "review": date(2025, 1, 30),
    "iro": date(2025, 1, 29),
    "visit": date(2025, 1, 28),
}
PLANNED = ON_PLAN | {"visit": date(2025, 1, 20), "review": date(2025, 1, 27)}
ALL = {"list_5": [ENQUIRED], "list_7": [PLANNED], "list_8": [REVIEWED]}
STATED = [
    ChildRecord(child_id="C3", born=date(2012, 4, 3), sex="F", ethnicity="WBRI"),
    ChildRecord(child_id="C1", born=date(2012, 4, 3), sex="F", ethnicity="WBRI"),
    ConferenceRecord(
        child_id="C3", s47_started=date(2024, 10, 14), held=date(2024, 11, 4)
    ),
    PlanRecord(
        child_id="C3",
        started=date(2024, 11, 4),
        initial_category="NEG",
        latest_category="EMO",
        previous_plans=0,
    ),
    PlanReviewRecord(
        child_id="C3", plan_started=date(2024, 11, 4), held=date(2025, 1, 27)
    ),
    VisitRecord(child_id="C3", kind="plan", visited=date(2025, 1, 20)),
    InCareRecord(
        child_id="C1",
        as_at=DAY,
        started=date(2025, 1, 6),
        legal_since=date(2025, 1, 6),
        legal_status="V2",
        placed_since=date(2025, 1, 6),
        placement="U6",
        provider="PR1",
        location="IN",
    ),
    ReviewRecord(child_id="C1", held=date(2025, 1, 30)),
    VisitRecord(child_id="C1", kind="iro", visited=date(2025, 1, 29)),
    VisitRecord(child_id="C1", kind="social_worker", visited=date(2025, 1, 28)),
]
NAMES = {5: "Sec47 and ICPC", 7: "Child Protection", 8: "Children in Care"}
AS_SSD = {
    "Child Unique ID": "ChildUniqueID",
    "Date Started to be Looked After": "LoookedAfterStartDate",
    "Start date of current legal status": "MostRecentLegalStatusStart",
    "Date of Latest Statutory Review": "LatestStatutoryReviewDate",
    "Date of Last Social Work Visit": "LastSocialWorkVisitDate",
    "Date of Last IRO Visit / Contact to the Child": "LastIROVisitDate",
    "Date Ceased to be Looked After": "CeasedLookedAfterDate",
    "Start Date of Most Recent Placement": "MostRecentPlacementStartDate",
    files.ENQUIRIES["s47"]: "StratDiscussionDate",
    files.ENQUIRIES["unnecessary"]: "InitialCPConfUnnecessary",
    files.ENQUIRIES["held"]: "InitialCPConfDate",
    "Date of latest review conference": "DateOfLatestReviewConf",
    "Date of the Last Statutory Visit": "DateOfLastStatutoryVisit",
}


def in_care(folder, **changed):
    file = files.annex_a(folder, list_8=[LOOKED_AFTER | changed])
    return read_all(annex_a, file)


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"titled": False, "names": {5: "List 5", 7: "List 7", 8: "List 8"}},
        {"titled": False, "names": NAMES},
        {"heading": lambda words: AS_SSD.get(words, words.title().replace(" ", ""))},
    ],
    ids=["Ofsted's", "List 8", "other names", "as the dataset makes it"],
)
def test_every_shape_of_workbook_states_the_same(tmp_path, shape):
    file = files.annex_a(tmp_path, **ALL, **shape)
    assert annex_a.recognise(file).table == "workbook"
    assert records(read_all(annex_a, file)) == STATED


def test_one_list_as_csv_is_known_by_its_headings_alone(tmp_path):
    file = one_list(tmp_path, 8, [REVIEWED])
    assert annex_a.recognise(file).used
    assert records(read_all(annex_a, file)) == [STATED[1], *STATED[6:]]
    assert annex_a.Picture(file, TODAY).title == (
        "List 8, as at 31 January 2025, from the file's name"
    )


def test_a_list_that_is_not_read_is_known_and_said_to_be_unused(tmp_path):
    found = annex_a.recognise(one_list(tmp_path, 9, []))
    assert (found.kind, found.table, found.used) == ("annex_a", "List 9", False)
    book = files.annex_a(tmp_path, list_8=[LOOKED_AFTER], list_9=[CHILD])
    assert sentences(read_all(annex_a, book)) == [
        "The workbook, sheets: found 'List_9', expected List 5, List 7 and List 8. "
        "Nothing in the other lists is shown by the dashboard. Nothing to do."
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Child ID,IRO,Date raised,Stage,Theme\nC1,A,01/05/2025,1,Drift\n", "log.csv"),
        ("CHILD,DOB,REVIEW,REVIEW_CODE\n", "Reviews.csv"),
        ("Child Unique ID,Gender\n", "list 8.csv"),
        ("<Message/>", "list 8.xml"),
    ],
)
def test_other_files_are_no_annex_a(tmp_path, content, name):
    assert annex_a.recognise(a_file(tmp_path, content, name)) is None


GAPS = st.sampled_from([" ", "  ", "_", "", "-", "\xa0", " - "])
MARKS = st.sampled_from(["", " ", "?", ".", ":", " (Y/N)", "(Y/N))", "\t", '"'])
CASES = st.sampled_from([str.upper, str.lower, str.title, str])
QUOTES = st.sampled_from(["'", "\u2019", "\u2018", "", "`"])
MANGLED = st.tuples(
    GAPS, MARKS, CASES, QUOTES, st.sampled_from(["", "\ufeff", "Sum of "])
)


@settings(max_examples=40, deadline=None)
@given(
    ways=st.lists(MANGLED, min_size=24, max_size=24), number=st.sampled_from([5, 7, 8])
)
def test_headings_however_typed_are_known(ways, number):
    typed = iter(ways)

    def heading(template):
        gap, mark, case, quote, before = next(typed)
        return before + case(template).replace("'", quote).replace(" ", gap) + mark

    row = {5: ENQUIRED, 7: PLANNED, 8: REVIEWED}[number]
    with TemporaryDirectory() as folder:
        plain = one_list(Path(folder), number, [row])
        expected = records(read_all(annex_a, plain))
        mangled = one_list(Path(folder), number, [row], heading=heading)
        assert records(read_all(annex_a, mangled)) == expected


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Annex_A_2025-03-31", ["2025-03-31"]),
        ("Annex A 31.03.2025 final", ["2025-03-31"]),
        ("20250331 Annex A", ["2025-03-31"]),
        ("Annex A 31 March 2025", ["2025-03-31"]),
        ("Annex A 1-10-2024 to 31-03-2025", ["2024-10-01", "2025-03-31"]),
        ("Annex_A_2024_Jan", []),
        ("Annex A 2024-25 v1.2.24", []),
        ("Annex A 2025-02-30", []),
    ],
)
def test_whole_days_are_found_in_a_name(name, days):
    assert [f"{day}" for day in days_in(name)] == days


@pytest.mark.parametrize(
    ("name", "front", "words"),
    [
        (
            "a 2025-01-20.xlsx",
            [["Council", "Invented"], ["Data extracted on", date(2025, 1, 29)]],
            "as at 29 January 2025, from its front sheet",
        ),
        (
            "a.xlsx",
            [["As at 28/01/2025"]],
            "as at 28 January 2025, from its front sheet",
        ),
        (
            "a 2025-01-20.xlsx",
            [["Date of birth", date(2012, 1, 1)]],
            "as at 20 January 2025, from the file's name",
        ),
        ("a Jan 2025.xlsx", [], "as at 30 January 2025, the latest date in it"),
        ("a 2031-01-20.xlsx", [], "as at 30 January 2025, the latest date in it"),
    ],
)
def test_the_day_is_told_by_front_sheet_then_name_then_rows(
    tmp_path, name, front, words
):
    file = files.annex_a(tmp_path, name, front=front, **ALL)
    assert annex_a.Picture(file, TODAY).as_at.words == words


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Annex_A_2025_Jan.xlsx", "Its name agrees."),
        ("January 2025 Annex A.xlsx", "Its name agrees."),
        ("Annex A 2025.xlsx", "Its name agrees."),
        ("Annex_A_2024_Mar.xlsx", "Its name does not agree."),
        ("Annex A Feb 2025.xlsx", "Its name does not agree."),
        ("Annex A 2024.xlsx", "Its name does not agree."),
        ("Annex A.xlsx", "Its name tells no day."),
    ],
)
def test_the_day_is_told_and_whether_the_name_agrees(tmp_path, name, told):
    file = files.annex_a(tmp_path, name, **ALL)
    said = annex_a.Picture(file, TODAY).as_at.told(file.name)
    assert said.startswith(
        f"It is taken to show 30 January 2025, the latest date in it. {told}"
    )
    assert ("put the day into its name" in said) == (told != "Its name agrees.")


def test_a_front_sheets_day_is_held_against_the_name(tmp_path):
    file = files.annex_a(
        tmp_path, "a 2025-01-20.xlsx", front=[["As at 28/01/2025"]], **ALL
    )
    assert "Its name does not agree." in annex_a.Picture(file, TODAY).as_at.told(
        file.name
    )


def test_without_any_day_the_file_is_refused_and_the_day_asked_for(tmp_path):
    file = files.annex_a(tmp_path, "Annex A.xlsx", list_8=[CHILD])
    with pytest.raises(RefusedError) as refusal:
        read_all(annex_a, file)
    assert str(refusal.value) == (
        "The day of this Annex A is on no front sheet and not in the file's name, and "
        "no date in its lists tells it. Put the day into the file's name, such as "
        "Annex A 2025-03-31.xlsx, and load it again."
    )


@pytest.mark.parametrize(
    ("read", "cell", "meaning"),
    [
        (words.day_in, "45688", date(2025, 1, 31)),
        (words.day_in, "2025-01-31 00:00:00", date(2025, 1, 31)),
        (words.day_in, "01/01/1900", None),
        (words.yes_or_no, "a) Yes", True),
        (words.yes_or_no, "2 - No", False),
        (words.yes_or_no, "zNotRecorded", None),
        (words.yes_or_no, "perhaps", None),
        (words.sex, "a) Male", "M"),
        (words.sex, "2 - Female", "F"),
        (words.sex, "c) Not stated/recorded", "U"),
        (words.sex, "blue", None),
        (words.ethnicity, "k) APKN", "APKN"),
        (words.ethnicity, "CNHE", "CHNE"),
        (words.ethnicity, "White British", None),
        (words.legal_status, "C2: FCO", "C2"),
        (words.legal_status, "Care Order Sec. 31(a)", "C2"),
        (words.legal_status, "Code 'C2' is not mapped", "C2"),
        (words.legal_status, "e) Accommodated under S20", "V2"),
        (words.legal_status, "f) Detained on child protection grounds", None),
        (words.placement, "zz) T4: Temporary placement - seven days or less", "T4"),
        (words.placement, "Code 'U6' is not mapped", "U6"),
        (words.placement, "a) Foster placement", None),
        (words.provider, "e) PR4 - Private provision", "PR4"),
        (words.location, "b) Out", "OUT"),
        (words.location, "elsewhere", None),
        (words.reason_ceased, "e) E4A: Returned home - part of planning", "E4A"),
        (words.reason_ceased, "a) Adopted", None),
        (words.reason_ceased, "g) Special Guardianship Orders", None),
        (words.reason_ceased, "b) Died", "E2"),
        (
            words.reason_ceased,
            "Age assessment: over 18, E5, E6 and E7 do not apply",
            "E15",
        ),
        (words.abuse, "e) Multiple/not recommended", "MUL"),
        (words.abuse, "NNNY", None),
    ],
)
def test_values_as_councils_type_them_are_understood_or_left_unknown(
    read, cell, meaning
):
    assert read(cell) == meaning


@pytest.mark.parametrize("blank", ["NULL", ".", "-", "<blank>", "zNotRecorded", "#N/A"])
def test_every_way_to_leave_a_cell_blank_is_blank(tmp_path, blank):
    items = in_care(tmp_path, ceased=blank, review=blank, iro="1900-01-01", born=blank)
    assert sentences(items) == []
    assert {type(record) for record in records(items)} == {ChildRecord, InCareRecord}


def test_an_end_of_care_in_a_group_of_reasons_is_kept_without_a_code(tmp_path):
    items = in_care(tmp_path, ceased=date(2025, 1, 20), reason="a) Adopted")
    (record,) = (each for each in records(items) if isinstance(each, InCareRecord))
    assert (record.ceased, record.reason_ceased) == (date(2025, 1, 20), None)
    assert sentences(items) == []


def test_the_end_of_an_episode_is_no_end_of_care(tmp_path):
    items = in_care(tmp_path, ceased=date(2025, 1, 20), reason="X1")
    assert records(items)[1].ceased is None


def test_short_breaks_have_reviews_of_their_own(tmp_path):
    items = in_care(tmp_path, status="V4: Short term breaks", review=date(2025, 1, 20))
    assert not any(isinstance(record, ReviewRecord) for record in records(items))


def test_a_first_conference_is_no_review_and_a_second_date_counts_once(tmp_path):
    rows = [PLANNED | {"review": ON_PLAN["started"]}] * 2
    items = read_all(annex_a, files.annex_a(tmp_path, list_7=rows))
    assert [type(record) for record in records(items)] == [
        ChildRecord,
        PlanRecord,
        VisitRecord,
    ]


PLACE = "Sheet List_8, row 3"
LIMIT = "no later than 31 January 2025, the day of this Annex A (from the file's name)"


@pytest.mark.parametrize(
    ("changed", "sentence", "stays"),
    [
        (
            {"started": "soon"},
            f"{PLACE}, Date Started to be Looked After: found 'soon', expected a date "
            "like 31/03/2025. Correct it in your system and load the file again.",
            False,
        ),
        (
            {"started": date(2025, 2, 3)},
            f"{PLACE}, Date Started to be Looked After: found '03/02/2025', expected a "
            f"date {LIMIT}. Correct it in your system and load the file again.",
            False,
        ),
        (
            {"ceased": "left"},
            f"{PLACE}, Date Ceased to be Looked After: found 'left', expected a date "
            "like 31/03/2025, or blank. Correct it in your system and load the file "
            "again.",
            False,
        ),
        (
            {"ceased": date(2025, 1, 1)},
            f"{PLACE}, Date Ceased to be Looked After: found '01/01/2025', expected a "
            "date from 6 January 2025 on, when it began. Correct it in your system and "
            "load the file again.",
            False,
        ),
        (
            {"id": "5.66910E+05"},
            f"{PLACE}, Child Unique ID: found '5.66910E+05', expected the child's id in "
            "full. Excel has cut its digits: export the file again with this column as "
            "text, and load it without opening it in Excel.",
            False,
        ),
        (
            {"ceased": date(2025, 2, 1)},
            f"{PLACE}, Date Ceased to be Looked After: found '01/02/2025', expected a "
            f"date {LIMIT}. It is read as not ended. Correct it in your system and load "
            "the file again.",
            True,
        ),
        (
            {"review": date(2025, 2, 1)},
            f"{PLACE}, Date of Latest Statutory Review: found '01/02/2025', expected a "
            f"date {LIMIT}. It is not used. Correct it in your system and load the file "
            "again.",
            True,
        ),
        (
            {"review": date(2024, 2, 1)},
            f"{PLACE}, Date of Latest Statutory Review: found '01/02/2024', expected a "
            "date from 6 January 2025 on. It is not used. Correct it in your system and "
            "load the file again.",
            True,
        ),
        (
            {"iro": "last week"},
            f"{PLACE}, Date of Last IRO Visit / Contact to the Child: found 'last week',"
            " expected a date like 31/03/2025. It is not used. Correct it in your system "
            "and load the file again.",
            True,
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said_where_it_stands(
    tmp_path, changed, sentence, stays
):
    items = in_care(tmp_path, **changed)
    assert sentences(items) == [sentence]
    assert any(isinstance(each, InCareRecord) for each in records(items)) == stays


def test_a_review_before_its_plan_began_is_said_and_the_plan_stays(tmp_path):
    early = ON_PLAN["started"] - timedelta(days=1)
    file = files.annex_a(tmp_path, list_7=[PLANNED | {"review": early}])
    items = read_all(annex_a, file)
    (sentence,) = sentences(items)
    assert f"Date of latest review conference: found '{early:%d/%m/%Y}'" in sentence
    assert "a date from 4 November 2024 on. It is not used." in sentence
    kinds = [type(each) for each in records(items)]
    assert PlanRecord in kinds
    assert PlanReviewRecord not in kinds


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ("soon", "a date like 31/03/2025, or blank. Correct it"),
        (
            date(2024, 10, 1),
            "a date from 14 October 2024 on, when it began. Correct it",
        ),
        (date(2025, 2, 3), f"a date {LIMIT}. It is read as not held yet. Correct it"),
    ],
)
def test_a_conference_that_cannot_be_is_said_to_be(tmp_path, held, found):
    file = files.annex_a(tmp_path, list_5=[ENQUIRED | {"held": held}])
    (sentence,) = sentences(read_all(annex_a, file))
    assert f"expected {found}" in sentence


def test_a_number_of_plans_that_is_none_is_not_used(tmp_path):
    file = files.annex_a(tmp_path, list_7=[ON_PLAN | {"before": "many"}])
    items = read_all(annex_a, file)
    assert records(items)[1].previous_plans is None
    assert len(sentences(items)) == 1


def test_an_enquiry_that_needs_no_conference_says_so(tmp_path):
    row = ENQUIRED | {"held": None, "unnecessary": "a) Yes"}
    items = read_all(annex_a, files.annex_a(tmp_path, list_5=[row]))
    assert records(items)[1].not_required


def test_a_wording_without_a_code_is_listed_once_and_names_no_child(tmp_path):
    rows = [LOOKED_AFTER | {"id": f"C{n}", "status": "Odd order"} for n in range(3)]
    (listed,) = [
        item
        for item in read_all(annex_a, files.annex_a(tmp_path, list_8=rows))
        if hasattr(item, "sentence")
    ]
    assert listed.child_id == ""
    assert listed.sentence == (
        f"{PLACE}, Child's Legal Status: found 'Odd order', expected a legal status, "
        "such as C2 or V2. It counts as not recorded. It stands in 3 rows, this one "
        "first."
    )


def test_a_child_known_from_several_lists_is_stated_once(tmp_path):
    rows = {"list_5": [ENQUIRED | {"born": None}], "list_7": [ON_PLAN]}
    items = read_all(annex_a, files.annex_a(tmp_path, **rows))
    children = [each for each in records(items) if isinstance(each, ChildRecord)]
    assert children == [STATED[0]]


def changed(tmp_path, change):
    """Return a workbook whose sheet of children in care was changed by hand."""
    file = files.annex_a(tmp_path, list_8=[LOOKED_AFTER])
    book = load_workbook(file.path)
    change(book)
    book.save(file.path)
    return file


def _without_headings(book):
    book["List_8"].delete_rows(2)
    book["List_8"].append(["C2"])
    book.copy_worksheet(book["List_8"]).title = "more"
    files_sheet = book.create_sheet("List_7")
    files_sheet.append(list(files.PLANS.values()))


def _without_end(book):
    column = list(files.IN_CARE).index("ceased") + 1
    book["List_8"].delete_cols(column)


def _twice(book):
    column = list(files.IN_CARE).index("ceased") + 1
    book["List_8"].cell(2, column + 1).value = "date_ceased_to_be_looked_after"


def _two_sheets(book):
    book.copy_worksheet(book["List_8"]).title = "List 8"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            _without_headings,
            "The sheet List_8 has rows and none of them is a row of headings. Expected "
            "the headings of List 8: Child Unique ID, Date Started to be Looked After, "
            "Date of Latest Statutory Review, Date Ceased to be Looked After. Put them "
            "above the rows and load the file again.",
        ),
        (
            _without_end,
            "Sheet List_8, row 2: these are headings of Annex A List 8, and there is "
            "none for Date Ceased to be Looked After. Use the headings of Ofsted's "
            "template and load the file again.",
        ),
        (
            _twice,
            "Sheet List_8, row 2: the heading Date Ceased to be Looked After stands "
            "twice. Expected each once. Remove the column that is wrong and load the "
            "file again.",
        ),
        (
            _two_sheets,
            "There are two sheets of List 8. Expected one. Put their rows together and "
            "load the file again.",
        ),
    ],
)
def test_headings_that_are_not_good_refuse_the_file(tmp_path, change, words):
    file = changed(tmp_path, change)
    assert annex_a.recognise(file).used
    with pytest.raises(RefusedError) as refusal:
        list(annex_a.read(file, ReadingContext(None, TODAY)))
    assert str(refusal.value) == words


def test_a_workbook_that_asks_for_too_much_is_refused(tmp_path):
    headings = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip(
            "AB", ["Date Started to be Looked After", "Placement Type"], strict=True
        )
    )
    far = f'<row r="1">{headings}</row><row r="1000000"><c><v>1</v></c></row>'
    workbook(tmp_path / "uploaded", rows=far)
    file = a_file(tmp_path, (tmp_path / "uploaded").read_bytes(), "Annex A.xlsx")
    with pytest.raises(RefusedError, match="holds more sheets, rows, cells"):
        annex_a.recognise(file)


def test_the_last_health_assessment_and_dental_check_are_read(tmp_path):
    items = in_care(tmp_path, assessed=date(2024, 12, 2), dentist=date(2024, 6, 3))
    assert [each for each in records(items) if each.name == "health_check"] == [
        HealthCheckRecord(child_id="C1", kind="assessment", done=date(2024, 12, 2)),
        HealthCheckRecord(child_id="C1", kind="dental", done=date(2024, 6, 3)),
    ]
    items = in_care(tmp_path, dentist=date(2025, 2, 1))  # the picture is of 31 January
    assert [each for each in records(items) if each.name == "health_check"] == []
    assert len(sentences(items)) == 1
