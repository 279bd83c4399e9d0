"""The board's pack, the pack for an inspection, the summary and the workbook."""

import json
from dataclasses import replace

import pytest

from metrics.release.declared import TILES
from reports.documents import monthly, pdf
from reports.documents.board import board
from reports.documents.closing import words_of
from reports.documents.evidence import FrameworkError, evidence, framework_from
from reports.documents.model import Section, Table, ToWrite, every, plain
from reports.documents.reading import Reading
from reports.documents.young import young
from tests.reading import grade, sentences
from tests.reports.documents import reading_back as back

pytestmark = pytest.mark.xdist_group("documents")


def test_a_board_has_one_measure_a_page_in_the_order_of_its_tiles(shire):
    pages = [
        each for each in board(shire).blocks if isinstance(each, Section) and each.page
    ]
    assert len(pages) >= len(TILES)
    findings = [shire.measure(key).said.finding for key in TILES]
    titles = [page.title for page in pages]
    assert [title for title in titles if title in findings] == findings
    file, _ = back.pdf_tree(pdf.written(board(shire)))
    assert len(file.pages) == len(pages) + 2


def test_a_page_has_value_chart_table_questions_and_actions(shire):
    action = {
        "what": "Ask why",
        "keys": ["reviews_held_on_time"],
        "who": "Chair",
        "due": "2024-04-01",
        "state": "open",
    }
    read = Reading(replace(shire.released, actions=(action,)), shire.period)
    page = next(
        each
        for each in board(read).blocks
        if each.title.startswith("Reviews held on time")
    )
    first = page.blocks[0]
    assert first.lead
    assert plain(first.runs) == "Reviews held on time, 2023-24: 83.9% (1,006 of 1,199)."
    kinds = [type(each).__name__ for each in page.blocks]
    assert "Bullets" in kinds  # what the Board might ask
    assert kinds[-1] == "Table"
    assert "Chart" in kinds
    said = ("Ask why", "Chair", "1 April 2024", "open, overdue", "")
    assert page.blocks[-1].rows == (said,)


def test_who_signed_by_which_policy_and_the_period_are_on_every_page(shire):
    assert board(shire).foot == (
        f"Release 1 to 31 March 2024, signed by A. Reader on 22 April 2024 "
        f"({shire.released.signed.hash[:12]}). Closed session. Period: 1 April 2023 to "
        "31 March 2024."
    )


def test_an_inspection_goes_by_a_framework_that_is_a_file(shire, tmp_path):
    path = tmp_path / "new.json"
    part = {
        "title": "A new heading",
        "asks": "Is it so?",
        "measures": ["reviews_held_on_time", "no_such_measure"],
        "groups": [["disputes_raised", "theme", "By theme", "Theme"]],
    }
    content = {"title": "New", "edition": "2027", "sections": [part]}
    path.write_text(json.dumps(content), encoding="utf-8")
    document = evidence(shire, framework_from(path))
    titles = [e.title for e in every(document.blocks) if isinstance(e, Section)]
    assert titles[:4] == [
        "A new heading",
        "Reviews held on time",
        "no_such_measure",
        "By theme",
    ]
    assert "By: New. 2027" in document.lines
    words = [e.words for e in every(document.blocks) if isinstance(e, ToWrite)]
    assert "no_such_measure: not in this release." in words


@pytest.mark.parametrize(
    "content", ["", "{}", '{"title": 1}', "[1]", '{"sections": 3}']
)
def test_a_framework_that_cannot_be_used_is_refused(content, tmp_path):
    path = tmp_path / "new.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FrameworkError, match=r"new\.json cannot be used"):
        framework_from(path)


def test_the_packs_own_framework_names_measures_that_there_are(shire):
    for part in framework_from().sections:
        for key in (*part.measures, *(group[0] for group in part.groups)):
            assert shire.measure(key)


