"""Registers in the store: the later takes the place of the earlier; and out again."""

import shutil
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_access.access import ledger
from data_access.access.look import Look
from data_access.importers.importer import SourceFile
from data_access.intake import files, register_file
from data_access.intake.door import LoadAsked, load
from data_access.store import database
from data_access.store.loaded import METADATA
from data_access.store.statements import AllocationRecord, StaffRecord
from domain.access import COMMAND_LINE, NotAllowedError, Role, Viewer
from domain.periods import Period
from domain.recorded import SHEETS
from metrics.caseloads import CASELOAD_IN_CARE_PER_FTE, CASELOAD_PER_FTE
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.figure import figure
from tests.conftest import url_of
from tests.data_access.councils import LA, Council, a_census, a_child, a_plan, days
from tests.data_access.importers.registers import STAFF, a_register

BY_NAME = {sheet.name for sheet in SHEETS.values()}
MAY, JUNE, OCTOBER = (datetime(2025, month, 10, 9, tzinfo=UTC) for month in (5, 6, 10))
ANALYST = Viewer("a@example.org", Role.ANALYST, LA)
TWO = [*STAFF, ["S2", "B. Baker", "both", 0.5, "agency"]]
ALLOCATED = "child_id", "role", "staff_id", "started", "ended"


@pytest.fixture
def council(tmp_path, sqlite_engine):
    return Council(sqlite_engine, tmp_path / "files")


def looking(council, viewer=ANALYST):
    return Look(council.engine, viewer, LA, JUNE.date(), JUNE)


def put_in(council, now, **sheets):
    name = f"{now:%B}.xlsx"
    (report,) = council.load(a_register(council.folder, name, **sheets), now=now)
    assert report.refused is None
    return report


def allocated(council):
    return [
        tuple(str(cell) if cell else "" for cell in row)
        for row in council.rows("allocation", *ALLOCATED)
    ]


def test_what_the_next_register_does_not_list_is_closed_on_its_day(council):
    both = [["C1", "S1", "IRO", "North", "01/02/2024"]]
    both += [["C2", "S1", "IRO", "North", "01/02/2024"]]
    put_in(council, MAY, allocations=both)
    put_in(council, JUNE, allocations=both[1:])
    assert allocated(council) == [
        ("C1", "iro", "S1", "2024-02-01", "2025-06-10"),
        ("C2", "iro", "S1", "2024-02-01", ""),
    ]


def test_a_third_register_does_not_move_the_day_that_the_second_closed_on(council):
    rows = [[child, "S1", "IRO", "North", "01/02/2024"] for child in ("C1", "C2")]
    put_in(council, MAY, allocations=rows)
    put_in(council, JUNE, allocations=rows[1:])
    put_in(council, OCTOBER, allocations=[*rows[1:], ["C3", *rows[0][1:]]])
    assert allocated(council)[0] == ("C1", "iro", "S1", "2024-02-01", "2025-06-10")


def test_an_end_told_before_stays_as_it_was_told(council):
    put_in(
        council,
        MAY,
        allocations=[
            ["C1", "S1", "IRO", "North", "01/02/2024", "01/03/2025"],
            ["C2", "S1", "IRO", "North", "01/02/2024"],
        ],
    )
    put_in(council, JUNE, allocations=[["C2", "S1", "IRO", "North", "01/02/2024"]])
    assert ("C1", "iro", "S1", "2024-02-01", "2025-03-01") in allocated(council)


def test_a_new_iro_closes_the_one_before_on_the_first_day(council):
    put_in(council, MAY, allocations=[["C1", "S1", "IRO", "North", "01/02/2024"]])
    put_in(
        council,
        JUNE,
        staff=TWO,
        allocations=[["C1", "S2", "IRO", "North", "20/05/2025"]],
    )
    assert allocated(council) == [
        ("C1", "iro", "S1", "2024-02-01", "2025-05-20"),
        ("C1", "iro", "S2", "2025-05-20", ""),
    ]


def test_a_first_day_put_right_takes_the_place_of_the_wrong_one(council):
    put_in(council, MAY, allocations=[["C1", "S1", "IRO", "North", "03/05/2025"]])
    put_in(council, JUNE, allocations=[["C1", "S1", "IRO", "North", "01/05/2025"]])
    assert allocated(council) == [("C1", "iro", "S1", "2025-05-01", "")]


