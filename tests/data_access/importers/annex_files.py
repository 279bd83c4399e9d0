"""Invented Annex A files for one test: workbooks and CSVs written from rows by word."""

import csv
from datetime import date

from openpyxl import Workbook

from data_access.importers.importer import SourceFile

ABOUT = {
    "id": "Child Unique ID",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "born": "Date of Birth",
    "age": "Age of Child (Years)",
    "disabled": "Does the Child have a Disability",
}
ENQUIRIES = ABOUT | {
    "s47": "Strategy discussion initiating Section 47 Enquiry Start Date",
    "unnecessary": "Was an Initial Child Protection Conference deemed unnecessary?",
    "held": "Date of Initial Child Protection Conference",
    "worker": "Allocated Worker",
}
PLANS = ABOUT | {
    "started": "Child Protection Plan Start Date",
    "initial": "Initial Category of Abuse",
    "latest": "Latest Category of Abuse",
    "visit": "Date of the Last Statutory Visit",
    "review": "Date of latest review conference",
    "ended": "Child Protection Plan End Date",
    "before": "Number of Previous Child Protection Plans",
    "worker": "Allocated Worker",
}
IN_CARE = ABOUT | {
    "uasc": "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    "started": "Date Started to be Looked After",
    "since": "Start date of current legal status",
    "status": "Child's Legal Status",
    "review": "Date of Latest Statutory Review",
    "visit": "Date of Last Social Work Visit",
    "iro": "Date of Last IRO Visit / Contact to the Child",
    "assessed": "Date of Last Health Assessment",
    "dentist": "Date of Last Dental Check",
    "ceased": "Date Ceased to be Looked After",
    "reason": "Reason Ceased to be Looked After",
    "placed": "Start Date of Most Recent Placement",
    "placement": "Placement Type",
    "provider": "Placement Provider",
    "location": "Placement Location",
    "la": "LA of Placement",
    "worker": "Allocated Worker",
}
CARELEAVERS = ABOUT | {"touch": "LA In Touch ", "where": "Type of Accommodation"}
HEADINGS = {5: ENQUIRIES, 7: PLANS, 8: IN_CARE, 9: CARELEAVERS}
CHILD = {
    "id": "C1",
    "gender": "b) Female",
    "ethnicity": "a) WBRI",
    "born": date(2012, 4, 3),
    "worker": "A. Worker",
}
LOOKED_AFTER = CHILD | {
    "started": date(2025, 1, 6),
    "since": date(2025, 1, 6),
    "status": "V2: Single period under S20",
    "placed": date(2025, 1, 6),
    "placement": "f) U6: Foster placement - not FFA",
    "provider": "b) PR1: Own provision",
    "location": "a) In",
}
ON_PLAN = CHILD | {
    "id": "C3",
    "started": date(2024, 11, 4),
    "initial": "a) Neglect",
    "latest": "d) Emotional abuse",
    "before": 0,
}
ENQUIRED = CHILD | {"id": "C3", "s47": date(2024, 10, 14), "held": date(2024, 11, 4)}


def annex_a(folder, name="Annex A 2025-01-31.xlsx", *, front=(), titled=True, **lists):
    """Write a workbook of `list_5`, `list_7`, `list_8`: rows as dicts by short words.

    Sheets are Ofsted's, with a title above the headings; not `titled`, they are named
    as in `names` (by number), without one. `heading` changes every heading.
    """
    names = lists.pop("names", {})
    heading = lists.pop("heading", str)
    book = Workbook()
    book.active.title = "Front_Sheet"
    for row in front:
        book.active.append(list(row))
    for key, rows in lists.items():
        number = int(key.rpartition("_")[2])
        page = book.create_sheet(names.get(number, f"List_{number}"))
        if titled:
            page.append([f"List {number}"])
        page.append([heading(each) for each in HEADINGS[number].values()])
        for row in rows:
            page.append([row.get(word) for word in HEADINGS[number]])
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return SourceFile(path, name)


def one_list(folder, number, rows, name="export 2025-01-31.csv", heading=str):
    """Write one list as a CSV file."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([heading(each) for each in HEADINGS[number].values()])
        for row in rows:
            cells = (row.get(word) for word in HEADINGS[number])
            writer.writerow([_typed(cell) for cell in cells])
    return SourceFile(path, name)


def _typed(cell):
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
