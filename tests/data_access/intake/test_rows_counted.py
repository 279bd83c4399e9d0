"""Every row read is accounted for: added, changed, the same as before, left out."""

from tests.data_access.intake.test_door import EPISODES_25, REVIEWS_24, YEAR_24

CHANGED = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    C1    | 01/06/2023 | S   | C2 | U6    | 05/08/2023 | X1
    C1    | 05/08/2023 | P   | C2 | K2    |            |
    C2    | 10/01/2024 | S   | V2 | U1    | 20/02/2024 | E4A
    C2    | 10/01/2024 | S   | V2 | U1    | 20/02/2024 | E4A
          | 10/01/2024 | S   | V2 | U1    |            |
"""


def fates(report):
    return report.added, report.changed, report.same, report.left_out


def test_each_row_is_one_of_four(council):
    council.load_tables(YEAR_24)
    (report,) = council.load_tables({"2023-24/Episodes.csv": CHANGED})
    assert report.rows_read == 5
    assert fates(report) == (1, 1, 1, 2)


def test_the_very_same_file_is_all_the_same(council):
    council.load_tables(YEAR_24)
    for report in council.load_tables(YEAR_24):
        assert fates(report) == (0, 0, report.rows_read, 0)


def test_rows_that_joining_leaves_out_are_counted_once(council):
    reports = council.load_tables(
        {"2023-24/Reviews.csv": REVIEWS_24, "2024-25/Episodes.csv": EPISODES_25}
    )
    for report in reports:
        assert sum(fates(report)) == report.rows_read
    assert reports[0].left_out
