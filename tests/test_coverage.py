"""What docs/coverage.md says serves each statement is there."""

import re
from collections import Counter
from pathlib import Path

from domain.recorded import SHEETS
from metrics.catalogue import CATALOGUE
from pages.router import PAGES

TEXT = (Path(__file__).parent.parent / "docs" / "coverage.md").read_text("utf-8")
MEASURE, RECORD, COMMENTARY, PAGE = "measure", "record", "commentary", "page"
COMPLETE = "nothing"
WAYS = {MEASURE, RECORD, COMMENTARY, PAGE}
STATEMENTS = [f"S{number}" for number in range(1, 168)]
LONGEST_SUBJECT = 8  # words
LINES = [line for line in TEXT.splitlines() if re.match(r"\| *S\d", line)]
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in LINES]


def named(way, place):
    """Return what the rows of a way name in the cell of a place, and by which row."""
    return [
        (row[0], each.strip().strip("`"))
        for row in ROWS
        if row[2] == way
        for each in row[place].split(",")
    ]


def test_every_statement_is_there_once_and_in_order():
    assert [row[0] for row in ROWS] == STATEMENTS


def test_no_cell_is_empty_and_a_subject_is_short():
    assert [row[0] for row in ROWS if len(row) != 6 or not all(row)] == []
    assert [row[0] for row in ROWS if len(row[1].split()) > LONGEST_SUBJECT] == []


def test_every_way_is_one_of_those_explained():
    assert {row[2] for row in ROWS} == WAYS
    assert [way for way in WAYS if f"\n| {way} |" not in TEXT] == []


def test_every_measure_is_in_the_catalogue():
    keys = {metric.key for metric in CATALOGUE}
    assert [each for each in named(MEASURE, 3) if each[1] not in keys] == []


def test_every_column_is_of_a_sheet():
    columns = {
        f"{sheet.key}.{column.key}"
        for sheet in SHEETS.values()
        for column in sheet.columns
    }
    assert [each for each in named(RECORD, 3) if each[1] not in columns] == []


def test_every_page_is_there():
    addresses = {page.address for page in PAGES}
    pages = [each for way in WAYS for each in named(way, 5)]
    assert [each for each in pages if each[1] not in addresses] == []


def test_the_counts_at_the_top_are_those_of_the_table():
    ways = Counter(row[2] for row in ROWS)
    lacking = [row for row in ROWS if row[4] != COMPLETE]
    said = " ".join(TEXT.split())
    assert f"speak of {len(ROWS)} facts" in said
    assert (
        f"Of the {len(ROWS)}, {ways[MEASURE]} are served by a measure, {ways[RECORD]} "
        f"by a record, {ways[COMMENTARY]} by commentary and {ways[PAGE]} by a page "
        f"alone; none is not served. Of the {len(ROWS)}, {len(lacking)} lack a part"
    ) in said