def test_one_role_says_nothing_of_the_other(council):
    chair = ["C1", "S1", "chair", "North", "01/04/2024"]
    put_in(
        council, MAY, allocations=[["C1", "S1", "IRO", "North", "01/05/2024"], chair]
    )
    put_in(council, JUNE, allocations=[chair])
    assert allocated(council) == [
        ("C1", "cp_chair", "S1", "2024-04-01", ""),
        ("C1", "iro", "S1", "2024-05-01", "2025-06-10"),
    ]


def test_staff_listed_no_longer_have_left_and_others_have_not(council):
    later = ["S3", "C. Carter", "IRO", 1, "permanent", "01/09/2025"]
    put_in(council, MAY, staff=[*TWO, later])
    put_in(council, JUNE)
    assert council.rows("staff", "staff_id", "ended") == [
        ("S1", None),
        ("S2", date(2025, 6, 10)),
    ]


def test_notes_stay_and_plans_are_the_latest_alone(council):
    put_in(
        council,
        MAY,
        reviews=[["C1", "28/06/2024", "Away", "05/07/2024"]],
        planned=[["C1", "review", "01/09/2025"], ["C1", "plan review", "02/09/2025"]],
    )
    put_in(
        council,
        JUNE,
        reviews=[["C1", "20/05/2025", None, None]],
        planned=[["C1", "review", "01/09/2025"]],
    )
    assert council.rows("review_note", "held", "late_reason", "record_sent") == [
        (date(2024, 6, 28), "Away", date(2024, 7, 5)),
        (date(2025, 5, 20), None, None),
    ]
    assert council.rows("planned_review", "child_id", "kind", "planned_for") == [
        ("C1", "review", date(2025, 9, 1))
    ]


def test_undoing_the_later_register_gives_back_the_earlier(council):
    put_in(council, MAY, staff=TWO, planned=[["C1", "review", "01/09/2025"]])
    before = council.derived()
    later = put_in(
        council, JUNE, allocations=[["C2", "S1", "IRO", "South", "01/02/2024"]]
    )
    assert council.derived() != before
    council.undo(later)
    assert council.derived() == before


def test_undoing_the_earlier_register_leaves_the_later_alone(council):
    early = put_in(council, MAY, staff=TWO)
    put_in(council, JUNE, allocations=[["C2", "S1", "IRO", "South", "01/02/2024"]])
    council.undo(early)
    assert allocated(council) == [("C2", "iro", "S1", "2024-02-01", "")]
    assert council.rows("staff", "staff_id", "ended") == [("S1", None)]


def test_a_dry_run_keeps_nothing_of_a_register(council):
    before = council.everything()
    council.load(a_register(council.folder), dry_run=True)
    assert council.everything() == before


def test_what_other_files_say_of_staff_is_not_closed(council):
    council.state(
        StaffRecord(staff_id="S9", full_name="I. Ives", role="iro"),
        AllocationRecord(
            child_id="C9", staff_id="S9", role="iro", started=date(2024, 2, 1)
        ),
    )
    put_in(council, MAY)
    put_in(council, JUNE, allocations=[["C2", "S1", "IRO", "South", "01/02/2024"]])
    assert ("C9", "iro", "S9", "2024-02-01", "") in allocated(council)
    assert ("S9", None) in council.rows("staff", "staff_id", "ended")


def test_a_dry_run_tells_how_much_a_register_would_close(council):
    first = put_in(
        council,
        MAY,
        staff=TWO,
        reviews=[["C1", "28/06/2024", "Away", None]],
        planned=[["C1", "review", "01/09/2025"]],
    )
    file = a_register(council.folder, "next.xlsx")
    (report,) = council.load(file, now=JUNE, dry_run=True)
    assert first.warning == ""
    assert report.warning == (
        "2 rows of the register before are not in this one. Staff and allocations "
        "among them count as ended on the day of this load, reviews planned as not "
        "planned. If they go on, add them first."
    )


def test_faults_of_a_register_are_listed_until_the_next(council):
    put_in(
        council,
        MAY,
        allocations=[
            ["C1", "S1", "IRO", "North", "01/02/2024"],
            ["C2", "S1", "IRO", "North", "soon"],
        ],
    )
    assert len(council.left_out()) == 1
    last = put_in(council, JUNE)
    assert council.left_out() == []
    council.undo(last)
    assert len(council.left_out()) == 1


