import pytest

from tests.data_access.councils import Council
from tests.data_access.intake.test_door import EPISODES_24, HEADER, LOG

REVIEWS = "2023-24/Reviews.csv"
CORRECT = "Correct it in your system and load the file again."
BAD_DAY = f"REVIEW: found 'soon', expected a date like 31/03/2025. {CORRECT}"


def reviews(*rows):
    return {
        REVIEWS: "\n".join(
            [
                "CHILD | REVIEW     | REVIEW_CODE",
                *(" | ".join(row) for row in rows),
            ]
        )
    }


GOOD = "C1", "20/06/2023", "PN1"
SECOND = "C1", "25/09/2023", "PN2"
OF_C2 = "C2", "25/01/2024", "PN0"
BAD = "C1", "soon", "PN2"
BAD_OF_C2 = "C2", "soon", "PN0"
NOBODY = "", "25/01/2024", "PN0"


@pytest.fixture
def council(engine, tmp_path):
    council = Council(engine, tmp_path / "files")
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    return council


def listed(council):
    """Return what is left out now as (row, field)."""
    return council.rows("left_out_row", "place", "field", mended_by=None)


@pytest.mark.parametrize("apart", [0, 1500], ids=["together", "far apart"])
def test_a_row_that_doubles_another_is_listed_and_counted_once(council, apart):
    """The store keeps a thousand rows at a time: both ways must find the double."""
    others = [("C1", "20/06/2023", "PN1")] + [
        (f"D{number}", "25/09/2023", "PN2") for number in range(apart)
    ]
    (report,) = council.load_tables(reviews(*others, ("C1", "20/06/2023", "PN1")))
    doubles = [problem for problem in report.problems if problem.field == "whole row"]
    first = "an earlier row" if apart else "Row 2"
    assert [problem.sentence for problem in doubles] == [
        f"Row {apart + 3}, whole row: found 'the same child and review date as "
        f"{first}', expected each once. Nothing to do: both rows say the same."
    ]
    assert report.rows_read == apart + 2
    assert report.rows_read == report.added + report.changed + report.left_out
    assert council.rows("cla_review", "held", child_id="C1") != []


@pytest.mark.parametrize("apart", [0, 1500], ids=["together", "far apart"])
def test_of_two_rows_that_differ_the_first_is_used(council, apart):
    others = [("C1", "20/06/2023", "PN1")] + [
        (f"D{number}", "25/09/2023", "PN2") for number in range(apart)
    ]
    (report,) = council.load_tables(reviews(*others, ("C1", "20/06/2023", "PN7")))
    first = "an earlier row" if apart else "Row 2"
    (double,) = [each for each in report.problems if each.field == "whole row"]
    assert double.sentence == (
        f"Row {apart + 3}, whole row: found 'the same child and review date as "
        f"{first}, with other details', expected each once. "
        "The first is used. Remove the row that is wrong."
    )
    codes = council.rows("cla_review", "participation", child_id="C1")
    assert codes[0] == ("PN1",)


@pytest.mark.parametrize("apart", [0, 1500], ids=["together", "far apart"])
def test_what_the_first_of_two_rows_leaves_blank_the_second_fills(council, apart):
    others = [("C1", "20/06/2023", "")] + [
        (f"D{number}", "25/09/2023", "PN2") for number in range(apart)
    ]
    council.load_tables(reviews(*others, ("C1", "20/06/2023", "PN7")))
    codes = council.rows("cla_review", "participation", child_id="C1")
    assert codes[0] == ("PN7",)


def test_a_left_out_row_stays_listed_until_a_later_file_puts_it_right(council):
    council.load_tables(reviews(GOOD, BAD))
    assert listed(council) == [("Row 3", "REVIEW")]
    assert council.columns().left_out == 1
    council.load_tables({"2023-24/Header.csv": HEADER})
    assert listed(council) == [("Row 3", "REVIEW")]
    council.load_tables(reviews(GOOD, SECOND))
    assert listed(council) == []
    assert council.columns().left_out == 0


def test_a_file_with_only_the_corrected_row_puts_it_right(council):
    council.load_tables(reviews(GOOD, OF_C2, BAD))
    council.load_tables(reviews(SECOND))
    assert listed(council) == []


def test_one_corrected_row_does_not_put_two_right(council):
    council.load_tables(reviews(GOOD, BAD, ("C1", "later", "PN2")))
    council.load_tables(reviews(SECOND))
    assert listed(council) == [("Row 3", "REVIEW"), ("Row 4", "REVIEW")]


