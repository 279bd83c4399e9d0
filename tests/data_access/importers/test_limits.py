"""Each limit on a file is tried at the limit and one over, with the limit made small."""

import zipfile

import pytest
from openpyxl import Workbook

from data_access.importers import workbooks, xml
from data_access.importers.importer import SourceFile
from data_access.importers.xml import NO_RETURN, check, elements_of
from domain.errors import RefusedError

TOO_MUCH = (
    "This workbook holds more sheets, rows, cells or formats than a file for the "
    "dashboard would. Copy the cells that are needed into a new workbook and load that."
)
TOO_LARGE = (
    "This workbook is larger than 0 MB. Copy the cells that are needed into a new workbook "
    "and load that."
)


@pytest.fixture
def log(tmp_path):
    """Two sheets of three rows of two cells, one merged downwards in each column."""
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Second")):
        for row in ("ab", "cd", "ef"):
            sheet.append(list(row))
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")
    book.save(tmp_path / "log.xlsx")
    return SourceFile(tmp_path / "log.xlsx", "log.xlsx")


def marks(file, large):
    with zipfile.ZipFile(file.path) as archive:
        return sum(
            archive.read(name).count(b"<")
            for name in archive.namelist()
            if large == any(part in name.lower() for part in workbooks.LARGE_PARTS)
        )


def most(file, limit):
    """What of the file each limit counts."""
    return {
        "MOST_PACKED": lambda: file.path.stat().st_size,
        "MOST_MARKS": lambda: marks(file, large=True),
        "MOST_MARKS_ELSEWHERE": lambda: marks(file, large=False),
        "MOST_SHEETS": lambda: 2,
        "MOST_ROWS": lambda: 6,
        "MOST_CELLS": lambda: 8,  # those merged away are not there
        "MOST_MERGES": lambda: 2,
    }[limit]()


LIMITS = (
    *("MOST_PACKED", "MOST_MARKS", "MOST_MARKS_ELSEWHERE", "MOST_SHEETS"),
    *("MOST_ROWS", "MOST_CELLS", "MOST_MERGES"),
)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_workbook_at_a_limit_is_read_and_one_over_it_is_refused(
    log, monkeypatch, limit
):
    monkeypatch.setattr(workbooks, limit, most(log, limit))
    assert len(list(workbooks.rows(log))) == 6
    monkeypatch.setattr(workbooks, limit, most(log, limit) - 1)
    with pytest.raises(RefusedError) as refused:
        list(workbooks.rows(log))
    assert str(refused.value) == (TOO_LARGE if limit == "MOST_PACKED" else TOO_MUCH)


def with_rows(tmp_path, *numbers):
    book = Workbook()
    for number in numbers:
        book.active.cell(number, 1, "x")
    book.save(tmp_path / "log.xlsx")
    return SourceFile(tmp_path / "log.xlsx", "log.xlsx")


def test_blank_rows_before_a_value_are_counted_and_limited(tmp_path, monkeypatch):
    file = with_rows(tmp_path, 1, 5)
    monkeypatch.setattr(workbooks, "MOST_BLANKS", 3)
    assert [row.number for row in workbooks.rows(file)] == [1, 2, 3, 4, 5]
    monkeypatch.setattr(workbooks, "MOST_BLANKS", 2)
    with pytest.raises(RefusedError) as refused:
        list(workbooks.rows(file))
    assert str(refused.value) == TOO_MUCH


def test_blank_rows_at_the_end_of_a_sheet_are_not_read_into_the_next(tmp_path):
    book = Workbook()
    book.active["A1"] = "x"
    book.active.row_dimensions[9].height = 20  # a format makes a row
    book.active["A9"].number_format = "0.00"
    book.create_sheet("Second")["A2"] = "y"
    book.save(tmp_path / "log.xlsx")
    found = workbooks.rows(SourceFile(tmp_path / "log.xlsx", "log.xlsx"))
    assert [(row.sheet, row.number) for row in found] == [
        ("Sheet", 1),
        ("Second", 1),
        ("Second", 2),
    ]


def as_file(tmp_path, text):
    (tmp_path / "return.xml").write_text(text, encoding="utf-8")
    return SourceFile(tmp_path / "return.xml", "return.xml")


def refusal(doing):
    with pytest.raises(RefusedError) as refused:
        doing()
    return str(refused.value)


@pytest.mark.parametrize(
    ("limit", "most", "text"),
    [
        ("DEEPEST", 3, "<a><b><c/></b><b><c/></b></a>"),
        ("MOST_NAMES", 3, '<a><b d="" /><b/></a>'),
    ],
)
def test_xml_at_a_limit_passes_and_one_over_it_is_refused(
    tmp_path, monkeypatch, limit, most, text
):
    file = as_file(tmp_path, text)
    monkeypatch.setattr(xml, limit, most)
    check(file)
    monkeypatch.setattr(xml, limit, most - 1)
    assert refusal(lambda: check(file)) == NO_RETURN


def test_a_stretch_of_xml_without_an_element_is_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(xml, "HEAD", 8)
    file = as_file(tmp_path, f"<a>12345{'x' * 16}</a>")
    monkeypatch.setattr(xml, "MOST_TEXT", 16)
    check(file)
    monkeypatch.setattr(xml, "MOST_TEXT", 15)
    assert refusal(lambda: check(file)) == NO_RETURN


def test_the_elements_of_one_child_are_limited_and_not_those_of_all(
    tmp_path, monkeypatch
):
    file = as_file(tmp_path, "<r><child><a/><b/></child><child><a/><b/></child></r>")
    monkeypatch.setattr(xml, "MOST_INSIDE", 3)
    assert len(list(elements_of(file, {"child"}))) == 2
    monkeypatch.setattr(xml, "MOST_INSIDE", 2)
    assert refusal(lambda: list(elements_of(file, {"child"}))) == NO_RETURN