def test_a_register_is_named_among_the_imports(council):
    put_in(council, MAY)
    assert list(files.imports(looking(council))["Kind"]) == ["Service register"]


ON_A_PLAN = a_plan("2025-01-09")
EPISODES = """
    CHILD | DECOM      | RNE | LS | CIN | PLACE | DEC        | REC
    C1    | 03/06/2024 | S   | C1 | N1  | U6    |            |
    C2    | 03/06/2024 | S   | C1 | N1  | U6    |            |
    C3    | 03/06/2024 | S   | C1 | N1  | U6    |            |
"""
REVIEWS = """
    CHILD | REVIEW     | REVIEW_CODE
    C1    | 28/06/2024 | PN1
    C2    | 28/06/2024 | PN1
    C3    | 28/06/2024 | PN1
"""
HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    C1    | 1   | 05/05/2012 | WBRI
    C2    | 2   | 05/05/2013 | WBRI
    C3    | 2   | 05/05/2014 | WBRI
"""


def test_a_register_gives_a_council_with_returns_caseloads_teams_and_iros(council):
    council.load_tables(
        {"Header.csv": HEADER, "Episodes.csv": EPISODES, "Reviews.csv": REVIEWS},
        year=2025,
    )
    year = Period(*days("2024-04-01", "2025-03-31"))
    assert figure(CASELOAD_IN_CARE_PER_FTE, council.columns(), year).value is None
    put_in(
        council,
        MAY,
        staff=TWO,
        allocations=[
            ["C1", "S1", "IRO", "North", "10/06/2024"],
            ["C2", "S1", "IRO", "North", "10/06/2024"],
            ["C3", "S2", "IRO", "South", "10/06/2024"],
        ],
    )
    columns = council.columns()
    assert figure(CASELOAD_IN_CARE_PER_FTE, columns, year).value == 2
    census = council.file("cin 2025.xml", a_census(2025, a_child("C4", ON_A_PLAN)))
    council.load(census)
    assert figure(CASELOAD_PER_FTE, council.columns(), year).value == pytest.approx(
        4 / 1.5
    )
    held = {
        name: figure(
            REVIEWS_HELD_ON_TIME, columns, year, {grouping: (name,)}
        ).denominator
        for grouping in ("team", "iro")
        for name in columns.labels[grouping][1:]
    }
    assert held == {"North": 2, "South": 1, "A. Archer": 2, "B. Baker": 1}


def again(engine, content, la, folder, now):
    path = folder / "again.xlsx"
    path.write_bytes(content)
    file = SourceFile(path, "again.xlsx")
    return load(engine, [file], LoadAsked(la, "a test", now), dry_run=False)[0]


def test_a_register_taken_out_and_loaded_again_changes_nothing(council, tmp_path):
    put_in(
        council,
        MAY,
        staff=[
            [
                *("S1", "=cmd|'/c calc'!A0", "both", 0.6, "agency", "01/04/2020"),
                *(None, "01/09/2025"),
            ],
            ["-S2", "@SUM(A1)", "other"],
        ],
        allocations=[
            ["C1", "S1", "IRO", "+North", "01/02/2024", "01/03/2024"],
            ["0012", "S1", "chair", None, "01/03/2024"],
        ],
        reviews=[["C1", "28/06/2024", "-away", "05/07/2024"]],
        planned=[["C1", "review", "01/09/2025"], ["C2", "plan review", "02/09/2025"]],
    )
    content = register_file.filled(looking(council))
    before = council.derived()
    report = again(council.engine, content, LA, tmp_path, JUNE)
    assert (report.refused, report.problems) == (None, [])
    assert (report.rows_read, report.added, report.changed) == (7, 0, 0)
    assert council.derived() == before


def test_what_was_closed_stays_closed_when_loaded_again(council, tmp_path):
    put_in(council, MAY, staff=TWO)
    put_in(council, JUNE, allocations=[["C2", "S1", "IRO", "South", "01/02/2024"]])
    content = register_file.filled(looking(council))
    before = council.derived()
    report = again(council.engine, content, LA, tmp_path, JUNE)
    assert (report.added, report.left_out) == (0, 0)
    assert council.derived() == before


def test_the_invented_council_can_be_taken_out_and_loaded_again(
    exampleshire_file, tmp_path
):
    engine = database.get_engine(
        url_of(shutil.copy(exampleshire_file, tmp_path / "e.db"))
    )
    invented = Council(engine, tmp_path, "EXM")
    before = registered(invented)
    content = register_file.filled(
        Look(engine, COMMAND_LINE, "EXM", OCTOBER.date(), OCTOBER)
    )
    report = again(engine, content, "EXM", tmp_path, OCTOBER)
    assert report.problems == []
    assert (report.added, report.changed) == (0, 0)
    notes = before[2]  # each is a row of Reviews that says more beside it
    assert report.rows_read == sum(map(len, before)) - len(notes) > 100
    assert registered(invented) == before
    engine.dispose()


def registered(council):
    """Return, as rows, all that a register lists."""
    return (
        allocated(council),
        council.rows("staff", "staff_id", "fte", "ended", "probation_until"),
        council.rows("review_note", "child_id", "held", "late_reason", "record_sent"),
        council.rows("planned_review", "child_id", "kind", "planned_for"),
        council.rows("recorded_row", "sheet", "key", "content"),
    )


def test_no_cell_of_the_filled_register_is_a_formula(council):
    put_in(
        council,
        MAY,
        staff=[["S1", "=1+1", "IRO", 1], ["+S2", "@x", "IRO", 1]],
    )
    book = load_workbook(
        BytesIO(register_file.filled(looking(council))),
        data_only=False,
    )
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert "'=1+1" in {cell.value for cell in cells}
    assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)


def test_taking_the_register_out_is_written_down_first(council):
    put_in(council, MAY)
    register_file.filled(looking(council))
    (entry,) = ledger.own(council.engine, ANALYST).to_dict("records")
    assert (entry["Screen"], entry["What"], entry["Rows"]) == (
        "service register",
        "downloaded",
        2,
    )


def test_without_a_ledger_nothing_is_given(council):
    put_in(council, MAY)
    with council.engine.begin() as connection:
        METADATA.tables["ledger_entry"].drop(connection)
    with pytest.raises(ledger.LedgerError):
        register_file.filled(looking(council))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST}))
def test_nobody_but_an_analyst_takes_it_out(council, role):
    with pytest.raises(NotAllowedError):
        register_file.filled(looking(council, Viewer("x", role, LA)))


def test_an_analyst_of_another_council_does_not_take_it_out(council):
    with pytest.raises(NotAllowedError):
        register_file.filled(looking(council, Viewer("x", Role.ANALYST, "EXM")))


def test_the_template_has_instructions_headings_and_lists_and_no_rows():
    book = load_workbook(BytesIO(register_file.template()))
    assert book.sheetnames == [
        "Instructions",
        "Staff",
        "Allocations",
        "Reviews",
        "Planned reviews",
        "Ready for the review",
        "Conferences",
        "Other reviews",
        "Education",
        "Disputes follow-up",
        "Counts",
        "Voice",
        "Practice",
        "Posts",
        "Staff groups",
    ]
    assert [page.max_row for page in book][1:] == [1] * 14
    lists = {
        (page.title, str(each.sqref)): each.formula1
        for page in book
        for each in page.data_validations.dataValidation
    }
    recorded = {name: lists.pop(name) for name in [*lists] if name[0] in BY_NAME}
    assert recorded["Disputes follow-up", "D2:D20000"] == (
        '"none,partly,fully,too early to say"'
    )
    assert recorded["Reviews", "H2:H20000"] == '"yes,no"'
    assert lists == {
        ("Staff", "C2:C20000"): (
            '"IRO,conference chair,both,lead child protection practitioner,other"'
        ),
        ("Staff", "E2:E20000"): '"permanent,agency"',
        ("Allocations", "C2:C20000"): '"IRO,chair"',
        ("Planned reviews", "B2:B20000"): '"review,plan review"',
    }


def test_the_empty_template_is_recognised_and_closes_nothing(council, tmp_path):
    put_in(council, MAY)
    before = council.derived()
    report = again(council.engine, register_file.template(), LA, tmp_path, JUNE)
    assert report.kind == "register"
    assert report.refused == (
        "The register has no rows in a sheet named Staff. A register is the whole list "
        "of staff and allocations: fill in both sheets and load it again."
    )
    assert council.derived() == before
