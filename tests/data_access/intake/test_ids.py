"""Ids that are none, and ids that differ by zeros before them only."""

import pytest
from sqlalchemy import event

HEADINGS = "CHILD,SEX,DOB,ETHNIC"
FOUR = range(2020, 2024)


def header(*ids):
    rows = [f'"{child_id}",F,01/02/2015,WBRI' for child_id in ids]
    return "\n".join([HEADINGS, *rows])


@pytest.mark.parametrize(
    "child_id", ["=A1+1", "-12", "- 12", "\u221212", "x" * 51, '=HYPERLINK(""u"")']
)
def test_an_id_that_is_none_leaves_its_row_out(council, child_id):
    (report,) = council.load_tables({"2023-24/Header.csv": header(child_id, "C1")})
    assert (report.rows_read, report.added, report.left_out) == (2, 1, 1)
    (problem,) = report.problems
    assert (problem.place, problem.code) == ("Row 2", "not_an_id")
    assert problem.expected == (
        "an id of at most 50 signs that is no formula and no negative number"
    )
    assert council.rows("child", "child_id") == [("C1",)]


@pytest.mark.parametrize("child_id", ["A-12", "x" * 50, "1=2", "12-13"])
def test_other_ids_are_the_councils_own(council, child_id):
    (report,) = council.load_tables({"2023-24/Header.csv": header(child_id)})
    assert report.added == 1


def test_ids_that_differ_by_leading_zeros_stay_two_and_are_told(council):
    first, second = council.load_tables(
        {
            "2023-24/Header.csv": header("005678", "C1"),
            "2024-25/Header.csv": header("5678", "C1"),
        }
    )
    assert first.problems == []
    (problem,) = second.problems
    assert problem.sentence.startswith(
        "The file, the child's id: found '005678 and 5678', expected one spelling of "
        "each id. They are counted as different children."
    )
    assert (second.left_out, problem.whole_row) == (0, False)
    assert council.rows("child", "child_id") == [("005678",), ("5678",), ("C1",)]


def test_one_message_tells_of_a_whole_file_of_them(council):
    numbers = [str(number) for number in range(1000, 1700)]
    council.load_tables({"2023-24/Header.csv": header(*(f"00{n}" for n in numbers))})
    (report,) = council.load_tables({"2024-25/Header.csv": header(*numbers)})
    (problem,) = report.problems
    assert problem.found.endswith(" and 695 more")


def test_ids_of_zeros_that_are_alone_are_not_told(council):
    (report,) = council.load_tables({"2023-24/Header.csv": header("001", "2", "0")})
    assert report.problems == []


def test_ids_that_begin_with_a_zero_are_asked_for_once_a_load(council):
    asked = []
    event.listen(council.engine, "before_cursor_execute", _all_zeros(asked))
    numbers = [f"0{number}" for number in range(5)]
    files = {f"{year}-{year - 1999}/Header.csv": header(*numbers) for year in FOUR}
    last = {"2024-25/Header.csv": header("1", "2")}
    *others, report = council.load_tables(files | last)
    assert [each.problems for each in others] == [[]] * 4
    assert report.problems[0].found == "01 and 1, 02 and 2"
    assert len(asked) == 1


def _all_zeros(asked):
    def told(_connection, _cursor, statement, values, *_):
        if "child_id >=" in statement and "import_id" not in statement:
            asked.append(statement)

    return told
