"""What is recorded, in the store: in by a register and out again, undone and told."""

import json
import logging
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive import council as settings
from data_access.derive.recorded import standing_of
from data_access.importers.importer import SourceFile
from data_access.importers.register.recorded import RecordedWords
from data_access.intake import register_file
from data_access.intake.door import LoadAsked, load
from data_access.store.loaded import RecordedRow
from domain.access import Role, Viewer
from domain.recorded import SHEETS
from tests.data_access.conftest import EITHER
from tests.data_access.councils import LA, Council
from tests.data_access.importers.recorded_sheets import GOOD, a_recorded, changed

MAY, JUNE, OCTOBER = (datetime(2025, month, 10, 9, tzinfo=UTC) for month in (5, 6, 10))
EVERY = {name: [row] for name, row in GOOD.items()}


@pytest.fixture(params=EITHER)
def council(request, tmp_path):
    engine = request.getfixturevalue(f"{request.param}_engine")
    return Council(engine, tmp_path / "files")


def put_in(council, now, dry_run=False, **sheets):
    rows = {name.replace("_", " "): some for name, some in sheets.items()}
    file = a_recorded(council.folder, f"{now:%B}.xlsx", sheets=rows)
    (report,) = council.load(file, now=now, dry_run=dry_run)
    assert report.refused is None
    return report


def typed(council, sheet, at, *, removed=False, **values):
    """Keep a row as somebody typed it."""
    declared = SHEETS[sheet]
    with Session(council.engine) as session:
        row = RecordedRow(
            la=LA,
            sheet=sheet,
            key=declared.key_of(values),
            child_id=declared.subject_of(values),
            content=json.dumps(values),
            removed=removed,
            by="ann",
            at=at,
        )
        session.add(row)
        session.commit()


def standing(council, sheet):
    with Session(council.engine) as session:
        found = session.execute(standing_of(LA, sheet)).all()
    return [json.loads(row.content) for row in found]


def taken_out(council):
    viewer = Viewer("a@example.org", Role.ANALYST, LA)
    return register_file.filled(
        Look(council.engine, viewer, LA, OCTOBER.date(), OCTOBER)
    )


def again(council, content, now=OCTOBER):
    path = council.folder / "again.xlsx"
    path.write_bytes(content)
    asked = LoadAsked(LA, "a test", now)
    return load(council.engine, [SourceFile(path, "again.xlsx")], asked, dry_run=False)


def test_every_sheet_goes_in_comes_out_and_goes_in_as_the_same(council):
    first = put_in(council, OCTOBER, **EVERY)
    assert (first.added, first.left_out) == (2 + len(GOOD), 0)
    content, before = taken_out(council), council.derived()
    (report,) = again(council, content)
    assert report.problems == []
    assert (report.added, report.changed, report.left_out) == (0, 0, 0)
    assert council.derived() == before
    assert taken_out_cells(content) == taken_out_cells(taken_out(council))


def taken_out_cells(content):
    book = load_workbook(BytesIO(content))
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows()]
        for page in book
    }


def test_what_comes_out_is_in_a_councils_own_words(council):
    words = RecordedWords(answers={"follow_up_impact": {"none": "Nothing changed"}})
    with Session(council.engine) as session:
        settings.save_recorded_words(session, LA, words)
        session.commit()
    put_in(council, OCTOBER, **EVERY)
    content = taken_out(council)
    cells = taken_out_cells(content)["Disputes follow-up"]
    assert dict(zip(*cells, strict=True))["Impact"] == "Nothing changed"
    (report,) = again(council, content)
    assert (report.problems, report.changed) == ([], 0)


def test_what_is_typed_comes_out_with_what_files_said(council):
    put_in(council, MAY, Counts=[changed("Counts", Month="May 2025")])
    typed(council, "counts", JUNE, month="2025-06-01", what="form_views", number=3)
    (report,) = again(council, taken_out(council))
    assert report.left_out == 0
    assert len(standing(council, "counts")) == 2
    assert len(council.rows("recorded_row", "key")) == 2


def test_an_import_undone_takes_its_rows_back(council):
    before = council.derived()
    report = put_in(council, OCTOBER, **EVERY)
    assert len(council.rows("recorded_row", "key")) == len(GOOD)
    council.undo(report)
    assert council.derived() == before


def test_a_dry_run_counts_and_keeps_nothing(council):
    before = council.derived()
    report = put_in(council, OCTOBER, dry_run=True, **EVERY)
    assert report.added == 2 + len(GOOD)
    assert council.derived() == before


