"""A table's headings however typed, and the rows that stand under them."""

import pytest

from data_access.importers.template import (
    Book,
    Column,
    Line,
    Refusal,
    Spellings,
    Table,
    all_needed,
    first_of_each,
    most_of,
    named_cells,
    sheets_of,
    spellings,
    texts_of,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import a_file

CHILD = Column("Child id", ("child",), needed=True)
TABLE = Table("Visits", (CHILD, Column("Seen on", ("seen",), needed=True)), "visit")
SPELT = spellings(TABLE.columns)
REFUSAL = Refusal("two of {table}", "{place}: {heading}", "{place}: {missing}", "; ")


def sheet(tmp_path, text, **options):
    """Return the one sheet of a CSV file whose headings name two columns or more."""

    def headings_in(row):
        return TABLE if len(SPELT.headings(texts_of(row))) > 1 else None

    return next(sheets_of(a_file(tmp_path, text), headings_in, **options))


def test_a_heading_is_known_by_any_spelling_that_is_declared_and_by_no_other():
    typed = ["CHILD", "Child-ID", "", "Children", "seen  on"]
    assert SPELT.headings(typed) == {0: "Child id", 1: "Child id", 4: "Seen on"}


def test_where_other_headings_are_let_in_each_stands_for_itself():
    spelt = Spellings({"PL": "PLACE"}, str, others=True)
    assert spelt.headings(["PL", "", "YEAR"]) == {0: "PLACE", 2: "YEAR"}
    assert first_of_each({0: "B", 1: "A", 2: "B"}) == {"B": 0, "A": 1}


@pytest.mark.parametrize(
    ("counts", "most"),
    [({}, None), ({"a": 1}, None), ({"a": 2}, "a"), ({"a": 2, "b": 3, "c": 3}, "b")],
)
def test_a_table_is_told_by_two_of_its_headings_the_first_of_equals(counts, most):
    assert most_of(counts) == most


def test_a_row_cut_short_has_empty_cells():
    assert named_cells(["C1"], {"CHILD": 0, "DOB": 3}) == {"CHILD": "C1", "DOB": ""}


def test_what_a_table_lacks_is_told_in_its_own_order():
    assert Table("T", all_needed("A", "B", "C")).missing(["B"]) == ["A", "C"]


def test_rows_are_read_by_the_headings_wherever_these_stand(tmp_path):
    some = sheet(tmp_path, "As at,1 May\n\nseen,x,child\n , ,\n1/5/25,y,C1\n2/5/25\n")
    book = Book()
    assert some.above == [["As at", "1 May"], []]
    assert book.read(TABLE, some, SPELT, REFUSAL) == {0: "Seen on", 2: "Child id"}
    assert book.lines["Visits"] == [
        Line({"Seen on": "1/5/25", "Child id": "C1"}, "Row 5"),
        Line({"Seen on": "2/5/25"}, "Row 6"),
    ]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("child,seen,CHILD,SEEN", "Row 1: Child id"),
        ("child,child id", "Row 1: Child id"),
        ("child,other", "Row 1: Seen on"),
        ("other,another", "Row 1: Child id; Seen on"),
    ],
)
def test_a_sheet_is_refused_in_the_words_of_its_format(tmp_path, headings, said):
    with pytest.raises(RefusedError) as refused:
        Book().read(TABLE, sheet(tmp_path, headings), SPELT, REFUSAL)
    assert str(refused.value) == said


def test_a_second_sheet_of_a_table_is_refused(tmp_path):
    book = Book()
    book.read(TABLE, sheet(tmp_path, "child,seen\n"), SPELT, REFUSAL)
    with pytest.raises(RefusedError, match="two of Visits"):
        book.read(TABLE, sheet(tmp_path, "child,seen\n"), SPELT, REFUSAL)


def test_headings_are_looked_for_among_the_first_rows_alone(tmp_path):
    text = "a\nb\nchild,seen\nC1,1/5/25\n"
    assert sheet(tmp_path, text, among=2).headings is None
    assert sheet(tmp_path, text, among=3).at == 2
    only = sheet(tmp_path, text, among=3, whole=False)
    assert list(only.under) == []
