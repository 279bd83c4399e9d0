"""Hidden sheets and rows of a workbook are read, and told."""

import pytest
from openpyxl import load_workbook

from data_access.importers.importer import SourceFile
from data_access.intake import register_file
from data_access.store.statements import Place, sheet_of
from tests.data_access.importers.annex_files import LOOKED_AFTER, ON_PLAN, annex_a

SEE_IT = (
    "It is read like the rest. Unhide it in Excel to see what it holds, and delete what "
    "should not be counted."
)


@pytest.fixture
def loaded(council):
    def load(change):
        rows = [LOOKED_AFTER | {"id": f"C{number}"} for number in range(5)]
        file = annex_a(council.folder, list_7=[ON_PLAN], list_8=rows)
        book = load_workbook(file.path)
        book.create_sheet("List_9").sheet_state = "hidden"
        change(book)
        book.save(file.path)
        (report,) = council.load(file)
        assert (report.rows_read, report.left_out) == (6, 0)
        return [each.sentence for each in report.problems if "hidden" in each.code]

    return load


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told(loaded, state):
    def change(book):
        book["List_7"].sheet_state = state

    assert loaded(change) == [
        "Sheet List_7, the sheet: found 'a hidden sheet', expected every sheet in "
        f"sight. {SEE_IT}"
    ]


def test_hidden_rows_are_told_once_for_their_sheet(loaded):
    def change(book):
        for row in (4, 6):
            book["List_8"].row_dimensions[row].hidden = True

    assert loaded(change) == [
        "Sheet List_8, rows: found '2 hidden, the first is row 4', expected every row "
        f"in sight. {SEE_IT}"
    ]


def test_nothing_is_told_where_all_is_in_sight(loaded):
    assert loaded(lambda book: None) == []


def test_the_templates_own_hidden_parts_are_not_told(council):
    path = council.folder / "register.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(register_file.template())
    (report,) = council.load(SourceFile(path, path.name))
    assert not [each for each in report.problems if "hidden" in each.code]


def test_a_place_tells_its_sheet_whatever_the_words():
    places = [Place.of("Q1, row 3", 4), Place.of("", 4), "Sheet Q1, row 4"]
    assert [sheet_of(place) for place in places] == ["Q1, row 3", "", ""]
