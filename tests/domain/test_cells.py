"""Cells that a spreadsheet would run, and how they come back."""

import pytest

from domain.cells import as_read, as_typed_in, harmless


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_that_a_spreadsheet_would_run_stays_text(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"1{start}1") == f"1{start}1"


def test_text_begins_no_row_of_its_own():
    assert harmless("\r=1+1") == "' =1+1"
    assert harmless("North\r\n=1+1") == "North \n=1+1"


@pytest.mark.parametrize("cell", ["North", "87.0%", "", "a=b", 5, -5, -1.5, None])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


@pytest.mark.parametrize("text", ["=1+1", "-5", "@team", "North", "", "'quoted'"])
def test_text_typed_into_a_spreadsheet_is_read_as_it_was(text):
    assert as_read(as_typed_in(text)) == text