def test_a_corrected_row_of_another_child_puts_nothing_right(council):
    council.load_tables(reviews(GOOD, BAD))
    council.load_tables(reviews(OF_C2))
    assert listed(council) == [("Row 3", "REVIEW")]


def test_a_row_that_is_still_wrong_is_listed_once_where_it_stands_now(council):
    council.load_tables(reviews(GOOD, BAD, BAD_OF_C2))
    council.load_tables(reviews(GOOD, SECOND, OF_C2, BAD_OF_C2))
    assert listed(council) == [("Row 5", "REVIEW")]
    assert council.columns().left_out == 1


def test_a_row_still_wrong_in_a_file_that_says_less_is_listed_once(council):
    council.load_tables(reviews(GOOD, OF_C2, BAD))
    council.load_tables(reviews(GOOD, BAD))
    assert listed(council) == [("Row 3", "REVIEW")]


def test_a_bad_row_removed_from_the_file_is_not_listed_any_more(council):
    council.load_tables(reviews(GOOD, BAD_OF_C2, GOOD))
    assert listed(council) == [("Row 3", "REVIEW"), ("Row 4", "whole row")]
    council.load_tables(reviews(GOOD))
    assert listed(council) == []


def test_a_row_without_a_child_is_put_right_by_a_file_with_as_many_new_rows(council):
    council.load_tables(reviews(GOOD, SECOND, NOBODY))
    council.load_tables(reviews(GOOD, OF_C2))
    assert listed(council) == []


def test_a_row_without_a_child_stays_where_nothing_is_new(council):
    council.load_tables(reviews(GOOD, SECOND, NOBODY))
    council.load_tables(reviews(GOOD))
    assert listed(council) == [("Row 4", "CHILD")]


def test_a_file_of_another_year_puts_nothing_right(council):
    council.load_tables(reviews(GOOD, BAD))
    table = reviews(GOOD, ("C1", "12/09/2024", "PN2"))[REVIEWS]
    council.load_tables({"2024-25/Reviews.csv": table})
    assert ("Row 3", "REVIEW") in listed(council)


def test_a_file_of_another_kind_puts_nothing_right(council):
    council.load_tables(reviews(BAD))
    council.load_tables({"2023-24/Header.csv": HEADER, **LOG})
    assert listed(council) == [("Row 2", "REVIEW")]


def test_the_file_of_another_council_puts_nothing_right(council, tmp_path):
    council.load_tables(reviews(GOOD, BAD))
    other = Council(council.engine, tmp_path / "other", la="OTH")
    other.load_tables(reviews(GOOD, SECOND))
    assert listed(council) == [("Row 3", "REVIEW")]


def test_a_field_left_blank_is_put_right_by_the_same_row_with_it(council):
    council.load_tables(reviews(GOOD, ("C1", "25/09/2023", "PN9")))
    assert listed(council) == [("Row 3", "REVIEW_CODE")]
    assert council.columns().left_out == 0
    (report,) = council.load_tables(reviews(SECOND))
    assert (report.added, report.changed) == (0, 1)
    assert listed(council) == []


def test_many_left_out_rows_are_put_right_at_once(council):
    table = "CHILD,SEX,DOB,ETHNIC\n"
    table += "".join(f"D{number},F,soon,WBRI\n" for number in range(1200))
    council.load_tables({"2023-24/Header.csv": table + "D1200,F,01/02/2015,WBRI\n"})
    assert len(listed(council)) == 1200
    council.load_tables({"2023-24/Header.csv": table.replace("soon", "01/02/2015")})
    assert listed(council) == []


def test_every_left_out_row_is_in_the_store_and_a_thousand_in_the_report(council):
    table = "CHILD,SEX,DOB,ETHNIC\n" + ",F,01/02/2015,WBRI\n" * 1200
    (report,) = council.load_tables({"2023-24/Header.csv": table})
    assert (report.left_out, len(report.problems)) == (1200, 1000)
    assert len(listed(council)) == 1200


def test_a_later_import_of_the_same_year_wins(council):
    council.load_tables(reviews(GOOD))
    (report,) = council.load_tables(reviews(("C1", "20/06/2023", "PN5")))
    assert (report.added, report.changed) == (0, 1)
    codes = council.rows("cla_review", "participation", child_id="C1")
    assert codes[0] == ("PN5",)


def test_details_of_a_child_are_taken_field_by_field_from_the_newest_file(council):
    council.load_tables({"2024-25/Header.csv": HEADER.replace("WBRI", "    ")})
    council.load_tables({"2023-24/Header.csv": HEADER.replace("| F ", "| M ")})
    assert council.rows("child", "sex", "ethnicity", child_id="C1") == [("F", "WBRI")]
