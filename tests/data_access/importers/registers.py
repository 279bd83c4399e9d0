"""Registers made for one test: workbooks written from rows, sheet by sheet."""

from openpyxl import Workbook

from data_access.importers.importer import SourceFile

HEADINGS = {
    "Staff": "Staff id|Name|Role|Full-time equivalent|Employment|Start|End"
    "|On probation until",
    "Allocations": "Child id|Staff id|As IRO or as chair|Team|From|To",
    "Reviews": "Child id|Date held|Reason if late|Record sent on",
    "Planned reviews": "Child id|Kind|Planned for",
}
STAFF = [["S1", "A. Archer", "IRO", 1, "permanent", "01/04/2020"]]
ALLOCATIONS = [["C1", "S1", "IRO", "North", "03/06/2024"]]


def a_register(folder, name="register.xlsx", tables=None, **sheets):
    """Write a register; sheets not given are the shortest good ones.

    `planned` stands for the sheet Planned reviews; `tables` are others by their names. Headings come from the first row
    where that is a tuple.
    """
    rows = {"Staff": STAFF, "Allocations": ALLOCATIONS}
    rows |= {_sheet(sheet): some for sheet, some in sheets.items()} | (tables or {})
    book = Workbook()
    book.remove(book.active)
    for sheet, some in rows.items():
        if some is None:
            continue
        page = book.create_sheet(sheet)
        if not some or not isinstance(some[0], tuple):
            page.append(HEADINGS[sheet].split("|"))
        for row in some:
            page.append(list(row))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    book.save(path)
    return SourceFile(path, name)


def _sheet(name):
    return "Planned reviews" if name == "planned" else name.capitalize()
