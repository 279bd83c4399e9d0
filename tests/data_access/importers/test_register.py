"""Reading the service register: what it is, its good rows, and every fault in words."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from data_access.importers.disputes import disputes as disputes_log
from data_access.importers.importer import SourceFile
from data_access.importers.register import register, sheets
from data_access.store.statements import (
    AllocationRecord,
    PlannedReviewRecord,
    ReviewNoteRecord,
    StaffRecord,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import (
    a_file,
    read_all,
    records,
    sentences,
    whole_rows,
)
from tests.data_access.importers.registers import ALLOCATIONS, STAFF, a_register

CORRECT = "Correct the cell and load the register again."
AS_VALUE = (
    "A formula is not worked out: copy the cell, paste it as a value and load the "
    "register again."
)
REMOVE = "The first is used. Remove the row that is wrong and load the register again."


def read(folder, **sheets):
    return read_all(register, a_register(folder, **sheets), year=None)


def refusal(folder, **sheets):
    with pytest.raises(RefusedError) as refused:
        read(folder, **sheets)
    return str(refused.value)


def test_a_whole_register_is_read(tmp_path):
    items = read(
        tmp_path,
        staff=[
            [
                *(
                    "S1",
                    "A. Archer",
                    "Both",
                    0.6,
                    "Agency",
                    datetime.combine(date(2020, 4, 1), time()),
                ),
                *("31/03/2026", date(2025, 9, 1)),
            ],
            [7, "B. Baker", "conference chair", "1.0", None, None],
            ["S3", "C. Carter", "other"],
            ["S4", "D. Dyer", "IRO", 1, "permanent"],
            ["S5", "E. Ewart", "Lead child protection practitioner"],
            ["S6", "F. Fox", "LCPP", 0.5],
        ],
        allocations=[
            ["C1", "S1", "IRO", "North", "03/06/2024", "01/02/2025"],
            ["C1", "S4", "iro", None, "01/02/2025"],
            [1234, 7.0, "Conference chair", " South  East ", date(2025, 1, 9)],
        ],
        reviews=[["C1", "28/06/2024", "The family was away", "05/07/2024"]],
        planned=[["C1", "Review", "01/09/2025"], ["1234", "plan review", "02/09/2025"]],
    )
    assert sentences(items) == []
    assert records(items) == [
        StaffRecord(
            staff_id="S1",
            full_name="A. Archer",
            role="dual",
            fte=0.6,
            agency=True,
            started=date(2020, 4, 1),
            ended=date(2026, 3, 31),
            probation_until=date(2025, 9, 1),
        ),
        StaffRecord(staff_id="7", full_name="B. Baker", role="cp_chair", fte=1),
        StaffRecord(staff_id="S3", full_name="C. Carter", role="other"),
        StaffRecord(staff_id="S4", full_name="D. Dyer", role="iro", fte=1),
        StaffRecord(staff_id="S5", full_name="E. Ewart", role="lcpp"),
        StaffRecord(staff_id="S6", full_name="F. Fox", role="lcpp", fte=0.5),
        AllocationRecord(
            child_id="C1",
            staff_id="S1",
            role="iro",
            team="North",
            started=date(2024, 6, 3),
            ended=date(2025, 2, 1),
        ),
        AllocationRecord(
            child_id="C1", staff_id="S4", role="iro", started=date(2025, 2, 1)
        ),
        AllocationRecord(
            child_id="1234",
            staff_id="7",
            role="cp_chair",
            team="South East",
            started=date(2025, 1, 9),
        ),
        ReviewNoteRecord(
            child_id="C1",
            held=date(2024, 6, 28),
            late_reason="The family was away",
            record_sent=date(2024, 7, 5),
        ),
        PlannedReviewRecord(child_id="C1", kind="review", planned_for=date(2025, 9, 1)),
        PlannedReviewRecord(
            child_id="1234", kind="plan_review", planned_for=date(2025, 9, 2)
        ),
    ]


def test_headings_stand_in_any_case_and_order_below_a_title(tmp_path):
    items = read(
        tmp_path,
        staff=[
            ("Our service",),
            (
                *("ROLE", "full time equivalent", " name ", "STAFF ID", "employment"),
                *("start", "END", "Probation until"),
            ),
            ("IRO", 1, "A. Archer", "S1"),
        ],
    )
    assert sentences(items) == []
    assert records(items)[0] == StaffRecord(
        staff_id="S1", full_name="A. Archer", role="iro", fte=1
    )


def test_what_is_not_of_the_register_is_said_and_ignored(tmp_path):
    file = a_register(
        tmp_path,
        staff=[("Staff id", "Name", "Role", "FTE", "Shoe size"), ("S1", "A", "IRO", 1)],
    )
    items = read_all(register, file, year=None)
    assert len(records(items)) == 2
    assert whole_rows(items) == []
    ignored = "The heading is ignored. Nothing to do, unless its name is a slip."
    none = "Nothing is known of it. Add the column if the service has it."
    assert sentences(items) == [
        "Sheet Staff, row 1, heading: found 'Shoe size', expected a heading of the "
        f"template. {ignored}",
        *(
            f"Sheet Staff, row 1, {heading}: found 'no such heading', expected the "
            f"heading {heading}. {none}"
            for heading in ("Employment", "Start", "End", "On probation until")
        ),
    ]


def test_a_sheet_of_another_name_is_said_and_ignored_and_instructions_are_not(tmp_path):
    book = Workbook()
    book.active.title = "Instructions"
    for name, rows in (("Staff", STAFF), ("Rota", [["x"]]), ("Allocations", None)):
        page = book.create_sheet(name)
        page.append(workbook_headings(name))
        for row in rows or ALLOCATIONS:
            page.append(row)
    book.save(tmp_path / "r.xlsx")
    items = read_all(register, SourceFile(tmp_path / "r.xlsx", "r.xlsx"), year=None)
    assert sentences(items) == [
        "Sheet Rota, sheet: found 'Rota', expected a sheet of the template. The sheet "
        "is ignored. Nothing to do, unless its name is a slip."
    ]


def workbook_headings(name):
    sheet = sheets.sheet_of(name)
    return [column.heading for column in sheet.columns] if sheet else ["Day", "Who"]


def test_a_missing_heading_stops_the_file(tmp_path):
    rows = [("Child id", "Staff", "Team", "Since"), ("C1", "S1", "North", "03/06/2024")]
    assert refusal(tmp_path, allocations=rows) == (
        "Sheet Allocations, row 1: expected headings for As IRO or as chair, From, and "
        "found none. Use the headings of the template and load the register again."
    )


def test_a_heading_that_stands_twice_stops_the_file(tmp_path):
    rows = [("Staff id", "Name", "Role", "name"), ("S1", "A", "IRO", "B")]
    assert refusal(tmp_path, staff=rows) == (
        "Sheet Staff, row 1: the heading Name stands twice. Expected each once. "
        "Correct the headings and load the register again."
    )


@pytest.mark.parametrize("rows", [None, []], ids=["no sheet", "no rows"])
def test_without_allocations_the_file_is_refused(tmp_path, rows):
    assert refusal(tmp_path, allocations=rows) == (
        "The register has no rows in a sheet named Allocations. A register is the whole "
        "list of staff and allocations: fill in both sheets and load it again."
    )


def test_a_register_of_faults_alone_is_refused(tmp_path):
    assert refusal(tmp_path, allocations=[["C1", "S1", "IRO", "North", "soon"]]) == (
        "None of the 1 rows of the sheet Allocations can be used, so nothing of the "
        "register is. Compare it with the template: the ids, the dates and the words "
        "for roles."
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ["S2", None, "IRO", 1],
            f"Name: found '', expected a name. {CORRECT}",
        ),
        (
            [None, "B. Baker", "IRO", 1],
            f"Staff id: found '', expected a staff id. {CORRECT}",
        ),
        (
            ["5.6E+05", "B. Baker", "IRO", 1],
            "Staff id: found '5.6E+05', expected the staff id in full. Excel has cut "
            "its digits: export the file again with this column as text, and load it "
            "without opening it in Excel.",
        ),
        (
            ["S2", "B. Baker", "cook", 1],
            "Role: found 'cook', expected IRO or conference chair or both or lead child "
            f"protection practitioner or other. {CORRECT}",
        ),
        (
            ["S2", "B. Baker", "IRO", 1, None, "soon"],
            f"Start: found 'soon', expected a date like 31/03/2025, or blank. {CORRECT}",
        ),
        (
            ["S2", "B. Baker", "IRO", 1, None, "01/01/1900"],
            "Start: found '01/01/1900', expected a date from 1 January 1990 on. "
            f"{CORRECT}",
        ),
        (
            ["S2", "B. Baker", "IRO", 1, None, "01/04/2024", "31/03/2024"],
            "End: found '31/03/2024', expected a date from 1 April 2024 on, when it "
            f"began. {CORRECT}",
        ),
        (
            ["S1", "B. Baker", "IRO", 1],
            "Staff id: found 'the same as Sheet Staff, row 2', expected each staff id "
            f"once. {REMOVE}",
        ),
        (
            ["S2", "B. Baker", "IRO", 1, None, "=TODAY()"],
            "Start: found '=TODAY()', expected a date like 31/03/2025, or blank. "
            f"{AS_VALUE}",
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_faulty_member_of_staff_is_left_out(tmp_path, row, sentence):
    items = read(tmp_path, staff=[*STAFF, row])
    assert len(records(items)) == 2
    assert [each.sentence for each in whole_rows(items)] == [
        f"Sheet Staff, row 3, {sentence}"
    ]


@pytest.mark.parametrize(
    ("cells", "fte", "agency", "sentence"),
    [
        (
            [37, "permanent"],
            None,
            False,
            "Full-time equivalent: found '37', expected a number above 0 and up to 1, "
            "such as 0.6. The person is counted in no caseload until it is corrected.",
        ),
        (
            [None, "permanent"],
            None,
            False,
            "Full-time equivalent: found '', expected a number above 0 and up to 1, "
            "such as 0.6. The person is counted in no caseload until it is corrected.",
        ),
        (
            ["half", "permanent"],
            None,
            False,
            "Full-time equivalent: found 'half', expected a number above 0 and up to 1, "
            "such as 0.6. The person is counted in no caseload until it is corrected.",
        ),
        (
            [0.5, "lent"],
            0.5,
            False,
            "Employment: found 'lent', expected permanent or agency. Counted as "
            "permanent. Correct the cell and load the register again.",
        ),
    ],
)
def test_a_fault_that_does_not_matter_most_is_noted(
    tmp_path, cells, fte, agency, sentence
):
    items = read(tmp_path, staff=[["S1", "A. Archer", "IRO", *cells]])
    assert records(items)[0] == StaffRecord(
        staff_id="S1", full_name="A. Archer", role="iro", fte=fte, agency=agency
    )
    assert whole_rows(items) == []
    assert sentences(items) == [f"Sheet Staff, row 2, {sentence}"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            [None, "S1", "IRO", "North", "01/07/2024"],
            "Child id: found '', expected the child's id. " + CORRECT,
        ),
        (
            ["C2", "S1", "IRO", "North", None],
            f"From: found '', expected a date like 31/03/2025. {CORRECT}",
        ),
        (
            ["C2", "S1", "IRO", "North", "01/07/2025"],
            "From: found '01/07/2025', expected a date no later than 30 June 2025, the "
            f"day the file was loaded. {CORRECT}",
        ),
        (
            ["C2", "S1", "IRO", "North", "01/07/2024", "30/06/2024"],
            "To: found '30/06/2024', expected a date from 1 July 2024 on, when it "
            f"began. {CORRECT}",
        ),
        (
            ["C2", "S1", "both", "North", "01/07/2024"],
            f"As IRO or as chair: found 'both', expected IRO or chair. {CORRECT}",
        ),
        (
            ["C1", "S1", "IRO", "South", "03/06/2024"],
            "Child id: found 'the same as Sheet Allocations, row 2', expected each "
            f"child, role and first day once. {REMOVE}",
        ),
        (
            ["C1", "S1", "IRO", "South", "04/06/2024"],
            "From: found '04/06/2024', expected a day on which the child has nobody "
            "else in this role: Sheet Allocations, row 2 has no end. The one that began "
            "first is used. Give it the day it ended in To, or remove the row that is "
            "wrong, and load the register again.",
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_faulty_allocation_is_left_out(tmp_path, row, sentence):
    items = read(tmp_path, allocations=[*ALLOCATIONS, row])
    assert len(records(items)) == 2
    assert [each.sentence for each in whole_rows(items)] == [
        f"Sheet Allocations, row 3, {sentence}"
    ]


def test_the_overlap_is_found_whatever_the_order_of_rows(tmp_path):
    items = read(
        tmp_path,
        allocations=[
            ["C1", "S1", "IRO", "North", "01/05/2024"],
            ["C1", "S1", "IRO", "North", "01/02/2024", "02/05/2024"],
            ["C1", "S1", "chair", "North", "01/03/2024"],
            ["C2", "S1", "IRO", "North", "01/03/2024"],
        ],
    )
    assert len(records(items)) == 4
    assert [each.place for each in whole_rows(items)] == ["Sheet Allocations, row 2"]
    assert "row 3 ends on 2 May 2024" in sentences(items)[0]


def test_a_child_may_be_handed_over_on_the_day_the_other_ends(tmp_path):
    items = read(
        tmp_path,
        allocations=[
            ["C1", "S1", "IRO", "North", "01/02/2024", "01/05/2024"],
            ["C1", "S1", "IRO", "South", "01/05/2024"],
        ],
    )
    assert sentences(items) == []


def test_an_allocation_to_nobody_listed_is_kept_and_said(tmp_path):
    items = read(tmp_path, allocations=[["C1", "S9", "IRO", "North", "03/06/2024"]])
    assert len(records(items)) == 2
    assert sentences(items) == [
        "Sheet Allocations, row 2, Staff id: found 'S9', expected the staff id of a "
        "good row of the sheet Staff. The child is shown under the id alone. Correct "
        "either sheet and load the register again."
    ]


def test_notes_and_plans_that_cannot_be_are_said(tmp_path):
    items = read(
        tmp_path,
        reviews=[
            ["C1", "28/06/2024", "Away", "27/06/2024"],
            ["C1", "28/06/2024", "Ill", None],
            ["C2", "01/07/2025", None, None],
            ["C3", "01/06/2025", None, "01/07/2025"],
        ],
        planned=[
            ["C1", "visit", "01/09/2025"],
            ["C1", "review", "01/09/2205"],
            ["C1", "review", None],
        ],
    )
    assert sentences(items) == [
        "Sheet Reviews, row 2, Record sent on: found '27/06/2024', expected a date from "
        f"28 June 2024 to 30 June 2025. {CORRECT}",
        "Sheet Reviews, row 3, Child id: found 'the same as Sheet Reviews, row 2', "
        f"expected each child and date held once. {REMOVE}",
        "Sheet Reviews, row 4, Date held: found '01/07/2025', expected a date no later "
        f"than 30 June 2025, the day the file was loaded. {CORRECT}",
        "Sheet Reviews, row 5, Record sent on: found '01/07/2025', expected a date from "
        f"1 June 2025 to 30 June 2025. {CORRECT}",
        "Sheet Planned reviews, row 2, Kind: found 'visit', expected review or plan "
        f"review. {CORRECT}",
        "Sheet Planned reviews, row 3, Planned for: found '01/09/2205', expected a date "
        f"like 31/03/2025, no later than 2028. {CORRECT}",
        "Sheet Planned reviews, row 4, Planned for: found '', expected a date like "
        f"31/03/2025, no later than 2028. {CORRECT}",
    ]
    assert [record.record_sent for record in records(items)[2:]] == [None, None]


def test_a_formula_is_text_whatever_it_would_work_out(tmp_path):
    over_many = ArrayFormula("B3:B4", "=UPPER(A3)")
    items = read(
        tmp_path,
        staff=[["S1", '=HYPERLINK("x")', "IRO", 1], ["S2", over_many, "IRO", 1]],
    )
    assert [record.full_name for record in records(items)[:2]] == [
        '=HYPERLINK("x")',
        "=UPPER(A3)",
    ]


def test_a_register_is_recognised_and_is_no_dispute_log(tmp_path):
    file = a_register(tmp_path, reviews=[["C1", "28/06/2024", "Away", None]])
    found = register.recognise(file)
    assert (found.kind, found.table, found.year) == ("register", "register", None)
    assert disputes_log.recognise(file) is None


@pytest.mark.parametrize("missing", ["staff", "allocations"])
def test_a_register_with_one_of_its_sheets_is_recognised(tmp_path, missing):
    assert register.recognise(a_register(tmp_path, **{missing: None})) is not None


def test_a_dispute_log_with_a_sheet_of_staff_stays_a_dispute_log(tmp_path):
    log = [
        ("Child ID", "Date raised", "Stage", "Theme"),
        ("C1", "01/05/2025", "1", "x"),
    ]
    file = a_register(tmp_path, allocations=None, disputes=log)
    assert register.recognise(file) is None
    assert disputes_log.recognise(file) is not None


def test_two_sheets_of_one_name_are_refused(tmp_path):
    book = Workbook()
    book.remove(book.active)
    for name in ("Staff", "STAFF ", "Allocations"):
        page = book.create_sheet(name)
        page.append(workbook_headings(name))
        page.append(STAFF[0] if name != "Allocations" else ALLOCATIONS[0])
    book.save(tmp_path / "r.xlsx")
    with pytest.raises(RefusedError) as refused:
        read_all(register, SourceFile(tmp_path / "r.xlsx", "r.xlsx"))
    assert str(refused.value) == (
        "There are two sheets named Staff. Expected one. Put their rows together and "
        "load the register again."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("Staff.csv", "Staff id,Name,Role\nS1,A,IRO\n"), ("census.xml", "<Message/>")],
)
def test_what_is_no_workbook_is_no_register(tmp_path, name, content):
    assert register.recognise(a_file(tmp_path, content, name)) is None
