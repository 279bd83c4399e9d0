"""On which days children in care are under an order depriving them of their liberty."""

from tests.data_access.columns.test_columns import shown
from tests.data_access.columns.test_health import true_days

HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    C1    | F   | 03/04/2010 | WBRI
"""


def a_child(*orders, dec="", rec="", ls="C2"):
    """Return files of two years: C1 came into care on 1 June 2023."""
    episodes = f"""
        CHILD | DECOM      | RNE | LS   | PLACE | DEC   | REC
        C0    | 01/06/2021 | S   | C2   | U6    |       |
        C1    | 01/06/2023 | S   | {ls} | K2    | {dec} | {rec}
    """
    written = "\n".join(f"C1,,{order}" for order in orders)
    return {
        "2023-24/Header.csv": HEADER,
        "2023-24/Episodes.csv": episodes,
        "2024-25/Episodes.csv": episodes,
        "2023-24/DoLO.csv": f"CHILD,DOB,DOLO_START,DOLO_END\n{written}\n",
    }


def told(council):
    return [line for line in council.left_out() if "DOLO" in line]


def test_an_order_lasts_to_the_day_before_it_ended(council):
    council.load_tables(a_child("01/07/2023,01/08/2023", "01/08/2023,10/08/2023"))
    assert true_days(council, "deprived") == [("2023-07-01", "2023-08-10")]
    assert told(council) == []


def test_an_order_without_an_end_goes_on_until_a_file_shows_that_it_ended(council):
    council.load_tables(a_child("01/07/2023,"))
    assert true_days(council, "deprived") == [("2023-07-01", "open")]
    assert told(council) == []
    later = "CHILD,DOB,DOLO_START,DOLO_END\nC0,,01/05/2024,\n"
    council.load_tables({"2024-25/DoLO.csv": later})
    assert true_days(council, "deprived") == [("2023-07-01", "2024-04-01")]
    (line,) = told(council)
    assert "DOLO_END: found 'blank', expected the day the order ended" in line
    assert "Counted until 01/04/2024." in line
    council.load_tables({"2024-25/again/DoLO.csv": f"{later}C1,,01/07/2023,\n"})
    assert true_days(council, "deprived") == [("2023-07-01", "open")]
    assert told(council) == []


def test_it_ends_with_care_or_as_the_next_begins(council):
    council.load_tables(
        a_child("01/07/2023,", "01/08/2023,", dec="01/09/2023", rec="E4A")
    )
    assert true_days(council, "deprived") == [("2023-07-01", "2023-09-01")]
    assert len(told(council)) == 2


def test_an_order_outside_care_is_listed_and_not_counted(council):
    council.load_tables(a_child("01/05/2023,31/05/2023", "02/09/2023,03/09/2023"))
    council.load_tables(a_child("01/07/2023,", ls="V4"))
    assert true_days(council, "deprived") == []
    assert all("DOLO_START" in line for line in told(council))


def test_a_review_is_of_a_deprived_child_by_the_day_it_was_due(council):
    reviews = """
        CHILD | REVIEW     | REVIEW_CODE
        C1    | 10/07/2023 | PN1
    """
    council.load_tables(a_child("29/06/2023,01/07/2023"))
    council.load_tables({"2023-24/Reviews.csv": reviews})
    rows = shown(council.columns(), "reviews", "due", "deprived")
    assert ("2023-06-29", True) in rows
    assert [each for _, each in rows].count(True) == 1
