"""Sheets of what is recorded, one good row of each, and registers with such sheets."""

from tests.data_access.importers.registers import a_register

GOOD = {
    "Reviews": {
        "Child id": "C1",
        "Date held": "28/06/2024",
        "Reason if late": "The family was away",
        "Record sent on": "05/07/2024",
        "Kind of review": "Midway",
        "How it was held": "in person",
        "Chaired by": "S1",
        "Child seen before": "Y",
        "Views asked": "no",
        "Report received on": "20/06/2024",
        "How views came": "advocate",
    },
    "Ready for the review": {
        "Child id": "C1",
        "Review due on": "01/07/2026",
        "Report received on": "20/06/2024",
        "Child seen on": "21/06/2024",
    },
    "Conferences": {
        "Child id": "C1",
        "Enquiry started on": "03/01/2025",
        "Date held": "20/01/2025",
        "Quorate": "yes",
        "Agencies invited": "8",
        "Agencies attended": "5",
        "Outcome at 15 months": "legal planning",
    },
    "Other reviews": {
        "Child or person code": "FC-7",
        "Kind": "foster carer",
        "Due": "01/03/2026",
        "Outcome": "approval goes on",
    },
    "Education": {
        "Child id": "C1",
        "Plan due": "20/06/2025",
        "Plan made on": "18/06/2025",
        "Quality of the plan": "to be improved",
        "Excluded since the last plan": "no",
    },
    "Disputes follow-up": {
        "Child id": "C1",
        "Raised on": "06/05/2025",
        "Impact": "none",
        "Evidence": "The plan was not changed",
        "Cafcass used": "no",
    },
    "Counts": {"Month": "May 2025", "What": "advocacy referrals", "Number": "0"},
    "Voice": {
        "Month": "06/2025",
        "Kind": "quote",
        "Words": "I want to be asked first",
        "Theme": "Being heard",
        "From whom": "child",
        "Consent": "yes",
    },
    "Practice": {
        "Month": "2025-05",
        "Kind": "audit",
        "Theme": "Chronologies",
        "Grade": "good",
        "Sample size": "12",
        "Meeting the standard": "9",
    },
    "Posts": {
        "Month": "May 2025",
        "Role": "IRO and chair",
        "Posts agreed": "8.6",
        "Vacant": "0.75",
        "Away": "0",
    },
    "Staff groups": {"Month": "May 2025", "Group": "women", "People": "11"},
}


def a_recorded(folder, name="register.xlsx", **more):
    """Write a register with sheets by name, each a list of rows by heading.

    Those that `a_register` knows are given to it as they are.
    """
    sheets = more.pop("sheets", {})
    tables = {}
    for sheet, rows in sheets.items():
        headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
        tables[sheet] = [
            headings,
            *([row.get(heading) for heading in headings] for row in rows),
        ]
    return a_register(folder, name, tables=tables, **more)


def changed(sheet, **cells):
    """Return the good row of a sheet with some cells in place of its own."""
    named = {heading.replace("_", " "): value for heading, value in cells.items()}
    return {**GOOD[sheet], **named}
