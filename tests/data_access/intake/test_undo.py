import pytest

from data_access.intake.door import undo
from domain.errors import RefusedError
from tests.data_access.councils import NOW, Council
from tests.data_access.intake.test_door import (
    CENSUS,
    EPISODES_24,
    EVERYTHING,
    HEADER,
    LOG,
    REVIEWS_24,
    YEAR_24,
    YEAR_25,
)

BAD_REVIEW = """
    CHILD | REVIEW     | REVIEW_CODE
    C1    | 20/06/2023 | PN1
    C1    | 31/02/2024 | PN2
"""
GOOD_REVIEW = BAD_REVIEW.replace("31/02/2024", "25/09/2023")
NOT_A_DATE = (
    "2023-24/Reviews.csv: Row 3, REVIEW: found '31/02/2024', expected a date like "
    "31/03/2025. Correct it in your system and load the file again."
)


@pytest.fixture
def never_loaded(council, tmp_path):
    """Returns the derived rows of a council that only had some files."""

    def derived(*tables):
        other = Council(council.engine, tmp_path / "never", la="NVR")
        for files in tables:
            other.load_tables(files)
        return [
            (name, [cell for cell in row if cell != "NVR"])
            for name, rows in other.derived().items()
            for row in sorted(rows, key=repr)
        ]

    return derived


def state(council):
    return [
        (name, [cell for cell in row if cell != council.la])
        for name, rows in council.derived().items()
        for row in sorted(rows, key=repr)
    ]


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_an_import_taken_back_is_as_if_the_file_never_came(council, never_loaded, name):
    reports = council.load_tables(EVERYTHING)
    council.undo(next(report for report in reports if report.file == name))
    others = {each: text for each, text in EVERYTHING.items() if each != name}
    assert state(council) == never_loaded(others)


def test_the_earlier_of_two_years_can_be_taken_back(council, never_loaded):
    reports = council.load_tables({**YEAR_24, **YEAR_25})
    for report in reports[:3]:
        council.undo(report)
    assert state(council) == never_loaded(YEAR_25)


def test_the_later_of_two_years_can_be_taken_back(council, never_loaded):
    council.load_tables(YEAR_24)
    for report in council.load_tables(YEAR_25):
        council.undo(report)
    assert state(council) == never_loaded(YEAR_24)
    assert council.rows("episode", "dec", child_id="C1") == [(None,)]


def test_everything_can_be_taken_back(council, never_loaded):
    for report in council.load_tables({**YEAR_24, **CENSUS, **LOG}):
        council.undo(report)
    assert state(council) == never_loaded()
    assert council.rows("source_row", "key") == []
    assert council.columns().covered["care"] == ()


def test_the_version_moves_and_the_line_of_the_import_stays(council):
    (report,) = council.load_tables({"2023-24/Header.csv": HEADER})
    council.undo(report)
    assert council.version == 2
    assert council.rows("import", "file_name", "added") == [("2023-24/Header.csv", 2)]
    assert council.rows("import", "undone_at") != [(None,)]


def test_a_file_taken_back_can_be_loaded_again(council):
    (report,) = council.load_tables({"2023-24/Header.csv": HEADER})
    council.undo(report)
    (again,) = council.load_tables({"2023-24/Header.csv": HEADER})
    assert (again.note, again.added) == (None, 2)


def test_an_import_taken_back_twice_is_refused_in_words(council):
    (report,) = council.load_tables({"2023-24/Header.csv": HEADER})
    council.undo(report)
    before = council.everything()
    with pytest.raises(RefusedError) as refusal:
        council.undo(report)
    assert str(refusal.value) == (
        "This import is not in the store any more. Reload the page to see what is."
    )
    assert council.everything() == before


def test_an_import_that_never_was_is_refused(council):
    with pytest.raises(RefusedError):
        undo(council.engine, 99, NOW)


def test_what_a_file_put_right_is_listed_again_once_it_is_taken_back(council):
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    council.load_tables({"2023-24/Reviews.csv": BAD_REVIEW})
    assert council.left_out() == [NOT_A_DATE]
    (mending,) = council.load_tables({"2023-24/Reviews.csv": GOOD_REVIEW})
    assert council.left_out() == []
    council.undo(mending)
    assert council.left_out() == [NOT_A_DATE]


def test_what_two_files_put_right_stays_right_when_one_is_taken_back(council):
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    council.load_tables({"2023-24/Reviews.csv": BAD_REVIEW})
    (first,) = council.load_tables({"2023-24/Reviews.csv": GOOD_REVIEW})
    (second,) = council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    council.undo(first)
    assert council.left_out() == []
    council.undo(second)
    assert council.left_out() == [NOT_A_DATE]


def test_the_left_out_rows_of_a_file_go_with_it(council):
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    (report,) = council.load_tables({"2023-24/Reviews.csv": BAD_REVIEW})
    council.undo(report)
    assert council.left_out() == []
    assert council.columns().left_out == 0