def test_the_data_quality_of_an_inspection_counts_what_is_not_known(shire):
    (quality,) = (
        each for each in evidence(shire, framework_from()).blocks
        if each.title == "Quality of the data"
    )  # fmt: skip
    (table,) = (each for each in quality.blocks if isinstance(each, Table))
    row = next(row for row in table.rows if row[0] == "Reviews held on time")
    assert row == ("Reviews held on time", "0", "1,199")


# For young people.


def test_the_summary_reads_at_nine_years(shire):
    text = "\n".join(
        plain(block.runs)
        for block in every(young(shire).blocks)
        if hasattr(block, "runs")
    )
    assert "84 of every 100 reviews were on time." in text
    assert "The year before it was 82." in text
    assert grade(sentences(text)) <= 4  # of a reader of nine


def test_the_summary_has_two_pages(shire):
    file, tree = back.pdf_tree(pdf.written(young(shire)))
    assert len(file.pages) == 2
    assert [name for name, _ in tree].count("Figure") == 1


def test_the_summary_leaves_out_what_is_withheld(withheld):
    text = "\n".join(words_of(young(withheld)))
    assert "of every 100" not in text.lower().replace("of every 100 were", "")
    assert "withheld" not in text


# The workbook.


@pytest.fixture(scope="module")
def workbook(shire):
    return monthly.workbook(shire)


def test_a_workbook_has_a_sheet_a_measure(workbook, shire):
    book = back.sheets(workbook)
    assert book.sheetnames[:4] == [
        "Cover",
        "Contents",
        "Notes",
        "1 Reviews held on time",
    ]
    assert len(book.sheetnames) == 3 + len(shire.released.measures)
    sheet = book["1 Reviews held on time"]
    rows = {(row[1], row[4]): row for row in sheet.values if row[5] == "All"}
    assert rows["2023-24", "Whole service"][6:9] == (
        1006,
        1199,
        pytest.approx(83.903253),
    )
    (table,) = sheet.tables.values()
    assert table.headerRowCount == 1


def test_the_name_of_a_sheet_is_cut_between_words(workbook, shire):
    names = back.sheets(workbook).sheetnames[-len(shire.released.measures) :]
    measures = shire.released.measures.values()
    for place, (name, measure) in enumerate(zip(names, measures, strict=True), 1):
        words = monthly.FORBIDDEN.sub("", measure.words.short_name)
        whole = f"{place} {words} "
        assert whole.startswith((f"{name} ", f"{name}, "))


def test_a_workbook_explains_its_signs(workbook):
    notes = dict(row[:2] for row in back.sheets(workbook)["Notes"].values if row[0])
    assert notes["[c]"].startswith("Withheld")
    assert notes["[x]"].startswith("Not there")


def test_a_note_has_as_many_lines_as_its_words_need(workbook):
    sheet = back.sheets(workbook)["Notes"]
    for row in range(4, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15
        assert height >= 15 * (len(sheet.cell(row, 2).value) // 100)


def test_a_chart_in_a_workbook_is_described(workbook):
    text = back.unzipped(workbook).decode("utf-8", "replace")
    assert (
        'descr="Line of Reviews held on time by quarter, from 79.8% (241 of 302)'
        in text
    )


def test_nothing_in_a_workbook_is_a_formula(shire):
    key = "reviews_held_on_time"
    measure = shire.released.measures[key]
    words = replace(measure.words, definition="=cmd|' /C calc'!A0", caveat="")
    (first, cell), *_ = ((k, c) for k, c in measure.cells.items() if k.by)
    formula = replace(first, group="=2+2")
    cells = {**measure.cells, formula: replace(cell, key=formula)}
    measures = {key: replace(measure, words=words, cells=cells)}
    read = Reading(
        replace(shire.released, measures=measures, council="=1+1"), shire.period
    )
    book = back.sheets(monthly.workbook(read))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=cmd|' /C calc'!A0" for cell in cells)


def test_the_same_release_gives_the_same_workbook(workbook, shire):
    assert monthly.workbook(shire) == workbook
