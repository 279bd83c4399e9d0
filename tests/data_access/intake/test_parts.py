"""A zip, and a workbook with a sheet a table, are read as the files that they hold."""

import zipfile

import pytest
from openpyxl import Workbook

from data_access.importers import registry
from data_access.importers.importer import SourceFile
from tests.data_access.councils import as_csv, cells_of
from tests.data_access.importers.old_files import old_workbook
from tests.data_access.intake.test_door import (
    EPISODES_25,
    HEADER,
    REVIEWS_25,
)

TABLES = {"Header": HEADER, "Episodes": EPISODES_25, "Reviews": REVIEWS_25}
RETURN = {f"{name}.csv": as_csv(name, text) for name, text in TABLES.items()}
ROWS = ("record", "child_id", "content")


@pytest.fixture
def from_csv(council):
    """What the store holds of the return, loaded as files of one folder and undone."""
    reports = council.load_tables({f"2024-25/{each}": RETURN[each] for each in RETURN})
    found = council.rows("source_row", *ROWS)
    for report in reports:
        council.undo(report)
    return found


@pytest.fixture(autouse=True)
def folder(council):
    council.folder.mkdir(exist_ok=True)


def zipped(council, name, members):
    path = council.folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return SourceFile(path, name)


def workbook(council, name, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(council.folder / name)
    return SourceFile(council.folder / name, name)


def sheets():
    return {name: cells_of(text) for name, text in TABLES.items()}


def told(reports):
    return {report.file: report.refused or report.note for report in reports}


def test_a_zip_of_a_return_is_read_as_its_files(council, from_csv):
    reports = council.load(zipped(council, "SSDA903 2024-25.zip", RETURN))
    assert [(each.file, each.table, each.year, each.refused) for each in reports] == [
        ("SSDA903 2024-25.zip/Header.csv", "Header", 2025, None),
        ("SSDA903 2024-25.zip/Episodes.csv", "Episodes", 2025, None),
        ("SSDA903 2024-25.zip/Reviews.csv", "Reviews", 2025, None),
    ]
    assert council.rows("source_row", *ROWS) == from_csv


def test_a_return_as_one_workbook_is_read_a_sheet_a_table(council, from_csv):
    reports = council.load(workbook(council, "SSDA903 2024-25.xlsx", sheets()))
    assert [(each.file, each.table, each.year, each.refused) for each in reports] == [
        ("SSDA903 2024-25.xlsx/Header", "Header", 2025, None),
        ("SSDA903 2024-25.xlsx/Episodes", "Episodes", 2025, None),
        ("SSDA903 2024-25.xlsx/Reviews", "Reviews", 2025, None),
    ]
    assert council.rows("source_row", *ROWS) == from_csv


def test_a_return_as_an_old_workbook_in_a_zip_is_read_too(council, from_csv):
    old_workbook(council.folder / "return.xls", sheets())
    content = (council.folder / "return.xls").read_bytes()
    reports = council.load(zipped(council, "2024-25.zip", {"return.xls": content}))
    assert [each.file for each in reports] == [
        f"2024-25.zip/return.xls/{name}" for name in TABLES
    ]
    assert council.rows("source_row", *ROWS) == from_csv


def test_a_fault_in_a_sheet_is_told_by_the_row_that_its_owner_sees(council):
    rows = [["SSDA903 of Exampleshire"], [], *sheets()["Reviews"]]
    rows[3][2] = "soon"
    (report,) = council.load(workbook(council, "2024-25.xlsx", {"Reviews": rows}))
    assert [each.sentence for each in report.problems] == [
        "Row 4, REVIEW: found 'soon', expected a date like 31/03/2025. Correct it in "
        "your system and load the file again."
    ]


def test_sheets_that_are_passed_over_are_named_and_blank_ones_are_not(council):
    reports = council.load(
        workbook(
            council,
            "2024-25.xlsx",
            {
                "Reviews": sheets()["Reviews"],
                "AD1": [["CHILD", "DOB", "DATE_INT", "DATE_MATCH"]],
                "Notes": [["Made by the data team"]],
                "Sheet4": [],
            },
        )
    )
    assert told(reports) == {
        "2024-25.xlsx/Reviews": None,
        "2024-25.xlsx/AD1": (
            "Nothing in this file is shown by the dashboard; left as is."
        ),
        "2024-25.xlsx/Notes": registry.NO_TABLE,
    }
    assert reports[1].title == "SSDA903, AD1"


def test_a_workbook_of_another_kind_stays_whole(council):
    log = [["Child ID", "IRO", "Date raised", "Stage"], ["C1", "A", "10/05/2024", "1"]]
    (report,) = council.load(workbook(council, "log.xlsx", {"Log": log}))
    assert (report.file, report.kind) == ("log.xlsx", "disputes_log")


def test_parts_that_cannot_be_read_are_refused_alone_and_by_name(council):
    reports = council.load(
        zipped(
            council,
            "2024-25.zip",
            {
                "Reviews.csv": RETURN["Reviews.csv"],
                "older.zip": "PK",
                "../../outside.csv": RETURN["Reviews.csv"],
                "/root.csv": RETURN["Reviews.csv"],
                "C:\\root.csv": RETURN["Reviews.csv"],
                "__MACOSX/._Reviews.csv": "x",
                "deeper/.hidden": "x",
            },
        )
    )
    assert told(reports) == {
        "2024-25.zip/Reviews.csv": None,
        "2024-25.zip/older.zip": registry.NESTED,
        "2024-25.zip/../../outside.csv": registry.OUTSIDE,
        "2024-25.zip//root.csv": registry.OUTSIDE,
        "2024-25.zip/C:/root.csv": registry.OUTSIDE,
    }


def test_a_locked_file_in_a_zip_is_refused_in_words(council):
    file = zipped(council, "2024-25.zip", {"Reviews.csv": RETURN["Reviews.csv"]})
    content = bytearray(file.path.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1  # as a password makes it
    file.path.write_bytes(content)
    assert told(council.load(file)) == {"2024-25.zip/Reviews.csv": registry.LOCKED}


@pytest.mark.parametrize(
    "content",
    [b"PK\3\4rubbish", b"", b"Child,Notes\n"],
    ids=["damaged", "empty", "csv"],
)
def test_what_is_only_named_a_zip_is_refused(council, content):
    (council.folder / "a.zip").write_bytes(content)
    file = SourceFile(council.folder / "a.zip", "a.zip")
    assert told(council.load(file)) == {"a.zip": registry.DAMAGED}


def test_a_file_damaged_inside_a_zip_is_refused_and_the_others_are_read(council):
    members = {"Reviews.csv": RETURN["Reviews.csv"], "Header.csv": RETURN["Header.csv"]}
    file = zipped(council, "2024-25.zip", members)
    content = bytearray(file.path.read_bytes())
    content[content.index(b"Reviews.csv") + 20] ^= 0xFF
    file.path.write_bytes(content)
    assert told(council.load(file)) == {
        "2024-25.zip/Reviews.csv": registry.DAMAGED,
        "2024-25.zip/Header.csv": None,
    }


def test_a_zip_without_files_is_refused(council):
    assert told(council.load(zipped(council, "a.zip", {}))) == {"a.zip": registry.EMPTY}


@pytest.mark.parametrize(
    ("limit", "most"),
    [("MOST_MEMBERS", 2), ("MOST_UNPACKED", 6), ("MOST_PACKED", 10), ("MOST_RATIO", 0)],
)
def test_a_zip_over_a_limit_is_refused(council, monkeypatch, limit, most):
    file = zipped(council, "a.zip", {"a.csv": "x", "b.csv": "y", "c.csv": "12345"})
    monkeypatch.setattr(registry, limit, most)
    assert told(council.load(file)) == {"a.zip": registry.TOO_LARGE}


def test_a_zip_that_says_too_little_of_its_sizes_is_not_unpacked_further(council):
    file = zipped(council, "a.zip", {"a.csv": "x" * 100_000})
    content = file.path.read_bytes()
    said = (100_000).to_bytes(4, "little")
    file.path.write_bytes(content.replace(said, (10).to_bytes(4, "little")))
    assert told(council.load(file)) == {"a.zip/a.csv": registry.DAMAGED}
