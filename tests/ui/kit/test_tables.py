"""Downloads: what a spreadsheet makes of them."""

import csv
import io

import pandas as pd
import pytest
from defusedxml import ElementTree

from ui.kit import tables

BOM = b"\xef\xbb\xbf"


def read_back(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_download_begins_with_the_mark_that_excel_needs_for_utf_8():
    content = tables.as_csv(pd.DataFrame({"Team": ["Zoë"]}), {})
    assert content.startswith(BOM)
    assert read_back(content) == [["Team"], ["Zoë"]]


def test_every_row_says_what_it_counts():
    table = pd.DataFrame({"Month": ["May", "June"], "Held": ["1", "2"]})
    content = tables.as_csv(table, {"Measure": "Reviews", "Filters": "All teams"})
    assert read_back(content) == [
        ["Month", "Held", "Measure", "Filters"],
        ["May", "1", "Reviews", "All teams"],
        ["June", "2", "Reviews", "All teams"],
    ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")']
)
def test_no_cell_is_run_as_a_formula(cell):
    content = tables.as_csv(pd.DataFrame({"Team": [cell]}), {"Filters": cell})
    assert read_back(content)[1] == [f"'{cell}", f"'{cell}"]


@pytest.mark.parametrize("cell", ["\r=1+1", "North\r=1+1", "North\r\n=1+1"])
def test_no_cell_begins_a_row_of_its_own(cell):
    rows = read_back(tables.as_csv(pd.DataFrame({"Team": [cell]}), {}))
    assert len(rows) == 2
    assert not rows[1][0].startswith("=")


def test_a_heading_that_is_a_formula_is_made_harmless():
    content = tables.as_csv(pd.DataFrame({"=1+1": ["North"]}), {})
    assert read_back(content)[0] == ["'=1+1"]


# On screen


def test_cells_are_text_and_never_markup():
    table = pd.DataFrame({"Team <b>": ['<img src=x onerror="a()">'], "Of": ["1 & 2"]})
    shown = tables.as_html(table, 'Teams" onfocus="a()')
    page = ElementTree.fromstring(shown)
    assert [cell.text for cell in page.iter() if cell.tag in ("th", "td")] == [
        "Team <b>",
        "Of",
        '<img src=x onerror="a()">',
        "1 & 2",
    ]
    assert dict(page.attrib) == {
        "class": "wide",
        "role": "region",
        "tabindex": "0",
        "aria-label": 'Teams" onfocus="a()',
    }


def test_each_row_and_column_has_its_name():
    page = ElementTree.fromstring(
        tables.as_html(pd.DataFrame({"Team": ["North"], "Held": [3]}), "Teams")
    )
    scopes = [(cell.get("scope"), cell.text) for cell in page.iter("th")]
    assert scopes == [("col", "Team"), ("col", "Held"), ("row", "North")]


def test_a_stacked_table_names_its_cells_where_its_rows_are_cards():
    table = pd.DataFrame({"What": ["Open"], "By <when>": ["Friday"]})
    html = tables.as_html(table, "Actions", stacked=True)
    assert '<div class="wide stacked"' in html
    assert '<td data-name="By &lt;when&gt;">Friday</td>' in html
    assert "data-name" not in tables.as_html(table, "Actions")
