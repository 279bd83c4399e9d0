from datetime import date

import pytest

from data_access.importers.cells import (
    clean_code,
    clean_heading,
    clean_id,
    clean_text,
    head_of,
    headings_in,
    parse_day,
    rows_of,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import a_file

LINES = "CHILD,NAME\nC1,Zoë\nC2,Ann\n"
ROWS = [(1, ["CHILD", "NAME"]), (2, ["C1", "Zoë"]), (3, ["C2", "Ann"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_councils_use_gives_the_same_rows(tmp_path, encoding):
    file = a_file(tmp_path, LINES.encode(encoding))

    (first, headings), *rest = rows_of(file)

    assert (first, [clean_heading(cell) for cell in headings]) == ROWS[0]
    assert rest == ROWS[1:]


def test_utf_16_big_endian_is_read_by_its_mark(tmp_path):
    file = a_file(tmp_path, b"\xfe\xff" + LINES.encode("utf-16-be"))

    assert list(rows_of(file))[1:] == ROWS[1:]


def test_a_utf_8_mark_before_cp1252_text_does_not_spoil_the_first_heading(tmp_path):
    file = a_file(tmp_path, b"\xef\xbb\xbf" + LINES.encode("cp1252"))

    assert headings_in(head_of(file)) == ["CHILD", "NAME"]
    assert list(rows_of(file))[1:] == ROWS[1:]


def test_one_cp1252_letter_late_in_a_long_file_does_not_stop_it(tmp_path):
    content = LINES.encode() * 60_000 + "C3,Noël\n".encode("cp1252")
    assert len(content) > 1 << 20

    *_, (_, last) = rows_of(a_file(tmp_path, content))

    assert last == ["C3", "Noël"]


def test_a_head_cut_inside_a_letter_is_still_utf_8(tmp_path):
    file = a_file(tmp_path, "x" * ((1 << 16) - 1) + "é")

    assert head_of(file).startswith("xxx")
    assert "Ã" not in head_of(file)


def test_a_file_that_is_not_text_has_no_head(tmp_path):
    assert head_of(a_file(tmp_path, b"PK\x03\x04\x00\x00")) is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_gives_the_same_rows(tmp_path, delimiter):
    file = a_file(tmp_path, LINES.replace(",", delimiter))

    assert list(rows_of(file)) == ROWS
    assert headings_in(head_of(file)) == ["CHILD", "NAME"]


def test_blank_rows_are_passed_over_and_still_counted(tmp_path):
    file = a_file(tmp_path, "\r\n,,\r\nCHILD;NAME\r\n;\r\nC1;Ann\r\n")

    assert list(rows_of(file)) == [(3, ["CHILD", "NAME"]), (5, ["C1", "Ann"])]
    assert headings_in(head_of(file)) == ["CHILD", "NAME"]


def test_a_cell_with_a_line_break_is_one_row_as_excel_counts(tmp_path):
    file = a_file(tmp_path, 'CHILD,NOTE\nC1,"two\nlines"\nC2,one\n')

    assert list(rows_of(file))[2] == (3, ["C2", "one"])


def test_an_empty_file_has_no_rows_and_no_headings(tmp_path):
    file = a_file(tmp_path, "")

    assert list(rows_of(file)) == []
    assert headings_in(head_of(file)) == []


def test_an_open_quotation_mark_is_refused_by_its_row(tmp_path):
    file = a_file(tmp_path, 'CHILD,NAME\nC1,Ann\nC2,"Bea\nC3,Cat\n')

    with pytest.raises(RefusedError) as refused:
        list(rows_of(file))

    assert str(refused.value) == (
        "Row 3 cannot be told apart from the rows after it: a quotation mark is "
        "opened and not closed. Expected quotation marks in pairs. Correct the row, "
        "or export the file again."
    )


@pytest.mark.parametrize(
    "cell",
    [
        "3/4/2025",
        "03/04/2025",
        "03-04-2025",
        "03.04.2025",
        " 03/04/2025 00:00 ",
        "03/04/2025 00:00:00",
        "03/04/25",
        "2025-04-03",
        "2025/04/03",
        "2025-04-03 00:00:00",
        "2025-04-03T00:00:00.000",
        "2025-04-03T00:00:00+00:00",
        "2025-04-03T00:00:00Z",
        "3 April 2025",
        "03-Apr-25",
    ],
)
def test_the_third_of_april_however_it_is_typed(cell):
    assert parse_day(cell) == date(2025, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "04/13/2025",  # month first is never guessed
        "2024-13-45",
        "31/02/2025",
        "03/04-2025",
        "03/04/2025 about noon",
        "03/04/202",
        "03/04/50",
        "03/04/89",
        "3 Avril 2025",
        "45750",
        "=TODAY()",
        "٠٣/٠٤/٢٠٢٥",
    ],
)
def test_what_is_no_date_gives_none(cell):
    assert parse_day(cell) is None


@pytest.mark.parametrize(
    ("cell", "year"),
    [("01/09/90", 1990), ("01/09/99", 1999), ("01/09/00", 2000), ("01/09/49", 2049)],
)
def test_a_two_digit_year_lies_between_1990_and_2049(cell, year):
    assert parse_day(cell).year == year


def test_september_may_have_four_letters():
    assert parse_day("9 Sept 2024") == date(2024, 9, 9)


@pytest.mark.parametrize(
    ("cell", "child_id"),
    [
        ("566910", "566910"),
        (" 566910 ", "566910"),
        ("566,910", "566910"),
        ("1,566,910", "1566910"),
        ("566910.0", "566910"),
        ("566,910.00", "566910"),
        ("000123", "000123"),
        ("AB12c", "AB12c"),
        ("12E5", "12E5"),
        ("56,91", "56,91"),
        ("5.66910E+05", None),
        ("5.6691e+05", None),
        ("NULL", ""),
        ("=1+1", "=1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
    ],
)
def test_ids_are_mended_where_nothing_is_lost(cell, child_id):
    assert clean_id(cell) == child_id


@pytest.mark.parametrize(
    ("cell", "code"), [("c2", "C2"), (" 1.0 ", "1"), ("1.50", "1.50"), ("NaN", "")]
)
def test_codes_are_capitals_without_a_trailing_point_nought(cell, code):
    assert clean_code(cell) == code


@pytest.mark.parametrize("cell", ["", "  ", "-", ".", "null", "NaN", "None", "<NA>"])
def test_every_way_to_type_a_blank_is_blank(cell):
    assert clean_text(cell) == ""


@pytest.mark.parametrize(
    ("cell", "heading"),
    [
        (" review_code ", "REVIEW_CODE"),
        ("Review  Code", "REVIEW_CODE"),
        ("\ufeffChild", "CHILD"),
        ('"DOB"', "DOB"),
    ],
)
def test_headings_are_cleaned(cell, heading):
    assert clean_heading(cell) == heading
