"""Workbooks in Excel's old format (.xls), written record by record."""

import struct
from datetime import date, datetime

SECTOR = 512
GLOBALS, SHEET = 0x05, 0x10
BEGIN, END, BOUND, FORMAT, NUMBER, LABEL = 0x809, 0x0A, 0x85, 0xE0, 0x203, 0x204
BLANKS, MERGED, LOCK = 0xBE, 0xE5, 0x2F
PLAIN, DAY = 0, 1  # the two formats that cells have
DAY_0 = date(1899, 12, 30)


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def begin(what):
    return record(BEGIN, struct.pack("<HHHHII", 0x600, what, 0, 0, 0, 0))


def words(text, size="<H"):
    return struct.pack(size, len(text)) + b"\1" + text.encode("utf-16-le")


def cell(row, column, value):
    if value is None:
        return b""
    if isinstance(value, str):
        return record(LABEL, struct.pack("<HHH", row, column, PLAIN) + words(value))
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        where = struct.pack("<HHH", row, column, DAY)
        return record(NUMBER, where + struct.pack("<d", (day - DAY_0).days))
    where = struct.pack("<HHH", row, column, PLAIN)
    return record(NUMBER, where + struct.pack("<d", value))


def blanks(rows):
    """Blank cells with a format, 256 in each of so many rows."""
    cells = bytes(2 * 256)
    return b"".join(
        record(BLANKS, struct.pack("<HH", row, 0) + cells + struct.pack("<H", 255))
        for row in range(rows)
    )


def sheet_of(rows, merges=()):
    """The records of one sheet; `merges` are first and last row and column, from 0."""
    cells = (
        cell(number, column, value)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
    )
    ranges = b"".join(struct.pack("<HHHH", *each) for each in merges)
    merged = record(MERGED, struct.pack("<H", len(merges)) + ranges)
    return b"".join(cells) + merged


def stream(sheets, before=b"", listed=1):
    """The stream of a workbook: its sheets' records by name, each listed so often."""
    formats = (
        record(FORMAT, struct.pack("<HHHBBBBIIH", 0, form, 0, 0x20, 0, 0, 0, 0, 0, 0))
        for form in (0, 14)
    )
    head = begin(GLOBALS) + b"".join(formats) + before
    names = [name for name in sheets for _ in range(listed)]
    at = len(head) + sum(8 + 4 + 2 * len(name) for name in names) + len(record(END))
    bounds, bodies = b"", b""
    for name, body in sheets.items():
        begun = at + len(bodies)
        bound = record(BOUND, struct.pack("<IH", begun, 0) + words(name, "<B"))
        bounds += bound * listed
        bodies += begin(SHEET) + body + record(END)
    return head + bounds + record(END) + bodies


def compound(content, name="Workbook"):
    """A compound file that holds one stream."""
    content = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
    count = len(content) // SECTOR
    tables = 1
    while tables * 128 < count + tables + 1:
        tables += 1
    chain = [*range(1, count), -2, -2, *([-3] * tables)]
    chain += [-1] * (tables * 128 - len(chain))

    def entry(title, kind, child, start, size):
        typed = f"{title}\0".encode("utf-16-le") if title else b""
        links = struct.pack("<BBiii", kind, 1, -1, -1, child)
        tail = bytes(36) + struct.pack("<iII", start, size, 0)
        return typed.ljust(64, b"\0") + struct.pack("<H", len(typed)) + links + tail

    listing = (
        entry("Root Entry", 5, 1, -2, 0)
        + entry(name, 2, -1, 0, len(content))
        + entry("", 0, -1, 0, 0) * 2
    )
    at = [*range(count + 1, count + 1 + tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<iiiiiiii", tables, count, 0, 4096, -2, 0, -2, 0)
    head += struct.pack("<109i", *at, *([-1] * (109 - tables)))
    return head + content + listing + struct.pack(f"<{len(chain)}i", *chain)


def old_workbook(path, sheets):
    """Write a workbook of some sheets' rows."""
    bodies = {name: sheet_of(rows) for name, rows in sheets.items()}
    path.write_bytes(compound(stream(bodies)))
