"""What files type of the distance from home, and of the council of a placement."""

from datetime import date

import pytest

from data_access.importers import where
from data_access.importers.rows import Limit, Row


def a_row(typed):
    limit = Limit(date(2025, 3, 31), "the last day")
    return Row({"X": typed}, "Row 2", "episode", limit)


@pytest.mark.parametrize(
    ("typed", "miles", "faults"),
    [
        ("20", 20.0, []),
        ("20.04", 20.0, []),
        ("20.1", 20.1, []),
        ("0", 0.0, []),
        ("998.9", 998.9, []),
        ("999.9", None, []),
        ("", None, []),
        ("NULL", None, []),
        ("-1", None, ["miles_not_read"]),
        ("far", None, ["miles_not_read"]),
        ("nan ", None, []),
        ("inf", None, []),
    ],
)
def test_miles_are_a_number_and_999_is_not_known(typed, miles, faults):
    row = a_row(typed)
    assert where.miles(row, "X") == miles
    assert [note.code for note in row.notes] == faults


@pytest.mark.parametrize(
    ("typed", "region", "faults"),
    [
        ("390", "North East", []),
        ("E08000037", "North East", []),
        ("Gateshead", "North East", []),
        ("W06000015", "Wales", []),
        ("SCO", "Scotland", []),
        ("N09000003", "Northern Ireland", []),
        ("NUK", "Outside the United Kingdom", []),
        ("CON", None, []),
        ("", None, []),
        ("Ruritania", None, ["council_of_placement_not_known"]),
    ],
)
def test_a_council_is_kept_as_its_region_alone(typed, region, faults):
    row = a_row(typed)
    assert where.region_in(row, "X") == region
    assert [note.code for note in row.notes] == faults
