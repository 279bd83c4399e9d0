import struct
from datetime import date, datetime

import pytest

from data_access.importers import old_workbooks
from data_access.importers.importer import SourceFile
from data_access.importers.workbooks import rows
from domain.errors import RefusedError
from tests.data_access.importers.old_files import (
    FORMAT,
    LOCK,
    blanks,
    cell,
    compound,
    old_workbook,
    record,
    sheet_of,
    stream,
)

DAMAGED = (
    "This workbook cannot be read: it is damaged, or not an Excel workbook "
    "(.xlsx or .xlsm). Open it in Excel, save it as .xlsx and load it again."
)
TOO_MUCH = (
    "This workbook holds more sheets, rows, cells or formats than a file for the "
    "dashboard would. Copy the cells that are needed into a new workbook and load that."
)


def written(tmp_path, content):
    (tmp_path / "log.xls").write_bytes(content)
    return SourceFile(tmp_path / "log.xls", "log.xls")


def _in_sectors_of_a_byte(content):
    return content[:30] + b"\0" + content[31:]


def refusal(file):
    with pytest.raises(RefusedError) as refused:
        list(rows(file))
    return str(refused.value)


def test_an_old_workbook_is_read_as_a_new_one_is(tmp_path):
    path = tmp_path / "log.xls"
    day = date(2024, 5, 10)
    old_workbook(
        path, {"Q1": [["Log"], [], ["C1", day, 7.0, None, "x"]], "Q2": [["y"]]}
    )
    got = list(rows(SourceFile(path, "log.xls")))
    assert [(row.sheet, row.number) for row in got] == [
        ("Q1", 1),
        ("Q1", 2),
        ("Q1", 3),
        ("Q2", 1),
    ]
    assert got[2].cells == ("C1", datetime(2024, 5, 10), 7.0, None, "x")  # noqa: DTZ001
    assert [row.cells for row in rows(SourceFile(path, "log.xls"), at_most=1)] == [
        ("Log",),
        ("y",),
    ]


def test_a_cell_merged_downwards_has_its_value_in_each_of_its_rows(tmp_path):
    body = sheet_of([["C1", "Stage 1"], [None, "Stage 2"], ["C2"]], [(0, 1, 0, 0)])
    file = written(tmp_path, compound(stream({"Log": body})))
    assert [row.cells[0] for row in rows(file)] == ["C1", "C1", "C2"]


def test_a_number_that_is_no_day_stays_a_number_and_stops_nothing(tmp_path):
    body = record(0x203, struct.pack("<HHHd", 0, 0, 1, -5e9)) + sheet_of([[None, "x"]])
    file = written(tmp_path, compound(stream({"Log": body})))
    assert [row.cells for row in rows(file)] == [(-5e9, "x")]


def test_an_old_workbook_with_a_password_is_refused(tmp_path):
    locked = stream({"Log": b""}, before=record(LOCK, bytes(6)))
    assert refusal(written(tmp_path, compound(locked))) == old_workbooks.LOCKED


@pytest.mark.parametrize(
    "content",
    [
        compound(stream({"Log": sheet_of([["C1"]])}), name="WordDocument"),
        compound(stream({"Log": sheet_of([["C1"]])}))[:900],
        compound(stream({"Log": sheet_of([["C1"]])}, listed=2)),
        compound(stream({"Log": record(0x203, b"\0")})),
        _in_sectors_of_a_byte(compound(stream({"Log": sheet_of([["C1"]])}))),
    ],
    ids=["no workbook", "cut", "listed twice", "a cell cut short", "no sectors"],
)
def test_an_old_workbook_that_is_damaged_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)) == DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        stream({"Log": record(FORMAT, bytes(20)) * 100_001}),
        stream({"Log": blanks(12_000)}),
        stream({"Log": b"".join(cell(row, 255, 1) for row in range(12_000))}),
        stream({f"Log {number}": b"" for number in range(201)}),
        stream({"Log": sheet_of([["x"], *[[]] * 50_002, ["y"]])}),
    ],
    ids=["formats", "cells", "wide rows", "sheets", "blank rows"],
)
def test_an_old_workbook_over_a_limit_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, compound(content))) == TOO_MUCH
