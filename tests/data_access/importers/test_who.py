"""What files type of disability, and of having come alone, and what is made of it."""

from datetime import date

import pytest

from data_access.importers import who
from data_access.importers.rows import Limit, Row


def a_row(typed):
    limit = Limit(date(2025, 3, 31), "the last day")
    return Row({"X": typed}, "Row 2", "child", limit)


@pytest.mark.parametrize(
    ("typed", "meant", "faults"),
    [
        ("NONE", False, []),
        ("none", False, []),
        ("b) No", False, []),
        ("0 - No", False, []),
        ("NO DISABILITY", False, []),
        ("LD", True, []),
        ("AUT - Diagnosed with autism or Asperger syndrome", True, []),
        ("1", True, []),
        ("a) Yes", True, []),
        ("LD; AUT", True, []),
        ("LD; wings", True, ["disability_not_known"]),
        ("LD; NONE", None, ["disabled_and_not"]),
        ("NONE; wings", None, ["disability_not_known"]),
        ("", None, []),
        ("-", None, []),
        ("c) Unknown", None, []),
        ("NOBT - Information not yet obtained", None, []),
        ("Refused", None, []),
        ("zNotRecorded", None, []),
        ("PLACEHOLDER_DATA", None, []),
        ("wings", None, ["disability_not_known"]),
    ],
)
def test_a_disability_is_what_a_cell_says_and_nothing_is_no_answer(
    typed, meant, faults
):
    row = a_row(typed)
    assert who.disabled(row, "X") is meant
    assert [note.code for note in row.notes] == faults


@pytest.mark.parametrize(
    ("typed", "meant", "faults"),
    [
        ("1", True, []),
        ("a) Yes", True, []),
        ("UASC", True, []),
        ("0", False, []),
        ("N ", False, []),
        ("Non-UASC", False, []),
        ("", None, []),
        ("NULL", None, []),
        ("Not recorded", None, []),
        ("perhaps", None, ["came_alone_not_known"]),
    ],
)
def test_having_come_alone_is_what_a_cell_says(typed, meant, faults):
    row = a_row(typed)
    assert who.alone(row, "X") is meant
    assert [note.code for note in row.notes] == faults


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("Unaccompanied Asylum Seeking Child", True),
        ("Former UASC", True),
        ("Not UASC", False),
        ("Refugee status", None),
        ("NONE", None),
    ],
)
def test_a_status_of_something_else_says_neither(status, meant):
    assert who.said_alone(status) is meant