def test_a_bad_row_stops_no_other_and_is_told(council):
    rows = [changed("Counts", What="biscuits"), GOOD["Counts"]]
    report = put_in(council, JUNE, Counts=rows)
    assert report.left_out == 1
    assert [each["what"] for each in standing(council, "counts")] == [
        "advocacy_referrals"
    ]
    assert "expected advocacy referrals or" in council.left_out()[0]
    put_in(council, OCTOBER, Counts=[GOOD["Counts"]])
    assert council.left_out() == []


def test_a_row_of_a_child_nobody_knows_is_kept_and_told_until_somebody_does(council):
    put_in(council, MAY, Conferences=[changed("Conferences", Child_id="C9")])
    assert len(standing(council, "conferences")) == 1
    assert council.left_out() == [
        "May.xlsx: Sheet Conferences, row 2, Child id: found 'C9', expected the id of a "
        "child whom the returns, the dispute log or the allocations know. It is kept, "
        "and counted in no group of children. Correct the id, or load the file that "
        "holds this child."
    ]
    header = """
        CHILD | SEX | DOB        | ETHNIC
        C9    | 1   | 05/05/2012 | WBRI
    """
    council.load_tables({"Header.csv": header}, year=2025)
    assert council.left_out() == []


def test_a_code_of_no_child_is_no_child(council):
    put_in(council, MAY, Other_reviews=[GOOD["Other reviews"]])
    assert council.rows("child", "child_id") == [("C1",)]
    assert council.rows("recorded_row", "child_id") == [("FC-7",)]
    assert council.left_out() == []


def test_what_the_next_register_leaves_out_or_blank_stays(council):
    put_in(council, MAY, Conferences=[GOOD["Conferences"]])
    put_in(
        council,
        JUNE,
        Conferences=[
            changed("Conferences", Quorate=None, Agencies_attended="7"),
        ],
    )
    put_in(council, OCTOBER)
    (row,) = standing(council, "conferences")
    assert (row["quorate"], row["attended"]) == (True, 7)


def test_a_register_that_says_the_same_again_does_not_undo_what_was_typed(council):
    put_in(council, MAY, Counts=[GOOD["Counts"]])
    of_may = {"month": "2025-05-01", "what": "advocacy_referrals"}
    typed(council, "counts", JUNE, **of_may, number=5)
    put_in(council, OCTOBER, Counts=[GOOD["Counts"]])
    assert standing(council, "counts") == [{**of_may, "number": 5}]


def test_a_later_register_that_says_otherwise_is_believed(council):
    put_in(council, MAY, Counts=[GOOD["Counts"]])
    of_may = {"month": "2025-05-01", "what": "advocacy_referrals"}
    typed(council, "counts", JUNE, **of_may, number=5)
    last = put_in(council, OCTOBER, Counts=[changed("Counts", Number="6")])
    assert standing(council, "counts") == [{**of_may, "number": 6}]
    council.undo(last)
    assert standing(council, "counts") == [{**of_may, "number": 5}]


def test_what_was_removed_stays_so_until_a_file_says_something_new(council):
    put_in(council, MAY, Counts=[GOOD["Counts"]])
    of_may = {"month": "2025-05-01", "what": "advocacy_referrals"}
    typed(council, "counts", JUNE, removed=True, **of_may, number=0)
    put_in(council, JUNE, Counts=[GOOD["Counts"]])
    assert standing(council, "counts") == []
    put_in(council, OCTOBER, Counts=[changed("Counts", Number="6")])
    assert standing(council, "counts") == [{**of_may, "number": 6}]


def test_a_typed_reason_becomes_the_note_of_a_review(council):
    put_in(council, MAY, Reviews=[GOOD["Reviews"]])
    typed(
        council,
        "reviews",
        JUNE,
        child="C1",
        held="2024-06-28",
        late_reason="Court",
        record_sent="2024-07-05",
    )
    put_in(council, OCTOBER)
    notes = council.rows("review_note", "late_reason")
    assert notes == [("Court",)]


def test_free_words_never_reach_a_log(council, caplog):
    caplog.set_level(logging.DEBUG)
    words = "Nobody asked me about Saturday"
    put_in(council, OCTOBER, Voice=[changed("Voice", Words=words)])
    put_in(council, JUNE, Voice=[changed("Voice", Words=words, Month="?")])
    assert words not in caplog.text
