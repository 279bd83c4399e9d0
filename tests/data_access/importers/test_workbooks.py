import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_access.importers import workbooks
from data_access.importers.importer import SourceFile
from data_access.importers.workbooks import SheetRow, is_tabular, rows
from domain.errors import RefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DAMAGED = (
    "This workbook cannot be read: it is damaged, or not an Excel workbook "
    "(.xlsx or .xlsm). Open it in Excel, save it as .xlsx and load it again."
)


def workbook(tmp_path: Path, book: Workbook, name: str = "log.xlsx") -> SourceFile:
    book.save(tmp_path / name)
    return SourceFile(tmp_path / name, name)


def content(tmp_path: Path, data: bytes, name: str) -> SourceFile:
    (tmp_path / name).write_bytes(data)
    return SourceFile(tmp_path / name, name)


def cells(file: SourceFile) -> list[tuple]:
    return [row.cells for row in rows(file)]


def refusal(file: SourceFile) -> str:
    with pytest.raises(RefusedError) as refused:
        list(rows(file))
    return str(refused.value)


def changed(file: SourceFile, part: str, content: bytes) -> SourceFile:
    """The same workbook with one part of it replaced."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(file.path) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    file.path.write_bytes(kept.getvalue())
    return file


def test_rows_of_a_workbook_carry_their_sheet_and_number_blank_rows_counted(tmp_path):
    book = Workbook()
    book.active.title = "Q1"
    book.active["A1"] = "Log"
    book.active["B3"] = date(2024, 5, 10)
    book.create_sheet("Q2")["A1"] = 7
    got = list(rows(workbook(tmp_path, book)))
    assert [(row.sheet, row.number) for row in got] == [
        ("Q1", 1),
        ("Q1", 2),
        ("Q1", 3),
        ("Q2", 1),
    ]
    assert got[2].cells == (None, datetime.fromisoformat("2024-05-10"))
    assert got[2].place == "Sheet Q1, row 3"


def test_a_row_of_a_csv_file_has_no_sheet_in_its_place():
    assert SheetRow("", 3, ()).place == "Row 3"


def test_at_most_counts_the_rows_of_each_sheet(tmp_path):
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Q2")):
        for number in range(5):
            sheet.append([number])
    got = rows(workbook(tmp_path, book), at_most=2)
    assert [row.cells for row in got] == [(0,), (1,), (0,), (1,)]


def test_a_cell_merged_downwards_has_its_value_in_each_of_its_rows(tmp_path):
    book = Workbook()
    for row in (["Log"], ["C1", "Stage 1"], [None, "Stage 2"], ["C2", "Stage 1"]):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("D2:D3")
    got = cells(workbook(tmp_path, book))
    assert got[0] == ("Log",)
    assert [row[:2] for row in got[1:]] == [
        ("C1", "Stage 1"),
        ("C1", "Stage 2"),
        ("C2", "Stage 1"),
    ]


def test_a_merge_wider_than_the_rows_is_borne(tmp_path):
    book = Workbook()
    book.active.append(["C1"])
    book.active.append(["C2"])
    file = workbook(tmp_path, book)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(file.path) as archive:
        xml = archive.read(part).replace(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="C1:C2"/></mergeCells>',
        )
    assert cells(changed(file, part, xml)) == [("C1",), ("C2", None, None)]


def test_a_wrong_dimension_cuts_nothing_off(tmp_path):
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["c", "d"])
    file = workbook(tmp_path, book)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(file.path) as archive:
        xml = archive.read(part).replace(b'ref="A1:B2"', b'ref="A1"')
    assert cells(changed(file, part, xml)) == [("a", "b"), ("c", "d")]


def test_a_formula_is_never_worked_out_and_text_like_one_stays_text(tmp_path):
    book = Workbook()
    book.active["A1"] = "=1+1"
    book.active["B1"] = "=HYPERLINK(1)"
    book.active["B1"].data_type = "s"
    assert cells(workbook(tmp_path, book)) == [(None, "=HYPERLINK(1)")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separated_text_is_read_however_it_was_saved(tmp_path, separator, encoding):
    text = f'Log\r\n\r\nChild{separator}Notes\r\nC1{separator}"Zoë, said; so"\r\n'
    file = content(tmp_path, text.encode(encoding), "log.csv")
    assert [(row.number, row.cells) for row in rows(file)] == [
        (1, ("Log",)),
        (2, ()),
        (3, ("Child", "Notes")),
        (4, ("C1", "Zoë, said; so")),
    ]


def test_an_empty_cell_of_separated_text_is_none(tmp_path):
    assert cells(content(tmp_path, b"a,,b\n", "log.csv")) == [("a", None, "b")]


def test_lines_that_end_as_on_an_old_mac_are_read(tmp_path):
    file = content(tmp_path, b"a;b\rc;d\r", "log.csv")
    assert cells(file) == [("a", "b"), ("c", "d")]


def test_an_empty_text_file_has_no_rows(tmp_path):
    assert cells(content(tmp_path, b"", "log.csv")) == []


@pytest.mark.parametrize(
    ("name", "tabular"),
    [("a/LOG.XLSX", True), ("log.xls", True), ("log.tsv", True), ("log.xml", False)],
)
def test_the_name_says_whether_a_file_may_hold_a_table(tmp_path, name, tabular):
    assert is_tabular(SourceFile(tmp_path, name)) is tabular


def test_a_workbook_named_csv_is_still_read(tmp_path):
    book = Workbook()
    book.active["A1"] = "C1"
    assert cells(workbook(tmp_path, book, "log.xlsx")) == [("C1",)]
    (tmp_path / "log.xlsx").rename(tmp_path / "log.csv")
    assert cells(SourceFile(tmp_path / "log.csv", "log.csv")) == [("C1",)]


def test_a_compound_file_that_is_no_workbook_is_refused(tmp_path):
    assert refusal(content(tmp_path, OLE, "log.xls")) == DAMAGED


def test_a_workbook_with_a_password_is_refused(tmp_path, monkeypatch):
    locked = OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    monkeypatch.setattr(workbooks, "CHUNK", len(OLE) + 7)  # the name lies across two
    assert refusal(content(tmp_path, locked, "log.xlsx")) == (
        "This workbook is locked with a password. Take the password off in Excel, "
        "save it and load it again."
    )


def test_a_file_only_named_a_workbook_is_refused(tmp_path):
    assert refusal(content(tmp_path, b"<html></html>", "log.xls")) == (
        "The name is that of an Excel workbook and the content is not. Open it in "
        "Excel, save it as .xlsx and load it again."
    )


def test_a_damaged_workbook_is_refused(tmp_path):
    assert refusal(content(tmp_path, b"PK\x03\x04rubbish", "log.xlsx")) == DAMAGED


def test_a_workbook_with_a_damaged_sheet_is_refused(tmp_path):
    file = workbook(tmp_path, Workbook())
    changed(file, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
    assert refusal(file) == DAMAGED


def test_another_kind_of_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "log.xlsx", "w") as archive:
        archive.writestr("notes.txt", "C1")
    assert refusal(SourceFile(tmp_path / "log.xlsx", "log.xlsx")) == DAMAGED


TOO_LARGE = (
    "This workbook would unpack to more than 100 MB, or to more than 200 times its "
    "size. Copy the cells that are needed into a new workbook and load that."
)


def test_a_workbook_that_unpacks_to_over_200_times_its_size_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "log.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 1_000_000)
    assert refusal(SourceFile(tmp_path / "log.xlsx", "log.xlsx")) == TOO_LARGE


def test_a_workbook_that_unpacks_to_over_the_limit_is_refused(tmp_path, monkeypatch):
    file = workbook(tmp_path, Workbook())
    with zipfile.ZipFile(file.path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", size)
    assert cells(file) == []
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", size - 1)
    assert "unpack to more than" in refusal(file)


def test_text_whose_quotation_mark_never_closes_is_refused(tmp_path):
    text = b'Child,Notes\nC1,"' + b"x" * 200_000
    assert refusal(content(tmp_path, text, "log.csv")) == (
        "This file cannot be read as rows: a quotation mark is opened and never "
        "closed. Save it from Excel as CSV UTF-8 and load it again."
    )
